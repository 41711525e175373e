"""Which system calls a run may make, built with libseccomp for the grader's own machine or another; a table of data.

What is not named fails with EPERM. Built once by whoever starts a zygote, loaded by every child (`seccomp`).
"""

import errno
import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

READING = (
    "read readv pread64 preadv open openat close close_range stat fstat lstat newfstatat statx statfs fstatfs "
    "lseek access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd chdir fchdir dup dup2 dup3 "
    "sendfile copy_file_range"
)
WRITING = (
    "write writev pwrite64 pwritev pwritev2 creat rename renameat renameat2 mkdir mkdirat rmdir unlink unlinkat "
    "link linkat symlink symlinkat truncate ftruncate fallocate fsync fdatasync sync_file_range umask"
)
MEMORY = "munmap mremap brk msync mlock munlock membarrier"
WAITING = (
    "poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd "
    "eventfd2 pipe pipe2 nanosleep clock_nanosleep pause alarm setitimer getitimer timerfd_create timerfd_settime "
    "timerfd_gettime sched_yield restart_syscall"
)
ONESELF = (
    "exit exit_group getpid getppid gettid getuid geteuid getgid getegid getgroups getresuid getresgid getpgrp getpgid "
    "getsid set_tid_address set_robust_list get_robust_list rseq rt_sigaction rt_sigprocmask rt_sigreturn "
    "rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack gettimeofday time times clock_gettime clock_getres "
    "getrlimit getrusage sysinfo uname getrandom getcpu getpriority sched_getaffinity sched_getparam "
    "sched_getscheduler sched_get_priority_max sched_get_priority_min recvfrom shutdown getsockopt getsockname "
    "getpeername wait4 waitid landlock_create_ruleset landlock_add_rule landlock_restrict_self"
)
STUDENT: Final[Sequence[str]] = f"{READING} {WRITING} {MEMORY} {WAITING} {ONESELF}".split()
EXAMINER: Final[Sequence[str]] = [*STUDENT, "recvmsg"]

MISSING: Final = ("clone3",)
"""Answered as by a kernel that lacks them: the C library then falls back to what can be filtered."""

UNSUPPORTED: Final = ("listxattr", "llistxattr", "flistxattr")
"""Answered as by a file system that has no extended attributes: whoever copies a file passes over them then."""

DONE: Final = (
    "flock", "fadvise64", "chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "utimensat", "futimesat",
)  # fmt: skip
"""Answered as done, which it is not. By a lock on a file of Python's library, or by what of it is held in memory, one
run could tell another what a hidden test gave it; what is a run's own nobody else would lock. Modes and times nothing
but this guards in files of the graders' user, and whoever copies a file sets them."""

CLONE_THREAD: Final = 0x10000
PROT_WRITE, PROT_EXEC = 2, 4
MAP_ANONYMOUS: Final = 0x20
AF_UNIX, SOCK_STREAM, SOCK_TYPES = 1, 1, 0xF
TERMINAL_REQUESTS: Final[Mapping[str, int]] = {
    "TCGETS": 0x5401, "TIOCGWINSZ": 0x5413, "FIONREAD": 0x541B, "FIONBIO": 0x5421, "FIONCLEX": 0x5450,
    "FIOCLEX": 0x5451,
}  # fmt: skip
FILE_REQUESTS: Final = (0, 1, 2, 3, 4, 5, 36, 1030, 1032)
"""Requests of `fcntl`: duplicates, flags and who holds a lock, but not whom a signal goes to."""

LOCKS: Final = (6, 7, 37, 38)
"""Requests of `fcntl` that are answered as done, as `DONE`."""

FUTEX_PRIVATE: Final = 128
"""Said of a futex in memory of one's own. Others, which a file that all runs map could hold, are answered as done: who
waits for a thread to end looks again, and nobody hears when another's thread has ended."""

ADVICE: Final = 20
"""What is said of memory by a smaller number puts no file out of it."""

RESOURCES: Final = range(1, 16)
"""What a run may limit further: all but its CPU time (0), which its clock limits; the kernel's end of it would look as
if the process were killed from outside."""

NUMBER: Final = 0xFFFF_FFFF
"""The bits of an argument that names a resource."""

NAME_REQUESTS: Final[Mapping[str, int]] = {"PR_SET_NAME": 15, "PR_GET_NAME": 16, "PR_SET_VMA": 0x53564D41}


