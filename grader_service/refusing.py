"""A grader that refuses to work says so in Redis, where the service finds it: nobody reads logs before they must."""

import logging

from redis.exceptions import RedisError

from grader_service.connection import connect
from grader_service.contract import REFUSAL, REFUSAL_SECONDS
from grader_service.errors import Refused

log = logging.getLogger(__name__)


async def tell(redis_url: str, refusal: Refused) -> None:
    """Leave the sentence there for a while; a Redis that cannot be used is told nothing."""
    try:
        async with connect(redis_url) as client:
            await client.set(REFUSAL, str(refusal), ex=REFUSAL_SECONDS)
    except (Refused, RedisError, OSError) as error:
        log.info("the service is not told: %s", error)
