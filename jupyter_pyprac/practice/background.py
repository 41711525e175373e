"""The owner of everything that goes on while nobody waits for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ParamSpec

from jupyter_pyprac.broker import BrokerDown
from jupyter_pyprac.errors import Unavailable

P = ParamSpec("P")

log = logging.getLogger(__name__)


class Background:
    """Runs work until it ends or this is closed; what fails is logged and disturbs nothing else."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def spawn(self, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs) -> None:
        """Start the work; after `close` it is dropped."""
        if self._closed:
            return
        task = asyncio.create_task(guarded(partial(work, *args, **kwargs)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def repeat(self, work: Callable[[], Awaitable[object]], *, every: float) -> None:
        """Do it now and again so many seconds after it ended, well or badly."""
        self.spawn(repeated, work, every)

    async def close(self) -> None:
        """Stop all of it and wait until it has stopped."""
        self._closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def repeated(work: Callable[[], Awaitable[object]], every: float) -> None:
    """The loop of `Background.repeat`."""
    while True:
        await guarded(work)
        await asyncio.sleep(every)


async def guarded(work: Callable[[], Awaitable[object]]) -> None:
    """Do the work; what fails is logged only, because the reconciler makes up for what is left undone."""
    try:
        await work()
    except (BrokerDown, Unavailable) as error:
        log.warning("put off: %s", error)
    except Exception:
        log.exception("work in the background failed")
