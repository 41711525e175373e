"""System calls that Python has no function for (Linux), by the numbers of this machine; each raises OSError."""

import ctypes
import os
import platform
from collections.abc import Mapping
from typing import Final

NUMBERS: Final[Mapping[str, Mapping[str, int]]] = {
    "x86_64": {"clone": 56, "pivot_root": 155, "capset": 126, "seccomp": 317},
    "aarch64": {"clone": 220, "pivot_root": 41, "capset": 91, "seccomp": 277},
}
"""The calls whose numbers differ; from 424 on all machines count alike."""

MOUNT_SETATTR: Final = 442
LANDLOCK_CREATE: Final = 444
LANDLOCK_ADD: Final = 445
LANDLOCK_RESTRICT: Final = 446

PR_SET_DUMPABLE: Final = 4
PR_SET_NO_NEW_PRIVS: Final = 38

_MINE: Final = NUMBERS.get(platform.machine(), {})
_libc: Final = ctypes.CDLL(None, use_errno=True)
_with_gil: Final = ctypes.PyDLL(None, use_errno=True)


def number(name: str) -> int:
    """The number of a call; raises OSError on a machine that is not known here."""
    if name not in _MINE:
        message = f"{name} is not known on {platform.machine()}"
        raise OSError(message)
    return _MINE[name]


def call(number: int, *arguments: object) -> int:
    """A system call; integers must be given as `ctypes` types where they need more than 32 bits."""
    return checked(_libc.syscall(ctypes.c_long(number), *arguments))


def checked(result: int) -> int:
    """The result of a call of the C library; raises OSError where it is negative."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def fork() -> int:
    """Fork without what `os.fork` does for threads and random numbers: a zygote has one thread, a job its own seed.

    That is a third of what a child costs.
    """
    return checked(_with_gil.fork())


def clone(flags: int) -> int:
    """Fork into namespaces of the child's own, in the same way."""
    return checked(_with_gil.syscall(ctypes.c_long(number("clone")), ctypes.c_ulong(flags), None, None, None, None))


def prctl(option: int, argument: int) -> None:
    """Set an attribute of this process."""
    checked(_libc.prctl(option, ctypes.c_ulong(argument), 0, 0, 0))


def unshare(flags: int) -> None:
    """Leave shared namespaces for own ones."""
    checked(_libc.unshare(flags))


def mount(source: str, target: str, kind: str | None = None, flags: int = 0, data: str | None = None) -> None:
    """Mount something."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    checked(_libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3]))


def unmount(target: str, flags: int = 0) -> None:
    """Take a mount away."""
    checked(_libc.umount2(os.fsencode(target), flags))


def drop_capabilities() -> None:
    """Give up every capability; with `no_new_privs` none comes back."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    call(number("capset"), ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))


def forbid_new_privileges() -> None:
    """From here on no program can give this process more rights than it has; seccomp and Landlock ask for it."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
