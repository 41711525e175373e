"""Progress on stderr for what takes longer than a second."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 1.0
"""Seconds that nobody needs to be told about."""

INTERVAL = 5.0
"""Seconds from one line to the next where there is no terminal."""

WIDTH = 30
"""Characters of a bar."""

WIPED = "\r\x1b[K"
"""What leaves a terminal's line empty, and begins it anew."""


class Progress:
    """A bar that is redrawn on a terminal; else `Checking, 3 of 24` now and then, and at the end. Thread-safe."""

    def __init__(
        self,
        what: str,
        total: int,
        *,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`what` is being done, `total` times."""
        self._what, self._total = what, total
        self._stream = stream or sys.stderr
        self._clock = clock
        self._lock = threading.Lock()
        self._done = self._told = 0
        self._next = clock() + PATIENCE
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._shown:
            return
        if self._stream.isatty():
            self._stream.write(WIPED)
        elif self._told < self._done:
            self._tell()
        self._stream.flush()

    def step(self) -> None:
        """One of the total is done."""
        with self._lock:
            self._done += 1
            if self._clock() < self._next:
                return
            self._shown = True
            self._next = self._clock() + (0 if self._stream.isatty() else INTERVAL)
            self._draw() if self._stream.isatty() else self._tell()
            self._stream.flush()

    def _draw(self) -> None:
        filled = WIDTH * self._done // self._total
        bar = "#" * filled + "." * (WIDTH - filled)
        self._stream.write(f"{WIPED}{self._what} [{bar}] {self._done} of {self._total}")

    def _tell(self) -> None:
        self._told = self._done
        self._stream.write(f"{self._what}, {self._done} of {self._total}\n")
