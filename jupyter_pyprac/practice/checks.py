"""What an author has done with a course, which takes a while: it is checked, imported or previewed.

The state of a check is kept in Redis, where every replica finds it. While it runs it is renewed, so that one whose
service has died is soon known nowhere, and its author is told to start again.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal
from uuid import uuid4

import msgspec

from jupyter_pyprac.authoring import gate, sent
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.report import accepted, refused
from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.errors import Forbidden, PyPracError, SlowDown, Unavailable, Unknown
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.background import Background
from jupyter_pyprac.practice.courses import Courses
from jupyter_pyprac.practice.examination import Examination
from jupyter_pyprac.practice.frames import as_json
from jupyter_pyprac.practice.rate import Rate
from jupyter_pyprac.practice.waiting import Waiting
from jupyter_pyprac.store.assignments import Saved

Purpose = Literal["check", "import", "preview"]

THREADS = 4
"""Programs of one check that wait for graders at the same time."""
MOST_OF_VIEWER, MOST = 2, 8
"""Checks that run here at the same time."""
RUNNING_SECONDS, OVER_SECONDS = 30, 3600
"""How long the state of a check is kept: without a further word of it, and once it is over."""
TICK_SECONDS = 1.0
RETRY_SECONDS = 10.0


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A check as its author gets it: `done` of `total` programs have run, and there is a `report` once it is over.

    `stopped` says in `message` why it has no report. `saved` is what an import did, `assignment_id` where a preview is.
    """

    check_id: str
    state: Literal["running", "accepted", "refused", "stopped"] = "running"
    done: int = 0
    total: int = 0
    report: dict[str, Any] | None = None
    message: str | None = None
    saved: Saved | None = None
    assignment_id: str | None = None


