"""Courses and assignments: saved as a whole, read as frozen values.

A change to what decides a verdict or to what the student works from makes a new revision; anything else (title,
order, topic, hints, dates, solutions, messages of tests) is changed in place. What is left out of a later import
is withdrawn: it leaves the list, its submissions stay, and it comes back when it is imported again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from jupyter_pyprac.model import Assignment, Course
from jupyter_pyprac.store.dialect import dialect, insert, lock
from jupyter_pyprac.store.renames import renamed
from jupyter_pyprac.store.rows import split
from jupyter_pyprac.store.tables import ASSIGNMENTS, REVISIONS, AssignmentRow, CourseRow, FileRow, RevisionRow
from jupyter_pyprac.store.types import in_utc

KEPT = REVISIONS.c
WHOLE = select(KEPT.course, KEPT.slug, KEPT.revision, KEPT.made_at, ASSIGNMENTS.c.withdrawn, KEPT.content)
OF_COURSE = WHOLE.join(
    ASSIGNMENTS,
    (ASSIGNMENTS.c.course == KEPT.course)
    & (ASSIGNMENTS.c.slug == KEPT.slug)
    & (ASSIGNMENTS.c.revision == KEPT.revision),
).where(ASSIGNMENTS.c.course == bindparam("of_course"))
CURRENT = OF_COURSE.where(ASSIGNMENTS.c.slug == bindparam("of_slug"))
OFFERED = OF_COURSE.where(ASSIGNMENTS.c.withdrawn.is_(False))
_OWN = ASSIGNMENTS.c.course == CourseRow.slug
LISTED = select(CourseRow).where(exists().where(_OWN, ASSIGNMENTS.c.withdrawn.is_(False)) | ~exists().where(_OWN))

COLUMNS = ("course", "slug", "revision", "changed_at", "withdrawn")
"""Fields of an Assignment that are not part of the stored content."""


class Saved(msgspec.Struct, frozen=True):
    """What an import did, by slug: `changed` got a new revision, `updated` was changed in place or came back.

    `renamed` has new assignments that look like one that is withdrawn, with that one's slug; `course` the fields of the
    course itself that changed.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    renamed: dict[str, str] = {}
    course: tuple[str, ...] = ()


def save_course(
    session: Session, course: Course, assignments: Sequence[Assignment], files: Mapping[str, bytes]
) -> Saved:
    """Make the course what is given; `files` has the bytes of data files by SHA-256. Twice the same changes nothing.

    `course`, `revision`, `changed_at` and `withdrawn` of the assignments are not looked at: the store decides them.
    """
    given = [_with_dates_in_utc(assignment) for assignment in assignments]
    lock(session, f"course {course.slug}")
    changed = _save_own(session, course)
    for sha256, content in files.items():
        adding = insert(dialect(session), FileRow).values(sha256=sha256, content=content)
        session.execute(adding.on_conflict_do_nothing())
    session.flush()
    rows = {row.slug: row for row in session.scalars(select(AssignmentRow).where(AssignmentRow.course == course.slug))}
    done: dict[str, list[str]] = {field: [] for field in ("added", "changed", "updated", "unchanged")}
    for assignment in given:
        done[_save(session, rows.get(assignment.slug), course.slug, assignment)].append(assignment.slug)
    gone = [slug for slug in sorted(rows.keys() - {each.slug for each in given}) if not rows[slug].withdrawn]
    left = _offered(session, course.slug, gone) if done["added"] and gone else []
    for slug in gone:
        rows[slug].withdrawn = True
    new = renamed([each for each in given if each.slug in done["added"]], left)
    told = {field: tuple(slugs) for field, slugs in done.items()}
    return Saved(**told, withdrawn=tuple(gone), renamed=new, course=changed)


def courses(session: Session, *, withdrawn: bool = False) -> list[Course]:
    """All courses by slug, those that are withdrawn as a whole only where they are asked for too."""
    found = session.scalars(select(CourseRow) if withdrawn else LISTED)
    return sorted((_course(row) for row in found), key=lambda course: course.slug)


def course(session: Session, slug: str) -> Course | None:
    """One course, or None."""
    row = session.get(CourseRow, slug)
    return _course(row) if row else None


def is_empty(session: Session) -> bool:
    """Whether no course was ever saved."""
    return session.scalar(select(CourseRow.slug).limit(1)) is None


def assignments(session: Session, course_slug: str) -> list[Assignment]:
    """The assignments of a course by `order_number`, withdrawn ones left out."""
    found = session.execute(OFFERED, {"of_course": course_slug})
    return sorted((_assignment(*row) for row in found), key=lambda one: (one.order_number, one.slug))


