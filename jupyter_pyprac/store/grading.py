"""What happens to pending submissions: their job finds its place, its verdict arrives, or it is given up.

Each function changes all rows that wait for the job and no other, so doing it twice, or from two replicas at once,
comes to the same. Rows that share a job have the same digest; whoever changes them is alone with it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader_service.contract import Verdict
from jupyter_pyprac.model import Submission
from jupyter_pyprac.store import progress, rows
from jupyter_pyprac.store.dialect import lock
from jupyter_pyprac.store.tables import SubmissionRow


def placed(session: Session, job_id: str, *, stream_id: str, new_job_id: str | None = None) -> None:
    """Note where in the stream the job is; `new_job_id` where the queue had another one under way for the digest.

    That other job may have ended meanwhile: look for its stored result afterwards.
    """
    for row in _waiting(session, job_id):
        row.stream_id, row.job_id = stream_id, new_job_id or job_id


def apply_verdict(session: Session, job_id: str, verdict: Verdict, now: datetime) -> list[Submission]:
    """Grade the submissions that wait for the job; those that it graded, none the second time.

    A verdict `system` makes them `failed`, any other `processed`.
    """
    waiting = _waiting(session, job_id)
    for row in waiting:
        rows.grade(row, verdict, now)
    session.flush()
    progress.solved(session, waiting)
    return [rows.submission(row) for row in waiting]


def requeued(session: Session, job_id: str, now: datetime) -> None:
    """Count one more queueing of the job; its place is not known until `placed` says so."""
    for row in _waiting(session, job_id):
        row.stream_id, row.queued_at, row.queued_times = None, now, row.queued_times + 1


def give_up(session: Session, job_id: str, now: datetime) -> list[Submission]:
    """Make the submissions that wait for the job `failed`, without a verdict; those that it changed."""
    waiting = _waiting(session, job_id)
    for row in waiting:
        row.status, row.graded_at = "failed", now
    return [rows.submission(row) for row in waiting]


def of_job(session: Session, job_id: str) -> list[Submission]:
    """All submissions that wait for the job or were graded by it."""
    found = session.scalars(select(SubmissionRow).where(SubmissionRow.job_id == job_id).order_by(SubmissionRow.number))
    return [rows.submission(row) for row in found]


def pending(session: Session, older_than: datetime) -> list[Submission]:
    """The submissions of all viewers that were last queued before that moment and still wait, oldest first."""
    wanted = select(SubmissionRow).where(SubmissionRow.status == "pending", SubmissionRow.queued_at < older_than)
    return [rows.submission(row) for row in session.scalars(wanted.order_by(SubmissionRow.queued_at))]


def _waiting(session: Session, job_id: str) -> Sequence[SubmissionRow]:
    """The rows pending on the job, nobody else's until the transaction ends."""
    digest = session.scalar(select(SubmissionRow.digest).where(SubmissionRow.job_id == job_id).limit(1))
    if digest is None:
        return []
    lock(session, digest)
    wanted = select(SubmissionRow).where(SubmissionRow.job_id == job_id, SubmissionRow.status == "pending")
    return session.scalars(wanted.order_by(SubmissionRow.number)).all()
