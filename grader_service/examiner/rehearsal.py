"""Examinations played through before any job comes: in the zygote, and once more in each examiner while it waits.

What the zygote has warm, its children have warm, and need not copy; what a test's code writes in any case, such a child
copies ahead of its job.
"""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from types import ModuleType
from typing import Final

from grader_service.contract import Job, Test, Verdict, encode
from grader_service.contract import decode as decode_message
from grader_service.examiner import shared
from grader_service.examiner.control import PIPES, Control, Ends
from grader_service.examiner.exam import Exam
from grader_service.examiner.verdict import verdict
from grader_service.sandbox.channel import READ_BYTES
from grader_service.sandbox.report import described, report
from grader_service.sandbox.values import HANDLE, Tree, marker
from grader_service.sandbox.wire import Frames, pack

ROUNDS: Final = 8
SECONDS: Final = 60.0
CODE: Final = "def same(value):\n    return value\n\ndef wrong(value):\n    raise ValueError(value)\n"
CASE: Final = """
import unittest
from submission import same

class TestSame(unittest.TestCase):
    def test_same(self):
        self.assertEqual(same(1), 1)
"""
OWN_CODE: Final = (Test(name="case", code=CASE), Test(name="assert", code="assert same(1) == 1\n"))
CALLS: Final = (
    Test(name="number", call="same(1)", expected="1"),
    Test(name="list", call="same([1, 2.5, 'text'])", expected="[1, 2.5, 'text']"),
    Test(name="different", call="same('text')", expected="'Text'"),
    Test(name="raises", call="wrong('text')", raises="ValueError"),
    Test(name="error", call="wrong('text')", expected="1"),
)


class Prompter(Control):
    """A control with neither a workshop nor a student's process behind it: what is asked of `CODE`, it answers."""

    def __init__(self) -> None:
        pipes = [os.pipe() for _ in PIPES]
        (self._asked, to_requests), *others = pipes
        self.ends = Ends(to_requests, *(read for read, _ in others))
        self._replies, *self._rest = (write for _, write in others)
        for fd in (self._asked, *self.ends):
            os.set_blocking(fd, False)
        self._frames = Frames()
        self._module = ModuleType("rehearsed")

    def student(self) -> Ends:
        """The ends of its one student's process."""
        return self.ends

    def tell(self) -> None:
        """Answer what was asked."""
        with suppress(BlockingIOError):
            self._frames.feed(os.read(self._asked, READ_BYTES))
        while frame := self._frames.next():
            number, name, *parts = frame
            if name != "prepare":
                os.write(self._replies, pack([number, *self._answer(name, parts)]))

    def _answer(self, name: str, parts: list[Tree]) -> list[Tree]:
        if name == "load":
            exec(parts[0], vars(self._module))  # noqa: S102  it is `CODE`
            return ["value", described(self._module), None]
        (_, function), arguments, *_ = parts
        try:
            return ["value", vars(self._module)[function](*arguments), 2, [], None]
        except ValueError as error:
            return ["raised", *report(error), [marker(HANDLE), 0, "ValueError", False]]

    def end(self) -> None:
        """Close the ends that the examination leaves open."""
        for fd in (self._asked, self._replies, *self._rest):
            os.close(fd)

    def loaded(self, *, another: bool) -> None:
        """Nothing is measured."""

    def ahead(self, *, wait: bool = True) -> Ends | None:  # noqa: ARG002  there is nothing to wait for
        """There is but one process."""
        return None

    def cpu(self) -> float | None:
        """Nothing is measured."""
        return None

    def stop(self) -> int | None:
        """Nothing has to be stopped."""
        return None

    def ended(self, index: int, status: str) -> None:
        """Nobody listens."""


def rehearse() -> None:
    """Examine a small job a few times; nothing of it is left but the sources that an examiner cannot read later."""
    shared.sources()
    play(ROUNDS, CALLS + OWN_CODE)


def play(rounds: int, tests: Sequence[Test]) -> None:
    """Examine these tests of `CODE` so many times."""
    raw = encode(Job(job_id="rehearsal", digest="rehearsal", code=CODE, tests=tuple(tests)))
    for _ in range(rounds):
        encode(examined(decode_message(raw, Job)))


def examined(job: Job) -> Verdict:
    """What a job comes to whose code is `CODE`."""
    control = Prompter()
    try:
        exam = Exam(job, control, time.monotonic() + SECONDS)
        outcomes = dict(exam.outcomes())
        return verdict(job, [outcomes[index] for index in range(len(job.tests))], exam.loading, exam.printed)
    finally:
        control.end()
