"""A grader whose every step a test decides: it reads the stream and answers as the contract says."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import redis.asyncio as redis

from grader_service.contract import (
    GROUP,
    JOB_FIELD,
    RESULT_SECONDS,
    RESULTS_CHANNEL,
    STREAM,
    Event,
    Job,
    Verdict,
    decode,
    encode,
    inflight_key,
    result_key,
)
from tests.jupyter_pyprac.practice.course import verdict_of
from tests.services.waiting import PATIENCE

Marking = Callable[[Job], Verdict]


class Marker:
    """Takes jobs one by one."""

    def __init__(self, url: str, stream: str = STREAM) -> None:
        self.stream = stream
        self.redis = redis.Redis.from_url(url, protocol=2)
        self.taken: list[Job] = []
        self._entries: dict[str, bytes] = {}

    async def take(self) -> Job:
        """The next job, which stays pending until it is finished."""
        await self._join()
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.redis.xreadgroup(GROUP, "marker", {self.stream: ">"}, count=1, block=200)
                if found:
                    break
        [[_, [(entry, fields)]]] = found
        job = decode(fields[JOB_FIELD.encode()], Job)
        self._entries[job.job_id] = entry
        self.taken.append(job)
        return job

    async def _join(self) -> None:
        with suppress(redis.ResponseError):  # there is one already
            await self.redis.xgroup_create(self.stream, GROUP, id="0", mkstream=True)

    async def waiting(self) -> int:
        """How many jobs nobody has taken yet."""
        await self._join()
        [group] = [group for group in await self.redis.xinfo_groups(self.stream) if group["name"] == GROUP.encode()]
        return int(group["lag"])

    async def tell(self, event: Event) -> None:
        """Publish one event."""
        await self.redis.publish(RESULTS_CHANNEL, encode(event))

    async def store(self, job: Job, verdict: Verdict) -> None:
        """Store the verdict without a word, as if its message were lost."""
        await self._finish(job, verdict, silently=True)

    async def finish(self, job: Job, verdict: Verdict | None = None) -> None:
        """Store and publish the verdict."""
        await self._finish(job, verdict or verdict_of(job), silently=False)

    async def _finish(self, job: Job, verdict: Verdict, *, silently: bool) -> None:
        entry = self._entries.pop(job.job_id)
        async with self.redis.pipeline(transaction=True) as together:
            together.set(result_key(job.job_id), encode(verdict), ex=RESULT_SECONDS)
            together.delete(inflight_key(job.digest))
            if not silently:
                together.publish(RESULTS_CHANNEL, encode(Event(type="graded", job_id=job.job_id)))
            together.xack(self.stream, GROUP, entry)
            await together.execute()

    async def mark(self, marking: Marking = verdict_of) -> Job:
        """Take a job and finish it, with the events of its tests."""
        job = await self.take()
        await self.tell(Event(type="started", job_id=job.job_id))
        verdict = marking(job)
        for index, result in enumerate(verdict.tests):
            await self.tell(
                Event(
                    type="test",
                    job_id=job.job_id,
                    index=index,
                    total=len(verdict.tests),
                    name=result.name,
                    status=result.status,
                )
            )
        await self.finish(job, verdict)
        return job

    async def mark_waiting(self) -> None:
        """Mark whatever nobody has taken yet."""
        for _ in range(await self.waiting()):
            await self.mark()

    async def mark_all(self, marking: Marking = verdict_of) -> None:
        """Go on until cancelled."""
        while True:
            await self.mark(marking)


@asynccontextmanager
async def marking(url: str, how: Marking = verdict_of, stream: str = STREAM) -> AsyncIterator[Marker]:
    """A grader that marks whatever comes, for as long as the block lasts."""
    marker = Marker(url, stream)
    work = asyncio.create_task(marker.mark_all(how))
    try:
        yield marker
    finally:
        work.cancel()
        await asyncio.wait([work])
        await marker.redis.aclose()
