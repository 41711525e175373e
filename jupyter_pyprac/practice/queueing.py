"""From a pending row to the stream, and word of it to the viewer's tabs wherever they hang."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from grader_service.contract import File, Job
from jupyter_pyprac.broker import Broker, BrokerDown, Queued
from jupyter_pyprac.model import Submission
from jupyter_pyprac.practice import frames
from jupyter_pyprac.practice.background import Background
from jupyter_pyprac.practice.grading import Grading
from jupyter_pyprac.practice.live import Live
from jupyter_pyprac.practice.news import Elsewhere, News, Settled, as_event
from jupyter_pyprac.practice.pace import Pace
from jupyter_pyprac.practice.watch import Watch, Watched
from jupyter_pyprac.store import assignments, submissions
from jupyter_pyprac.store.engine import Database

log = logging.getLogger(__name__)


class Early:
    """A job that comes into the queue while its submission is still being written: the disk takes its time."""

    def __init__(self, bring: Callable[[], Coroutine[Any, Any, Queued | None]], background: Background) -> None:
        self._bring = bring
        self._background = background
        self._loop = asyncio.get_running_loop()
        self.queued: asyncio.Task[Queued | None] | None = None

    def begin(self) -> None:
        """Bring the job into the queue; called from the thread that writes."""
        self._loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        self.queued = self._loop.create_task(self._bring())
        self._background.own(self.queued)  # also where the submission cannot be written, and nobody asks for it


@dataclass(frozen=True, kw_only=True)
class Queueing:
    """Brings jobs into the queue; what cannot be brought there stays pending for the reconciler."""

    database: Database
    broker: Broker
    live: Live
    watch: Watch
    grading: Grading
    background: Background
    pace: Pace
    replica: str

    def early(self, job: Job) -> Early:
        """The job, ready to be queued before the submission is written."""
        return Early(partial(self._bring, job), self.background)

    async def queue(self, submission: Submission, job: Job, early: Early | None = None) -> None:
        """Queue the job of a pending submission, or find the one it shares; Redis down is no error."""
        self.watch.add(interest(submission))
        if submission.job_id != job.job_id:  # another submission of the same code has a job already
            await self.grading.settle(submission.job_id)
            if self.watch.get(submission.id) is None:
                self.tell_settled(submission)
                return
            job = msgspec.structs.replace(job, job_id=submission.job_id)
        ahead = early.queued if early else None
        queued = await (ahead or self._bring(job))
        if queued is None:
            return
        log.info("queued behind %d", queued.ahead, extra={"submission_id": submission.id, "job_id": queued.job_id})
        if queued.stream_id is not None:
            await self._place(submission, queued, queued.stream_id)
        self._announce(submission.id, queued.ahead)
        if ahead or not queued.fresh:  # it may have ended before it was looked out for
            await self.grading.settle(queued.job_id)

    def look_out(self, submission: Submission) -> None:
        """Have the verdict of a pending submission applied here when it comes, whoever queued it."""
        if not self.watch.knows(interest(submission)):
            self.watch.add(interest(submission))

    async def _bring(self, job: Job) -> Queued | None:
        """The job's place in the queue, None while Redis is away."""
        try:
            return await self.broker.queue(job, await self.files(job.files))
        except BrokerDown as error:
            log.warning("a submission waits until Redis is back: %s", error)
            return None

    async def files(self, files: tuple[File, ...]) -> dict[str, bytes]:
        """The bytes of the files, by hash."""
        if not files:
            return {}
        return await self.database.read(assignments.file_bytes, [file.sha256 for file in files])

    def tell(self, viewer: str, news: News) -> None:
        """Let the other replicas know, while nobody waits for it."""
        self.background.spawn(self._tell, viewer, news)

    def tell_settled(self, submission: Submission) -> None:
        """Let them know that the submission has its verdict, or was given up; its row must be committed."""
        self.tell(submission.viewer, Settled(origin=self.replica, submission_id=submission.id))

    async def _tell(self, viewer: str, news: News) -> None:
        try:
            await self.broker.tell_viewer(viewer, as_event(news))
        except BrokerDown as error:
            log.info("other tabs are not told: %s", error)

    async def _place(self, submission: Submission, queued: Queued, stream_id: str) -> None:
        """Note the place at once where the job is another one, else later and only if it takes long."""
        if queued.job_id != submission.job_id:
            await self.database.write(
                submissions.placed, submission.job_id, stream_id=stream_id, new_job_id=queued.job_id
            )
            self.watch.add(interest(submission, queued))
        watched = self.watch.get(submission.id)
        if watched is not None:  # else its verdict is here already
            watched.stream_id, watched.unplaced = stream_id, queued.job_id == submission.job_id

    def _announce(self, submission_id: str, ahead: int) -> None:
        """`queued` to the tabs of this replica, and word to the others, unless it is further already."""
        watched = self.watch.get(submission_id)
        if watched is None or watched.started:
            return
        watched.position = ahead
        frame = frames.Queued(submission_id=submission_id, position=ahead, eta_seconds=self.pace.eta(ahead))
        self.live.send(watched.viewer, frame)
        self.tell(
            watched.viewer,
            Elsewhere(
                origin=self.replica,
                submission_id=submission_id,
                job_id=watched.job_id,
                stream_id=watched.stream_id,
                position=ahead,
            ),
        )


def interest(submission: Submission, queued: Queued | None = None) -> Watched:
    """The interest of a pending submission in its job, or in the one it was told to wait for."""
    return Watched(
        kind="submission",
        viewer=submission.viewer,
        name=submission.id,
        job_id=queued.job_id if queued else submission.job_id,
        stream_id=queued.stream_id if queued else submission.stream_id,
    )
