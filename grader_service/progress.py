"""How far an examination has come, by what the examiner says: believed only where it can be so."""

from collections.abc import Mapping
from typing import Final, get_args

from grader_service.contract import Count, Job, TestResult, TestStatus, Verdict
from grader_service.sandbox.values import Tree, WireError
from grader_service.say import say, sentences_of

STATUSES: Final = frozenset(get_args(TestStatus))
OVERDUE: Final = say("It was stopped because the whole submission took too long.")


class Progress:
    """What became of the tests of one job so far."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._ended: dict[int, TestStatus] = {}

    def note(self, parts: list[Tree]) -> tuple[int, TestStatus]:
        """Take in that a test has ended; raises `WireError` where that cannot be."""
        index, status = parts
        known = type(index) is int and 0 <= index < len(self._job.tests) and index not in self._ended
        if not known or type(status) is not str or status not in STATUSES:
            message = "the examiner told of a test that there is not"
            raise WireError(message)
        self._ended[index] = next(each for each in get_args(TestStatus) if each == status)
        return index, self._ended[index]

    def overdue(self) -> Verdict:
        """The verdict where time is over while something is done with what the submission gave.

        The work may be the examiner's, but it is the submission that made it long: the reference solution was graded.
        """
        job = self._job
        order = sorted(
            range(len(job.tests)), key=lambda index: (job.tests[index].hidden, job.tests[index].kind == "stdin")
        )
        running = next((index for index in order if index not in self._ended), None)
        statuses: Mapping[int, TestStatus] = {
            index: "timeout" if index == running else self._ended.get(index, "not-run") for index in order
        }
        results = tuple(self._result(index, statuses[index]) for index in range(len(job.tests)))
        return Verdict(
            status="timeout",
            correct=False,
            points=sum(result.points for result in results),
            max_points=sum(test.points for test in job.tests),
            visible=count(results, hidden=False),
            hidden=count(results, hidden=True),
            tests=results,
        )

    def _result(self, index: int, status: TestStatus) -> TestResult:
        test = self._job.tests[index]
        earned = test.points if status == "passed" and test.group is None else 0
        told = OVERDUE if status == "timeout" and not test.hidden else None
        return TestResult(
            name=test.name,
            status=status,
            points=earned,
            max_points=test.points,
            hidden=test.hidden,
            message=told and str(told),
            sentences=sentences_of(told),
        )


def count(results: tuple[TestResult, ...], *, hidden: bool) -> Count:
    """How many of the visible or the hidden tests passed."""
    statuses = [result.status for result in results if result.hidden == hidden]
    return Count(passed=statuses.count("passed"), total=len(statuses))
