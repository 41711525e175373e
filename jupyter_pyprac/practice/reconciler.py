"""What brings pending submissions home when a message, a process or all of Redis was lost."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from grader_service.contract import Verdict
from jupyter_pyprac.broker import Broker, Queued
from jupyter_pyprac.model import Submission
from jupyter_pyprac.practice.clock import Clock
from jupyter_pyprac.practice.grading import Grading, with_score
from jupyter_pyprac.practice.jobs import submission_job
from jupyter_pyprac.practice.measures import Counts
from jupyter_pyprac.practice.queueing import Queueing
from jupyter_pyprac.store import assignments, submissions
from jupyter_pyprac.store.engine import Database

log = logging.getLogger(__name__)

RECONCILE_SECONDS = 5.0
OVERDUE = timedelta(seconds=5)
LEASE = timedelta(seconds=15)
MAX_REQUEUES = 3


@dataclass(frozen=True, kw_only=True)
class Reconciler:
    """Looks at overdue rows, in one replica at a time; the database is the truth, Redis is asked what it knows."""

    database: Database
    broker: Broker
    queueing: Queueing
    grading: Grading
    clock: Clock
    counts: Counts

    async def look(self) -> None:
        """Look once at everything overdue.

        Raises:
            BrokerDown, Unavailable: Redis or the database cannot be asked; the next look makes up for it.
        """
        now = self.clock()
        overdue = await self.database.read(submissions.pending, now - OVERDUE)
        if not overdue:
            return
        if not await self.database.write(submissions.lease, "reconciler", self.queueing.replica, now + LEASE, now):
            return
        for job_id, rows in groupby(sorted(overdue, key=job_of), key=job_of):
            await self._look_after(job_id, list(rows))

    async def _look_after(self, job_id: str, rows: Sequence[Submission]) -> None:
        """Apply, leave alone, queue again or give up: in this order."""
        for row in rows:
            self.queueing.look_out(row)
        verdict = await self.broker.result(job_id)
        if verdict is None and await self._is_under_way(rows):
            return
        verdict = verdict or await self.broker.result(job_id)  # stored between the two questions
        if verdict is not None:
            await self._apply(job_id, verdict)
        elif max(row.queued_times for row in rows) >= MAX_REQUEUES:
            await self._give_up(job_id, rows)
        else:
            await self._queue_again(job_id, rows)

    async def _is_under_way(self, rows: Sequence[Submission]) -> bool:
        places = {row.stream_id for row in rows if row.stream_id}
        for place in places:
            if await self.broker.whereabouts(place) != "gone":
                return True
        return False

    async def _apply(self, job_id: str, verdict: Verdict) -> None:
        for row in await self.grading.apply(job_id, verdict):
            self.queueing.tell_settled(row)

    async def _give_up(self, job_id: str, rows: Sequence[Submission]) -> None:
        log.error("job %s was lost %s times: its submissions are marked failed", job_id, MAX_REQUEUES)
        await self.database.write(submissions.give_up, job_id, self.clock())
        self.counts.given_up.inc()
        for row in rows:
            found = await self.database.read(with_score, row.viewer, row.id)
            if found is not None:
                self.grading.show(*found)
                self.queueing.tell_settled(row)

    async def _queue_again(self, job_id: str, rows: Sequence[Submission]) -> None:
        row = rows[0]
        assignment = await self.database.read(assignments.at_revision, row.assignment_id, row.revision)
        if assignment is None:
            await self._give_up(job_id, rows)
            return
        job = submission_job(assignment, row.code, job_id)
        queued = await self.broker.queue(job, await self.queueing.files(job.files))
        await self.database.write(requeued, job_id, queued, self.clock())
        if queued.fresh:
            self._note(row)

    def _note(self, row: Submission) -> None:
        """Tell a job that the queue has lost from one that had yet to come there: Redis was away, or staff asked."""
        about = {"submission_id": row.id, "job_id": row.job_id}
        if row.stream_id is None and not row.queued_times:
            log.info("a submission that waited for it was queued", extra=about)
            return
        self.counts.requeued.inc()
        log.warning("a lost job was queued again", extra=about)


def job_of(row: Submission) -> str:
    """The job a row is pending on."""
    return row.job_id


def requeued(session: Session, job_id: str, queued: Queued, now: datetime) -> None:
    """Count the queueing, unless the job turned out to be in the queue, and note its place.

    One that counts as graded, although no verdict could be read, counts too: it must not wait for ever.
    """
    if queued.fresh or queued.stream_id is None:
        submissions.requeued(session, job_id, now)
    if queued.stream_id is not None:
        submissions.placed(session, job_id, stream_id=queued.stream_id, new_job_id=queued.job_id)
