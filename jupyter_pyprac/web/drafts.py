"""What was written and not submitted."""

from tornado.web import authenticated

from jupyter_pyprac.web.base import Handler


class Draft(Handler):
    """`/draft`."""

    @authenticated
    async def get(self) -> None:
        """The viewer's draft of an assignment; of version 0 where none was saved yet."""
        self.reply(await self.practice.drafts.get(self.viewer, self.needed("assignment_id")))

    @authenticated
    async def put(self) -> None:
        """Save a draft over the version that its writer has seen."""
        from jupyter_pyprac.web.bodies import SaveDraft  # noqa: PLC0415  loaded with the first request

        sent = self.body(SaveDraft)
        self.reply(await self.practice.drafts.save(self.viewer, sent.assignment_id, sent.code, sent.version))
