"""The lists of students and instructors of a course that staff keep themselves."""

from typing import Literal

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jupyter_pyprac.store.dialect import lock
from jupyter_pyprac.store.tables import MemberRow

Membership = Literal["student", "instructor"]
Change = Literal["add", "remove", "set"]


class Member(msgspec.Struct, frozen=True, order=True):
    """A line of a list."""

    course: str
    role: Membership
    name: str


class Revised(msgspec.Struct, frozen=True):
    """How many lines came and went, and how many there are now."""

    added: int
    removed: int
    listed: int


def everybody(session: Session) -> list[Member]:
    """All lines of all lists, in order."""
    return sorted(Member(row.course, row.role, row.viewer) for row in session.scalars(select(MemberRow)))


def revise(session: Session, course: str, role: Membership, change: Change, names: frozenset[str]) -> Revised:
    """Add names to the course's list, take them from it, or make it these names; what is so already stays."""
    lock(session, f"members of {course}")
    known = {each.name for each in everybody(session) if (each.course, each.role) == (course, role)}
    wanted = {"add": known | names, "remove": known - names, "set": names}[change]
    added, removed = wanted - known, known - wanted
    session.add_all(MemberRow(course=course, role=role, viewer=name) for name in sorted(added))
    for name in removed:
        session.execute(
            delete(MemberRow).where(MemberRow.course == course, MemberRow.role == role, MemberRow.viewer == name)
        )
    return Revised(added=len(added), removed=len(removed), listed=len(wanted))
