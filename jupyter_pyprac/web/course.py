"""What instructors do with courses: check, import, preview. All begin something that is then asked for by its id."""

from typing import TYPE_CHECKING

from tornado.web import authenticated

from jupyter_pyprac.web.base import Handler

if TYPE_CHECKING:
    from jupyter_pyprac.practice.checks import Purpose


class Beginning(Handler):
    """Takes a course and has something done with it."""

    async def begin(self, purpose: "Purpose", course: str | None = None) -> None:
        """Begin, and reply with the id."""
        from jupyter_pyprac.practice.checks import Asked  # noqa: PLC0415  loaded with the first request

        asked = Asked(purpose=purpose, raw=self.course(), course=course)
        self.reply({"check_id": await self.practice.checks.start(self.viewer, asked)}, 202)


class Check(Beginning):
    """`/check`."""

    @authenticated
    async def post(self) -> None:
        """Run the gate over a bundle or a notebook."""
        await self.begin("check")


class Course(Beginning):
    """`/course`."""

    @authenticated
    async def post(self) -> None:
        """Run the gate over a bundle, and import it if it passes."""
        await self.begin("import", self.text("course"))


class Preview(Beginning):
    """`/preview`."""

    @authenticated
    async def post(self) -> None:
        """Put a notebook's assignment, or a bundle's, where its author alone can practise it."""
        await self.begin("preview")


class OneCheck(Handler):
    """`/check/{id}`."""

    @authenticated
    async def get(self, check_id: str) -> None:
        """How far it is and what it came to; with `wait` as soon as it is over."""
        self.reply(await self.practice.checks.get(self.viewer, check_id, self.wait()))
