"""The practice of a server, opened by the first request that needs it and shared by all that follow."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import TYPE_CHECKING

from jupyter_pyprac.errors import PyPracError, Unavailable

if TYPE_CHECKING:
    from jupyter_pyprac.practice.bootstrap import Practice

STOPPING = "This server is stopping."

Opener = Callable[[], AbstractAsyncContextManager["Practice"]]


class Opening:
    """Opens once, however many ask at the same moment; a failure is every asker's answer and tried anew afterwards."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._stack = AsyncExitStack()
        self._task: asyncio.Task[Practice] | None = None
        self._closed = False

    async def practice(self) -> "Practice":
        """The open practice.

        Raises:
            Unavailable, Misconfigured: it cannot be opened; the message says why.
        """
        if self._closed:
            raise Unavailable(STOPPING)
        if self._task is None or (self._task.done() and self._failed(self._task)):
            self._task = asyncio.create_task(self._open())
        return await self._opened(self._task)

    @property
    def opened(self) -> "Practice | None":
        """The practice, where it is open."""
        task = self._task
        return task.result() if task and task.done() and not self._failed(task) else None

    async def check(self) -> str | None:
        """Whether the practice can serve; one that nobody has needed yet counts as able to.

        One that failed to open is tried anew: where nobody is let in before this says yes, nobody else would try. A
        word says why nothing is graded, where that is so.

        Raises:
            Unavailable, Misconfigured: it cannot.
        """
        if self._task is None:
            return None
        practice = await self.practice()
        return await practice.health.check()

    async def close(self) -> None:
        """Close what was opened, and open nothing any more."""
        self._closed = True
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._stack.aclose()

    async def _open(self) -> "Practice":
        try:
            return await self._stack.enter_async_context(self._opener())
        except PyPracError:
            raise
        except OSError as error:
            message = f"Practice cannot start: {error}."
            raise Unavailable(message) from error

    @staticmethod
    async def _opened(task: "asyncio.Task[Practice]") -> "Practice":
        """What the task opened; a request that is cancelled leaves it running for the others."""
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise Unavailable(STOPPING) from None
            raise

    @staticmethod
    def _failed(task: "asyncio.Task[Practice]") -> bool:
        return task.cancelled() or task.exception() is not None
