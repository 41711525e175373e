"""Hearing what graders and other replicas publish, over every loss of the connection."""

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError, RedisError  # noqa: A004  redis-py's own names

from grader_service.contract import RESULTS_CHANNEL, ContractError, Event, decode

VIEWER_CHANNEL = "viewer-events"
SILENCE_SECONDS = 15.0
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0

log = logging.getLogger(__name__)


class ViewerEvent(msgspec.Struct, frozen=True):
    """Something that concerns the sockets of one viewer, from any replica; of every viewer where the name is empty."""

    viewer: str
    event: dict[str, Any]


class Resubscribed(msgspec.Struct, frozen=True):
    """What follows is complete again, and what was published before it may have been missed: look into the database."""


Heard = Event | ViewerEvent | Resubscribed


async def hear(client: Redis) -> AsyncIterator[Heard]:
    """Everything published from now on; never ends by itself. Begins, and goes on after a loss, with `Resubscribed`.

    A loss is logged once, and its end.
    """
    wait = FIRST_WAIT
    while True:
        try:
            async with client.pubsub() as channels:
                await channels.subscribe(RESULTS_CHANNEL, VIEWER_CHANNEL)
                async for heard in listen(channels):
                    if wait != FIRST_WAIT:
                        log.warning("events are heard again")
                    wait = FIRST_WAIT
                    yield heard
        except (RedisError, OSError) as error:
            level = logging.WARNING if wait == FIRST_WAIT else logging.DEBUG
            log.log(level, "events are not heard, trying again in %.1f s: %s", wait, error)
        await asyncio.sleep(wait * random.uniform(0.5, 1))  # noqa: S311  it spreads replicas, it hides nothing
        wait = min(2 * wait, LONGEST_WAIT)


async def listen(channels: PubSub) -> AsyncIterator[Heard]:
    """What one subscription hears; a server that stays silent even when asked is given up."""
    asked = False
    while True:
        message = await channels.get_message(timeout=SILENCE_SECONDS)
        if message is None:
            if asked:
                text = "no answer from the server"
                raise ConnectionError(text)
            await channels.ping()
        asked = message is None
        heard = understood(message) if message else None
        if heard is not None:
            yield heard


def understood(message: dict[str, Any]) -> Heard | None:
    """The message as an event; None for what is none of our business."""
    if message["type"] == "subscribe":
        last = message["channel"].decode() == VIEWER_CHANNEL
        return Resubscribed() if last else None
    if message["type"] != "message":
        return None
    try:
        if message["channel"].decode() == RESULTS_CHANNEL:
            return decode(message["data"], Event)
        return msgspec.convert(json.loads(message["data"]), ViewerEvent)
    except (ContractError, msgspec.ValidationError, ValueError) as error:  # not every msgspec raises a ValueError
        log.warning("an event on %s is damaged: %s", message["channel"].decode(), error)
        return None
