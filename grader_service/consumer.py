"""One grader: reads as many jobs as it has free slots, keeps its claims on them and takes over those of the dead."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable

from redis.exceptions import RedisError

from grader_service.contract import NewerVersionError
from grader_service.errors import Refused
from grader_service.handling import FIRST_WAIT, LONGEST_WAIT, Handler, loudness
from grader_service.queue import STREAMS, Delivery, Queue
from grader_service.slots import Slots

READ_MS = 1000
LAST_WORDS_SECONDS = 2.0

log = logging.getLogger(__name__)


class Consumer:
    """Serves the queue until it is told to stop.

    A job that was delivered before runs alone, so that only the guilty one is counted when it takes its grader along.
    """

    def __init__(
        self, queue: Queue, handler: Handler, *, slots: int, claim_seconds: float, drain_seconds: float
    ) -> None:
        """`drain_seconds` is how long running jobs may go on after `stop` before they are handed back."""
        self._queue = queue
        self._handler = handler
        self._slots = Slots(slots)
        self._claim_seconds = claim_seconds
        self._drain_seconds = drain_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._refusal: Refused | None = None
        self._idle = False
        self._next_look = 0.0
        self._next_takeover = 0.0

    def stop(self) -> None:
        """Read no more, finish or hand back what runs, and let `run` return."""
        self._stopping.set()
        self._slots.notice()

    async def run(self) -> None:
        """Serve until `stop`.

        Raises:
            Refused: the queue holds a job of a newer release, or the server cannot hold a queue.
        """
        async with asyncio.TaskGroup() as tasks:
            beside = [tasks.create_task(self._keep_claims()), tasks.create_task(self._end_waiting())]
            await self._serve(tasks)
            await self._drain()
            for task in beside:
                task.cancel()
        if self._refusal:
            raise self._refusal

    async def _serve(self, tasks: asyncio.TaskGroup) -> None:
        """Read and start jobs until told to stop, over every loss of Redis."""
        wait, prepared = FIRST_WAIT, False
        while not self._stopping.is_set():
            try:
                if not prepared:
                    await self._prepare()
                prepared, wait = True, FIRST_WAIT
                await self._read_once(tasks)
            except Refused as refusal:
                self._refuse(refusal)
            except (RedisError, OSError) as error:
                log.log(loudness(wait), "Redis fails, trying again in %.1f s: %s", wait, error)
                await self._pause(wait)
                wait, prepared = min(2 * wait, LONGEST_WAIT), False
                # graders that saw the same trouble renew their claims first
                self._next_takeover = asyncio.get_running_loop().time() + self._claim_seconds / 3
                self._next_look = 0.0

    async def _prepare(self) -> None:
        """Make sure of the group and of our own claims."""
        await self._queue.prepare()
        await self._queue.renew(self._slots.deliveries)
        log.info("reading the queue")

    async def _read_once(self, tasks: asyncio.TaskGroup) -> None:
        """Take in hand one job that went astray, or read new ones for the free slots."""
        await self._slots.until(lambda: self._stopping.is_set() or self._slots.free())
        if self._stopping.is_set():
            return
        stray = await self._stray()
        if stray:
            self._start(stray, tasks, alone=stray.times > 1)
            return
        first, second = STREAMS
        free = self._slots.free()
        read = await self._queue.read(first, free, wait_ms=READ_MS if self._idle else None)
        if len(read) < free:
            read += await self._queue.read(second, free - len(read))
        self._idle = len(read) < free
        for delivery in read:
            self._start(delivery, tasks)

    async def _stray(self) -> Delivery | None:
        """A job that is this grader's and not in its hands, or one whose grader is gone.

        Looked for now and then, and at once again after one was found or Redis failed.
        """
        now = asyncio.get_running_loop().time()
        if now < self._next_look:
            return None
        await self._queue.be_seen()
        held = self._slots.deliveries
        await self._queue.renew(held)  # after a sleep of the machine even claims of one's own seem to have run out
        for stream in STREAMS:
            found = await self._queue.take_back(stream, held)
            if not found and now >= self._next_takeover:
                found = await self._queue.take_over(stream)
            if found:
                return None if found in self._slots else found
        self._next_look = now + self._claim_seconds / 10
        return None

    def _start(self, delivery: Delivery, tasks: asyncio.TaskGroup, *, alone: bool = False) -> None:
        self._slots.take(delivery, alone=alone)
        task = tasks.create_task(self._see_through(delivery, alone=alone))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _see_through(self, delivery: Delivery, *, alone: bool) -> None:
        """Have one job graded; one of a newer release stops this grader and is left to another."""
        try:
            if alone:
                await self._slots.until(lambda: self._slots.deliveries == (delivery,))
            await self._handler.handle(delivery)
        except NewerVersionError as error:
            await self._hand_back(delivery)
            self._refuse(Refused(f"This grader is older than the service: {error}."))
        finally:
            self._slots.leave(delivery)

    def _refuse(self, refusal: Refused) -> None:
        self._refusal = refusal
        self.stop()

    async def _keep_claims(self) -> None:
        """Renew the claims on what is in hand, every third of their time."""
        level = logging.WARNING
        while True:
            await asyncio.sleep(self._claim_seconds / 3)
            try:
                await self._queue.renew(self._slots.deliveries)
                level = logging.WARNING
            except (RedisError, OSError) as error:
                log.log(level, "claims were not renewed: %s", error)
                level = logging.DEBUG  # once for as long as it lasts

    async def _end_waiting(self) -> None:
        """Do not let the end wait for a read that may take a second."""
        await self._stopping.wait()
        await self._last_words(self._queue.wait_no_longer())

    async def _drain(self) -> None:
        """Let running jobs end for a while, then hand back the others and leave the group."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._drain_seconds):
                await self._slots.until(lambda: not self._slots.deliveries)
        left = self._slots.deliveries
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for delivery in left:
            await self._hand_back(delivery)
        await self._last_words(*(self._queue.forget(stream) for stream in STREAMS))

    async def _hand_back(self, delivery: Delivery) -> None:
        log.info("entry %s of %s is handed back", delivery.entry_id, delivery.stream)
        await self._last_words(self._queue.hand_back(delivery))

    async def _last_words(self, *words: Awaitable[None]) -> None:
        """Tell Redis what it can do without: the claims run out anyway."""
        try:
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await asyncio.gather(*words)
        except (RedisError, OSError) as error:
            log.warning("Redis could not be told: %s", error)

    async def _pause(self, seconds: float) -> None:
        """Wait, but not longer than until it is time to stop."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