class Kept(msgspec.Struct, frozen=True):
    """A check as Redis has it."""

    viewer: str
    check: Check


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be done, with a course as it was sent (see `authoring.sent`); `course` is the slug it must have."""

    purpose: Purpose
    raw: bytes
    course: str | None = None


class Steps:
    """How far a check is."""

    def __init__(self) -> None:
        self.total = 0
        self._ended: list[None] = []

    @property
    def done(self) -> int:
        """How many of the total have ended."""
        return len(self._ended)

    @contextmanager
    def stage(self, what: str, total: int) -> Iterator[Callable[[], None]]:  # noqa: ARG002  the gate's own words
        """One stage of the gate; its steps end in many threads, and what the stage before had counted is forgotten."""
        self.total, self._ended = total, []
        yield partial(self._ended.append, None)


@dataclass(frozen=True, kw_only=True)
class Checks:
    """The checks of this replica."""

    broker: Broker
    courses: Courses
    examination: Examination
    background: Background
    waiting: Waiting
    rate: Rate
    running: Counter[str] = field(default_factory=Counter)

    async def start(self, viewer: Viewer, asked: Asked) -> str:
        """Begin, and return the check's id.

        Raises:
            Forbidden: not an instructor.
            SlowDown: over the rate, or too many are running.
            Unavailable: the queue cannot be reached.
        """
        only_instructors(viewer, asked.course)
        self._refuse_too_many(viewer)
        self.running[viewer.name] += 1
        begun = Check(check_id=str(uuid4()))
        try:
            await self.rate.take(viewer)
            await self._keep(viewer, begun)
        except BaseException as error:
            self.running[viewer.name] -= 1
            if isinstance(error, BrokerDown):
                raise Unavailable(DOWN) from error
            raise
        self.background.spawn(self._see_through, viewer, begun, asked)
        return begun.check_id

    async def get(self, viewer: Viewer, check_id: str, wait: float = 0) -> Check:
        """What a check of the viewer has come to; with `wait` as soon as it is over.

        Raises:
            Forbidden: not an instructor.
            Unknown: the viewer has no such check, or it was interrupted.
            Unavailable: the queue cannot be reached.
        """
        only_instructors(viewer)

        async def look() -> Check:
            kept = await self.broker.check(check_id)
            found = msgspec.convert(json.loads(kept), Kept) if kept else None
            if found is None or found.viewer != viewer.name:
                raise Unknown(GONE, "unknown-check")
            return found.check

        try:
            return await self.waiting.until(check_id, look, lambda found: found.state != "running", wait)
        except BrokerDown as error:
            raise Unavailable(DOWN) from error

    def _refuse_too_many(self, viewer: Viewer) -> None:
        if self.running[viewer.name] >= MOST_OF_VIEWER or self.running.total() >= MOST:
            message = "Other checks are still running: wait until one of them is over."
            raise SlowDown(message, RETRY_SECONDS)

    async def _see_through(self, viewer: Viewer, begun: Check, asked: Asked) -> None:
        """Do what was asked, and keep word of how far it is and of what it came to."""
        steps, over = Steps(), asyncio.Event()
        telling = asyncio.create_task(self._tell(viewer, begun, steps, over))
        outcome: dict[str, Any] = {"state": "stopped", "message": INTERRUPTED}
        try:
            outcome = await self._outcome(viewer, asked, steps)
        except Refused as error:
            outcome = {"state": "refused", "report": refused(error)}
        except BrokerDown:
            outcome = {"state": "stopped", "message": DOWN}
        except PyPracError as error:
            outcome = {"state": "stopped", "message": str(error)}
        finally:
            self.running[viewer.name] -= 1
            over.set()
            await telling
            with suppress(BrokerDown):
                await self._keep(viewer, counted(begun, steps, **outcome))
            self.waiting.wake(begun.check_id)

    async def _outcome(self, viewer: Viewer, asked: Asked, steps: Steps) -> dict[str, Any]:
        """What differs in a check that is over; `Refused` where the course must be mended."""
        bundle = await asyncio.to_thread(sent.read, asked.raw, whole=asked.purpose == "import")
        refuse_another(bundle, asked.course)
        if asked.purpose == "import":
            only_instructors(viewer, bundle.course.slug)
        thorough = partial(gate.through_gate, threads=THREADS, thorough=asked.purpose == "check")
        passing = gate.settle if asked.purpose == "preview" else thorough
        bundle = await self.examination.conduct(bundle.files, lambda to: passing(bundle, to, stage=steps.stage))
        fine = {"state": "accepted", "report": accepted(bundle)}
        match asked.purpose:
            case "check":
                return fine
            case "import":
                return fine | {"saved": await self.courses.bring_in(bundle)}
            case "preview":
                return fine | {"assignment_id": await self.courses.preview(viewer, bundle)}

    async def _tell(self, viewer: Viewer, begun: Check, steps: Steps, over: asyncio.Event) -> None:
        """Keep word of how far it is, until it is over."""
        while not over.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await over.wait()
            with suppress(BrokerDown):
                await self._keep(viewer, counted(begun, steps))

    async def _keep(self, viewer: Viewer, check: Check) -> None:
        seconds = RUNNING_SECONDS if check.state == "running" else OVER_SECONDS
        await self.broker.keep_check(check.check_id, as_json(Kept(viewer.name, check)).encode("ascii"), seconds)


def counted(begun: Check, steps: Steps, **changes: Any) -> Check:  # noqa: ANN401  fields of a check
    """The check as far as it is, with what else is known of it."""
    return msgspec.structs.replace(begun, done=steps.done, total=steps.total, **changes)


def only_instructors(viewer: Viewer, course: str | None = None) -> None:
    """Refuse everybody else; where a course is named, instructors of others too."""
    if not (viewer.teaches if course is None else viewer.is_instructor_of(course)):
        message = "Only instructors check, preview and import courses, and only their own."
        raise Forbidden(message)


def refuse_another(bundle: Bundle, course: str | None) -> None:
    """Refuse a bundle of another course than was asked for."""
    if course is not None and bundle.course.slug != course:
        told = f"course.slug: is {bundle.course.slug!r}, but the import is into {course!r}"
        raise Refused((Reason("", told),))


DOWN = "Nothing can be checked at the moment: the queue cannot be reached. Start again in a moment."
GONE = "There is no such check of yours: it was interrupted, or it is over for more than an hour. Start it again."
INTERRUPTED = "It was interrupted before it was over. Start it again."
