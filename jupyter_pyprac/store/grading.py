"""What happens to pending submissions: their job finds its place, its verdict arrives, or it is given up.

Each function changes all rows that wait for the job and no other, so doing it twice, or from two replicas at once,
comes to the same. Rows that share a job have the same digest; whoever changes them is alone with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from grader_service.contract import Verdict
from jupyter_pyprac.model import Submission
from jupyter_pyprac.store import progress, rows
from jupyter_pyprac.store.dialect import dialect, lock
from jupyter_pyprac.store.tables import SUBMISSIONS

KEPT = SUBMISSIONS.c
DIGEST = select(KEPT.digest).where(KEPT.job_id == bindparam("of_job")).limit(1)
WAITING = update(SUBMISSIONS).where(KEPT.job_id == bindparam("of_job"), KEPT.status == "pending").returning(SUBMISSIONS)
REQUEUED = WAITING.values(queued_times=KEPT.queued_times + 1)
OF_JOB = select(SUBMISSIONS).where(KEPT.job_id == bindparam("of_job")).order_by(KEPT.number)


def placed(session: Session, job_id: str, *, stream_id: str, new_job_id: str | None = None) -> None:
    """Note where in the stream the job is; `new_job_id` where the queue had another one under way for the digest.

    That other job may have ended meanwhile: look for its stored result afterwards.
    """
    _change(session, job_id, {"stream_id": stream_id, "job_id": new_job_id or job_id})


def apply_verdict(session: Session, job_id: str, verdict: Verdict, now: datetime) -> list[Submission]:
    """Grade the submissions that wait for the job; those that it graded, none the second time.

    A verdict `system` makes them `failed`, any other `processed`.
    """
    changed = _change(session, job_id, rows.graded(verdict, now))
    progress.solved(session, changed)
    return [rows.submission(row) for row in changed]


def requeued(session: Session, job_id: str, now: datetime) -> None:
    """Count one more queueing of the job; its place is not known until `placed` says so."""
    _change(session, job_id, {"stream_id": None, "queued_at": now}, REQUEUED)


def give_up(session: Session, job_id: str, now: datetime) -> list[Submission]:
    """Make the submissions that wait for the job `failed`, without a verdict; those that it changed."""
    return [rows.submission(row) for row in _change(session, job_id, {"status": "failed", "graded_at": now})]


def of_job(session: Session, job_id: str) -> list[Submission]:
    """All submissions that wait for the job or were graded by it."""
    return [rows.submission(row) for row in session.execute(OF_JOB, {"of_job": job_id})]


def pending(session: Session, older_than: datetime) -> list[Submission]:
    """The submissions of all viewers that were last queued before that moment and still wait, oldest first."""
    wanted = select(SUBMISSIONS).where(KEPT.status == "pending", KEPT.queued_at < older_than)
    return [rows.submission(row) for row in session.execute(wanted.order_by(KEPT.queued_at))]


def count_pending(session: Session) -> int:
    """How many submissions of all viewers wait."""
    return session.execute(select(func.count()).select_from(SUBMISSIONS).where(KEPT.status == "pending")).scalar_one()


def failed(session: Session, course: str) -> list[str]:
    """The ids of the course's submissions that could not be graded, oldest first."""
    wanted = select(KEPT.id).where(KEPT.course == course, KEPT.status == "failed")
    return list(session.scalars(wanted.order_by(KEPT.number)))


def _change(
    session: Session, job_id: str, values: dict[str, Any], statement: ReturningUpdate[Any] = WAITING
) -> Sequence[Row[Any]]:
    """Set these columns of the rows pending on the job; they are nobody else's until the transaction ends."""
    if dialect(session) == "postgresql":  # on SQLite whoever writes is alone with everything
        digest = session.execute(DIGEST, {"of_job": job_id}).scalar()
        if digest is None:
            return []
        lock(session, digest)
    changed = session.execute(statement, values | {"of_job": job_id})
    return sorted(changed, key=lambda row: row.number)
