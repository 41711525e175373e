"""How long the student's side may take: CPU seconds of a test, wall time of a test, and the end of the whole job."""

import time
from collections.abc import Callable
from typing import Final

WALL_FACTOR: Final = 2.0
WALL_EXTRA: Final = 1.0
LOOK_AGAIN: Final = 0.02
"""Seconds after which the CPU time is looked at again where it is nearly used up."""


class Clock:
    """Runs only while the student's side does; `cpu` tells the CPU seconds used since the test began."""

    def __init__(self, seconds: float, deadline: float, cpu: Callable[[], float | None]) -> None:
        self._seconds = seconds
        self._deadline = deadline
        self._cpu = cpu
        self._spent = 0.0
        self._look = seconds
        self._since: float | None = None

    def restart(self) -> None:
        """A test begins."""
        self._spent = 0.0
        self._look = self._seconds

    def run(self) -> None:
        """The student's side begins to work."""
        self._since = time.monotonic()

    def halt(self) -> None:
        """The student's side has answered."""
        self._spent = self.spent
        self._since = None

    @property
    def spent(self) -> float:
        """Wall seconds of the student's side in this test."""
        return self._spent + (time.monotonic() - self._since if self._since is not None else 0.0)

    def patience(self) -> float:
        """Seconds until `is_up` should be asked again."""
        return max(0.001, min(self._look - self.spent, self._deadline - time.monotonic()))

    def is_up(self) -> bool:
        """Whether the test must be stopped; CPU time can be used up only where wall time is."""
        spent = self.spent
        if self.job_is_over() or spent >= WALL_FACTOR * self._seconds + WALL_EXTRA:
            return True
        if spent < self._look:
            return False
        used = self._cpu()
        if used is None:  # wall time alone is known here
            self._look = WALL_FACTOR * self._seconds + WALL_EXTRA
            return False
        self._look = min(
            spent + max(self._seconds - used, LOOK_AGAIN),
            WALL_FACTOR * self._seconds + WALL_EXTRA,
        )
        return used >= self._seconds

    def job_is_over(self) -> bool:
        """Whether the whole job has taken all its time."""
        return time.monotonic() >= self._deadline
