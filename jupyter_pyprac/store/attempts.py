"""Attempts: stored once per code, numbered without gaps, found again.

Per viewer, assignment and revision the same code is one submission. A new one takes over the verdict that is known
for its digest, or else joins the job under way for it; only then is its own job queued. All of it happens in one
transaction that is alone with the digest, as is the one that applies a verdict (`grading`), so a verdict never
misses a row that joined while it arrived.
"""

from datetime import datetime
from typing import get_args
from uuid import uuid4

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from grader_service.contract import MACHINE_STATUSES, Verdict, VerdictStatus, decode
from jupyter_pyprac.errors import Unknown
from jupyter_pyprac.model import Assignment, Submission
from jupyter_pyprac.store import progress, rows
from jupyter_pyprac.store.dialect import lock
from jupyter_pyprac.store.tables import SubmissionRow

TAKEN_OVER = tuple(status for status in get_args(VerdictStatus) if status not in MACHINE_STATUSES)
"""Statuses that say something about the code, whoever wrote it."""


class Added(msgspec.Struct, frozen=True):
    """What `add` stored, or found stored: then it is not new."""

    submission: Submission
    is_new: bool


def add(  # noqa: PLR0913  each is a part of the submission
    session: Session, *, viewer: str, assignment: Assignment, code: str, digest: str, job_id: str, now: datetime
) -> Added:
    """Store a submission; one of the same code that came first is returned instead.

    A new one comes back `processed` where its verdict was known. Where it is `pending`, its `job_id` is the one given,
    or that of the job under way for the digest: queue that one.
    """
    lock(session, digest)
    standing = progress.touch(session, viewer, assignment)
    earlier = identical(session, viewer, assignment.id, assignment.revision, code)
    if earlier:
        return Added(earlier, is_new=False)
    standing.attempts += 1
    row = SubmissionRow(
        id=str(uuid4()),
        viewer=viewer,
        course=assignment.course,
        slug=assignment.slug,
        revision=assignment.revision,
        attempt=standing.attempts,
        code=code,
        code_sha256=rows.sha256(code),
        digest=digest,
        submitted_at=now,
    )
    known = known_verdict(session, digest)
    rows.wait(row, *_job_for(session, digest, job_id), now)
    if known:
        rows.grade(row, known, now)
    session.add(row)
    session.flush()
    progress.solved(session, [row])
    return Added(rows.submission(row), is_new=True)


def again(session: Session, submission_id: str, job_id: str, now: datetime) -> Submission:
    """Have a submission graded again: same id, same attempt, pending on a new job or on the one under way.

    Only one that `failed` or whose verdict is about the machine; any other comes back as it stands.

    Raises:
        Unknown: there is no such submission.
    """
    digest = session.scalar(select(SubmissionRow.digest).where(SubmissionRow.id == submission_id))
    if digest is None:
        raise unknown()
    lock(session, digest)
    row = session.scalars(select(SubmissionRow).where(SubmissionRow.id == submission_id)).one()
    if rows.may_be_graded_again(row):
        rows.wait(row, *_job_for(session, digest, job_id), now)
    return rows.submission(row)


def known_verdict(session: Session, digest: str) -> Verdict | None:
    """The verdict that any submission got for this digest, unless it is about the machine."""
    raw = session.scalar(
        select(SubmissionRow.verdict)
        .where(
            SubmissionRow.digest == digest,
            SubmissionRow.status == "processed",
            SubmissionRow.outcome.in_(TAKEN_OVER),
        )
        .limit(1)
    )
    return None if raw is None else decode(raw, Verdict)


def identical(session: Session, viewer: str, assignment_id: str, revision: int, code: str) -> Submission | None:
    """The viewer's submission of this very code for this revision, or None."""
    course, slug = rows.split(assignment_id)
    row = session.scalar(
        select(SubmissionRow).where(
            SubmissionRow.viewer == viewer,
            SubmissionRow.course == course,
            SubmissionRow.slug == slug,
            SubmissionRow.revision == revision,
            SubmissionRow.code_sha256 == rows.sha256(code),
        )
    )
    return rows.submission(row) if row else None


def get(session: Session, viewer: str, submission_id: str) -> Submission | None:
    """A submission of the viewer; None where it is not there or somebody else's."""
    row = session.scalar(select(SubmissionRow).where(SubmissionRow.id == submission_id, SubmissionRow.viewer == viewer))
    return rows.submission(row) if row else None


def page(  # noqa: PLR0913  the filters of the contract
    session: Session,
    viewer: str,
    *,
    course: str | None = None,
    assignment_id: str | None = None,
    correct: bool | None = None,
    limit: int = 50,
    before: str | None = None,
) -> tuple[list[Submission], str | None]:
    """Up to `limit` submissions of the viewer, newest first, and the id to give as `before` for the next page.

    `correct=False` are those graded and not correct.

    Raises:
        Unknown: `before` is not a submission of the viewer.
    """
    wanted = select(SubmissionRow).where(SubmissionRow.viewer == viewer)
    if assignment_id is not None:
        of_course, slug = rows.split(assignment_id)
        wanted = wanted.where(SubmissionRow.course == of_course, SubmissionRow.slug == slug)
    if course is not None:
        wanted = wanted.where(SubmissionRow.course == course)
    if correct is not None:
        wanted = wanted.where(SubmissionRow.correct.is_(correct))
    if before is not None:
        wanted = wanted.where(SubmissionRow.number < _number(session, viewer, before))
    found = session.scalars(wanted.order_by(SubmissionRow.number.desc()).limit(limit + 1)).all()
    shown = [rows.submission(row) for row in found[:limit]]
    return shown, shown[-1].id if len(found) > limit else None


def pending_of(session: Session, viewer: str) -> list[str]:
    """The ids of the viewer's submissions that wait for a verdict, oldest first."""
    wanted = select(SubmissionRow.id).where(SubmissionRow.viewer == viewer, SubmissionRow.status == "pending")
    return list(session.scalars(wanted.order_by(SubmissionRow.number)))


def unknown() -> Unknown:
    """The error for an id that is nobody's, or somebody else's."""
    return Unknown("There is no such submission.", "unknown-submission")


def _number(session: Session, viewer: str, submission_id: str) -> int:
    number = session.scalar(
        select(SubmissionRow.number).where(SubmissionRow.id == submission_id, SubmissionRow.viewer == viewer)
    )
    if number is None:
        raise unknown()
    return number


def _job_for(session: Session, digest: str, job_id: str) -> tuple[str, str | None]:
    """The job that another submission of the digest waits for and its place in the stream; else the job given."""
    other = session.execute(
        select(SubmissionRow.job_id, SubmissionRow.stream_id)
        .where(SubmissionRow.digest == digest, SubmissionRow.status == "pending")
        .limit(1)
    ).one_or_none()
    return (other[0], other[1]) if other else (job_id, None)
