"""Running the programs of a course for its author: in graders, over the queue that is read when nobody waits."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from grader_service.contract import LATER_STREAM, Job, Verdict
from jupyter_pyprac.authoring.gate import Graders
from jupyter_pyprac.broker import Broker, Queued
from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.model import Assignment
from jupyter_pyprac.practice.background import cancel
from jupyter_pyprac.practice.jobs import check_job
from jupyter_pyprac.practice.waiting import Waiting

T = TypeVar("T")

PATIENCE_SECONDS = 600.0
"""How long a program waits for a grader, beside what its grading itself may last."""
AGAIN_SECONDS = 0.5
"""How soon what waits for graders is told again to stop: it has nothing to tidy up."""
LOOK_SECONDS = 5.0
"""How often it is looked whether an entry of the queue was lost."""


@dataclass(frozen=True, kw_only=True)
class Examination:
    """Grades for an author; nothing of it is stored, and no submission takes anything over from it."""

    broker: Broker
    waiting: Waiting
    patience_seconds: float = PATIENCE_SECONDS
    look_seconds: float = LOOK_SECONDS

    async def conduct(self, files: Mapping[str, bytes], work: Callable[[Graders], T]) -> T:
        """Do `work` in a thread, with what grades over the queue; `files` has the course's files by SHA-256.

        Raises:
            BrokerDown: Redis is away.
            Unavailable: no grader took a program in time.
        """
        bridge = Bridge()

        def grade(assignment: Assignment, code: str) -> Verdict:
            job = check_job(assignment, code)
            return bridge.ask(self.grade(job, {file.sha256: files[file.sha256] for file in job.files}))

        try:
            return await asyncio.to_thread(work, lambda: nullcontext(grade))
        finally:
            await bridge.close()

    async def grade(self, job: Job, files: Mapping[str, bytes]) -> Verdict:
        """The verdict of a job, which is queued again where Redis has lost it."""
        try:
            async with asyncio.timeout(self.patience_seconds + job.limits.whole_job):
                queued = await self._queue(job, files)
                while (verdict := await self._verdict(job.job_id, self.look_seconds)) is None:
                    if await self._is_lost(job.job_id, queued):
                        queued = await self._queue(job, files)
        except TimeoutError as error:
            message = "No grader took up the programs of this course. See that graders run, then start again."
            raise Unavailable(message) from error
        await self.broker.forget_result(job.job_id)
        return verdict

    async def _queue(self, job: Job, files: Mapping[str, bytes]) -> Queued:
        return await self.broker.queue(job, files, shared=False, stream=LATER_STREAM)

    async def _verdict(self, job_id: str, seconds: float) -> Verdict | None:
        look = partial(self.broker.result, job_id)
        return await self.waiting.until(job_id, look, lambda found: found is not None, seconds)

    async def _is_lost(self, job_id: str, queued: Queued) -> bool:
        place = queued.stream_id
        gone = place is None or await self.broker.whereabouts(place, LATER_STREAM) == "gone"
        return gone and await self.broker.result(job_id) is None  # stored between the two questions


class Bridge:
    """Lets threads have the loop do something and wait for it, until it is closed."""

    def __init__(self) -> None:
        """On the loop."""
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    def ask(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work comes to; from any thread but the loop's.

        Raises:
            CancelledError: it was closed meanwhile.
        """
        answer: Future[T] = Future()
        with self._lock:
            if self._closed:
                work.close()
                raise CancelledError
            self._loop.call_soon_threadsafe(self._begin, work, answer)
        return answer.result()

    async def close(self) -> None:
        """Let nobody wait any more."""
        with self._lock:
            self._closed = True
        await asyncio.sleep(0)  # what was asked before has begun then
        await cancel(self._tasks, again=AGAIN_SECONDS)

    def _begin(self, work: Coroutine[Any, Any, T], answer: Future[T]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(partial(self._end, answer))

    def _end(self, answer: Future[T], task: asyncio.Task[T]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            answer.cancel()
        elif error := task.exception():
            answer.set_exception(error)
        else:
            answer.set_result(task.result())
