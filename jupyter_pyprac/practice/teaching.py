"""What an instructor learns of a course's students, and what is given another try."""

from dataclasses import dataclass
from uuid import uuid4

import msgspec
from sqlalchemy.orm import Session

from jupyter_pyprac.errors import Forbidden
from jupyter_pyprac.model import POINTS_PER_ASSIGNMENT, Course, Progress, Standing, Viewer
from jupyter_pyprac.practice.catalogue import the_course
from jupyter_pyprac.practice.clock import Clock
from jupyter_pyprac.store import assignments as stored
from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.visibility import CourseView, course_view

AT_ONCE = 100
"""Submissions queued again in one transaction."""


class Reached(msgspec.Struct, frozen=True):
    """How far a student is with an assignment that was tried."""

    status: Progress
    attempts: int


class Student(msgspec.Struct, frozen=True):
    """A student who has submitted something: `assignments` has the tried ones by slug."""

    name: str
    score: int
    assignments: dict[str, Reached]


class Column(msgspec.Struct, frozen=True):
    """An assignment of the course."""

    id: str
    slug: str
    title: str
    order_number: int


class Board(msgspec.Struct, frozen=True):
    """Who has solved what, students by name; `next` is where the following page begins.

    `failed` counts submissions that could not be graded and wait for somebody to queue them again.
    """

    course: CourseView
    assignments: list[Column]
    students: list[Student]
    failed: int
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Teaching:
    """What instructors do besides writing courses."""

    database: Database
    clock: Clock

    async def progress(self, viewer: Viewer, course: str | None, *, limit: int, after: str | None) -> Board:
        """How far the students of a course are, those after a name.

        Raises:
            Forbidden: for the course's instructors alone.
            Unknown: no such course.
        """
        return await self.database.read(board, viewer, course, limit=limit, after=after)

    async def requeue(self, viewer: Viewer, course: str | None) -> int:
        """Have every submission of the course graded again that could not be; how many there were.

        They are pending once this returns, and the reconciler brings them into the queue.

        Raises:
            Forbidden: for the course's instructors alone.
            Unknown: no such course.
        """
        failed = await self.database.read(the_failed, viewer, course)
        for start in range(0, len(failed), AT_ONCE):
            await self.database.write(self._again, failed[start : start + AT_ONCE])
        return len(failed)

    def _again(self, session: Session, failed: list[str]) -> None:
        for submission_id in failed:
            submissions.again(session, submission_id, str(uuid4()), self.clock())


def taught_course(session: Session, viewer: Viewer, slug: str | None) -> Course:
    """The course, for its instructors.

    Raises:
        Forbidden: the viewer is none.
        Unknown: no such course.
    """
    course = the_course(session, viewer, slug)
    if not viewer.is_instructor_of(course.slug):
        message = "Only instructors of the course can do that."
        raise Forbidden(message)
    return course


def board(session: Session, viewer: Viewer, slug: str | None, *, limit: int, after: str | None) -> Board:
    """One page of the course's students."""
    course = taught_course(session, viewer, slug)
    standings, following = submissions.class_progress(session, course.slug, limit=limit, after=after)
    columns = [
        Column(id=each.id, slug=each.slug, title=each.title, order_number=each.order_number)
        for each in stored.assignments(session, course.slug)
    ]
    return Board(
        course=course_view(course),
        assignments=columns,
        students=[student(name, tried) for name, tried in standings.items()],
        failed=len(submissions.failed(session, course.slug)),
        next=following,
    )


def student(name: str, tried: dict[str, Standing]) -> Student:
    """A student's row."""
    reached = {slug: Reached(standing.progress, standing.attempts) for slug, standing in tried.items()}
    solved = sum(each.status == "solved" for each in reached.values())
    return Student(name=name, score=POINTS_PER_ASSIGNMENT * solved, assignments=reached)


def the_failed(session: Session, viewer: Viewer, slug: str | None) -> list[str]:
    """The submissions of the course that could not be graded."""
    return submissions.failed(session, taught_course(session, viewer, slug).slug)
