"""How a job leaves the queue: with its verdict, or as a dead letter. Either way in one transaction."""

import json
import logging
from typing import Any

from msgspec.structs import replace
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.exceptions import RedisError

from grader_service.contract import (
    DEAD_STREAM,
    GROUP,
    JOB_FIELD,
    RESULT_SECONDS,
    RESULTS_CHANNEL,
    ContractError,
    Event,
    Job,
    Verdict,
    decode,
    encode,
    inflight_key,
    result_key,
)
from grader_service.cut import fitted
from grader_service.queue import Delivery

DEAD_LETTERS = 1000
TOLD_BYTES = 16 * 1024
"""A verdict up to this size is told to every replica, so that the one which waits for it need not ask."""

log = logging.getLogger(__name__)

END_FLIGHT = """
local known = redis.call('GET', KEYS[1])
if known and string.match(known, '^%S+') == ARGV[1] then redis.call('DEL', KEYS[1]) end
"""
"""Delete the inflight key if it still names this job: a newer one under the same digest keeps its own."""

TELL = """
redis.call('PUBLISH', ARGV[1], redis.call('GET', KEYS[1]) == ARGV[2] and ARGV[3] or ARGV[4])
"""
"""Tell a verdict where it is the one that is stored, else no more than that there is one."""

TRIM = """
local low
for _, row in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  if row[2] == ARGV[1] then low = row[8] end
end
local pending = redis.call('XPENDING', KEYS[1], ARGV[1])
if pending[1] > 0 then low = pending[2] end
return redis.call('XTRIM', KEYS[1], 'MINID', low)
"""
"""Drop what is before the first entry that is being graded, or else before the last one delivered."""


class Outcomes:
    """Stores what came of a job. Doing it twice changes nothing: the first verdict stays."""

    def __init__(self, commands: Redis) -> None:
        self._commands = commands
        self._trim = commands.register_script(TRIM)

    async def finish(self, delivery: Delivery, job: Job, verdict: Verdict) -> None:
        """Store and publish the verdict and acknowledge the entry."""
        transaction = self._commands.pipeline(transaction=True)
        conclude(transaction, job.job_id, job.digest, verdict)
        transaction.xack(delivery.stream, GROUP, delivery.entry_id)
        await transaction.execute()
        await self._tidy(delivery.stream)

    async def give_up(self, delivery: Delivery, reason: str) -> None:
        """Make the entry a dead letter, with a `system` verdict for whoever waits for it."""
        letter: dict[Any, Any] = dict(delivery.fields)
        letter |= {"reason": reason, "deliveries": delivery.times}
        letter |= {"stream": delivery.stream, "entry_id": delivery.entry_id}
        transaction = self._commands.pipeline(transaction=True)
        transaction.xadd(DEAD_STREAM, letter, maxlen=DEAD_LETTERS, approximate=True)
        job_id, digest, points = what_is_legible(delivery.fields.get(JOB_FIELD.encode(), b""))
        if job_id:
            conclude(transaction, job_id, digest, system_verdict(points))
        transaction.xack(delivery.stream, GROUP, delivery.entry_id)
        await transaction.execute()
        await self._tidy(delivery.stream)

    async def _tidy(self, stream: str) -> None:
        """Drop what the stream no longer needs; the next job does it where this one cannot."""
        try:
            await self._trim(keys=[stream], args=[GROUP])
        except (RedisError, OSError) as error:
            log.debug("%s was not trimmed: %s", stream, error)


def conclude(transaction: Pipeline, job_id: str, digest: str, verdict: Verdict) -> None:
    """Add to the transaction what ends a job for everyone but the stream; a verdict already stored stays."""
    encoded = fitted(verdict)
    transaction.set(result_key(job_id), encoded, ex=RESULT_SECONDS, nx=True)
    transaction.eval(END_FLIGHT, 1, inflight_key(digest), job_id)
    word = Event(type="graded", job_id=job_id)
    if len(encoded) > TOLD_BYTES:
        transaction.publish(RESULTS_CHANNEL, encode(word))
        return
    told = encode(replace(word, verdict=verdict))
    transaction.eval(TELL, 1, result_key(job_id), RESULTS_CHANNEL, encoded, told, encode(word))


def what_is_legible(raw: bytes) -> tuple[str, str, float]:
    """Job id, digest and points of a job, as far as they can be read in a damaged one; else empty and 0."""
    try:
        job = decode(raw, Job)
    except ContractError:
        return (*salvaged(raw), 0)
    return job.job_id, job.digest, sum(test.points for test in job.tests)


def salvaged(raw: bytes) -> tuple[str, str]:
    """Job id and digest of a message that is JSON but no job."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return "", ""
    names = (data.get("job_id"), data.get("digest")) if isinstance(data, dict) else ("", "")
    job_id, digest = (name if isinstance(name, str) else "" for name in names)
    return job_id, digest


def system_verdict(points: float) -> Verdict:
    """The verdict of a job that could not be graded: never held against the student."""
    return Verdict(status="system", correct=False, points=0, max_points=points)
