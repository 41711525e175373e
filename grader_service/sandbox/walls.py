"""Everything a child of a zygote is put behind, chosen once by trying, strongest first.

A: namespaces, Landlock, seccomp; B: the last two; C: one of them; L: limits on resources alone, which all have.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final, Literal

from grader_service.sandbox.layers import kernel, landlock, namespaces
from grader_service.sandbox.layers.seccomp import Seccomp

Level = Literal["A", "B", "C", "L"]
ORDER: Final[tuple[Level, ...]] = ("A", "B", "C", "L")
STRONGEST: Final = "A"
WEAKEST: Final = "L"

BOUNDED: Final = "bounded"
UNBOUNDED: Final = "unbounded"
"""Where children write, if they need to at all: on a file system that they may fill, or not."""


class Walls:
    """What one zygote's children are put behind. Built in the zygote, applied in each child."""

    def __init__(  # noqa: PLR0913  each is one thing that is held back, or not
        self, strongest: str, directory: str, instructions: bytes, places: list[str], *, scratch: bool, bounded: bool
    ) -> None:
        """`strongest` is the level not to go beyond, `instructions` a filter of system calls, empty = there is none.

        `places` are the directories that may be read.

        `directory` is a folder of the zygote's own, `scratch` whether children need a place to write, `bounded` whether
        `directory` lies on a file system which they may fill.
        """
        allowed = tuple(each for each in ORDER if each >= strongest) if sys.platform.startswith("linux") else (WEAKEST,)
        version = landlock.version() if len(allowed) > 1 else 0
        self._seccomp = Seccomp(instructions) if instructions and len(allowed) > 1 else None
        full = self._seccomp is not None and version >= landlock.ENOUGH
        self._scratch = scratch
        self._directory = directory
        self._apart = full and "A" in allowed and leave_machine(directory, places)
        self.level = level(apart=self._apart, full=full and "B" in allowed, some=bool(self._seccomp or version))
        self._bounded = bounded or self.level != "B"
        self._devices = dict.fromkeys(namespaces.DEVICES, landlock.DEVICE)
        readable = dict.fromkeys(places, landlock.READ)
        self._landlock = landlock.Landlock(readable | self._devices) if version else None

    @property
    def may_fork(self) -> bool:
        """Whether children may have children of their own, which then have to be found and ended."""
        return self._seccomp is None

    def directory(self) -> str | None:
        """A fresh working directory on the machine for the next child; None where it has one in its own namespace.

        Its name is not to be guessed: which files are there another run could see.
        """
        if self._apart or not self._scratch:
            return None
        directory = f"{self._directory}/{os.urandom(8).hex()}"
        os.mkdir(directory, 0o700)  # noqa: PTH102  on the path of each run
        return directory

    def fork(self) -> int:
        """Fork a child; 0 in it. Raises OSError."""
        return namespaces.fork(scratch=self._scratch) if self._apart else kernel.fork()

    def is_orphan(self, parent: int) -> bool:
        """In the child: whether its zygote is gone already. Alone in a namespace it sees none, but dies with it."""
        return not self._apart and os.getppid() != parent

    def settle(self, directory: str | None) -> None:
        """In the child, first: go to its working directory and lock all other files away."""
        place = namespaces.mount_scratch() if self._apart and self._scratch else directory or "/"
        os.chdir(place)
        if self.level != WEAKEST:
            kernel.forbid_new_privileges()
        if self._landlock:
            self._landlock.apply(place if place != "/" else None)

    def close(self) -> None:
        """In the child, last: give up the rights and calls that it does not need."""
        if self.level != WEAKEST:
            kernel.drop_capabilities()
        if self._seccomp:
            self._seccomp.apply()

    def confine_cleaner(self) -> None:
        """In a child that removes what a run left: reach the zygote's own directory and nothing else."""
        if self._landlock:
            kernel.forbid_new_privileges()
            self._landlock.apply(self._directory)

    def seal(self) -> None:
        """In the child, once its files are there: write no more, where there is no bounded place for it."""
        if self._landlock and not self._bounded:
            sealed = landlock.Landlock({"/": landlock.READ} | self._devices)
            sealed.apply(None)
            sealed.close()


def level(*, apart: bool, full: bool, some: bool) -> Level:
    """The name of what was reached."""
    if apart:
        return "A"
    if full:
        return "B"
    return "C" if some else WEAKEST


def leave_machine(directory: str, places: list[str]) -> bool:
    """Enter namespaces in the best way in which a child can do so and all that a run needs of them."""
    for as_nobody in (True, False) if os.getuid() == 0 else (False,):
        way = partial(namespaces.enter, places, as_nobody=as_nobody)
        if succeeds(partial(try_out, way)):
            os.rmdir(directory)  # noqa: PTH106  from here on it is out of reach, and not needed
            way()
            return True
    return False


def try_out(way: Callable[[], None]) -> None:
    """Do all that a zygote and its child do; raises OSError where the kernel refuses."""
    way()
    pid = namespaces.fork(scratch=True)
    if pid == 0:
        os._exit(0 if succeeds_here(namespaces.mount_scratch) else 1)
    if os.waitpid(pid, 0)[1]:
        raise PermissionError


def succeeds(attempt: Callable[[], object]) -> bool:
    """Whether an attempt raises no OSError in a child, so that nothing of it stays."""
    pid = os.fork()
    if pid == 0:
        os._exit(0 if succeeds_here(attempt) else 1)
    return os.waitpid(pid, 0)[1] == 0


def succeeds_here(attempt: Callable[[], object]) -> bool:
    """Whether an attempt raises no OSError."""
    with suppress(OSError):
        attempt()
        return True
    return False
