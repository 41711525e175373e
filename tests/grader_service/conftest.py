"""One workshop for all tests that grade, and short ways to hand it a job."""

from collections.abc import Callable, Generator, Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from grader_service.contract import Job, Test, Verdict, digest
from grader_service.grading import Workshop

Grade = Callable[..., Verdict]


def make_job(code: str, *tests: Test | Mapping[str, Any], **parts: Any) -> Job:
    """A job of that code, those tests and other parts; a test without a name gets its number."""
    given = tuple(
        test if isinstance(test, Test) else Test(**{"name": str(number)} | dict(test))
        for number, test in enumerate(tests, 1)
    )
    job = Job(job_id="job", digest="", code=code, tests=given, **parts)
    return replace(job, digest=digest(job))


@pytest.fixture(scope="session")
def workshop() -> Generator[Workshop, None, None]:
    """A workshop of two slots."""
    with Workshop(slots=2) as open_workshop:
        yield open_workshop


@pytest.fixture(scope="session")
def bare_workshop() -> Generator[Workshop, None, None]:
    """The same with limits on resources alone: what such a process may do there, it is kept from elsewhere."""
    with Workshop(slots=2, strongest="L") as open_workshop:
        yield open_workshop


@pytest.fixture
def grade(workshop: Workshop) -> Grade:
    """Grade code with tests given as dictionaries."""
    return grading(workshop)


@pytest.fixture
def grade_bare(bare_workshop: Workshop) -> Grade:
    """The same with limits on resources alone."""
    return grading(bare_workshop)


def grading(workshop: Workshop) -> Grade:
    """A way to grade in a workshop."""

    def grade(code: str, *tests: Mapping[str, Any], **settings: Any) -> Verdict:
        return workshop.grade(make_job(code, *tests, **settings))

    return grade


@pytest.fixture(scope="session")
def job_of() -> Callable[..., Job]:
    """The same as `job`, for fixtures that live as long as the workshop."""
    return make_job


@pytest.fixture
def job() -> Callable[..., Job]:
    """Make a job."""
    return make_job
