"""What a run could do that it must not: tried out behind the walls, for a level is what was seen and not what was read.

Standard library only; every attempt is harmless where it succeeds.
"""

import ctypes
import mmap
import os
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

NEWUSER: Final = 0x10000000
END: Final = "that is all"
"""The last line of an answer."""

OUTSIDE: Final = ("/etc/passwd", "/etc/hosts", "/proc/self/status", "/proc/1/cmdline")


def _read_outside() -> bool:
    return any(map(_can_open, OUTSIDE))


def _can_open(path: str) -> bool:
    with suppress(OSError):
        os.close(os.open(path, os.O_RDONLY))
        return True
    return False


def _write_outside() -> bool:
    for folder in ("/", "/var/tmp", "/dev/shm", os.path.dirname(os.getcwd())):  # noqa: S108, PTH109, PTH120  no pathlib in a zygote
        if folder != os.getcwd():  # noqa: PTH109  the same
            with suppress(OSError):
                path = f"{folder}/pyprac-probe-{os.getpid()}"
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
                os.unlink(path)  # noqa: PTH108  the same
                return True
    return False


def _list_outside() -> bool:
    return bool(os.listdir("/home")) or bool(os.listdir("/etc"))  # noqa: PTH208  the same


def _connect() -> bool:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    return True


def _speak_locally() -> bool:
    socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close()
    return True


def _fork() -> bool:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


def _signal_others() -> bool:
    os.kill(os.getppid() or -1, 0)
    return True


def _new_user() -> bool:
    return bool(ctypes.CDLL(None).unshare(NEWUSER) == 0)


def _trace() -> bool:
    return bool(ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0)


def _machine_code() -> bool:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()
    return True


def _run_program() -> bool:
    """Only a program that cannot be found is tried: the refusal must come before the search."""
    try:
        os.execv("/pyprac-no-such-program", ["none"])  # noqa: S606  it does not exist
    except PermissionError:
        return False
    except OSError:
        return True
    return True


ATTEMPTS: Final[Mapping[str, Callable[[], bool]]] = {
    "read files of the machine": _read_outside,
    "list folders of the machine": _list_outside,
    "write outside its working directory": _write_outside,
    "use the network": _connect,
    "reach local services": _speak_locally,
    "start processes": _fork,
    "signal other processes": _signal_others,
    "become another user": _new_user,
    "trace processes": _trace,
    "make machine code": _machine_code,
    "start programs": _run_program,
}


def succeeded() -> list[str]:
    """What could be done."""
    done = []
    for name, attempt in ATTEMPTS.items():
        with suppress(OSError, ValueError):
            if attempt():
                done.append(name)
    return done


def run(fds: list[int], _begin: object) -> None:
    """The start of a probing process: its second descriptor takes the answer, one line each."""
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    os.write(fds[1], "\n".join([*succeeded(), END]).encode("ascii"))
    os.close(fds[1])
