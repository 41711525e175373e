"""How far a viewer is. Read from one small row per assignment, so it costs the same after any number of attempts.

Withdrawn assignments are left out everywhere, as they are of the list: the score is never more than 100 times the
length of the list, and it comes back with the assignment.
"""

from collections.abc import Iterable

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from jupyter_pyprac import model
from jupyter_pyprac.store import rows
from jupyter_pyprac.store.dialect import insert
from jupyter_pyprac.store.tables import AssignmentRow, CourseRow, ProgressRow, SubmissionRow


def progress(session: Session, viewer: str, course: str) -> dict[str, model.Progress]:
    """`attempted` or `solved` by assignment id, whatever the revision; untouched ones are not in it."""
    touched = session.execute(_touched(viewer).where(ProgressRow.course == course))
    return {f"{course}/{slug}": "attempted" if first is None else "solved" for _, slug, first in touched}


def score(session: Session, viewer: str, course: str) -> int:
    """100 for each assignment of the course with a correct submission."""
    return model.POINTS_PER_ASSIGNMENT * list(progress(session, viewer, course).values()).count("solved")


def scores(session: Session, viewer: str) -> dict[str, int]:
    """The viewer's score by course, for every course there is."""
    totals = dict.fromkeys(session.scalars(select(CourseRow.slug)), 0)
    for course, _, first in session.execute(_touched(viewer)):
        totals[course] += model.POINTS_PER_ASSIGNMENT if first is not None else 0
    return totals


def first_correct(session: Session, viewer: str, course: str | None = None) -> list[model.Submission]:
    """The earliest correct submission of each solved assignment, newest first."""
    wanted = _touched(viewer).subquery()
    found = select(SubmissionRow).join(wanted, wanted.c.first_correct == SubmissionRow.number)
    if course is not None:
        found = found.where(SubmissionRow.course == course)
    return [rows.submission(row) for row in session.scalars(found.order_by(SubmissionRow.number.desc()))]


def touch(session: Session, viewer: str, assignment: model.Assignment) -> ProgressRow:
    """The viewer's row for the assignment, made if need be and nobody else's until the transaction ends."""
    key = {"viewer": viewer, "course": assignment.course, "slug": assignment.slug}
    session.execute(insert(session, ProgressRow).values(**key, attempts=0).on_conflict_do_nothing())
    return session.get_one(ProgressRow, tuple(key.values()), with_for_update=True)


def solved(session: Session, submissions: Iterable[SubmissionRow]) -> None:
    """Note those of the flushed submissions that are correct and earlier than what was known."""
    correct = (row for row in submissions if row.correct)
    for row in sorted(correct, key=lambda row: (row.viewer, row.course, row.slug)):  # one order for all: no deadlock
        session.execute(
            update(ProgressRow)
            .where(ProgressRow.viewer == row.viewer, ProgressRow.course == row.course, ProgressRow.slug == row.slug)
            .where(or_(ProgressRow.first_correct.is_(None), ProgressRow.first_correct > row.number))
            .values(first_correct=row.number)
        )


def _touched(viewer: str) -> "Select[str, str, int | None]":
    return (
        select(ProgressRow.course, ProgressRow.slug, ProgressRow.first_correct)
        .join(AssignmentRow)
        .where(ProgressRow.viewer == viewer, AssignmentRow.withdrawn.is_(False))
    )
