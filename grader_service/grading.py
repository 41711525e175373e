"""A job into a verdict: the workshop keeps warm processes ready and lets an examiner and a student's process meet."""

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Self

from msgspec.structs import replace

from grader_service.contract import (
    ContractError,
    ErrorInfo,
    Event,
    Job,
    Protection,
    Verdict,
)
from grader_service.rooms import PYTHON, Room, Rooms
from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.placing import Fault
from grader_service.sandbox.processes import SandboxError
from grader_service.sandbox.values import WireError
from grader_service.sitting import Sitting

NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})


def ignore(_: Event) -> None:
    """A `tell` for whoever does not listen."""


class Workshop:
    """Grades jobs, up to `slots` at the same time; a context manager that owns all processes it needs."""

    def __init__(self, *, slots: int = 1, strongest: Protection = "A", scratch: str | None = None) -> None:
        """`strongest` is the level not to go beyond, `scratch` a bounded file system for runs at level B."""
        self._rooms = Rooms(Enclosure(student=True, strongest=strongest, scratch=scratch), slots=slots)

    @property
    def protection(self) -> Protection:
        """The level at which submissions and tests run here."""
        return self.room.protection

    @property
    def room(self) -> Room:
        """Where most jobs are graded."""
        return self._rooms.get(PYTHON)

    def grade(self, job: Job, files: Mapping[str, bytes] = NO_FILES, tell: Callable[[Event], None] = ignore) -> Verdict:
        """Grade a job; `files` maps SHA-256 to bytes, `tell` hears `started` and each `test`.

        Nothing that a job holds makes it raise: what cannot be graded is a verdict `system`.
        """
        started = time.monotonic()
        tell(Event(type="started", job_id=job.job_id, total=len(job.tests)))
        protection = self.protection
        try:
            room = self._rooms.get(job.environment)
            protection = room.protection
            verdict, lost = _grade_once(room, job, files, tell)
            if lost:  # its sandbox went away under it: perhaps through a neighbour's doing
                verdict, _ = _grade_once(room, job, files, tell)
        except (SandboxError, OSError) as error:
            verdict = system_verdict(job, str(error))
        spent = round((time.monotonic() - started) * 1000)
        return replace(verdict, protection=protection, graded_ms=spent)

    def refill(self) -> None:
        """Have the processes that jobs used up succeeded by fresh ones; without it that is done where they lack."""
        self._rooms.refill()

    def __enter__(self) -> Self:
        self._rooms.get(PYTHON)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        self._rooms.close()


def _grade_once(
    room: Room, job: Job, files: Mapping[str, bytes], tell: Callable[[Event], None]
) -> tuple[Verdict, bool]:
    """The verdict, and whether a process was lost meanwhile."""
    with Sitting(job, files, tell, room) as sitting:
        try:
            return sitting.verdict(), sitting.lost
        except (Fault, WireError, ContractError, OSError, LookupError, TypeError, ValueError) as error:
            return system_verdict(job, str(error)), sitting.lost or isinstance(error, ConnectionError)


def system_verdict(job: Job, sentence: str) -> Verdict:
    """The verdict on a job that could not be graded; the sentence is for staff."""
    total = sum(test.points for test in job.tests)
    error = ErrorInfo(type="SystemError", message=sentence)
    return Verdict(status="system", correct=False, points=0, max_points=total, error=error)
