"""Requests that wait for a verdict: woken by the event, and looking for themselves in case it is missed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Found = TypeVar("Found")

LOOK_SECONDS = 1.0
"""How often a waiting request looks for itself."""


class Waiting:
    """The waiting requests of this process, by the id of a submission, run, check or job."""

    def __init__(self) -> None:
        self._events: dict[str, set[asyncio.Event]] = {}
        self._closed = False

    def wake(self, name: str) -> None:
        """Let everybody who waits for it look again."""
        for event in self._events.get(name, ()):
            event.set()

    def close(self) -> None:
        """Let nobody wait any more: whoever does gets what there is."""
        self._closed = True
        for name in self._events:
            self.wake(name)

    async def until(
        self, name: str, look: Callable[[], Awaitable[Found]], done: Callable[[Found], bool], seconds: float
    ) -> Found:
        """What `look` finds, as soon as it is `done` or when the seconds are over."""
        event = asyncio.Event()
        self._events.setdefault(name, set()).add(event)
        try:
            found = await look()
            deadline = asyncio.get_running_loop().time() + seconds
            while not (self._closed or done(found)) and (left := deadline - asyncio.get_running_loop().time()) > 0:
                await woken(event, min(left, LOOK_SECONDS))
                found = await look()
            return found
        finally:
            self._events[name].discard(event)
            if not self._events[name]:
                del self._events[name]


async def woken(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event or the time, whichever comes first, and make it ready for the next."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
    event.clear()
