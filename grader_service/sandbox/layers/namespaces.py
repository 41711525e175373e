"""Namespaces of their own for a zygote and its children: nobody to see, no network, no file system but the library's.

A zygote enters once; each of its children is alone in a process namespace and has its own small working directory.
"""

import ctypes
import os
import signal
from collections.abc import Iterable
from typing import Final

from grader_service.sandbox.layers import kernel

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
NOSUID, NODEV, NOEXEC, REMOUNT, BIND, RECURSIVE, PRIVATE = 2, 4, 8, 32, 4096, 16384, 1 << 18
READ_ONLY: Final = 1
DETACH: Final = 2
AT_RECURSIVE: Final = 0x8000
AT_FDCWD: Final = -100
NOBODY: Final = 65533
"""A number that no account has: services that run as the account `nobody` are neither neighbours nor prey."""

INSIDE: Final = 1000
"""The number of user and group that a run sees as its own."""

CALLS: Final = ("clone", "mount", "mount_setattr", "pivot_root", "umount2", "unshare")
"""System calls for all of this that containers do not allow by themselves, `clone` for the namespaces alone."""

COVERED: Final = "/proc"
"""Where a root is put together: a directory that every machine has and nothing of ours lies below."""

SCRATCH: Final = ("/tmp", "/pyprac")  # noqa: S108  inside a root of our own
"""Where a run's own directory is: in the second where the library itself lies below the first, which it would cover."""

SCRATCH_OPTIONS: Final = "size=16m,nr_inodes=256,mode=700"
DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/urandom")
PACKAGES: Final = ("site-packages", "dist-packages")
"""Folders with what is installed on this machine, which is none of a run's business."""


def enter(library: Iterable[str], *, as_nobody: bool) -> None:
    """Leave the machine: only `library` is left of its files, below an empty root. For a process with one thread.

    With `as_nobody` root becomes nobody on the way, so that nothing of this is root outside; the root of a container,
    which may not do that, enters as an ordinary user does.

    Raises:
        OSError: the kernel does not let us; the process must not be used any more.
    """
    proc = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    others = NEWNET | NEWIPC | NEWUTS
    if as_nobody:
        kernel.unshare(NEWNS)
        _change_root(library)
        _become_nobody()
        kernel.unshare(NEWUSER | others)
        _map_user(proc, NOBODY, NOBODY)
    else:
        user, group = os.getuid(), os.getgid()
        kernel.unshare(NEWUSER | NEWNS | others)
        _map_user(proc, user, group)
        _change_root(library)
    os.close(proc)


def _become_nobody() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # /proc/self is its own again


def _map_user(proc: int, user: int, group: int) -> None:
    for name, text in (("setgroups", "deny"), ("gid_map", f"{INSIDE} {group} 1"), ("uid_map", f"{INSIDE} {user} 1")):
        fd = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
        try:
            os.write(fd, text.encode("ascii"))
        finally:
            os.close(fd)


def _change_root(library: Iterable[str], root: str = COVERED) -> None:
    """Put a root together and move there; nothing else stays within reach."""
    kernel.mount("none", "/", None, PRIVATE | RECURSIVE)
    kernel.mount("pyprac", root, "tmpfs", NOSUID | NODEV, "size=1m,mode=755")
    old_mask = os.umask(0o022)
    for path in library:
        _show(path, root)
    for device in DEVICES:
        _bind(device, root + device)
        _restrict(root + device, READ_ONLY | NOSUID | NOEXEC)  # it can be written to, but not be changed
    for place in SCRATCH:
        os.makedirs(root + place, exist_ok=True)  # noqa: PTH103  no pathlib in a zygote
    os.umask(old_mask)
    os.chdir(root)
    kernel.call(kernel.number("pivot_root"), b".", b".")
    kernel.unmount(".", DETACH)
    os.chdir("/")
    kernel.mount("none", "/", None, REMOUNT | BIND | READ_ONLY | NOSUID | NODEV)


def _show(path: str, root: str) -> None:
    """Let a directory of the machine be seen below the new root, without the packages installed in it."""
    if os.path.islink(path):  # noqa: PTH114  the same
        os.makedirs(os.path.dirname(root + path), exist_ok=True)  # noqa: PTH103, PTH120  the same
        os.symlink(os.readlink(path), root + path)  # noqa: PTH115, PTH211  the same
        return
    _bind(path, root + path)
    _restrict(root + path, READ_ONLY | NOSUID | NODEV)
    for name in PACKAGES:
        inner = f"{root}{path}/{name}"
        if os.path.isdir(inner):  # noqa: PTH112  the same
            kernel.mount("pyprac", inner, "tmpfs", NOSUID | NODEV | READ_ONLY, "size=4k,mode=555")


def _restrict(path: str, attributes: int) -> None:
    """Give a mount, and those below it, more restrictions."""
    asked = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(asked))
    kernel.call(kernel.MOUNT_SETATTR, AT_FDCWD, os.fsencode(path), AT_RECURSIVE, ctypes.byref(asked), size)


def _bind(path: str, target: str) -> None:
    if os.path.isdir(path):  # noqa: PTH112  the same
        os.makedirs(target, exist_ok=True)  # noqa: PTH103  the same
    elif os.path.exists(path):  # noqa: PTH110  the same
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  the same
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o444))
    else:
        return
    kernel.mount(path, target, None, BIND | RECURSIVE)


def fork(*, scratch: bool) -> int:
    """Fork a child that is alone in a process namespace; its death ends all that is in it.

    The call itself and not the C library's `fork`: only so a namespace is the child's alone.
    """
    flags = NEWPID | (NEWNS if scratch else 0) | signal.SIGCHLD
    return kernel.clone(flags)


def mount_scratch() -> str:
    """Give this child a small empty directory of its own; the path of it."""
    place = next(each for each in SCRATCH if not os.listdir(each))  # noqa: PTH208  the same
    kernel.mount("pyprac", place, "tmpfs", NOSUID | NODEV | NOEXEC, SCRATCH_OPTIONS)
    return place
