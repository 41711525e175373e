"""The examiner's line to the workshop, which alone starts, measures and stops students' processes."""

import os
import select
import socket
from contextlib import suppress
from typing import Final, NamedTuple

from grader_service.sandbox.channel import Channel

FRAME_BYTES: Final = 2 * 1024 * 1024
"""A job is at most 1 MiB, a verdict 256 KiB."""

HANDED_OVER: Final = b"P"
NONE_AT_HAND: Final = b"N"
PIPES: Final = ("requests", "replies", "output", "errors")


class NoProcess(RuntimeError):
    """No student's process can be had: a fault of the machine."""


class Ends(NamedTuple):
    """The examiner's ends of a student's process."""

    requests: int
    replies: int
    output: int
    errors: int


class Control:
    """Asks the workshop and tells it; one thing at a time."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._channel = Channel(fd, fd, FRAME_BYTES)
        self._first: Ends | None = None
        self._second: Ends | None = None
        self._is_owed = False

    def job(self) -> tuple[bytes, float]:
        """The encoded job to examine, and how many seconds it may take altogether.

        Its first process comes with it: to be asked for one costs a job of a millisecond two changes of process.
        """
        for fd in (*(self._first or ()), *(self.ahead() or ())):
            os.close(fd)
        self._first = self._handed_over()
        _, _, raw, seconds = self._channel.receive()
        return raw, seconds

    def student(self) -> Ends:
        """A fresh student's process; the one before is ended.

        Raises:
            NoProcess: none can be had.
        """
        ends, self._first = self._first, None
        if ends is not None:
            return ends
        if (ends := self.ahead()) is not None:
            self.turn()
            return ends
        self._channel.send([0, "student"])
        return self._handed_over()

    def ahead(self, *, wait: bool = True) -> Ends | None:
        """The process that `loaded` asked for, beside the one at work; None where there was none, or none yet."""
        if self._is_owed and (wait or select.select([self._socket], [], [], 0)[0]):
            self._is_owed = False
            with suppress(NoProcess):
                self._second = self._handed_over()
        ends, self._second = self._second, None
        return ends

    def turn(self) -> None:
        """The process at work is to be ended, and the one from `ahead` to be the one at work."""
        self._channel.send([0, "turn"])

    def _ask(self, question: str) -> float | None:
        self._second = self.ahead()  # it was sent before the answer will be
        self._channel.send([0, question])
        answer: float | None
        _, _, answer = self._channel.receive()
        return answer

    def _handed_over(self) -> Ends:
        answer, fds, _, _ = socket.recv_fds(self._socket, 1, len(PIPES))
        if answer != HANDED_OVER or len(fds) != len(PIPES):
            raise NoProcess
        for fd in fds:
            os.set_blocking(fd, False)
        return Ends(*fds)

    def loaded(self, *, another: bool) -> None:
        """Loading has ended: from here `cpu` counts anew. Another process will be asked for by `ahead`."""
        self._channel.send([0, "loaded", another])
        self._is_owed = another

    def cpu(self) -> float | None:
        """The CPU seconds its process has used since the last test ended; None where the system does not tell."""
        seconds = self._ask("cpu")
        return None if seconds is None else float(seconds)

    def stop(self) -> int | None:
        """End the student's process; its wait status, or None where that is not known."""
        status = self._ask("stop")
        return None if status is None else int(status)

    def ended(self, index: int, status: str) -> None:
        """A test has ended: from here `cpu` counts anew. It is told with the next word, or by `tell`."""
        self._channel.hold([0, "test", index, status])

    def tell(self) -> None:
        """Tell what has ended before something begins that may take long."""
        self._channel.flush()

    def verdict(self, raw: bytes) -> None:
        """The encoded verdict: the last thing that is told."""
        self._channel.send([0, "verdict", raw])

    def fault(self, sentence: str) -> None:
        """The job cannot be graded, through no fault of the student's: the last thing that is told."""
        self._channel.send([0, "fault", sentence])
