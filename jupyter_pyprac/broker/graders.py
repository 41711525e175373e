"""Whether there are graders, and why not."""

from typing import Any

import msgspec
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from grader_service.contract import CLAIM_SECONDS, GROUP, LATER_STREAM, REFUSAL, STREAM

ALIVE_SECONDS = round(2 * CLAIM_SECONDS / 3)
"""Who was seen so short a time ago is counted: one with its hands full is seen when it renews its claims, and may be
late once. One that was killed or stopped counts until then: nothing in Redis tells the difference."""


class GradersSeen(msgspec.Struct, frozen=True):
    """How many read the queue within `ALIVE_SECONDS`; where none does, `refusal` is why, if they refuse to work."""

    reading: int
    refusal: str | None = None


async def graders_seen(client: Redis) -> GradersSeen:
    """The graders of this moment."""
    reading = await readers(client)
    said: Any = None if reading else await client.get(REFUSAL)
    return GradersSeen(reading, said.decode() if said else None)


async def readers(client: Redis) -> int:
    """How many graders were seen, in either stream: whoever is busy with one may not come to the other for long."""
    names = [name for stream in (STREAM, LATER_STREAM) for name in await seen_in(client, stream)]
    return len(set(names))


async def seen_in(client: Redis, stream: str) -> list[str]:
    """The consumers that were seen in a stream."""
    try:
        consumers = await client.xinfo_consumers(stream, GROUP)
    except ResponseError as error:
        if str(error).startswith(("no such key", "NOGROUP")):
            return []
        raise
    return [str(each["name"]) for each in consumers if is_alive(int(each["idle"]))]


def is_alive(idle_ms: int) -> bool:
    """Whether a consumer that was last seen so many milliseconds ago is counted."""
    return idle_ms < ALIVE_SECONDS * 1000
