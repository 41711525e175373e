"""How the queue is doing, in numbers."""

from typing import Any

import msgspec
from redis.asyncio import Redis
from redis.commands.core import AsyncScript
from redis.exceptions import ResponseError

from grader_service.contract import DEAD_STREAM, GROUP, LATER_STREAM, STREAM, TAKEOVERS

STREAMS = (STREAM, LATER_STREAM)


class StreamFigures(msgspec.Struct, frozen=True):
    """Of one stream: jobs unread (`lag`) and under way (`pending`), and the age of the oldest of either."""

    name: str
    lag: int
    pending: int
    waiting_seconds: float
    running_seconds: float


class QueueFigures(msgspec.Struct, frozen=True):
    """Of all: `takeovers` and `dead_letters` are counted since Redis began anew."""

    streams: tuple[StreamFigures, ...]
    takeovers: int
    dead_letters: int


async def queue_figures(client: Redis, script: AsyncScript) -> QueueFigures:
    """The numbers of this moment; `script` is `scripts.FIGURES`."""
    rows: list[Any] = await script(keys=STREAMS, args=[GROUP])
    streams = [
        StreamFigures(name, int(lag), int(pending), float(waiting), float(running))
        for name, (lag, pending, waiting, running) in zip(STREAMS, rows, strict=True)
    ]
    return QueueFigures(tuple(streams), int(await client.get(TAKEOVERS) or 0), await entries_ever(client, DEAD_STREAM))


async def entries_ever(client: Redis, stream: str) -> int:
    """How many entries were ever added to a stream, trimmed ones included."""
    try:
        return int((await client.xinfo_stream(stream))["entries-added"])
    except ResponseError as error:
        if "no such key" not in str(error):
            raise
        return 0
