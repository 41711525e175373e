"""Whether there are graders, and why not."""

from typing import Any

import msgspec
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from grader_service.contract import GROUP, REFUSAL, STREAM

ALIVE_MS = 60_000
"""A grader that asked for work so short a time ago is there."""


class GradersSeen(msgspec.Struct, frozen=True):
    """How many read the queue; where none does because they refuse to work, `refusal` is the sentence that says why."""

    reading: int
    refusal: str | None = None


async def graders_seen(client: Redis) -> GradersSeen:
    """The graders of this moment."""
    reading = await readers(client)
    said: Any = None if reading else await client.get(REFUSAL)
    return GradersSeen(reading, said.decode() if said else None)


async def readers(client: Redis) -> int:
    """How many graders read the queue."""
    try:
        consumers = await client.xinfo_consumers(STREAM, GROUP)
    except ResponseError as error:
        if str(error).startswith(("no such key", "NOGROUP")):
            return 0
        raise
    return sum(int(each["idle"]) < ALIVE_MS for each in consumers)
