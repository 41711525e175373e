"""The first steps of a forked child: its own session, its own file descriptors, and no way to outlive its zygote."""

import ctypes
import fcntl
import gc
import os
import signal
import sys
from collections.abc import Callable
from typing import Final, NoReturn

from grader_service.sandbox import rlimits

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
_with_gil: Final = ctypes.PyDLL(None, use_errno=True)


def prctl(option: int, argument: int) -> None:
    """Set an attribute of this process (Linux; elsewhere nothing)."""
    if sys.platform.startswith("linux"):
        _libc.prctl(option, argument, 0, 0, 0)


def fork() -> int:
    """Fork without what `os.fork` does for threads and random numbers: a zygote has one thread, a job its own seed.

    That is a third of what a child costs.
    """
    pid: int = _with_gil.fork()
    if pid < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return pid


def one_arena() -> None:
    """Let threads share one heap: one of its own reserves 64 MiB each, which would count as used (glibc)."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(ARENA_MAX, 1)


def become(
    run: Callable[[list[int]], None], fds: list[int], directory: str, *, parent: int, tasks: int | None
) -> NoReturn:
    """Turn this fresh child into what it is for; it never returns into the zygote's loop."""
    status = FAULT
    try:
        os.setsid()
        prctl(SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(FAULT)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(directory)
        kept = arrange(fds)
        rlimits.confine(tasks)
        gc.enable()
        run(kept)
        status = 0
    finally:
        os._exit(status)


def arrange(fds: list[int]) -> list[int]:
    """Give a child its file descriptors as 3, 4, ..., nothing as 0, 1 and 2, and close all others."""
    parked = [fcntl.fcntl(fd, fcntl.F_DUPFD, PARKED) for fd in fds]
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    kept = list(range(3, 3 + len(fds)))
    for number, fd in zip(kept, parked, strict=True):
        os.dup2(fd, number, inheritable=False)
    os.closerange(3 + len(fds), OPEN_FILES)
    return kept
