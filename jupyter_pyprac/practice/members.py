"""Who is who in a course by the staff's own lists, where they keep them: a list stands in for the host's groups."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.held import Held
from jupyter_pyprac.store import members
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.members import Member, Membership

READ_AGAIN_SECONDS = 45.0
"""For so long a list counts after it was changed."""

Lists = Mapping[Membership, Mapping[str, frozenset[str]]]
"""Names by role and course."""


class Members:
    """The lists, read now and then; with the database away what was known holds on."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        async def read() -> Lists:
            return by_role(await database.read(members.everybody))

        self._lists = Held(read, READ_AGAIN_SECONDS, clock)

    async def as_listed(self, viewer: Viewer) -> Viewer:
        """The viewer with what lists say, of the courses that have some, in the place of what groups say.

        Raises:
            Unavailable: the database cannot be asked, and never could.
        """
        return listed(viewer, await self._lists.value())


def by_role(lines: Iterable[Member]) -> Lists:
    """The lists that have a line."""
    names: dict[tuple[Membership, str], set[str]] = defaultdict(set)
    for line in lines:
        names[line.role, line.course].add(line.name)
    roles: tuple[Membership, ...] = ("student", "instructor")
    return {
        role: {course: frozenset(found) for (kind, course), found in names.items() if kind == role} for role in roles
    }


def listed(viewer: Viewer, lists: Lists) -> Viewer:
    """The viewer by the lists: barred from courses whose list has others, and teaching where a list says so."""
    students, instructors = lists["student"], lists["instructor"]
    others = {course for course, names in students.items() if viewer.name not in names}
    own = {course for course, names in instructors.items() if viewer.name in names}
    return msgspec.structs.replace(
        viewer,
        barred=(viewer.barred - students.keys()) | others,
        taught=(viewer.taught - instructors.keys()) | own,
    )
