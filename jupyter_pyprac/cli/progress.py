"""Progress on stderr for what takes longer than a second."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 1.0
"""Seconds that nobody needs to be told about."""


class Progress:
    """`Checking, 3 of 24`: rewritten in place on a terminal, else a line every `interval` seconds. Thread-safe."""

    def __init__(
        self,
        what: str,
        total: int,
        *,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        interval: float = 5.0,
    ) -> None:
        """`what` is being done, `total` times."""
        self._what, self._total = what, total
        self._stream = stream or sys.stderr
        self._clock, self._interval = clock, interval
        self._lock = threading.Lock()
        self._done = 0
        self._next = clock() + PATIENCE
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown and self._stream.isatty():
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def step(self) -> None:
        """One of the total is done."""
        with self._lock:
            self._done += 1
            if self._clock() < self._next:
                return
            terminal = self._stream.isatty()
            self._next = self._clock() + (0 if terminal else self._interval)
            self._shown = True
            text = f"{self._what}, {self._done} of {self._total}"
            self._stream.write(f"\r\x1b[K{text}" if terminal else f"{text}\n")
            self._stream.flush()
