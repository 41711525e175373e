"""Trying code out: the visible tests, or the script on some input, with nothing stored and no score."""

from dataclasses import dataclass
from uuid import uuid4

import msgspec

from grader_service.contract import Job, Verdict
from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.errors import Unavailable, Unknown
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.catalogue import the_assignment
from jupyter_pyprac.practice.clock import Clock
from jupyter_pyprac.practice.code import checked_text
from jupyter_pyprac.practice.jobs import run_job
from jupyter_pyprac.practice.news import Running
from jupyter_pyprac.practice.queueing import Queueing
from jupyter_pyprac.practice.rate import Rate
from jupyter_pyprac.practice.waiting import Waiting
from jupyter_pyprac.practice.watch import Watch, Watched
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.visibility import VerdictView, verdict_view


class RunReply(msgspec.Struct, frozen=True):
    """A run; `verdict` is null while it has not ended."""

    run_id: str
    verdict: VerdictView | None = None


@dataclass(frozen=True, kw_only=True)
class Runs:
    """A viewer's runs: kept in Redis alone, for an hour."""

    database: Database
    broker: Broker
    queueing: Queueing
    watch: Watch
    waiting: Waiting
    rate: Rate
    clock: Clock

    async def start(self, viewer: Viewer, assignment_id: str, code: str, stdin: str | None = None) -> str:
        """Queue a run and return its id.

        Raises:
            Malformed, TooLarge: code or input is no text or too long.
            Unknown: no such assignment.
            SlowDown: over the rate.
            Unavailable: the queue cannot be reached.
        """
        code = checked_text(code, "code")
        stdin = None if stdin is None else checked_text(stdin, "stdin")
        assignment = await self.database.read(the_assignment, viewer, assignment_id, self.clock())
        await self.rate.take(viewer)
        job = run_job(assignment, code, stdin)
        run_id = str(uuid4())
        watched = Watched(kind="run", viewer=viewer.name, name=run_id, job_id=job.job_id)
        self.watch.add(watched)
        try:
            await self._queue(watched, job)
        except BaseException:
            self.watch.forget(run_id)
            raise
        return run_id

    async def get(self, viewer: Viewer, run_id: str, wait: float = 0) -> RunReply:
        """The run with its verdict; with `wait` as soon as there is one, at the latest after so many seconds.

        Raises:
            Unknown: the viewer has no such run, or it is more than an hour old.
            Unavailable: the queue cannot be reached.
        """
        try:
            found = await self.broker.run(run_id)
            if found is None or found[0] != viewer.name:
                message = "There is no such run of yours."
                raise Unknown(message, "unknown-run")
            job_id = found[1]

            async def look() -> Verdict | None:
                return await self.broker.result(job_id)

            verdict = await self.waiting.until(run_id, look, lambda found: found is not None, wait)
        except BrokerDown as error:
            raise Unavailable(DOWN) from error
        return RunReply(run_id, None if verdict is None else verdict_view(verdict))

    async def _queue(self, watched: Watched, job: Job) -> None:
        files = await self.queueing.files(job.files)
        try:
            await self.broker.remember_run(watched.name, watched.viewer, job.job_id)
            await self.broker.queue(job, files, shared=False)
        except BrokerDown as error:
            raise Unavailable(DOWN) from error
        self.queueing.tell(
            watched.viewer, Running(origin=self.queueing.replica, run_id=watched.name, job_id=job.job_id)
        )


DOWN = "Nothing can be run at the moment: the queue cannot be reached. Submit still works; try Run again in a moment."
