"""The service's side of Redis: queues jobs, finds results, and keeps what may be forgotten."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Mapping
from typing import Any, Literal, cast

import msgspec
from redis.exceptions import RedisError

from grader_service.connection import CLUSTER, connect, is_cluster, is_down
from grader_service.contract import (
    ASSET_SECONDS,
    GROUP,
    INFLIGHT_SECONDS,
    JOB_FIELD,
    STREAM,
    ContractError,
    Job,
    Verdict,
    asset_key,
    decode,
    encode,
    inflight_key,
    result_key,
)
from grader_service.errors import Refused
from jupyter_pyprac.broker import scripts
from jupyter_pyprac.broker.events import VIEWER_CHANNEL, Heard, hear
from jupyter_pyprac.broker.figures import QueueFigures, queue_figures
from jupyter_pyprac.broker.graders import GradersSeen, graders_seen
from jupyter_pyprac.broker.keys import RUN_SECONDS, check_key, every_last_visit, last_visit_key, rate_key, run_key
from jupyter_pyprac.errors import Misconfigured

Whereabouts = Literal["undelivered", "pending", "gone"]
COMPACT_LOOK_SECONDS = 0.02

log = logging.getLogger(__name__)


class BrokerDown(Exception):
    """Redis cannot be reached, or is full, starting or read-only: the same call may work later."""


class Queued(msgspec.Struct, frozen=True):
    """Where a grading is: `job_id` may be that of a job already under way (`fresh` False); `ahead` counts jobs.

    `stream_id` is None where the job has been graded already: its verdict is stored.
    """

    job_id: str
    stream_id: str | None
    ahead: int
    fresh: bool


class Broker:
    """The service's one way to Redis. Every method but `close` and `events` raises `BrokerDown` when Redis is away."""

    def __init__(self, url: str) -> None:
        """Nothing is connected before the first call.

        Raises:
            Misconfigured: the URL is none.
        """
        try:
            self._commands = connect(url)
            self._listening = connect(url, reply_seconds=None)
        except Refused as refusal:
            raise Misconfigured(str(refusal)) from refusal
        self._queue = self._commands.register_script(scripts.QUEUE)
        self._whereabouts = self._commands.register_script(scripts.WHEREABOUTS)
        self._position = self._commands.register_script(scripts.POSITION)
        self._figures = self._commands.register_script(scripts.FIGURES)
        self._take_token = self._commands.register_script(scripts.BUCKET)

    async def queue(self, job: Job, files: Mapping[str, bytes], *, shared: bool = True, stream: str = STREAM) -> Queued:
        """Queue a job, or find the one already under way for its digest; a job not `shared` is nobody else's.

        A shared job whose verdict is stored is not queued again, and has no stream id.
        `files` has the bytes of the job's files by SHA-256. What nobody waits for goes to `LATER_STREAM`.
        """
        await self._keep_assets(files)
        keys = [stream, inflight_key(job.digest), result_key(job.job_id)] if shared else [stream]
        arguments: list[bytes | str | int] = [GROUP, JOB_FIELD, encode(job), job.job_id, INFLIGHT_SECONDS]
        job_id, stream_id, fresh, ahead = await ask(self._queue(keys=keys, args=arguments))
        place = None if stream_id is None else stream_id.decode()
        return Queued(job_id=job_id.decode(), stream_id=place, ahead=ahead, fresh=bool(fresh))

    async def _keep_assets(self, files: Mapping[str, bytes]) -> None:
        """Have every file in Redis for another day; those already there are only renewed."""
        if not files:
            return
        renewing = self._commands.pipeline(transaction=False)
        for sha256 in files:
            renewing.expire(asset_key(sha256), ASSET_SECONDS)
        for (sha256, content), known in zip(files.items(), await ask(renewing.execute()), strict=True):
            if not known:
                await ask(self._commands.set(asset_key(sha256), content, ex=ASSET_SECONDS))

    async def result(self, job_id: str) -> Verdict | None:
        """The stored verdict of a job, None where there is none (or a damaged one, which is logged)."""
        stored = await ask(self._commands.get(result_key(job_id)))
        try:
            return decode(stored, Verdict) if stored else None
        except ContractError:
            log.exception("the stored verdict of job %s cannot be read", job_id)
            return None

    async def forget_result(self, job_id: str) -> None:
        """Keep the verdict of a job no longer: who asked for it has it."""
        await ask(self._commands.delete(result_key(job_id)))

    async def whereabouts(self, stream_id: str, stream: str = STREAM) -> Whereabouts:
        """Whether a grader has yet to read the entry, has it, or is done with it (or it was lost)."""
        place = await ask(self._whereabouts(keys=[stream], args=[GROUP, stream_id]))
        return cast("Whereabouts", place.decode())

    async def position(self, stream_id: str) -> int | None:
        """How many jobs are ahead of the entry: 0 once a grader has it, None when it is gone."""
        position: int | None = await ask(self._position(keys=[STREAM], args=[GROUP, stream_id]))
        return position

    async def figures(self) -> QueueFigures:
        """How the queue is doing."""
        figures: QueueFigures = await ask(queue_figures(self._commands, self._figures))
        return figures

    async def graders(self) -> GradersSeen:
        """Whether somebody grades what is queued."""
        seen: GradersSeen = await ask(graders_seen(self._commands))
        return seen

    def events(self) -> AsyncIterator[Heard]:
        """What graders and replicas publish. Never ends by itself and never raises `BrokerDown`: it reconnects.

        `Resubscribed` comes first, and again after each loss.
        """
        return hear(self._listening)

    async def tell_viewer(self, viewer: str, event: dict[str, Any]) -> None:
        """Tell every replica something of a viewer."""
        message = json.dumps({"viewer": viewer, "event": event}, separators=(",", ":"))
        await ask(self._commands.publish(VIEWER_CHANNEL, message))

    async def tell_everyone(self, event: dict[str, Any]) -> None:
        """Tell every replica something that concerns all viewers."""
        await self.tell_viewer("", event)

    async def last_visit(self, course: str, user: str) -> str | None:
        """The id of the assignment the user last visited in the course."""
        assignment_id = await ask(self._commands.get(last_visit_key(course, user)))
        return assignment_id.decode() if assignment_id else None

    async def remember_visit(self, course: str, user: str, assignment_id: str) -> None:
        """Remember the assignment the user is looking at."""
        await ask(self._commands.set(last_visit_key(course, user), assignment_id))

    async def forget_viewer(self, user: str) -> int:
        """Remember nothing of the user any more; returns how many keys that were."""
        visits = [key async for key in self._matching(every_last_visit(user))]
        return int(await ask(self._commands.delete(rate_key(user), *visits)))

    async def compact(self) -> None:
        """Write the append-only file anew, so that it no longer has what was deleted; returns when it is done.

        For a server of our own: another's administrator does that.
        """
        await ask(self._commands.bgrewriteaof())
        while True:
            kept = await ask(self._commands.info("persistence"))
            if not (kept["aof_rewrite_in_progress"] or kept["aof_rewrite_scheduled"]):
                return
            await asyncio.sleep(COMPACT_LOOK_SECONDS)

    async def _matching(self, pattern: str) -> AsyncIterator[bytes]:
        cursor = 0
        while True:
            cursor, keys = await ask(self._commands.scan(cursor, match=pattern, count=1000))
            for key in keys:
                yield key
            if not cursor:
                return

    async def take_token(self, user: str, *, per_minute: float, burst: int) -> float:
        """Take a token of the user's bucket: 0.0 = allowed, else seconds to wait. A rate or burst of 0 is no limit."""
        if not per_minute or not burst:
            return 0.0
        return float(await ask(self._take_token(keys=[rate_key(user)], args=[per_minute, burst])))

    async def remember_run(self, run_id: str, viewer: str, job_id: str) -> None:
        """Remember for an hour whose run it is and which job does it."""
        await ask(self._commands.set(run_key(run_id), json.dumps([viewer, job_id]), ex=RUN_SECONDS))

    async def run(self, run_id: str) -> tuple[str, str] | None:
        """Viewer and job id of a run."""
        kept = await ask(self._commands.get(run_key(run_id)))
        if kept is None:
            return None
        viewer, job_id = json.loads(kept)
        return viewer, job_id

    async def keep_check(self, check_id: str, state: bytes, seconds: int) -> None:
        """Keep what a check has come to for so long."""
        await ask(self._commands.set(check_key(check_id), state, ex=seconds))

    async def check(self, check_id: str) -> bytes | None:
        """What a check has come to; None where it is over for long, or was interrupted."""
        state: bytes | None = await ask(self._commands.get(check_key(check_id)))
        return state

    async def ping(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(await ask(self._commands.ping()))
        except BrokerDown:
            return False

    async def close(self) -> None:
        """Close every connection."""
        await asyncio.gather(self._commands.aclose(), self._listening.aclose())


async def ask(reply: Awaitable[Any]) -> Any:  # noqa: ANN401  replies are of any type
    """Wait for a reply of Redis, its failures told apart for the caller.

    Raises:
        BrokerDown: away, full, starting or read-only.
        Misconfigured: a Redis Cluster.
    """
    try:
        return await reply
    except (RedisError, OSError) as error:
        if is_cluster(error):
            raise Misconfigured(CLUSTER) from error
        if is_down(error):
            raise BrokerDown(str(error)) from error
        raise
