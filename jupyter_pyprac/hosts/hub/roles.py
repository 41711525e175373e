"""Who is who in a class, by the groups of the Hub.

    pyprac-instructors          instructors of every course
    pyprac-instructors:COURSE   instructors of one course
    pyprac-students:COURSE      the students of a course; without such a group every user of the Hub is one

Admins of the Hub are admins here. Where staff keep a list of a course's students or instructors, that counts in the
place of the course's group: see `practice.members`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from jupyter_pyprac.model import Role, Viewer

INSTRUCTORS = "pyprac-instructors"
STUDENTS = "pyprac-students"


def viewer_of(user: Mapping[str, Any], closed: frozenset[str]) -> Viewer:
    """The viewer that a user of the Hub is; `closed` are the courses that have a group of students."""
    groups = frozenset(user.get("groups", ()))
    roles: set[Role] = {"student"}
    if INSTRUCTORS in groups:
        roles.add("instructor")
    if user.get("admin"):
        roles.add("admin")
    return Viewer(
        name=user["name"],
        roles=frozenset(roles),
        taught=courses(groups, INSTRUCTORS),
        barred=closed - courses(groups, STUDENTS),
    )


def courses(groups: Iterable[str], of: str) -> frozenset[str]:
    """The courses that have a group of that kind among these."""
    return frozenset(group.removeprefix(f"{of}:") for group in groups if group.startswith(f"{of}:"))
