"""Who is who in a course by the staff's own lists, where they keep them: a list stands in for the host's groups."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.store import members
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.members import Member, Membership

READ_AGAIN_SECONDS = 45.0
"""For so long a list counts after it was changed."""

Lists = Mapping[Membership, Mapping[str, frozenset[str]]]
"""Names by role and course."""

log = logging.getLogger(__name__)


class Members:
    """The lists, read now and then; with the database away what was known holds on."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._lock = asyncio.Lock()
        self._lists: Lists | None = None
        self._read_at = 0.0

    async def as_listed(self, viewer: Viewer) -> Viewer:
        """The viewer with what lists say, of the courses that have some, in the place of what groups say.

        Raises:
            Unavailable: the database cannot be asked, and never could.
        """
        async with self._lock:
            if self._lists is None or self._clock() - self._read_at > READ_AGAIN_SECONDS:
                await self._read()
        assert self._lists is not None  # noqa: S101  read just now
        return listed(viewer, self._lists)

    async def _read(self) -> None:
        try:
            self._lists = by_role(await self._database.read(members.everybody))
        except Unavailable as error:
            if self._lists is None:
                raise
            log.warning("lists of members cannot be read: %s", error)
        self._read_at = self._clock()


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
