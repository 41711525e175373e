"""Attempts: stored once per code, numbered without gaps, found again.

Per viewer, assignment and revision the same code is one submission. A new one takes over the verdict that is known
for its digest, or else joins the job under way for it; only then is its own job queued. All of it happens in one
transaction that is alone with the digest, as is the one that applies a verdict (`grading`), so a verdict never
misses a row that joined while it arrived.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, get_args
from uuid import uuid4

import msgspec
from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from grader_service.contract import MACHINE_STATUSES, Job, VerdictStatus
from jupyter_pyprac.errors import Unknown
from jupyter_pyprac.model import PRIVATE, Assignment, Submission
from jupyter_pyprac.store import progress, rows
from jupyter_pyprac.store.dialect import dialect, insert, lock
from jupyter_pyprac.store.tables import SUBMISSIONS

TAKEN_OVER = tuple(status for status in get_args(VerdictStatus) if status not in MACHINE_STATUSES)
"""Statuses that say something about the code, whoever wrote it."""

KEPT = SUBMISSIONS.c
IDENTICAL = select(SUBMISSIONS).where(
    KEPT.viewer == bindparam("viewer"),
    KEPT.course == bindparam("course"),
    KEPT.slug == bindparam("slug"),
    KEPT.revision == bindparam("revision"),
    KEPT.code_sha256 == bindparam("code_sha256"),
)
OF_VIEWER = select(SUBMISSIONS).where(KEPT.id == bindparam("id"), KEPT.viewer == bindparam("viewer"))
OF_DIGEST = (
    select(KEPT.status, KEPT.outcome, KEPT.correct, KEPT.verdict, KEPT.job_id, KEPT.stream_id)
    .where(KEPT.digest == bindparam("digest"))
    .where(or_(KEPT.status == "pending", (KEPT.status == "processed") & KEPT.outcome.in_(TAKEN_OVER)))
    .order_by(KEPT.status.desc())
    .limit(1)
)
"""What another submission of the digest has: a verdict about the code, or else a job under way."""


class Added(msgspec.Struct, frozen=True):
    """What `add` stored, or found stored: then it is not new."""

    submission: Submission
    is_new: bool


def add(  # noqa: PLR0913  each is a part of the submission
    session: Session,
    *,
    viewer: str,
    assignment: Assignment,
    job: Job,
    now: datetime,
    begin: Callable[[], None] = lambda: None,
) -> Added:
    """Store the code of a job as a submission; one of the same code that came first is returned instead.

    A new one comes back `processed` where its verdict was known. Where it is `pending`, its `job_id` is the one given,
    or that of the job under way for the digest: queue that one. As soon as it is known to be the one given, `begin` is
    called: nobody else can begin a job for the digest until this transaction has ended.
    """
    lock(session, job.digest)
    standing = _standing(session, job, now)
    if standing["status"] == "pending" and standing["job_id"] == job.job_id:
        begin()
    attempt = progress.next_attempt(session, viewer, assignment)
    values = {
        "id": str(uuid4()),
        "viewer": viewer,
        "course": assignment.course,
        "slug": assignment.slug,
        "revision": assignment.revision,
        "attempt": attempt,
        "code": job.code,
        "code_sha256": rows.sha256(job.code),
        "digest": job.digest,
        "submitted_at": now,
    }
    row = session.execute(_adding(dialect(session)), values | standing).one_or_none()
    if row is None:
        progress.give_back(session, viewer, assignment)
        return Added(rows.submission(session.execute(IDENTICAL, values).one()), is_new=False)
    if row.correct:
        progress.solved(session, [row])
    return Added(rows.submission(row), is_new=True)


def again(session: Session, submission_id: str, job_id: str, now: datetime) -> Submission:
    """Have a submission graded again: same id, same attempt, pending on a new job or on the one under way.

    Only one that `failed` or whose verdict is about the machine; any other comes back as it stands.

    Raises:
        Unknown: there is no such submission.
    """
    wanted = select(SUBMISSIONS).where(KEPT.id == submission_id)
    found = session.execute(wanted).one_or_none()
    if found is None:
        raise unknown()
    lock(session, found.digest)
    standing = rows.submission(session.execute(wanted).one())
    if not standing.may_be_graded_again:
        return standing
    values = rows.waiting(*_job_for(session, standing.digest, job_id), now)
    changed = update(SUBMISSIONS).where(KEPT.id == submission_id).values(values).returning(SUBMISSIONS)
    return rows.submission(session.execute(changed).one())


def identical(session: Session, viewer: str, assignment_id: str, revision: int, code: str) -> Submission | None:
    """The viewer's submission of this very code for this revision, or None."""
    course, slug = rows.split(assignment_id)
    key = {"viewer": viewer, "course": course, "slug": slug, "revision": revision, "code_sha256": rows.sha256(code)}
    row = session.execute(IDENTICAL, key).one_or_none()
    return rows.submission(row) if row else None


