"""A verdict into the database, once, and from there to everybody who waits for it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from grader_service.contract import Event, Verdict
from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.model import Submission
from jupyter_pyprac.practice.clock import Clock
from jupyter_pyprac.practice.frames import Graded, Ran, Started, Tested
from jupyter_pyprac.practice.live import Live
from jupyter_pyprac.practice.measures import Counts
from jupyter_pyprac.practice.pace import Pace
from jupyter_pyprac.practice.waiting import Waiting
from jupyter_pyprac.practice.watch import Watch, Watched
from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.visibility import submission_view, verdict_view

log = logging.getLogger(__name__)

Scored = tuple[Submission, int]
"""A submission and its viewer's score in its course, read together."""


@dataclass(frozen=True, kw_only=True)
class Grading:
    """What happens when a grader has something to say."""

    database: Database
    broker: Broker
    live: Live
    watch: Watch
    waiting: Waiting
    pace: Pace
    counts: Counts
    clock: Clock

    def progressed(self, event: Event) -> None:
        """A job was begun, or one of its tests ended: a frame for whoever waits for it."""
        for watched in self.watch.of(event.job_id):
            watched.started = True
            self.live.send(watched.viewer, progress_frame(watched, event))

    async def settle(self, job_id: str, verdict: Verdict | None = None) -> None:
        """Apply the job's verdict, this one or the stored one, if somebody here waits for it; twice is no harm."""
        if not self.watch.of(job_id):
            return
        try:
            verdict = verdict or await self.broker.result(job_id)
        except BrokerDown as error:
            log.info("the verdict of a job is looked up later: %s", error)
            return
        if verdict is not None:
            await self.apply(job_id, verdict)

    async def apply(self, job_id: str, verdict: Verdict) -> list[Submission]:
        """Write the verdict to every row pending on the job, then tell; returns all it is the verdict of."""
        self.pace.took(verdict)
        runs = [watched for watched in self.watch.of(job_id) if watched.kind == "run"]
        for run in runs:
            self.watch.forget(run.name)
            self.waiting.wake(run.name)
            self.live.send(run.viewer, Ran(run_id=run.name, verdict=verdict_view(verdict)))
        if runs:  # a job of a run is nobody's submission
            return []
        now = self.clock()
        changed, scored = await self.database.write_recoverable(graded, job_id, verdict, now)
        self.counts.graded(verdict, changed, now)
        for submission, score in scored:
            self.show(submission, score)
        return [submission for submission, _ in scored]

    async def catch_up(self, watched: Watched) -> None:
        """Find out what was not heard: the stored verdict, or a row that was settled without one."""
        await self.settle(watched.job_id)
        if watched.kind == "submission" and self.watch.get(watched.name) is watched:
            await self.look_again(watched.viewer, watched.name)

    async def look_again(self, viewer: str, submission_id: str) -> None:
        """Show a submission that was settled elsewhere, if it was."""
        found = await self.database.read(with_score, viewer, submission_id)
        if found is not None and found[0].status != "pending":
            self.show(*found)

    def show(self, submission: Submission, score: int) -> None:
        """Tell the viewer's sockets and waiting requests here; the row must be committed."""
        self.watch.forget(submission.id)
        self.waiting.wake(submission.id)
        course = course_of(submission)
        frame = Graded(submission=submission_view(submission), course=course, score=score)
        self.live.send(submission.viewer, frame)


def progress_frame(watched: Watched, event: Event) -> Started | Tested:
    """The frame of a begun job, or of one ended test."""
    submission_id, run_id = (watched.name, None) if watched.kind == "submission" else (None, watched.name)
    if event.type == "started":
        return Started(submission_id=submission_id, run_id=run_id)
    return Tested(
        submission_id=submission_id,
        run_id=run_id,
        index=event.index,
        total=event.total,
        name=event.name,
        status=event.status,
    )


def course_of(submission: Submission) -> str:
    """The slug of the submission's course."""
    return submission.assignment_id.partition("/")[0]


def graded(session: Session, job_id: str, verdict: Verdict, now: datetime) -> tuple[Sequence[Submission], list[Scored]]:
    """Apply the verdict; returns what it changed, and every submission it is the verdict of, whoever was quicker."""
    changed = submissions.apply_verdict(session, job_id, verdict, now)
    rows = changed or submissions.of_job(session, job_id)
    return changed, [(row, submissions.score(session, row.viewer, course_of(row))) for row in rows]


def with_score(session: Session, viewer: str, submission_id: str) -> Scored | None:
    """The viewer's submission with the score in its course."""
    row = submissions.get(session, viewer, submission_id)
    return None if row is None else (row, submissions.score(session, row.viewer, course_of(row)))
