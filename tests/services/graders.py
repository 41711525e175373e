"""Graders inside the test's own process, with everything about them open to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

from grader_service.announcer import Announcer
from grader_service.connection import connect
from grader_service.consumer import Consumer
from grader_service.fakes import FakeWorkshop
from grader_service.handling import Grading, Handler
from grader_service.queue import Queue


@asynccontextmanager
async def a_grader(  # noqa: PLR0913  each is what a test wants otherwise
    url: str,
    grading: Grading | None = None,
    *,
    slots: int = 1,
    claim_seconds: float = 30,
    drain_seconds: float = 5,
    name: str = "",
) -> AsyncIterator[Consumer]:
    """A grader that serves while the context lasts and is stopped in order at its end, as by SIGTERM.

    `name` is the one it has in the group.
    """
    async with AsyncExitStack() as closing:
        commands = await closing.enter_async_context(connect(url))
        reading = await closing.enter_async_context(connect(url, reply_seconds=5))
        announcer = Announcer(commands)
        queue = Queue(commands, reading, name or str(uuid4()), claim_seconds=claim_seconds)
        handler = Handler(commands, announcer, grading or FakeWorkshop())
        consumer = Consumer(queue, handler, slots=slots, claim_seconds=claim_seconds, drain_seconds=drain_seconds)
        async with asyncio.TaskGroup() as tasks:
            announcing = tasks.create_task(announcer.run())
            serving = tasks.create_task(consumer.run())
            yield consumer
            consumer.stop()
            await serving
            announcing.cancel()
