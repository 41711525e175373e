"""The queue as one grader sees it: it reads entries, keeps its claims on them, and takes over those of the dead."""

import logging
import time
from collections.abc import Iterable
from typing import Any

import msgspec
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from grader_service.connection import refuse_unfit
from grader_service.contract import GROUP, LATER_STREAM, REFUSAL, STREAM, TAKEOVERS

STREAMS = (STREAM, LATER_STREAM)
"""In the order in which they are read: the second only when the first has nothing."""
FORGET_SECONDS = 3600
LAST_ID = f"{2**64 - 1}-{2**64 - 2}"
"""No entry of anybody comes after it."""

RENEW = """
local lost = {}
for i = 3, #ARGV do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2]) == 0 then
    lost[#lost + 1] = ARGV[i]
  else
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', 0, 'JUSTID')
  end
end
return lost
"""
"""Renew a consumer's claims, those that are still its own; returns the others. Claiming so counts no delivery."""

TAKE_BACK = """
local held = {}
for i = 4, #ARGV do held[ARGV[i]] = true end
for _, row in ipairs(redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1000, ARGV[2])) do
  if not held[row[1]] then
    local left = row[3] > tonumber(ARGV[3]) and 1 or 0
    local times = row[4] + left
    local found = redis.call(
      'XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, row[1], 'IDLE', 0, 'RETRYCOUNT', times)[1]
    if found then return {found[1], found[2], times, left} end
  end
end
return false
"""
"""The first entry that a consumer has beside those it knows of, and how often it was delivered: once more, where it is
idle for longer than the given milliseconds.

One that is in the stream no more leaves the pending list, as whoever claims it finds out.
"""

HAND_BACK = """
if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1, ARGV[2]) == 0 then return 0 end
redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'IDLE', ARGV[4], 'RETRYCOUNT', ARGV[5], 'JUSTID')
return 1
"""
"""Let an entry look abandoned at once, with the delivery to this consumer not counted against it."""

FORGET = """
for _, row in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local name, pending, idle = row[2], row[4], row[6]
  if pending == 0 and (name == ARGV[2] or idle > tonumber(ARGV[3])) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], name)
  end
end
"""
"""Remove a consumer, and those long gone; never one that has entries, for they would be lost with it."""

log = logging.getLogger(__name__)


class Delivery(msgspec.Struct, frozen=True):
    """An entry given to this grader: its stream and id, what it holds, and how often it was given to anyone."""

    stream: str
    entry_id: str
    fields: dict[bytes, bytes]
    times: int = 1

    @property
    def place(self) -> tuple[str, str]:
        """What tells it from every other."""
        return self.stream, self.entry_id


