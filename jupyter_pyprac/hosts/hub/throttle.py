"""How many requests of one viewer a replica takes: far more than a page sends, far fewer than would disturb others."""

import math
import time
from collections.abc import Callable

from jupyter_pyprac.errors import SlowDown

PER_SECOND = 20.0
BURST = 100.0


class Throttle:
    """A bucket of tokens for each viewer, in this process."""

    def __init__(
        self, per_second: float = PER_SECOND, burst: float = BURST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, name: str) -> None:
        """Let one request through.

        Raises:
            SlowDown: there were too many; says when to ask again.
        """
        now = self._clock()
        tokens, filled_at = self._buckets.get(name, (self._burst, now))
        tokens = min(self._burst, tokens + (now - filled_at) * self._per_second)
        if tokens < 1:
            seconds = (1 - tokens) / self._per_second
            message = f"That was many requests in a short while. Try again in {math.ceil(seconds)} s."
            raise SlowDown(message, seconds)
        self._buckets[name] = (tokens - 1, now)
