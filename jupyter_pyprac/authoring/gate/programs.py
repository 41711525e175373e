"""The programs of an assignment that the gate runs, and what their runs came to."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

import msgspec

from grader_service.contract import ErrorInfo, TestResult, Verdict
from jupyter_pyprac.authoring.gate.failures import is_of_a_test
from jupyter_pyprac.model import Assignment

TOLD: Final = 1_000
"""Of a value or a sentence."""

DONE: Final = frozenset({"passed", "not-run"})


class Program(NamedTuple):
    """A program of the course: `path` is its place in the assignment, `name` a wrong solution's."""

    assignment: Assignment
    kind: Literal["solution", "starter", "wrong"]
    path: str
    code: str
    name: str = ""

    @property
    def described(self) -> str:
        """The program in words."""
        return f"wrong solution {self.name!r}" if self.kind == "wrong" else self.kind


def programs(assignment: Assignment) -> Iterator[Program]:
    """The programs of an assignment."""
    if assignment.solution.strip():
        yield Program(assignment, "solution", "solution", assignment.solution)
    yield Program(assignment, "starter", "starter_code", assignment.starter_code)
    for index, wrong in enumerate(assignment.wrong_solutions):
        yield Program(assignment, "wrong", f"wrong_solutions[{index}]", wrong.code, wrong.name)


class Runs:
    """All runs of one program. Of a verdict no more is kept than will be told, so that a large course fits."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.count = self.correct = 0
        self.status = ""
        self.broken: ErrorInfo | None = None
        """Why it could not be graded."""
        self.blamed: int | None = None
        """The test by which it could not."""
        self.errors = 0
        self.error: ErrorInfo | None = None
        """In how many runs an exception was met, and the first one."""
        self.passed: Counter[int] = Counter()
        self.missed: Counter[int] = Counter()
        """In how many runs each test, by its number, was passed or not; not run after another failed is neither."""
        self.misses: dict[int, TestResult] = {}
        """The first result of each test that was not passed."""
        self.unsteady: set[int] = set()
        """The tests that were not passed with one value, and then with another."""
        self.left_behind: frozenset[int] = frozenset()
        """The hidden tests that were not passed in a process of their own."""
        self.inside: frozenset[int] = frozenset()
        """The tests that are passed by none but real objects, as shared ones."""
        self.longest = 0.0
        """Seconds of the longest test."""
        self.cramped = False
        """Whether it did not pass with a part of the limits."""

    def add(self, verdict: Verdict) -> None:
        """Take in one more run."""
        self.count += 1
        self.correct += verdict.correct
        self.status = verdict.status
        if verdict.status == "system":
            self.broken = verdict.error or ErrorInfo("SystemError", "it does not say why; try again")
        elif self.program.kind == "solution":
            self._add_details(verdict)

    def add_as_students(self, verdict: Verdict) -> None:
        """Take in a run whose hidden tests had a process of their own."""
        self.add(verdict)
        missed = (index for index, result in enumerate(verdict.tests) if result.hidden and result.status != "passed")
        self.left_behind = frozenset(missed)

    def _add_details(self, verdict: Verdict) -> None:
        told = zip(verdict.tests, self.program.assignment.tests, strict=False)
        if verdict.error is not None and not any(is_of_a_test(verdict.error, *each) for each in told):
            self.errors += 1
            message = verdict.error.message[:TOLD]
            self.error = self.error or ErrorInfo(verdict.error.type, message, verdict.error.line)
        elif self.error is not None and any(result.hidden and result.status == "error" for result in verdict.tests):
            self.errors += 1  # what a hidden test met is not told as students see it
        failed = verdict.error is not None or any(result.status not in DONE for result in verdict.tests)
        for index, result in enumerate(verdict.tests):
            self.longest = max(self.longest, result.duration_ms / 1000)
            if result.status == "passed":
                self.passed[index] += 1
            elif result.status != "not-run" or not failed:
                self._add_miss(index, slim(result))

    def always_missed(self) -> list[int]:
        """The tests, by their number, that were passed in no run."""
        return [index for index in sorted(self.misses) if index not in self.passed and index not in self.unsteady]

    def _add_miss(self, index: int, result: TestResult) -> None:
        self.missed[index] += 1
        first = self.misses.setdefault(index, result)
        if first.actual != result.actual and not (first.hidden or result.hidden):
            self.unsteady.add(index)


def slim(result: TestResult) -> TestResult:
    """A result without what is not told of it."""
    texts = {"expected": result.expected, "actual": result.actual, "message": result.message}
    return msgspec.structs.replace(result, stdout=None, **{name: text and text[:TOLD] for name, text in texts.items()})