class Queue:
    """Reads as one consumer of the group. `reading` waits for entries, `commands` must answer quickly."""

    def __init__(self, commands: Redis, reading: Redis, consumer: str, *, claim_seconds: float) -> None:
        self._commands = commands
        self._reading = reading
        self._consumer = consumer
        self._claim_ms = int(claim_seconds * 1000)
        self._since = time.monotonic()
        self._reading_id: int | None = None
        self._renew = commands.register_script(RENEW)
        self._take_back = commands.register_script(TAKE_BACK)
        self._hand_back = commands.register_script(HAND_BACK)
        self._forget = commands.register_script(FORGET)

    async def prepare(self) -> None:
        """Make sure that the group is there, from the first entry on, as after a loss of data.

        Raises:
            Refused: the server cannot hold the queue.
        """
        await refuse_unfit(self._commands)
        for stream in STREAMS:
            try:
                await self._commands.xgroup_create(stream, GROUP, id="0", mkstream=True)
            except ResponseError as error:
                if not str(error).startswith("BUSYGROUP"):
                    raise
            await self.forget(stream)
        await self._commands.delete(REFUSAL)
        self._reading_id = await self._reading.client_id()

    async def read(self, stream: str, count: int, *, wait_ms: int | None = None) -> list[Delivery]:
        """At most `count` entries that nobody has read; waits for the first where `wait_ms` is given."""
        reply: Any = await self._reading.xreadgroup(GROUP, self._consumer, {stream: ">"}, count=count, block=wait_ms)
        entries = reply[0][1] if reply else []
        return [Delivery(stream, entry_id.decode(), fields) for entry_id, fields in entries]

    async def be_seen(self) -> None:
        """Be counted among those who read: before Redis 7.2 a read counts that finds something, or looks back."""
        await self._commands.xreadgroup(GROUP, self._consumer, {STREAM: LAST_ID}, count=1)

    async def wait_no_longer(self) -> None:
        """Let a `read` that waits return what it has: nothing."""
        if self._reading_id is not None:
            await self._commands.client_unblock(self._reading_id)

    async def take_back(self, stream: str, held: Iterable[Delivery]) -> Delivery | None:
        """One entry that is this consumer's beside what it has in hand.

        Where nobody touched it since this process began, one that was this consumer before had it and is gone: that
        is another delivery, and counts once even where the reply is lost. Else the reply that gave it was never read.
        """
        ids = [delivery.entry_id for delivery in held if delivery.stream == stream]
        age_ms = int((time.monotonic() - self._since) * 1000)
        found = await self._take_back(keys=[stream], args=[GROUP, self._consumer, age_ms, *ids])
        if not found:
            return None
        entry_id, flat, times, left = found
        delivery = Delivery(stream, entry_id.decode(), dict(zip(flat[::2], flat[1::2], strict=True)), times)
        if left:
            await self._commands.incr(TAKEOVERS)
        how = "was left by the process before" if left else "was given to this grader and did not reach it"
        log.warning("entry %s of %s %s, delivery %d", delivery.entry_id, stream, how, times)
        return delivery

    async def take_over(self, stream: str) -> Delivery | None:
        """One entry whose grader stopped renewing its claim, None where there is none."""
        cursor: str | bytes = "0-0"
        while True:
            cursor, entries, *_ = await self._commands.xautoclaim(
                stream, GROUP, self._consumer, self._claim_ms, start_id=cursor, count=1
            )
            if entries:
                [(entry_id, fields)] = entries
                delivery = Delivery(stream, entry_id.decode(), fields, await self._taken_over(stream, entry_id))
                log.warning("entry %s of %s was taken over, delivery %d", delivery.entry_id, stream, delivery.times)
                return delivery
            if cursor == b"0-0":
                return None

    async def _taken_over(self, stream: str, entry_id: bytes) -> int:
        """Count the takeover; how often the entry was delivered."""
        asking = self._commands.pipeline(transaction=False)
        asking.xpending_range(stream, GROUP, min=entry_id, max=entry_id, count=1)
        asking.incr(TAKEOVERS)
        rows, _ = await asking.execute()
        return int(rows[0]["times_delivered"]) if rows else 1

    async def renew(self, deliveries: Iterable[Delivery]) -> None:
        """Renew the claims on what is being graded, except where another grader has taken it over."""
        for stream in STREAMS:
            ids = [delivery.entry_id for delivery in deliveries if delivery.stream == stream]
            if ids:
                lost = await self._renew(keys=[stream], args=[GROUP, self._consumer, *ids])
                for entry_id in lost:
                    log.warning("entry %s of %s was taken over by another grader", entry_id.decode(), stream)

    async def hand_back(self, delivery: Delivery) -> None:
        """Leave the entry to whichever grader looks next, as if it had never been here."""
        await self._hand_back(
            keys=[delivery.stream],
            args=[GROUP, self._consumer, delivery.entry_id, self._claim_ms, delivery.times - 1],
        )

    async def forget(self, stream: str) -> None:
        """Remove this consumer from the group, unless it still has entries, and those gone for an hour."""
        await self._forget(keys=[stream], args=[GROUP, self._consumer, FORGET_SECONDS * 1000])
