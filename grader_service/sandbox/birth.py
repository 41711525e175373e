"""The first steps of a forked child: its own session, its own file descriptors, and no way to outlive its zygote."""

import ctypes
import fcntl
import gc
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple, NoReturn

from grader_service.sandbox import rlimits
from grader_service.sandbox.walls import Walls

Begin = Callable[[float, int], None]
"""Called with a job's CPU seconds and MiB when it begins."""

Run = Callable[[list[int], Begin], None]
"""What a child is for, given its file descriptors."""

OPEN_FILES: Final = 512
"""No zygote has more file descriptors, so a child that closes so many has closed all."""

PARKED: Final = 128
"""File descriptors of a child wait above this number while the ones below are rearranged."""

FAULT: Final = 70
"""Exit status of a child that could not even start: `EX_SOFTWARE` of sysexits.h."""

SET_PDEATHSIG: Final = 1
SET_CHILD_SUBREAPER: Final = 36
ARENA_MAX: Final = -8
_libc: Final = ctypes.CDLL(None)


def prctl(option: int, argument: int) -> None:
    """Set an attribute of this process (Linux; elsewhere nothing)."""
    if sys.platform.startswith("linux"):
        _libc.prctl(option, argument, 0, 0, 0)


def one_arena() -> None:
    """Let threads share one heap: one of its own reserves 64 MiB each, which would count as used (glibc)."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(ARENA_MAX, 1)


class Legacy(NamedTuple):
    """What every child of a zygote gets from it; `zygote` is the number of that process."""

    zygote: int
    walls: Walls
    bounds: rlimits.Bounds


def become(run: Run, fds: list[int], directory: str | None, legacy: Legacy) -> NoReturn:
    """Turn this fresh child into what it is for; it never returns into the zygote's loop."""
    status = FAULT
    try:
        os.setsid()
        prctl(SET_PDEATHSIG, signal.SIGKILL)
        if legacy.walls.is_orphan(legacy.zygote):
            os._exit(FAULT)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        legacy.walls.settle(directory)
        kept = arrange(fds)
        rlimits.confine(legacy.bounds)
        legacy.walls.close()
        gc.enable()
        run(kept, partial(begin, legacy))
        status = 0
    finally:
        os._exit(status)


def begin(legacy: Legacy, cpu_seconds: float, memory_mb: int) -> None:
    """A job begins: set its own limits; what it needs is in place."""
    legacy.walls.seal()
    rlimits.confine_run(cpu_seconds, memory_mb, legacy.bounds)


def arrange(fds: list[int]) -> list[int]:
    """Give a child its descriptors as 3, 4, ..., an empty file as 0, nothing as 1 and 2, and close all others."""
    parked = [fcntl.fcntl(fd, fcntl.F_DUPFD, PARKED) for fd in fds]
    os.dup2(nameless_file(), 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(nothing, number)
    kept = list(range(3, 3 + len(fds)))
    for number, fd in zip(kept, parked, strict=True):
        os.dup2(fd, number, inheritable=False)
    os.closerange(3 + len(fds), OPEN_FILES)
    return kept


def nameless_file() -> int:
    """A file that is in no directory, for what a job will read as its standard input."""
    if os.getcwd() == "/":  # noqa: PTH109  no pathlib in a zygote; an examiner has no directory, and reads nothing
        return os.open(os.devnull, os.O_RDWR)
    fd = os.open(".input", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.unlink(".input")  # noqa: PTH108  the same
    return fd
