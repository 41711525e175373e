"""Submitting code and reading what became of it."""

from tornado.web import authenticated

from jupyter_pyprac.web.base import Handler


class Submission(Handler):
    """`/submission`."""

    @authenticated
    async def post(self) -> None:
        """Store the code and have it graded: 201, or 200 where the viewer had submitted it before."""
        from jupyter_pyprac.web.bodies import Submit  # noqa: PLC0415  loaded with the first request

        sent = self.body(Submit)
        made = await self.practice.submissions.submit(self.viewer, sent.assignment_id, sent.code, sent.revision)
        self.reply(made.submission, 201 if made.is_new else 200)


class Submissions(Handler):
    """`/submissions`."""

    @authenticated
    async def get(self) -> None:
        """The viewer's submissions, newest first; of a whole course the earliest correct ones, unpaged."""
        course, assignment_id, correct = self.text("course"), self.text("assignment_id"), self.flag("correct")
        limit, before = self.whole("limit", 50, 1, 200), self.text("before")
        if correct and assignment_id is None:
            self.reply(await self.practice.submissions.first_correct(self.viewer, course))
            return
        self.reply(
            await self.practice.submissions.page(
                self.viewer, course=course, assignment_id=assignment_id, correct=correct, limit=limit, before=before
            )
        )


class OneSubmission(Handler):
    """`/submission/{id}`."""

    @authenticated
    async def get(self, submission_id: str) -> None:
        """One submission; with `wait` as soon as it is graded."""
        self.reply(await self.practice.submissions.get(self.viewer, submission_id, self.wait()))
