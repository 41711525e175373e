"""Short ways to the values that the store's tests need."""

from datetime import UTC, datetime, timedelta
from typing import Any

from grader_service.contract import Job, Test, Verdict, VerdictStatus
from jupyter_pyprac.model import Assignment, Course
from jupyter_pyprac.store import assignments, submissions
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.submissions import Added

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
COURSE = Course(slug="basics", title="Grundlagen 🐍", language="de")


def later(seconds: float) -> datetime:
    """That long after NOW."""
    return NOW + timedelta(seconds=seconds)


def an_assignment(slug: str = "search", **changes: Any) -> Assignment:
    """An assignment of COURSE with one visible and one hidden test."""
    tests = (
        Test(name="finds it", call="search(1, [1])", expected="0"),
        Test(name="Hidden test 1", hidden=True, call="search(2, [])", expected="-1", message="an empty list"),
    )
    given = {"title": slug.title(), "order_number": 1, "handout": f"Write {slug}.", "tests": tests} | changes
    return Assignment(course=COURSE.slug, slug=slug, **given)


def a_verdict(status: VerdictStatus = "passed") -> Verdict:
    """A verdict about two points."""
    correct = status == "passed"
    return Verdict(status=status, correct=correct, points=2 if correct else 0, max_points=2, stdout="\0 half \ud83d")


async def a_course(database: Database, *slugs: str) -> list[Assignment]:
    """COURSE with the assignments, in this order."""
    given = [an_assignment(slug, order_number=number) for number, slug in enumerate(slugs or ("search",), 1)]
    await database.write(assignments.save_course, COURSE, given, {})
    return await database.read(assignments.assignments, COURSE.slug)


def a_submission(  # noqa: PLR0913  each is a part of the submission
    assignment: Assignment,
    viewer: str = "ada",
    code: str = "pass",
    *,
    digest: str | None = None,
    job_id: str | None = None,
    now: datetime = NOW,
) -> dict[str, Any]:
    """What `add` asks for; the job is named after the viewer and its digest after the code, unless they are given."""
    job = Job(
        job_id=job_id or f"{viewer}'s job", digest=digest or f"digest of {code!a}", code=code, tests=assignment.tests
    )
    return {"viewer": viewer, "assignment": assignment, "job": job, "now": now}


async def add(
    database: Database, assignment: Assignment, viewer: str = "ada", code: str = "pass", **changes: Any
) -> Added:
    """Store such a submission."""
    return await database.write(submissions.add, **a_submission(assignment, viewer, code, **changes))
