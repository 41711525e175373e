"""How far a viewer is. Read from one small row per assignment, so it costs the same after any number of attempts.

Withdrawn assignments are left out everywhere, as they are of the list: the score is never more than 100 times the
length of the list, and it comes back with the assignment.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from jupyter_pyprac import model
from jupyter_pyprac.store import rows
from jupyter_pyprac.store.dialect import dialect, insert
from jupyter_pyprac.store.tables import ASSIGNMENTS, PROGRESS, SUBMISSIONS, CourseRow

KEPT = PROGRESS.c
OF_VIEWER = (KEPT.viewer == bindparam("of_viewer"), KEPT.course == bindparam("of_course"))
OF_ASSIGNMENT = (*OF_VIEWER, KEPT.slug == bindparam("of_slug"))
OFFERED = (
    select(KEPT.course, KEPT.slug, KEPT.attempts, KEPT.first_correct)
    .join(ASSIGNMENTS)
    .where(ASSIGNMENTS.c.withdrawn.is_(False))
)
SOLVED = (
    select(func.count())
    .select_from(PROGRESS)
    .join(ASSIGNMENTS)
    .where(*OF_VIEWER, KEPT.first_correct.is_not(None), ASSIGNMENTS.c.withdrawn.is_(False))
)
SOLVE = (
    update(PROGRESS)
    .where(*OF_ASSIGNMENT, or_(KEPT.first_correct.is_(None), KEPT.first_correct > bindparam("number")))
    .values(first_correct=bindparam("number"))
)
GIVE_BACK = update(PROGRESS).where(*OF_ASSIGNMENT).values(attempts=KEPT.attempts - 1)


def progress(session: Session, viewer: str, course: str) -> dict[str, model.Standing]:
    """How far the viewer is by assignment id, whatever the revision; untouched ones are not in it."""
    touched = session.execute(OFFERED.where(*OF_VIEWER), {"of_viewer": viewer, "of_course": course})
    return {f"{course}/{row.slug}": standing(row.attempts, row.first_correct) for row in touched}


def class_progress(
    session: Session, course: str, *, limit: int, after: str | None = None
) -> tuple[dict[str, dict[str, model.Standing]], str | None]:
    """How far the viewers of a course are, by name and slug, so many at a time, and the name to go on after."""
    of_course = OFFERED.where(KEPT.course == course)
    names = of_course.with_only_columns(KEPT.viewer).where(KEPT.viewer > (after or "")).distinct()
    found = list(session.scalars(names.order_by(KEPT.viewer).limit(limit + 1)))
    standings: dict[str, dict[str, model.Standing]] = {name: {} for name in found[:limit]}
    for row in session.execute(of_course.add_columns(KEPT.viewer).where(KEPT.viewer.in_(standings))):
        standings[row.viewer][row.slug] = standing(row.attempts, row.first_correct)
    return standings, found[limit - 1] if len(found) > limit else None


def standing(attempts: int, first_correct: int | None) -> model.Standing:
    """How far a viewer is, from the columns of `OFFERED`."""
    return model.Standing("attempted" if first_correct is None else "solved", attempts)


def score(session: Session, viewer: str, course: str) -> int:
    """100 for each assignment of the course with a correct submission."""
    solved = session.execute(SOLVED, {"of_viewer": viewer, "of_course": course}).scalar_one()
    return model.POINTS_PER_ASSIGNMENT * solved


def scores(session: Session, viewer: str) -> dict[str, int]:
    """The viewer's score by course, for every course there is."""
    totals = dict.fromkeys(session.scalars(select(CourseRow.slug)), 0)
    for row in session.execute(OFFERED.where(KEPT.viewer == viewer)):
        totals[row.course] += model.POINTS_PER_ASSIGNMENT if row.first_correct is not None else 0
    return totals


def first_correct(session: Session, viewer: str, course: str | None = None) -> list[model.Submission]:
    """The earliest correct submission of each solved assignment, newest first."""
    wanted = OFFERED.where(KEPT.viewer == viewer).subquery()
    found = select(SUBMISSIONS).join(wanted, wanted.c.first_correct == SUBMISSIONS.c.number)
    if course is not None:
        found = found.where(SUBMISSIONS.c.course == course)
    return [rows.submission(row) for row in session.execute(found.order_by(SUBMISSIONS.c.number.desc()))]


def next_attempt(session: Session, viewer: str, assignment: model.Assignment) -> int:
    """The number of the viewer's next attempt; the row that counts them is nobody else's until the transaction ends."""
    key = {"viewer": viewer, "course": assignment.course, "slug": assignment.slug}
    attempt: int = session.execute(_counting(dialect(session)), key | {"attempts": 1}).scalar_one()
    return attempt


def give_back(session: Session, viewer: str, assignment: model.Assignment) -> None:
    """Count the attempt just taken in this transaction no more."""
    session.execute(GIVE_BACK, {"of_viewer": viewer, "of_course": assignment.course, "of_slug": assignment.slug})


def solved(session: Session, submissions: Iterable[Row[Any]]) -> None:
    """Note those of the stored submissions that are correct and earlier than what was known."""
    correct = (row for row in submissions if row.correct)
    for row in sorted(correct, key=lambda row: (row.viewer, row.course, row.slug)):  # one order for all: no deadlock
        key = {"of_viewer": row.viewer, "of_course": row.course, "of_slug": row.slug}
        session.execute(SOLVE, key | {"number": row.number})


@cache
def _counting(database: str) -> ReturningInsert[Any]:
    """Built once: counting an attempt, the first one included."""
    once = [KEPT.viewer, KEPT.course, KEPT.slug]
    more = {"attempts": KEPT.attempts + 1}
    return insert(database, PROGRESS).on_conflict_do_update(index_elements=once, set_=more).returning(KEPT.attempts)
