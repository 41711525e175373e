"""Where jobs of one environment are graded: warm processes for submissions, and others for the tests."""

import threading
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Final, NamedTuple

from grader_service.contract import Protection
from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.nursery import Nursery
from grader_service.sandbox.processes import SandboxError
from grader_service.sandbox.walls import ORDER

GUEST_PIPES: Final = (("requests", "reads"), ("replies", "writes"), ("output", "writes"), ("errors", "writes"))
EXAMINER_PIPES: Final = (("control", "both"),)

STUDENTS: Final = 2
"""Students' processes ready for each slot: most jobs take one for their visible tests and one for the hidden ones."""


class Environment(NamedTuple):
    """What Python has there: the modules of the two kinds of processes, and packages without which they cannot be."""

    guest: str
    examiner: str
    needs: tuple[str, ...] = ()


PYTHON: Final = "python"
ENVIRONMENTS: Final[Mapping[str, Environment]] = {
    PYTHON: Environment("grader_service.sandbox.guest", "grader_service.examiner.main"),
    "datascience": Environment(
        "grader_service.sandbox.datascience", "grader_service.examiner.datascience", ("numpy", "pandas")
    ),
}


class Room:
    """Warm processes of one environment."""

    def __init__(self, environment: Environment, students: Enclosure, *, slots: int) -> None:
        tests = Enclosure(student=False, strongest=students.strongest)
        self.guests = Nursery(environment.guest, GUEST_PIPES, students, spares=STUDENTS * slots)
        self.examiners = Nursery(environment.examiner, EXAMINER_PIPES, tests, spares=slots)

    @property
    def protection(self) -> Protection:
        """The level at which submissions and tests run here, the weaker of the two."""
        return max(self.guests.level, self.examiners.level, key=ORDER.index)

    def open(self) -> None:
        """Start all; raises `SandboxError` where they do not."""
        try:
            self.guests.start()
            self.examiners.start()  # the two warm up side by side
            self.guests.open()
            self.examiners.open()
        except BaseException:
            self.close()
            raise

    def refill(self) -> None:
        """Have the processes that were used up succeeded by fresh ones."""
        self.guests.refill()
        self.examiners.refill()

    def close(self) -> None:
        """End every process."""
        self.guests.close()
        self.examiners.close()


class Rooms:
    """The room of each environment, opened when the first job asks for it."""

    def __init__(self, students: Enclosure, *, slots: int) -> None:
        self._students = students
        self._slots = slots
        self._open: dict[str, Room] = {}
        self._opening = threading.Lock()

    def get(self, name: str) -> Room:
        """The room of an environment.

        Raises:
            SandboxError: it is not known or cannot be opened here; the text says what is missing.
        """
        with self._opening:
            if name not in self._open:
                room = Room(available(name), self._students, slots=self._slots)
                room.open()
                self._open[name] = room
            return self._open[name]

    def refill(self) -> None:
        """Have the processes that were used up succeeded by fresh ones, in every room."""
        with self._opening:
            for room in self._open.values():
                room.refill()

    def close(self) -> None:
        """End every process."""
        with self._opening:
            for room in self._open.values():
                room.close()


def available(name: str) -> Environment:
    """The environment of that name; raises `SandboxError` where graders here do not have it."""
    if name not in ENVIRONMENTS:
        message = f"there is no environment {name!r}: there are {', '.join(ENVIRONMENTS)}"
        raise SandboxError(message)
    missing = [package for package in ENVIRONMENTS[name].needs if find_spec(package) is None]
    if missing:
        message = (
            f"the environment {name!r} needs {' and '.join(missing)} beside the graders: "
            'pip install "jupyter_pyprac[datascience]"'
        )
        raise SandboxError(message)
    return ENVIRONMENTS[name]
