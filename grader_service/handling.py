"""What a grader does with one job, from the entry it was given to the verdict it stores."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Protocol, TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from grader_service.announcer import Announcer
from grader_service.contract import (
    JOB_FIELD,
    MAX_DELIVERIES,
    ContractError,
    Event,
    Job,
    NewerVersionError,
    Verdict,
    asset_key,
    decode,
)
from grader_service.logs import about
from grader_service.outcome import Outcomes
from grader_service.queue import Delivery
from grader_service.threads import in_thread

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
REST_SECONDS = 0.02
"""Between a verdict and forking for the next job: whoever stores and shows the verdict needs the processor first."""

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Grading(Protocol):
    """What turns a job into a verdict: a `Workshop`, or a fake. Called in as many threads as there are slots."""

    def grade(self, job: Job, files: Mapping[str, bytes], tell: Callable[[Event], None]) -> Verdict:
        """The verdict; `files` has bytes by SHA-256, `tell` gets events while it runs."""

    def refill(self) -> None:
        """Get ready for the next job, now that the verdict is told."""


class MissingFileError(Exception):
    """A data file of the job is not in Redis any more."""


class Handler:
    """Sees jobs through. Redis may go and come back meanwhile: a verdict waits for it."""

    def __init__(self, commands: Redis, announcer: Announcer, grading: Grading) -> None:
        self._commands = commands
        self._outcomes = Outcomes(commands)
        self._announcer = announcer
        self._grading = grading

    async def handle(self, delivery: Delivery) -> None:
        """Grade the job and see it out of the queue.

        Raises:
            NewerVersionError: it is of a newer release; the entry is untouched.
        """
        if delivery.times > MAX_DELIVERIES:
            await self._give_up(delivery, f"delivered {MAX_DELIVERIES} times, and no grader came back from it")
            return
        try:
            job = decode(delivery.fields.get(JOB_FIELD.encode(), b""), Job)
        except NewerVersionError:
            raise
        except ContractError as error:
            await self._give_up(delivery, f"damaged: {error}")
            return
        with about(job_id=job.job_id):
            await self._grade(delivery, job)

    async def _grade(self, delivery: Delivery, job: Job) -> None:
        """Grade a legible job; a fault of our own makes a dead letter and never takes the grader along."""
        try:
            files = await insist(partial(self._files, job))
            verdict = await in_thread(partial(self._grading.grade, job, files, self._announcer.tell))
        except MissingFileError as error:
            await self._give_up(delivery, str(error))
        except Exception as error:
            log.exception("a job could not be graded")
            await self._give_up(delivery, f"the grader failed: {type(error).__name__}: {error}")
        else:
            self._announcer.drop(job.job_id)
            await insist(partial(self._outcomes.finish, delivery, job, verdict))
            log.info("graded: %s in %d ms", verdict.status, verdict.graded_ms)
        finally:
            asyncio.get_running_loop().call_later(REST_SECONDS, self._grading.refill)

    async def _files(self, job: Job) -> dict[str, bytes]:
        """The bytes of the job's files by SHA-256."""
        names = [file.sha256 for file in job.files]
        contents: list[Any] = await self._commands.mget([asset_key(name) for name in names]) if names else []
        lost = [file.name for file, content in zip(job.files, contents, strict=True) if content is None]
        if lost:
            message = f"files of the assignment are gone from Redis: {', '.join(lost)}"
            raise MissingFileError(message)
        return dict(zip(names, contents, strict=True))

    async def _give_up(self, delivery: Delivery, reason: str) -> None:
        log.error("entry %s of %s is given up: %s", delivery.entry_id, delivery.stream, reason)
        await insist(partial(self._outcomes.give_up, delivery, reason))


async def insist(attempt: Callable[[], Awaitable[Result]]) -> Result:
    """What the attempt returns once Redis lets it succeed, however long that takes."""
    wait = FIRST_WAIT
    while True:
        try:
            return await attempt()
        except (RedisError, OSError) as error:
            log.log(loudness(wait), "Redis does not take it, trying again in %.1f s: %s", wait, error)
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)


def loudness(wait: float) -> int:
    """The level at which a failure is logged: once, and not again every few seconds while it lasts."""
    return logging.WARNING if wait == FIRST_WAIT else logging.DEBUG
