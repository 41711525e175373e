"""The owner of everything that goes on while nobody waits for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, ParamSpec

from jupyter_pyprac.broker import BrokerDown
from jupyter_pyprac.errors import Unavailable

P = ParamSpec("P")

CANCEL_SECONDS = 5.0
"""How long work that was told to stop may take to tidy up before it is told again."""

log = logging.getLogger(__name__)


class Background:
    """Runs work until it ends or this is closed; what fails is logged and disturbs nothing else."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    def spawn(self, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs) -> None:
        """Start the work; after `close` it is dropped."""
        if self._closed:
            return
        self.own(asyncio.create_task(guarded(partial(work, *args, **kwargs))))

    def own(self, task: asyncio.Task[Any]) -> None:
        """Hold on to a task whose outcome is somebody else's, until it ends; `close` stops it too."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def repeat(self, work: Callable[[], Awaitable[object]], *, every: float) -> None:
        """Do it now and again so many seconds after it ended, well or badly."""
        self.spawn(repeated, work, every)

    async def close(self) -> None:
        """Stop all of it and wait until it has stopped."""
        self._closed = True
        await cancel(self._tasks)


async def cancel(tasks: Iterable[asyncio.Task[Any]], again: float = CANCEL_SECONDS) -> None:
    """Cancel the tasks and wait until they have ended, with another word every so many seconds.

    One word can be lost: until Python 3.12 `asyncio.wait_for`, which the client of Redis writes by, passes over a
    cancellation that comes in the moment in which it ends.
    """
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=again)


async def repeated(work: Callable[[], Awaitable[object]], every: float) -> None:
    """The loop of `Background.repeat`; what cannot be done for long is logged at its start and at its end."""
    went_well = True
    while True:
        before, went_well = went_well, await guarded(work, level=logging.WARNING if went_well else logging.DEBUG)
        if went_well and not before:
            log.warning("what was put off goes on")
        await asyncio.sleep(every)


async def guarded(work: Callable[[], Awaitable[object]], level: int = logging.WARNING) -> bool:
    """Do the work; what fails is logged only, because the reconciler makes up for what is left undone.

    Returns whether it went well; where it could not be done just now, that is logged at the `level`.
    """
    try:
        await work()
    except (BrokerDown, Unavailable) as error:
        log.log(level, "put off: %s", error)
    except Exception:
        log.exception("work in the background failed")
    else:
        return True
    return False