def assignment(session: Session, assignment_id: str) -> Assignment | None:
    """The assignment as it is now, withdrawn or not; None for an id that is nobody's."""
    course_slug, slug = split(assignment_id)
    row = session.execute(CURRENT, {"of_course": course_slug, "of_slug": slug}).one_or_none()
    return _assignment(*row) if row else None


def at_revision(session: Session, assignment_id: str, revision: int) -> Assignment | None:
    """The assignment as it was at that revision: what its submissions are graded by, however late."""
    course_slug, slug = split(assignment_id)
    wanted = WHOLE.join(ASSIGNMENTS).where(KEPT.course == course_slug, KEPT.slug == slug, KEPT.revision == revision)
    row = session.execute(wanted).one_or_none()
    return _assignment(*row) if row else None


def file_bytes(session: Session, sha256s: Iterable[str]) -> dict[str, bytes]:
    """The bytes of data files by SHA-256; one that is not stored is left out."""
    found = session.execute(select(FileRow.sha256, FileRow.content).where(FileRow.sha256.in_(list(sha256s))))
    return {sha256: bytes(content) for sha256, content in found}


def _save_own(session: Session, course: Course) -> tuple[str, ...]:
    """Save what the course says of itself; the fields that changed."""
    row = session.get(CourseRow, course.slug)
    changed = [name for name in ("title", "language") if row and getattr(row, name) != getattr(course, name)]
    session.merge(CourseRow(slug=course.slug, title=course.title, language=course.language))
    return tuple(changed)


def _offered(session: Session, course_slug: str, slugs: Iterable[str]) -> list[Assignment]:
    return [each for each in assignments(session, course_slug) if each.slug in slugs]


def _with_dates_in_utc(given: Assignment) -> Assignment:
    dates = {"released_at": given.released_at, "due_at": given.due_at}
    return msgspec.structs.replace(given, **{name: date and in_utc(date) for name, date in dates.items()})


def _save(session: Session, row: AssignmentRow | None, course_slug: str, given: Assignment) -> str:
    if row is None:
        session.add(AssignmentRow(course=course_slug, slug=given.slug, revision=1, withdrawn=False))
        session.flush()
        _add_revision(session, course_slug, given, 1)
        return "added"
    revision = session.get_one(RevisionRow, (course_slug, given.slug, row.revision))
    came_back, row.withdrawn = row.withdrawn, False
    stored = _assignment(course_slug, given.slug, row.revision, None, withdrawn=False, content=revision.content)
    decided = {"course": course_slug, "revision": row.revision, "changed_at": None, "withdrawn": False}
    asked = msgspec.structs.replace(given, **decided)
    if _decisive(stored) != _decisive(asked):
        row.revision += 1
        _add_revision(session, course_slug, given, row.revision)
        return "changed"
    if stored != asked:
        revision.content = _content(given)
    return "updated" if came_back or stored != asked else "unchanged"


def _add_revision(session: Session, course_slug: str, given: Assignment, revision: int) -> None:
    session.add(RevisionRow(course=course_slug, slug=given.slug, revision=revision, content=_content(given)))


def _decisive(assignment: Assignment) -> tuple[object, ...]:
    """What makes a new revision when it changes."""
    tests = tuple(msgspec.structs.replace(test, message=None) for test in assignment.tests)
    return (
        assignment.handout,
        assignment.starter_code,
        assignment.setup_code,
        assignment.files,
        tests,
        assignment.limits,
        assignment.environment,
    )


def _content(assignment: Assignment) -> bytes:
    """ASCII JSON, so that any text survives, half an emoji included."""
    fields: dict[str, Any] = msgspec.to_builtins(assignment)
    return json.dumps({name: fields[name] for name in fields if name not in COLUMNS}, separators=(",", ":")).encode(
        "ascii"
    )


@lru_cache(maxsize=256)
def _assignment(  # noqa: PLR0913, PLR0917  a column each
    course: str,
    slug: str,
    revision: int,
    made_at: datetime | None,
    withdrawn: bool,  # noqa: FBT001  a column
    content: bytes,
) -> Assignment:
    """The columns of `WHOLE` as a value; remembered, as the same ones are asked for with every submission."""
    columns = {"course": course, "slug": slug, "revision": revision, "withdrawn": withdrawn}
    changed_at = made_at if revision > 1 else None
    return msgspec.convert(json.loads(content) | columns | {"changed_at": changed_at}, Assignment)


def _course(row: CourseRow) -> Course:
    return Course(slug=row.slug, title=row.title, language=row.language)
