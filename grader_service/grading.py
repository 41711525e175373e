"""A job into a verdict: the workshop keeps warm processes ready and lets an examiner and a student's process meet."""

import os
import socket
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Self

from msgspec.structs import replace

from grader_service.contract import (
    ContractError,
    ErrorInfo,
    Event,
    Job,
    Protection,
    Test,
    Verdict,
    decode,
    encode,
)
from grader_service.examiner import control
from grader_service.examiner.plain import is_plain
from grader_service.progress import Progress
from grader_service.rooms import PYTHON, STUDENTS, Room, Rooms
from grader_service.sandbox import placing
from grader_service.sandbox.channel import Channel
from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.placing import Fault
from grader_service.sandbox.processes import Process, SandboxError
from grader_service.sandbox.values import Tree, WireError

NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})


NO_SIGNALS: Final = frozenset({"A", "B"})
"""Levels at which no submission can send a signal: whoever killed its process was not itself."""

SENTENCE: Final = 1_000
"""Of what an examiner says about a fault."""


def ignore(_: Event) -> None:
    """A `tell` for whoever does not listen."""


class Workshop:
    """Grades jobs, up to `slots` at the same time; a context manager that owns all processes it needs."""

    def __init__(self, *, slots: int = 1, strongest: Protection = "A", scratch: str | None = None) -> None:
        """`strongest` is the level not to go beyond, `scratch` a bounded file system for runs at level B."""
        self._rooms = Rooms(Enclosure(student=True, strongest=strongest, scratch=scratch), slots=slots)

    @property
    def protection(self) -> Protection:
        """The level at which submissions and tests run here."""
        return self.room.protection

    @property
    def room(self) -> Room:
        """Where most jobs are graded."""
        return self._rooms.get(PYTHON)

    def grade(self, job: Job, files: Mapping[str, bytes] = NO_FILES, tell: Callable[[Event], None] = ignore) -> Verdict:
        """Grade a job; `files` maps SHA-256 to bytes, `tell` hears `started` and each `test`.

        Nothing that a job holds makes it raise: what cannot be graded is a verdict `system`.
        """
        started = time.monotonic()
        tell(Event(type="started", job_id=job.job_id, total=len(job.tests)))
        protection = self.protection
        try:
            room = self._rooms.get(job.environment)
            protection = room.protection
            verdict, lost = _grade_once(room, job, files, tell)
            if lost:  # its sandbox went away under it: perhaps through a neighbour's doing
                verdict, _ = _grade_once(room, job, files, tell)
        except (SandboxError, OSError) as error:
            verdict = system_verdict(job, str(error))
        spent = round((time.monotonic() - started) * 1000)
        return replace(verdict, protection=protection, graded_ms=spent)

    def refill(self) -> None:
        """Have the processes that jobs used up succeeded by fresh ones; without it that is done where they lack."""
        self._rooms.refill()

    def __enter__(self) -> Self:
        self._rooms.get(PYTHON)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        self._rooms.close()


def _grade_once(
    room: Room, job: Job, files: Mapping[str, bytes], tell: Callable[[Event], None]
) -> tuple[Verdict, bool]:
    """The verdict, and whether a process was lost meanwhile."""
    with Grading(job, files, tell, room) as grading:
        try:
            return grading.verdict(), grading.lost
        except (Fault, WireError, ContractError, OSError, LookupError, TypeError, ValueError) as error:
            return system_verdict(job, str(error)), grading.lost or isinstance(error, ConnectionError)


def system_verdict(job: Job, sentence: str) -> Verdict:
    """The verdict on a job that could not be graded; the sentence is for staff."""
    total = sum(test.points for test in job.tests)
    error = ErrorInfo(type="SystemError", message=sentence)
    return Verdict(status="system", correct=False, points=0, max_points=total, error=error)


def processes(tests: Sequence[Test]) -> int:
    """How many a job takes one after the other: scripts and shared tests have their own, others one for all alike."""
    own = [test.shared or test.kind == "stdin" for test in tests]
    return sum(own) + len({test.hidden for test, alone in zip(tests, own, strict=True) if not alone})


class Grading:
    """One job under way: serves its examiner, and alone may start, measure and end the student's processes."""

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
        self.lost = False
        self._plain = is_plain(job.tests)
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
            except TimeoutError as error:
                if self._progress.loaded:
                    return self._progress.overdue()
                message = f"the tests' own code did not end within the job's {self._seconds:g} s"
                raise Fault(message) from error
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
        except TimeoutError:
            raise
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
            self._progress.loaded = True
            self._mark()
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
        """Give the examiner a fresh student's process, with the assignment's files in its working directory."""
        self._leave()
        self._student = self._guests.take()
        self._student.mark()
        placing.place(self._job.files, self._files, self._student)
        fds = self._student.give_away(*control.PIPES)
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
