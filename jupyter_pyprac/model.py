"""The frozen values every layer speaks of: courses, assignments, submissions and who looks at them."""

from datetime import datetime
from typing import Literal
from urllib.parse import quote

import msgspec

from grader_service.contract import MACHINE_STATUSES, File, Limits, Test, Verdict

Status = Literal["pending", "processed", "failed"]
Progress = Literal["untouched", "attempted", "solved"]
Role = Literal["student", "instructor", "admin"]

PRIVATE = "~"
"""How the slug of a course begins that one viewer alone sees; no bundle can name a course so."""

POINTS_PER_ASSIGNMENT = 100
"""What a solved assignment adds to the score, however many points its tests carry."""


class Viewer(msgspec.Struct, frozen=True):
    """Who is asking: a name unique in this deployment, and what they may do.

    `roles` hold in every course; in the courses `taught` the viewer is an instructor besides, and those `barred` are
    for others.
    """

    name: str
    roles: frozenset[Role] = frozenset({"student"})
    taught: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    def is_instructor_of(self, course: str) -> bool:
        """Whether the viewer is an instructor of the course; an admin is one of every course."""
        return not self.roles.isdisjoint({"instructor", "admin"}) or course in self.taught

    @property
    def teaches(self) -> bool:
        """Whether the viewer is an instructor, of whatever course."""
        return not self.roles.isdisjoint({"instructor", "admin"}) or bool(self.taught)

    @property
    def private_course(self) -> str:
        """The slug of the course in which the viewer previews assignments; nobody else sees it."""
        return f"{PRIVATE}{quote(self.name, safe='')}"

    def sees(self, course: str) -> bool:
        """Whether the course is there for this viewer."""
        if course.startswith(PRIVATE):
            return course == self.private_course
        return course not in self.barred or self.is_instructor_of(course)


class Course(msgspec.Struct, frozen=True):
    """A course: `slug` is unique in the deployment, `language` an IETF tag."""

    slug: str
    title: str
    language: str = "en"


class WrongSolution(msgspec.Struct, frozen=True):
    """A wrong solution that the tests of its assignment must reject."""

    name: str
    code: str


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment in full, solution and hidden tests included: never sent to a student as it is.

    `revision` counts from 1 and changes with handout, starter, tests, setup, files, limits and environment alone;
    `changed_at` is when it became what it is, None for the first and where that is not known.
    `tests` has the visible ones first.
    """

    course: str
    slug: str
    title: str
    order_number: int
    topic: str = ""
    handout: str
    starter_code: str = ""
    solution: str = ""
    wrong_solutions: tuple[WrongSolution, ...] = ()
    setup_code: str = ""
    files: tuple[File, ...] = ()
    hints: tuple[str, ...] = ()
    tests: tuple[Test, ...]
    limits: Limits = Limits()
    environment: str = "python"
    released_at: datetime | None = None
    due_at: datetime | None = None
    revision: int = 1
    changed_at: datetime | None = None
    withdrawn: bool = False

    @property
    def id(self) -> str:
        """`course/slug`, the name clients use."""
        return f"{self.course}/{self.slug}"

    @property
    def visible_tests(self) -> tuple[Test, ...]:
        """The tests a student may read."""
        return tuple(test for test in self.tests if not test.hidden)

    @property
    def max_points(self) -> float:
        """The points of all tests together."""
        return sum(test.points for test in self.tests)

    def is_released(self, now: datetime) -> bool:
        """Whether students see it at this moment."""
        return not self.withdrawn and (self.released_at is None or self.released_at <= now)


class Standing(msgspec.Struct, frozen=True):
    """How far a viewer is with an assignment, and in how many attempts."""

    progress: Progress = "untouched"
    attempts: int = 0


UNTOUCHED = Standing()


class Draft(msgspec.Struct, frozen=True):
    """What a viewer has written for an assignment and not submitted.

    `version` counts how often other code was saved, from 1; 0 is the draft that there is before any was saved. Who
    saves names the version that the code goes on from, so that nobody writes over a draft they have not seen.
    """

    code: str | None = None
    version: int = 0
    saved_at: datetime | None = None


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt of one viewer: the first submission of some code for one revision of one assignment.

    `job_id` and `stream_id` say where its grading is while `status` is `pending`; `digest` is what verdicts are
    known by and never leaves the service.
    """

    id: str
    viewer: str
    assignment_id: str
    revision: int
    attempt: int
    code: str
    digest: str
    status: Status
    verdict: Verdict | None = None
    job_id: str
    stream_id: str | None = None
    queued_times: int = 0
    submitted_at: datetime
    queued_at: datetime
    graded_at: datetime | None = None

    @property
    def may_be_graded_again(self) -> bool:
        """Whether its grading ended without a word about the code."""
        return self.status == "failed" or (self.verdict is not None and self.verdict.status in MACHINE_STATUSES)
