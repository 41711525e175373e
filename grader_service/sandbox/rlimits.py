"""What one process may use, by the kernel's resource limits; each is set hard, so that it cannot be raised again."""

import os
import resource
import sys
from contextlib import suppress
from typing import Final, NamedTuple

MIB: Final = 1024 * 1024
FILES: Final = 64
FILE_BYTES: Final = 16 * MIB
OWN_MIB: Final = 8
"""What a child takes for itself before its job begins."""

TASKS: Final = 128
"""Processes and threads that a student's code may add to what the user already runs."""


class Bounds(NamedTuple):
    """What limits are counted from: the threads that run already, and the bytes of address space of a zygote."""

    tasks: int | None
    space: int | None


def limit(kind: int, amount: int) -> None:
    """Set one limit, never above the present one; a limit that the system does not have is left out."""
    _, hard = resource.getrlimit(kind)
    amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (amount, amount))


def confine(bounds: Bounds) -> None:
    """The limits that do not depend on the job."""
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, FILES)
    limit(resource.RLIMIT_FSIZE, FILE_BYTES)
    if bounds.tasks is not None:
        limit(resource.RLIMIT_NPROC, bounds.tasks + TASKS)


def confine_run(cpu_seconds: float, memory_mb: int, bounds: Bounds) -> None:
    """The job's own limits: CPU seconds of the whole process, and MiB above what the zygote takes.

    Where system calls are filtered CPU time is left to the clock of whoever asks the process.
    """
    limit(resource.RLIMIT_CPU, int(cpu_seconds) + 1)
    if bounds.space is not None:
        limit(resource.RLIMIT_AS, bounds.space + (OWN_MIB + memory_mb) * MIB)


def address_space() -> int | None:
    """The bytes of address space this process has; None where the system does not tell (macOS)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123  no pathlib in a zygote
            pages = statm.read().split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()


def tasks_of_user() -> int | None:
    """How many threads the user runs, for the limit counts them all; None where /proc does not tell."""
    if not sys.platform.startswith("linux"):
        return None
    user, tasks = os.getuid(), 0
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            with suppress(OSError):  # it may end at any moment
                if entry.stat().st_uid == user:
                    tasks += len(os.listdir(f"/proc/{entry.name}/task"))  # noqa: PTH208  a count is all that is wanted
    return tasks
