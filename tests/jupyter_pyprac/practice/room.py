"""A practice with everything real below it, as the tests of use cases and of handlers get it."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from grader_service.contract import Job, Verdict
from jupyter_pyprac.broker import Broker
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.model import Assignment, Submission
from jupyter_pyprac.practice.bootstrap import Practice, practice
from jupyter_pyprac.store import assignments, submissions
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.practice import course
from tests.jupyter_pyprac.practice.marking import Marker, Marking
from tests.services.valkey import Valkey
from tests.services.waiting import eventually

NEVER = 1e6
"""Tests say themselves when the reconciler looks again."""


class Clock:
    """The real time, moved by hand."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.shift


@dataclass
class FakeSocket:
    """A socket that keeps what it was sent."""

    texts: list[str] = field(default_factory=list)
    closed: bool = False

    def send(self, text: str) -> None:
        self.texts.append(text)

    def close(self) -> None:
        self.closed = True

    def frames(self, kind: str | None = None) -> list[dict[str, Any]]:
        """The frames so far, of one type or all."""
        found = [json.loads(text) for text in self.texts]
        return [frame for frame in found if kind is None or frame["type"] == kind]

    async def heard(self, kind: str, matches: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """Wait for such a frame."""
        await eventually(lambda: any(matches(frame) for frame in self.frames(kind)))
        return next(frame for frame in self.frames(kind) if matches(frame))


@dataclass
class Room:
    """One replica of the service, and a grader that does nothing by itself."""

    valkey: Valkey
    database: Database
    broker: Broker
    practice: Practice
    settings: PyPrac
    clock: Clock
    marker: Marker
    leave: Callable[[], Awaitable[None]]
    """End the practice as a server that stops does; database and broker stay."""

    @classmethod
    @asynccontextmanager
    async def another(cls, room: "Room", folder: Path) -> AsyncIterator["Room"]:
        """One more replica, for a block."""
        async with AsyncExitStack() as stack:
            yield await cls.open(stack, room.valkey, folder)

    @classmethod
    async def open(cls, stack: AsyncExitStack, valkey: Valkey, folder: Path, **settings: Any) -> "Room":
        """Open everything; the stack closes it. A second room in the same folder is a second replica."""
        places = {"database_url": f"sqlite:///{folder / 'practice.sqlite'}", "redis_url": valkey.url}
        given = PyPrac(**(places | settings))
        database = Database(given.database_url)
        stack.push_async_callback(database.close)
        database.migrate()
        await database.write(assignments.save_course, course.COURSE, course.assignments(), {})
        broker = Broker(valkey.url)
        stack.push_async_callback(broker.close)
        marker = Marker(valkey.url)
        stack.push_async_callback(marker.redis.aclose)
        clock = Clock()
        own = await stack.enter_async_context(AsyncExitStack())
        opened = await own.enter_async_context(practice(database, broker, given, clock=clock, reconcile_seconds=NEVER))
        return cls(valkey, database, broker, opened, given, clock, marker, own.aclose)

    async def change(self, *changed: Assignment) -> None:
        """Import the course again, with these assignments in place of those of the same name."""
        slugs = {each.slug for each in changed}
        rest = [each for each in course.assignments() if each.slug not in slugs]
        await self.change_to(*rest, *changed)

    async def change_to(self, *changed: Assignment) -> None:
        """Import the course again with nothing but these assignments."""
        await self.database.write(assignments.save_course, course.COURSE, changed, {})

    async def mark(self, how: Marking = course.verdict_of) -> Job:
        """Let the grader mark one job and wait until every row that waited for it has its verdict."""
        job = await self.marker.mark(how)
        await eventually(lambda: self.is_settled(job.job_id))
        return job

    async def is_settled(self, job_id: str) -> bool:
        """Whether no row is pending on the job."""
        rows = await self.database.read(submissions.of_job, job_id)
        return all(row.status != "pending" for row in rows)

    async def pending(self) -> list[Submission]:
        """Every row that is pending, whoever's it is."""
        return await self.database.read(submissions.pending, self.clock() + timedelta(days=1))

    async def settle_behind_its_back(self, job_id: str, verdict: Verdict) -> None:
        """Write a verdict as another replica would, with no word to anybody."""
        await self.database.write(submissions.apply_verdict, job_id, verdict, self.clock())
