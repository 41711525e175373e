"""A value that others keep and that changes seldom: read now and then, and held on to while it cannot be read."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from jupyter_pyprac.errors import Unavailable

Value = TypeVar("Value")

log = logging.getLogger(__name__)


class Held(Generic[Value]):
    """What `read` gave, not older than so many seconds unless it could not be read again."""

    def __init__(self, read: Callable[[], Awaitable[Value]], seconds: float, clock: Callable[[], float]) -> None:
        self._read = read
        self._seconds = seconds
        self._clock = clock
        self._lock = asyncio.Lock()
        self._value: Value | None = None
        self._read_at = 0.0

    async def value(self) -> Value:
        """The value; many who ask at once read it once.

        Raises:
            Unavailable: it cannot be read, and never could; whatever else `read` raises.
        """
        async with self._lock:
            if self._value is None or self._clock() - self._read_at > self._seconds:
                self._value = await self._anew()
                self._read_at = self._clock()
            return self._value

    async def _anew(self) -> Value:
        try:
            return await self._read()
        except Unavailable as error:
            if self._value is None:
                raise
            log.warning("what was known holds on: %s", error)
            return self._value
