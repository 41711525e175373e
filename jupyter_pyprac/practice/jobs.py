"""What a grader is asked to do for a submission or a run."""

from typing import Literal
from uuid import uuid4

import msgspec

from grader_service.contract import JOB_BYTES, Job, Test, digest, encode
from jupyter_pyprac.errors import TooLarge
from jupyter_pyprac.model import Assignment

OUTPUT_TEST = "Output"
"""The name of the one test of a run with standard input: it has no expectation and carries what was printed."""


def submission_job(assignment: Assignment, code: str, job_id: str | None = None) -> Job:
    """All tests of the assignment over the code; a new job unless its id is given.

    Raises:
        TooLarge: code and tests together do not fit into a job.
    """
    return job_of(assignment, code, assignment.tests, "submission", job_id)


def run_job(assignment: Assignment, code: str, stdin: str | None) -> Job:
    """The visible tests, or with `stdin` the script once on it; its digest is never that of a submission.

    Raises:
        TooLarge: code, input and tests together do not fit into a job.
    """
    tests = assignment.visible_tests if stdin is None else (Test(name=OUTPUT_TEST, points=0, stdin=stdin),)
    return job_of(assignment, code, tests, "run")


def check_job(assignment: Assignment, code: str) -> Job:
    """All tests of the assignment over the code for its author; as with a run, no submission shares the grading."""
    return job_of(assignment, code, assignment.tests, "run")


def job_of(
    assignment: Assignment,
    code: str,
    tests: tuple[Test, ...],
    purpose: Literal["submission", "run"],
    job_id: str | None = None,
) -> Job:
    """A job that keeps to the size the queue takes, so that nothing is stored which could never be graded."""
    job = Job(
        job_id=job_id or str(uuid4()),
        digest="",
        code=code,
        tests=tests,
        setup_code=assignment.setup_code,
        files=assignment.files,
        limits=assignment.limits,
        environment=assignment.environment,
    )
    job = msgspec.structs.replace(job, digest=digest(job, purpose))
    if len(encode(job)) > JOB_BYTES:
        message = f"The code and the tests of {assignment.title!r} together are too long: write less code."
        raise TooLarge(message)
    return job
