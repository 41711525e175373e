"""Examinations played through in the zygote: what they warm up, every examiner has warm, and need not copy."""

import os
import time
from typing import Final

from grader_service.contract import Job, Test, encode
from grader_service.contract import decode as decode_message
from grader_service.examiner import shared
from grader_service.examiner.control import PIPES, Control, Ends
from grader_service.examiner.exam import Exam
from grader_service.examiner.verdict import verdict
from grader_service.sandbox import guest

ROUNDS: Final = 8
JOB: Final = Job(
    job_id="rehearsal",
    digest="rehearsal",
    code="def same(value):\n    return value\n\ndef wrong(value):\n    raise ValueError(value)\n",
    tests=(
        Test(name="number", call="same(1)", expected="1"),
        Test(name="list", call="same([1, 2.5, 'text'])", expected="[1, 2.5, 'text']"),
        Test(name="different", call="same('text')", expected="'Text'"),
        Test(name="raises", call="wrong('text')", raises="ValueError"),
        Test(name="error", call="wrong('text')", expected="1"),
    ),
)


class RehearsalControl(Control):
    """A control with no workshop behind it: its one student's process is a child that this process forks itself."""

    def __init__(self) -> None:
        self._pid = 0

    def student(self) -> Ends:
        """Fork a process for the submission."""
        pipes = [os.pipe() for _ in PIPES]
        (requests, to_requests), *others = pipes
        theirs = [requests, *(write for _, write in others)]
        ours = Ends(to_requests, *(read for read, _ in others))
        self._pid = os.fork()
        if self._pid == 0:
            try:
                for fd in ours:
                    os.close(fd)
                guest.run(theirs, lambda _cpu, _memory: None)
            finally:
                os._exit(0)
        for fd in theirs:
            os.close(fd)
        for fd in ours:
            os.set_blocking(fd, False)
        return ours

    def end(self) -> None:
        """Wait for the child, which ends with its pipes."""
        os.waitpid(self._pid, 0)

    def loaded(self) -> None:
        """Nothing is measured."""

    def cpu(self) -> float | None:
        """Nothing is measured."""
        return None

    def stop(self) -> int | None:
        """Nothing has to be stopped."""
        return None

    def ended(self, index: int, status: str) -> None:
        """Nobody listens."""

    def tell(self) -> None:
        """Nobody listens."""


def rehearse() -> None:
    """Examine a small job a few times; nothing of it is left but the sources that an examiner cannot read later."""
    shared.sources()
    raw = encode(JOB)
    for _ in range(ROUNDS):
        job = decode_message(raw, Job)
        control = RehearsalControl()
        exam = Exam(job, control, time.monotonic() + 60)
        outcomes = dict(exam.outcomes())
        encode(verdict(job, [outcomes[index] for index in range(len(job.tests))], exam.loading, exam.printed))
        control.end()
