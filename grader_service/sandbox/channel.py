"""Frames over two file descriptors that block: the student's end, and the one between examiner and workshop."""

import os
import select
import time
from typing import Final

from grader_service.sandbox.values import Tree
from grader_service.sandbox.wire import FRAME_BYTES, Frames, pack

READ_BYTES: Final = 64 * 1024


class Channel:
    """Sends and receives whole frames; one side asks, the other answers."""

    def __init__(self, read_fd: int, write_fd: int, limit: int = FRAME_BYTES) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._limit = limit
        self._frames = Frames(limit)
        self._held = b""

    def receive(self, deadline: float | None = None) -> list[Tree]:
        """The next frame; `deadline` is a time of the monotonic clock.

        Raises:
            EOFError: the other end is gone.
            TimeoutError: the deadline has passed.
            WireError: what came is no frame.
        """
        while (frame := self._frames.next()) is None:
            if deadline is not None:
                self._wait(deadline)
            data = os.read(self._read_fd, READ_BYTES)
            if not data:
                raise EOFError
            self._frames.feed(data)
        return frame

    def _wait(self, deadline: float) -> None:
        poll = select.poll()
        poll.register(self._read_fd, select.POLLIN)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError

    def send(self, frame: list[Tree]) -> None:
        """Send one frame; raises `WireError` where it is too large, OSError where the other end is gone."""
        self.hold(frame)
        self.flush()

    def hold(self, frame: list[Tree]) -> None:
        """Have a frame go out with the next one, or at `flush`: each write wakes the other end."""
        self._held += pack(frame, self._limit)

    def flush(self) -> None:
        """Send what is held."""
        data, self._held = memoryview(self._held), b""
        while data:
            data = data[os.write(self._write_fd, data) :]
