"""One job under way: its examiner is served here, which alone starts, measures and ends the student's processes."""

import os
import socket
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Self

from grader_service.contract import Event, Job, Test, Verdict, decode, encode
from grader_service.examiner import control
from grader_service.examiner.plain import is_plain, takes_its_own
from grader_service.progress import Progress
from grader_service.rooms import STUDENTS, Room
from grader_service.sandbox import placing
from grader_service.sandbox.channel import Channel
from grader_service.sandbox.placing import Fault
from grader_service.sandbox.processes import Process, SandboxError
from grader_service.sandbox.values import Tree

NO_SIGNALS: Final = frozenset({"A", "B"})
"""Levels at which no submission can send a signal: whoever killed its process was not itself."""

SENTENCE: Final = 1_000
"""Of what an examiner says about a fault."""


def processes(tests: Sequence[Test]) -> int:
    """How many a job takes one after the other: scripts and shared tests have their own, others one for all alike."""
    own = [takes_its_own(test) for test in tests]
    return sum(own) + len({test.hidden for test, alone in zip(tests, own, strict=True) if not alone})


class Sitting:
    """Serves the examiner of one job for as long as a block lasts."""

    def __init__(
        self,
        job: Job,
        files: Mapping[str, bytes],
        tell: Callable[[Event], None],
        room: Room,
    ) -> None:
        self._job = job
        self._files = files
        self._tell = tell
        self._guests = room.guests
        self._examiners = room.examiners
        self._student: Process | None = None
        self._ahead: Process | None = None
        self.lost = False
        self._plain = is_plain(job.tests, job.setup_code)
        self._takes_many = processes(job.tests) > STUDENTS
        self._reusable = False
        self._seconds = job.limits.whole_job
        self._progress = Progress(job)

    def __enter__(self) -> Self:
        self.examiner = self._examiners.take()
        self._line = socket.socket(fileno=self.examiner.ends["control"])
        # Tests that do not read what they ask for must not hold the slot: writing fails instead.
        self._line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", int(self._seconds) + 1, 0))
        self._channel = Channel(self._line.fileno(), self._line.fileno(), control.FRAME_BYTES)
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        if self._ahead:
            self._guests.end(self._ahead)
        self._line.detach()
        if self._reusable:
            self._examiners.give_back(self.examiner)
        else:
            self._examiners.end(self.examiner)

    def verdict(self) -> Verdict:
        """Let the job be examined.

        Raises:
            Fault: it could not be graded.
        """
        deadline = time.monotonic() + self._seconds
        self._hand_over()
        self._channel.send([0, "job", encode(self._job), self._seconds])
        while True:
            try:
                _, name, *parts = self._next(deadline)
            except TimeoutError:
                return self._progress.overdue()
            if name == "verdict":
                verdict = decode(parts[0], Verdict)
                self._reusable = self._plain and not self.lost
                return verdict
            if name == "fault":
                raise Fault(str(parts[0])[:SENTENCE])
            self._serve(name, parts)

    def _next(self, deadline: float) -> list[Tree]:
        try:
            return self._channel.receive(deadline)
        except (EOFError, ConnectionError) as error:
            self.lost = True  # by the tests' own code, or from outside
            message = "the tests' own code ended the examiner"
            raise Fault(message) from error

    def _serve(self, name: str, parts: list[Tree]) -> None:
        if name == "student":
            self._hand_over()
            if self._takes_many:
                self._guests.refill()
        elif name == "loaded":
            self._mark()
            if parts[0]:
                self._give_ahead()
        elif name == "turn":
            self._leave()
            self._student, self._ahead = self._ahead, None
        elif name == "cpu":
            self._channel.send([0, "cpu", self._student.cpu() if self._student else None])
        elif name == "stop":
            self._channel.send([0, "stop", self._stop()])
        elif name == "test":
            self._mark()
            index, status = self._progress.note(parts)
            test = self._job.tests[index]
            total = len(self._job.tests)
            self._tell(Event("test", self._job.job_id, index=index, total=total, name=test.name, status=status))
        else:
            message = f"the examiner asked for {name!r}"
            raise Fault(message)

    def _hand_over(self) -> None:
        """Give the examiner a fresh student's process in place of the one it has."""
        try:
            self._replace()
        except (Fault, SandboxError, OSError):
            if self._ahead is None:
                raise
            self._guests.end(self._ahead)  # it may have filled the place where both write
            self._ahead = None
            self.lost = True  # or a neighbour has
            self._replace()

    def _replace(self) -> None:
        self._leave()
        self._student = self._guests.take()
        self._give(self._student)

    def _give_ahead(self) -> None:
        """Give the examiner another process beside the one it has, if one is waiting anyway."""
        process = None if self._ahead else self._guests.take_waiting()
        if process is None:
            self._line.send(control.NONE_AT_HAND)
            return
        self._ahead = process
        try:
            self._give(process)
        except Fault:  # the one at work may have filled the place where both write: another is taken once that is empty
            self._guests.end(process)
            self._ahead = None
            self._line.send(control.NONE_AT_HAND)

    def _give(self, process: Process) -> None:
        """Give a fresh process away, with the assignment's files in its working directory."""
        process.mark()
        placing.place(self._job.files, self._files, process)
        fds = process.give_away(*control.PIPES)
        try:
            socket.send_fds(self._line, [control.HANDED_OVER], fds)
        finally:
            for fd in fds:
                os.close(fd)

    def _mark(self) -> None:
        if self._student:
            self._student.mark()

    def _stop(self) -> int | None:
        if self._student is None:
            return None
        status = self._student.stop()
        self.lost = self.lost or status is None
        if self._student.was_killed and self._guests.level in NO_SIGNALS:
            self.lost = True
            message = "the submission's process was killed from outside: for want of memory, or by somebody"
            raise Fault(message)
        return status

    def _leave(self) -> None:
        if self._student:
            self._guests.end(self._student)
        self._student = None
