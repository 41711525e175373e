import pytest

from grader_service import launcher
from jupyter_pyprac.authoring.gate.settling import settled
from jupyter_pyprac.practice.jobs import submission_job


@pytest.fixture(scope="package")
def workshop():
    with launcher.workshop(1) as opened:
        yield opened


@pytest.fixture
def settle(workshop):
    """Chooses where the tests of a course run; gives the course and a function that grades code for it."""

    def run(course):
        def grade(assignment, code):
            return workshop.grade(submission_job(assignment, code), course.files)

        found = settled(course, grade)
        return found, lambda code, number=0: grade(found.assignments[number], code)

    return run
