"""Courses and assignments."""

from tornado.web import authenticated

from jupyter_pyprac.web.base import Handler

MOST_HINTS = 1000
"""A larger number is a mistake."""


class Courses(Handler):
    """`/courses`."""

    @authenticated
    async def get(self) -> None:
        """The courses that the viewer may see, and which to open first."""
        self.reply(await self.practice.assignments.courses(self.viewer))


class Assignments(Handler):
    """`/assignments`."""

    @authenticated
    async def get(self) -> None:
        """All assignments of the course; with `preview=true` unreleased ones too."""
        preview = self.flag("preview") or False
        self.reply(await self.practice.assignments.listing(self.viewer, self.text("course"), preview=preview))


class CurrentAssignment(Handler):
    """`/assignment`."""

    @authenticated
    async def get(self) -> None:
        """The assignment to show first."""
        self.reply(await self.practice.assignments.current(self.viewer, self.text("course")))


class Hint(Handler):
    """`/hint`."""

    @authenticated
    async def get(self) -> None:
        """One hint of an assignment."""
        self.needed("n")
        n = self.whole("n", 1, 1, MOST_HINTS)
        self.reply(await self.practice.assignments.hint(self.viewer, self.needed("assignment_id"), n))


class LastVisit(Handler):
    """`/assignment/last-visit`."""

    @authenticated
    async def post(self) -> None:
        """Remember where the viewer is."""
        from jupyter_pyprac.web.bodies import Visit  # noqa: PLC0415  loaded with the first request

        await self.practice.assignments.visit(self.viewer, self.body(Visit).assignment_id)
        self.set_status(204)
        self.finish()
