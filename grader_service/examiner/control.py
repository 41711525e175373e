"""The examiner's line to the workshop, which alone starts, measures and stops students' processes."""

import os
import socket
from typing import Final, NamedTuple

from grader_service.sandbox.channel import Channel

FRAME_BYTES: Final = 2 * 1024 * 1024
"""A job is at most 1 MiB, a verdict 256 KiB."""

HANDED_OVER: Final = b"P"
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

    def job(self) -> tuple[bytes, float]:
        """The encoded job to examine, and how many seconds it may take altogether.

        Its first process comes with it: to be asked for one costs a job of a millisecond two changes of process.
        """
        for fd in self._first or ():
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
        if ends is None:
            self._channel.send([0, "student"])
            ends = self._handed_over()
        return ends

    def _handed_over(self) -> Ends:
        answer, fds, _, _ = socket.recv_fds(self._socket, 1, len(PIPES))
        if answer != HANDED_OVER or len(fds) != len(PIPES):
            raise NoProcess
        for fd in fds:
            os.set_blocking(fd, False)
        return Ends(*fds)

    def loaded(self) -> None:
        """Loading has ended: from here `cpu` counts anew."""
        self._channel.send([0, "loaded"])

    def cpu(self) -> float | None:
        """The CPU seconds its process has used since the last test ended; None where the system does not tell."""
        self._channel.send([0, "cpu"])
        _, _, seconds = self._channel.receive()
        return None if seconds is None else float(seconds)

    def stop(self) -> int | None:
        """End the student's process; its wait status, or None where that is not known."""
        self._channel.send([0, "stop"])
        _, _, status = self._channel.receive()
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
