"""The one place that decides what a viewer may see. Every way out of the service goes through it.

The structs are the contract's replies; the functions make them from the model. None of them has a field for a
solution, a hidden test or a digest, so nothing of those can slip through.
"""

from datetime import datetime

import msgspec

from grader_service.contract import (
    Count,
    ErrorInfo,
    Limits,
    Protection,
    Sentence,
    Test,
    TestStatus,
    Verdict,
    VerdictStatus,
)
from grader_service.contract import TestResult as GradedTest
from jupyter_pyprac.model import Assignment, Course, Draft, Progress, Standing, Status, Submission


class CourseView(msgspec.Struct, frozen=True):
    """A course as a viewer sees it."""

    slug: str
    title: str
    language: str


class VisibleTest(msgspec.Struct, frozen=True, omit_defaults=True):
    """A test that a student may read; `kind` says which of the optional fields are there."""

    name: str
    points: float
    kind: str
    call: str | None = None
    expected: str | None = None
    raises: str | None = None
    stdin: str | None = None
    stdout: str | None = None
    source: str | None = None
    shared: bool = False


class AssignmentView(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment as a student gets it: `hidden_tests` and `hints` are numbers.

    `changed_at` is when the revision was made; null of the first, and where it is not known.
    """

    id: str
    course: str
    slug: str
    title: str
    order_number: int
    topic: str
    handout: str
    starter_code: str
    revision: int
    changed_at: datetime | None
    limits: Limits
    visible_tests: tuple[VisibleTest, ...]
    hidden_tests: int
    hints: int
    due_at: datetime | None
    status: Progress
    attempts: int


class TestView(msgspec.Struct, frozen=True, kw_only=True):
    """The result of one test as a student gets it; of a hidden one all but name, status, points and message is null.

    `sentences`: what a message of ours is made of, to be translated. `shared`: it ran in the student's own process and
    could be forged there.
    """

    name: str
    status: TestStatus
    points: float
    max_points: float
    hidden: bool
    call: str | None = None
    expected: str | None = None
    actual: str | None = None
    message: str | None = None
    sentences: tuple[Sentence, ...] | None = None
    line: int | None = None
    stdout: str | None = None
    duration_ms: float | None = None
    shared: bool | None = None


class VerdictView(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict as a student gets it; `graded_ms` is rounded to 10."""

    status: VerdictStatus
    correct: bool
    points: float
    max_points: float
    error: ErrorInfo | None
    visible: Count
    hidden: Count
    tests: tuple[TestView, ...]
    stdout: str
    protection: Protection
    graded_ms: int


class SubmissionView(msgspec.Struct, frozen=True, kw_only=True):
    """A submission as its own viewer gets it; `reused` only when this reply returns the viewer's own earlier code."""

    id: str
    assignment_id: str
    revision: int
    attempt: int
    code: str
    status: Status
    correct: bool | None
    points: float | None
    max_points: float | None
    reused: bool
    feedback: VerdictView | None
    submitted_at: datetime
    graded_at: datetime | None


class DraftView(msgspec.Struct, frozen=True):
    """The viewer's own draft; `version` 0: none was saved yet, and `code` and `saved_at` are null."""

    code: str | None
    version: int
    saved_at: datetime | None


class HintView(msgspec.Struct, frozen=True):
    """One hint of an assignment, in Markdown; `n` counts from 1 to `total`."""

    n: int
    total: int
    text: str


def course_view(course: Course) -> CourseView:
    """What any viewer of the course sees of it."""
    return CourseView(slug=course.slug, title=course.title, language=course.language)


def visible_test(test: Test) -> VisibleTest:
    """A visible test with its source; must not be called with a hidden one."""
    if test.hidden:
        message = "a hidden test has no visible form"
        raise ValueError(message)
    return VisibleTest(
        name=test.name,
        points=test.points,
        kind=test.kind,
        call=test.call,
        expected=test.expected,
        raises=test.raises,
        stdin=test.stdin,
        stdout=test.stdout,
        source=test.code,
        shared=test.shared,
    )


def assignment_view(assignment: Assignment, standing: Standing) -> AssignmentView:
    """What a student sees of an assignment."""
    visible = tuple(visible_test(test) for test in assignment.visible_tests)
    return AssignmentView(
        id=assignment.id,
        course=assignment.course,
        slug=assignment.slug,
        title=assignment.title,
        order_number=assignment.order_number,
        topic=assignment.topic,
        handout=assignment.handout,
        starter_code=assignment.starter_code,
        revision=assignment.revision,
        changed_at=assignment.changed_at,
        limits=assignment.limits,
        visible_tests=visible,
        hidden_tests=len(assignment.tests) - len(visible),
        hints=len(assignment.hints),
        due_at=assignment.due_at,
        status=standing.progress,
        attempts=standing.attempts,
    )


def graded_test(result: GradedTest) -> TestView:
    """What a student sees of one test's result."""
    if result.hidden:
        return TestView(
            name=result.name,
            status=result.status,
            points=result.points,
            max_points=result.max_points,
            hidden=True,
            message=result.message,
        )
    return msgspec.convert(result, TestView, from_attributes=True)


def verdict_view(verdict: Verdict) -> VerdictView:
    """What a student sees of a verdict: error, output and traceback come from loading and visible tests already.

    The error of a verdict `system` is ours and for staff: it may tell of hidden tests and of this machine.
    """
    return VerdictView(
        status=verdict.status,
        correct=verdict.correct,
        points=verdict.points,
        max_points=verdict.max_points,
        error=None if verdict.status == "system" else verdict.error,
        visible=verdict.visible,
        hidden=verdict.hidden,
        tests=tuple(graded_test(result) for result in verdict.tests),
        stdout=verdict.stdout,
        protection=verdict.protection,
        graded_ms=round(verdict.graded_ms, -1),
    )


def submission_view(submission: Submission, *, reused: bool = False) -> SubmissionView:
    """What its own viewer sees of a submission."""
    verdict = submission.verdict
    graded = verdict is not None and submission.status == "processed"
    return SubmissionView(
        id=submission.id,
        assignment_id=submission.assignment_id,
        revision=submission.revision,
        attempt=submission.attempt,
        code=submission.code,
        status=submission.status,
        correct=verdict.correct if verdict and graded else None,
        points=verdict.points if verdict and graded else None,
        max_points=verdict.max_points if verdict and graded else None,
        reused=reused,
        feedback=verdict_view(verdict) if verdict else None,
        submitted_at=submission.submitted_at,
        graded_at=submission.graded_at,
    )


def draft_view(draft: Draft) -> DraftView:
    """What its own viewer sees of a draft."""
    return DraftView(code=draft.code, version=draft.version, saved_at=draft.saved_at)


def hint_view(assignment: Assignment, n: int) -> HintView:
    """The hint `n` of an assignment that has so many."""
    return HintView(n=n, total=len(assignment.hints), text=assignment.hints[n - 1])
