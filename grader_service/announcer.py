"""Tells the world how a grading gets on, without letting it wait: what cannot be published is dropped."""

import asyncio
import logging
import threading
from collections import deque

from redis.asyncio import Redis
from redis.exceptions import RedisError

from grader_service.contract import RESULTS_CHANNEL, Event, encode

MOST_WAITING = 1000
PAUSE_SECONDS = 0.02
"""Before each batch: of a grading of a few milliseconds nothing is told but its verdict, which would overtake it."""

log = logging.getLogger(__name__)


class Announcer:
    """Publishes events in batches from the event loop; `tell` may be called from any thread and never blocks."""

    def __init__(self, commands: Redis) -> None:
        self._commands = commands
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[Event] = deque(maxlen=MOST_WAITING)
        self._lock = threading.Lock()
        self._some = asyncio.Event()

    def tell(self, event: Event) -> None:
        """Have the event published soon; forgotten where the loop has ended."""
        with self._lock:
            first = not self._waiting
            self._waiting.append(event)
        if not first:
            return  # the loop knows already: waking it for each test costs more than the tests do
        try:
            self._loop.call_soon_threadsafe(self._some.set)
        except RuntimeError:
            log.debug("an event came after the end: %s", event)

    def drop(self, job_id: str) -> None:
        """Forget what waits for a job whose verdict is about to be published."""
        with self._lock:
            self._waiting = deque((event for event in self._waiting if event.job_id != job_id), maxlen=MOST_WAITING)

    async def run(self) -> None:
        """Publish what comes, for ever."""
        while True:
            await self._some.wait()
            await asyncio.sleep(PAUSE_SECONDS)
            self._some.clear()
            with self._lock:
                batch, self._waiting = self._waiting, deque(maxlen=MOST_WAITING)
            await self._publish(batch)

    async def _publish(self, batch: deque[Event]) -> None:
        if not batch:
            return
        publishing = self._commands.pipeline(transaction=False)
        for event in batch:
            publishing.publish(RESULTS_CHANNEL, encode(event))
        try:
            await publishing.execute()
        except (RedisError, OSError) as error:
            log.debug("%d events were not published: %s", len(batch), error)
