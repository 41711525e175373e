"""Puts one grader together and runs it until its starter goes away or the system asks it to end."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack

from grader_service.announcer import Announcer
from grader_service.connection import REPLY_SECONDS, connect
from grader_service.consumer import READ_MS, Consumer
from grader_service.handling import Grading, Handler
from grader_service.queue import Queue
from grader_service.start import Start


async def serve(start: Start, grading: Grading, *, lifeline: int | None) -> None:
    """Grade until SIGTERM, SIGINT, or the end of the file `lifeline`.

    Raises:
        Refused: this grader must not go on; the text says why.
    """
    async with AsyncExitStack() as closing:
        commands = await closing.enter_async_context(connect(start.redis_url))
        waiting = READ_MS / 1000 + REPLY_SECONDS
        reading = await closing.enter_async_context(connect(start.redis_url, reply_seconds=waiting))
        announcer = Announcer(commands)
        consumer = Consumer(
            Queue(commands, reading, start.consumer, claim_seconds=start.claim_seconds),
            Handler(commands, announcer, grading),
            slots=start.slots,
            claim_seconds=start.claim_seconds,
            drain_seconds=start.drain_seconds,
        )
        stop_when_asked(consumer.stop, lifeline)
        async with asyncio.TaskGroup() as tasks:
            announcing = tasks.create_task(announcer.run())
            try:
                await consumer.run()
            finally:
                announcing.cancel()


def stop_when_asked(stop: Callable[[], None], lifeline: int | None) -> None:
    """Call `stop` at a signal, or when nobody holds the other end of the lifeline any more."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)

    def look() -> None:
        if lifeline is not None and not os.read(lifeline, 4096):
            loop.remove_reader(lifeline)
            stop()

    if lifeline is not None:
        loop.add_reader(lifeline, look)
