"""Courses and assignments as a viewer sees them, and where the viewer was last."""

import logging
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.errors import Forbidden, Unknown
from jupyter_pyprac.model import UNTOUCHED, Assignment, Course, Standing, Viewer
from jupyter_pyprac.practice.catalogue import open_assignments, seen, the_assignment, the_course
from jupyter_pyprac.practice.clock import Clock
from jupyter_pyprac.store import assignments as stored
from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.visibility import AssignmentView, CourseView, HintView, assignment_view, course_view, hint_view

log = logging.getLogger(__name__)


class Listing(msgspec.Struct, frozen=True):
    """All assignments of a course with the viewer's score in it."""

    assignments: list[AssignmentView]
    course: CourseView
    score: int


class Offer(msgspec.Struct, frozen=True):
    """The courses by title, and the slug of the one to open where none was chosen: null where there is none.

    `instructor`: the viewer checks, previews and imports courses.
    """

    courses: list[CourseView]
    current: str | None
    instructor: bool


@dataclass(frozen=True, kw_only=True)
class Assignments:
    """What there is to practise."""

    database: Database
    broker: Broker
    clock: Clock

    async def courses(self, viewer: Viewer) -> Offer:
        """The courses that the viewer may see; current is the one last practised, else visited, else the first."""
        found, practised = await self.database.read(offered, viewer)
        slugs = [course.slug for course in found]
        current = practised if practised in slugs else await self._visited(slugs, viewer)
        return Offer([course_view(course) for course in found], current or next(iter(slugs), None), viewer.teaches)

    async def listing(self, viewer: Viewer, course: str | None, *, preview: bool = False) -> Listing:
        """The assignments by `order_number`; with `preview` those not released yet too.

        Raises:
            Forbidden: a preview for somebody who is no instructor of the course.
        """
        return await self.database.read(listing, viewer, course, preview=preview, now=self.clock())

    async def current(self, viewer: Viewer, course: str | None) -> AssignmentView:
        """The one last visited; else the first uncompleted; else the first.

        Raises:
            Unknown: the course has none.
        """
        found, open_ones, standings = await self.database.read(choices, viewer, course, self.clock())
        if not open_ones:
            message = f"The course {found.title!r} has no assignments yet."
            raise Unknown(message, "no-assignments")
        visited = await self._last_visit(found.slug, viewer)
        chosen = choose(open_ones, standings, visited)
        return assignment_view(chosen, standings.get(chosen.id, UNTOUCHED))

    async def visit(self, viewer: Viewer, assignment_id: str) -> None:
        """Remember where the viewer is; with Redis down that is forgotten and no error."""
        assignment = await self.database.read(the_assignment, viewer, assignment_id, self.clock())
        try:
            await self.broker.remember_visit(assignment.course, viewer.name, assignment.id)
        except BrokerDown as error:
            log.info("the last visit is not remembered: %s", error)

    async def hint(self, viewer: Viewer, assignment_id: str, n: int) -> HintView:
        """One hint, counted from 1.

        Raises:
            Unknown: no such assignment, or it has not so many.
        """
        assignment = await self.database.read(the_assignment, viewer, assignment_id, self.clock())
        if not 1 <= n <= len(assignment.hints):
            message = f"There is no hint {n}: {assignment.title!r} has {len(assignment.hints) or 'none'}."
            raise Unknown(message, "unknown-hint")
        return hint_view(assignment, n)

    async def _visited(self, slugs: list[str], viewer: Viewer) -> str | None:
        """The first of several courses that the viewer has been in."""
        if len(slugs) < 2:  # noqa: PLR2004  there is nothing to choose from
            return None
        for slug in slugs:
            if await self._last_visit(slug, viewer) is not None:
                return slug
        return None

    async def _last_visit(self, course: str, viewer: Viewer) -> str | None:
        try:
            return await self.broker.last_visit(course, viewer.name)
        except BrokerDown:
            return None


def choose(open_ones: list[Assignment], standings: dict[str, Standing], visited: str | None) -> Assignment:
    """The assignment to show first; `open_ones` are by `order_number` and not empty."""
    for assignment in open_ones:
        if assignment.id == visited:
            return assignment
    unsolved = (each for each in open_ones if standings.get(each.id, UNTOUCHED).progress != "solved")
    return next(unsolved, open_ones[0])


def offered(session: Session, viewer: Viewer) -> tuple[list[Course], str | None]:
    """The viewer's courses by title, and the slug of the one that the viewer's newest submission belongs to."""
    found = sorted(seen(session, viewer), key=lambda course: (course.title.casefold(), course.slug))
    return found, submissions.course_last_practised(session, viewer.name)


def choices(
    session: Session, viewer: Viewer, course: str | None, now: datetime
) -> tuple[Course, list[Assignment], dict[str, Standing]]:
    """What the current assignment is chosen from."""
    found = the_course(session, viewer, course)
    return found, open_assignments(session, found, now), submissions.progress(session, viewer.name, found.slug)


def listing(session: Session, viewer: Viewer, course: str | None, *, preview: bool, now: datetime) -> Listing:
    """The assignments of the course, each with the viewer's progress."""
    found = the_course(session, viewer, course)
    if preview and not viewer.is_instructor_of(found.slug):
        message = "Only instructors see assignments before their release."
        raise Forbidden(message)
    shown = stored.assignments(session, found.slug) if preview else open_assignments(session, found, now)
    standings = submissions.progress(session, viewer.name, found.slug)
    return Listing(
        assignments=[assignment_view(each, standings.get(each.id, UNTOUCHED)) for each in shown],
        course=course_view(found),
        score=submissions.score(session, viewer.name, found.slug),
    )