class NoFilter(RuntimeError):
    """No filter can be built here; the text says what is missing."""


def build(*, examiner: bool, machine: str | None = None) -> bytes:
    """The filter as the kernel takes it; `machine` is one of libseccomp's names, None = this one.

    Raises:
        NoFilter: libseccomp is not installed.
    """
    try:
        import pyseccomp  # type: ignore[import-untyped]  # noqa: PLC0415  it looks for libseccomp as it is imported
    except (ImportError, RuntimeError) as error:
        message = "system calls cannot be filtered: install libseccomp (on Debian the package libseccomp2)"
        raise NoFilter(message) from error
    made = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    made.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    made.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, 2)
    if machine is not None:
        wanted = getattr(pyseccomp.Arch, machine)
        if wanted != pyseccomp.system_arch():
            made.add_arch(wanted)
            made.remove_arch(pyseccomp.Arch.NATIVE)
    for name in EXAMINER if examiner else STUDENT:
        _allow(made, pyseccomp, name)
    for answer, names in ((errno.ENOSYS, MISSING), (errno.ENOTSUP, UNSUPPORTED), (0, DONE)):
        for name in names:
            made.add_rule(pyseccomp.ERRNO(answer), name)
    _add_conditions(made, pyseccomp)
    return _exported(made)


def _allow(made: Any, seccomp: Any, name: str, *conditions: Any) -> None:  # noqa: ANN401  pyseccomp has no types
    try:
        number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
    except (OSError, ValueError):  # an older libseccomp does not know the name, and so not the call
        return
    if number != -1:
        made.add_rule(seccomp.ALLOW, name, *conditions)


def _add_conditions(made: Any, seccomp: Any) -> None:  # noqa: ANN401  the same
    """Calls that are harmless with some arguments only."""

    def bits(position: int, mask: int, value: int) -> Any:  # noqa: ANN401  the same
        return seccomp.Arg(position, seccomp.MASKED_EQ, mask, value)

    def same(position: int, value: int) -> Any:  # noqa: ANN401  the same
        return seccomp.Arg(position, seccomp.EQ, value)

    _allow(made, seccomp, "clone", bits(0, CLONE_THREAD, CLONE_THREAD))
    _allow(made, seccomp, "mmap", bits(2, PROT_EXEC, 0))
    _allow(made, seccomp, "mmap", bits(2, PROT_EXEC | PROT_WRITE, PROT_EXEC), bits(3, MAP_ANONYMOUS, 0))
    _allow(made, seccomp, "mprotect", bits(2, PROT_EXEC, 0))
    _allow(made, seccomp, "socketpair", same(0, AF_UNIX), bits(1, SOCK_TYPES, SOCK_STREAM))
    _allow(made, seccomp, "sendto", same(4, 0))
    _allow(made, seccomp, "prlimit64", same(0, 0), same(2, 0))
    for resource in RESOURCES:
        _allow(made, seccomp, "prlimit64", same(0, 0), bits(1, NUMBER, resource))
        _allow(made, seccomp, "setrlimit", bits(0, NUMBER, resource))
    for request in FILE_REQUESTS:
        _allow(made, seccomp, "fcntl", same(1, request))
    for request in LOCKS:
        made.add_rule(seccomp.ERRNO(0), "fcntl", same(1, request))
    _allow(made, seccomp, "futex", bits(1, FUTEX_PRIVATE, FUTEX_PRIVATE))
    made.add_rule(seccomp.ERRNO(0), "futex", bits(1, FUTEX_PRIVATE, 0))
    _allow(made, seccomp, "madvise", seccomp.Arg(2, seccomp.LT, ADVICE))
    _allow(made, seccomp, "preadv2", bits(5, NUMBER, 0))
    for request in TERMINAL_REQUESTS.values():
        _allow(made, seccomp, "ioctl", same(1, request))
    for request in NAME_REQUESTS.values():
        _allow(made, seccomp, "prctl", same(0, request))


def _exported(made: Any) -> bytes:  # noqa: ANN401  the same
    read, write = os.pipe()
    with os.fdopen(read, "rb") as reading, os.fdopen(write, "wb") as writing:
        made.export_bpf(writing)
        writing.close()
        return reading.read()
