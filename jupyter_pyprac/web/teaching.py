"""What instructors ask of their students, and queue once more."""

from tornado.web import authenticated

from jupyter_pyprac.web.base import Handler

MOST_STUDENTS = 1000


class Progress(Handler):
    """`/progress`."""

    @authenticated
    async def get(self) -> None:
        """Who has solved what in a course, students by name."""
        limit, after = self.whole("limit", 500, 1, MOST_STUDENTS), self.text("after")
        self.reply(await self.practice.teaching.progress(self.viewer, self.text("course"), limit=limit, after=after))


class Requeue(Handler):
    """`/requeue`."""

    @authenticated
    async def post(self) -> None:
        """Grade once more what could not be graded."""
        self.reply({"requeued": await self.practice.teaching.requeue(self.viewer, self.text("course"))}, 202)
