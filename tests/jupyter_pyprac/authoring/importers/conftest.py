from contextlib import nullcontext

import pytest

from grader_service import launcher
from jupyter_pyprac.authoring.gate import settle
from jupyter_pyprac.practice.jobs import submission_job


@pytest.fixture(scope="package")
def workshop():
    with launcher.workshop(1) as opened:
        yield opened


@pytest.fixture(name="settle")
def settling(workshop):
    """Chooses where the tests of a course run; gives the course and a function that grades code for it."""

    def run(course):
        def grade(assignment, code):
            return workshop.grade(submission_job(assignment, code), course.files)

        found = settle(course, lambda: nullcontext(grade), lambda *_: nullcontext(lambda: None))
        return found, lambda code, number=0: grade(found.assignments[number], code)

    return run
