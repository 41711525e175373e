"""A course for the tests, with a token planted wherever a student must not look."""

from typing import Any

from grader_service.contract import Count, ErrorInfo, Job, Limits, Test, TestResult, Verdict
from jupyter_pyprac.model import Assignment, Course, Viewer, WrongSolution

SECRET = "s3cret"
"""In solution, wrong solutions, setup, hints and hidden tests, and in what graders say of hidden tests."""

ADA = Viewer(name="ada")
BOB = Viewer(name="bob")
EVE = Viewer(name="eve/ö:1")
TEACHER = Viewer(name="teacher", roles=frozenset({"student", "instructor"}))

COURSE = Course(slug="basics", title="Basics")


def tests() -> tuple[Test, ...]:
    """Two visible tests and a hidden one."""
    return (
        Test(name="doubles 2", call="double(2)", expected="4"),
        Test(name="doubles a word", call="double('ab')", expected="'abab'", points=2),
        Test(
            name="Hidden test 1",
            call="double('s3cret-hidden-call')",
            expected="'s3cret-hidden-expected'",
            hidden=True,
            message="Think of long words.",
        ),
    )


def assignment(slug: str, order_number: int, **other: Any) -> Assignment:
    """An assignment with everything set that has to stay hidden."""
    parts: dict[str, Any] = {
        "title": slug.title(),
        "handout": f"# {slug}\n\nWrite `double`.",
        "starter_code": "def double(x):\n    ...\n",
        "solution": "# s3cret-solution\ndef double(x):\n    return 2 * x\n",
        "wrong_solutions": (WrongSolution(name="s3cret-wrong", code="s3cret-wrong"),),
        "setup_code": f"# s3cret-setup of {slug}\n",
        "hints": ("s3cret-hint",),
        "tests": tests(),
        "limits": Limits(seconds=1.0, memory_mb=128),
    } | other
    return Assignment(course="basics", slug=slug, order_number=order_number, **parts)


def assignments() -> list[Assignment]:
    """Three assignments, given in another order than theirs."""
    return [assignment("third", 3), assignment("first", 1), assignment("second", 2)]


def verdict_of(job: Job, *, passed: bool = True) -> Verdict:
    """What a grader would make of the job, with tokens where only a grader may see them."""
    results = tuple(result_of(test, passed=passed) for test in job.tests)
    visible = [result for result in results if not result.hidden]
    hidden = [result for result in results if result.hidden]
    return Verdict(
        status="passed" if passed else "failed",
        correct=passed,
        points=sum(result.points for result in results),
        max_points=sum(result.max_points for result in results),
        error=None if passed else ErrorInfo(type="NameError", message="name 'y' is not defined", line=2),
        visible=Count(passed=len(visible) if passed else 0, total=len(visible)),
        hidden=Count(passed=len(hidden) if passed else 0, total=len(hidden)),
        tests=results,
        stdout="Grüße \udce9 \0 🐍",
        graded_ms=13,
    )


def result_of(test: Test, *, passed: bool) -> TestResult:
    """The result of one test in full, as a grader stores it."""
    return TestResult(
        name=test.name,
        status="passed" if passed else "failed",
        points=test.points if passed else 0,
        max_points=test.points,
        hidden=test.hidden,
        call=test.call,
        expected=test.expected,
        actual="s3cret-hidden-call" if test.hidden else "3",
        message=test.message,
        line=7,
        stdout="s3cret-hidden-expected" if test.hidden else "printed",
        duration_ms=1.5,
    )


def machine_verdict(job: Job) -> Verdict:
    """A verdict about the machine."""
    total = sum(test.points for test in job.tests)
    return Verdict(status="timeout", correct=False, points=0, max_points=total, graded_ms=10)


def system_verdict(job: Job) -> Verdict:
    """The verdict of a job that was given up."""
    total = sum(test.points for test in job.tests)
    error = ErrorInfo(type="SystemError", message=f"the examiner failed over {SECRET}")
    return Verdict(status="system", correct=False, points=0, max_points=total, error=error)