def get(session: Session, viewer: str, submission_id: str) -> Submission | None:
    """A submission of the viewer; None where it is not there or somebody else's."""
    row = session.execute(OF_VIEWER, {"id": submission_id, "viewer": viewer}).one_or_none()
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
    wanted = select(SUBMISSIONS).where(KEPT.viewer == viewer)
    if assignment_id is not None:
        of_course, slug = rows.split(assignment_id)
        wanted = wanted.where(KEPT.course == of_course, KEPT.slug == slug)
    if course is not None:
        wanted = wanted.where(KEPT.course == course)
    if correct is not None:
        wanted = wanted.where(KEPT.correct.is_(correct))
    if before is not None:
        wanted = wanted.where(KEPT.number < _number(session, viewer, before))
    found = session.execute(wanted.order_by(KEPT.number.desc()).limit(limit + 1)).all()
    shown = [rows.submission(row) for row in found[:limit]]
    return shown, shown[-1].id if len(found) > limit else None


def course_last_practised(session: Session, viewer: str) -> str | None:
    """The slug of the course that the viewer's newest submission belongs to, or None; previews do not count."""
    public = KEPT.course.not_like(f"{PRIVATE}%")
    wanted = select(KEPT.course).where(KEPT.viewer == viewer, public).order_by(KEPT.number.desc()).limit(1)
    return session.scalar(wanted)


def pending_of(session: Session, viewer: str) -> list[str]:
    """The ids of the viewer's submissions that wait for a verdict, oldest first."""
    wanted = select(KEPT.id).where(KEPT.viewer == viewer, KEPT.status == "pending")
    return list(session.scalars(wanted.order_by(KEPT.number)))


def unknown() -> Unknown:
    """The error for an id that is nobody's, or somebody else's."""
    return Unknown("There is no such submission.", "unknown-submission")


@cache
def _adding(database: str) -> ReturningInsert[Any]:
    """Built once: storing a submission, which returns nothing where the viewer's same code is stored already."""
    once = [KEPT.viewer, KEPT.course, KEPT.slug, KEPT.revision, KEPT.code_sha256]
    return insert(database, SUBMISSIONS).on_conflict_do_nothing(index_elements=once).returning(SUBMISSIONS)


def _standing(session: Session, job: Job, now: datetime) -> dict[str, Any]:
    """The columns of a new submission that say where its grading is: done, joined to another, or to be queued."""
    other = session.execute(OF_DIGEST, {"digest": job.digest}).one_or_none()
    if other is None:
        return rows.waiting(job.job_id, None, now)
    if other.status == "pending":
        return rows.waiting(other.job_id, other.stream_id, now)
    known = {name: getattr(other, name) for name in ("status", "outcome", "correct", "verdict")}
    return rows.waiting(job.job_id, None, now) | known | {"graded_at": now}


def _number(session: Session, viewer: str, submission_id: str) -> int:
    row = session.execute(OF_VIEWER, {"id": submission_id, "viewer": viewer}).one_or_none()
    if row is None:
        raise unknown()
    number: int = row.number
    return number


def _job_for(session: Session, digest: str, job_id: str) -> tuple[str, str | None]:
    """The job that another submission of the digest waits for and its place in the stream; else the job given."""
    other = session.execute(
        select(KEPT.job_id, KEPT.stream_id).where(KEPT.digest == digest, KEPT.status == "pending").limit(1)
    ).one_or_none()
    return (other.job_id, other.stream_id) if other else (job_id, None)
