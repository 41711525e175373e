"""Trying code out."""

from tornado.web import authenticated

from jupyter_pyprac.web.base import Handler


class Run(Handler):
    """`/run`."""

    @authenticated
    async def post(self) -> None:
        """Queue a run."""
        from jupyter_pyprac.web import bodies  # noqa: PLC0415  loaded with the first request

        sent = self.body(bodies.Run)
        run_id = await self.practice.runs.start(self.viewer, sent.assignment_id, sent.code, sent.stdin)
        self.reply({"run_id": run_id}, 202)


class OneRun(Handler):
    """`/run/{id}`."""

    @authenticated
    async def get(self, run_id: str) -> None:
        """The run and its verdict; with `wait` as soon as there is one."""
        self.reply(await self.practice.runs.get(self.viewer, run_id, self.wait()))
