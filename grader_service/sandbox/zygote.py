"""A warmed interpreter that forks children on request, ends them and cleans up behind them.

It is started clean (`-I -S`, no environment) and never holds a test, an expected value or a credential. Over its
control socket come requests, each with the file descriptors of one child, a leash first. Over the leash the zygote
tells the child's birth and death; the other end may ask to signal or kill it. A leash that is closed kills the child,
and a control socket that is closed ends the zygote with all that it started.
"""

import errno
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from typing import Final, NamedTuple

from grader_service.sandbox import birth, probe, scratch

MAX_FDS: Final = 8
BORN: Final = b"B"
DIED: Final = b"D"
NOT_BORN: Final = b"N"
KILL: Final = b"K"
ASK_WHERE: Final = b"W"
FORK: Final = b"F"
PROBE: Final = b"P"
TAKEN: Final = b"T"
"""Said to whoever sent descriptors, which macOS may spoil on their way once their sender has closed them."""

RECORD: Final = 5
"""Bytes of what a zygote tells: one letter and a number."""


class Child(NamedTuple):
    """A living child: the zygote's end of its leash and its working directory."""

    leash: socket.socket
    directory: str | None


def record(letter: bytes, number: int) -> bytes:
    """What a zygote tells over a leash."""
    return letter + number.to_bytes(RECORD - 1, "big")


def _refuse(leash: socket.socket, number: int) -> None:
    """Tell why there is no child, where whoever asked for one is still there."""
    with leash, suppress(OSError):
        leash.send(record(NOT_BORN, number))


class Zygote:
    """Forks children that call `run` with their file descriptors, each behind the walls."""

    def __init__(self, control: socket.socket, run: birth.Run, directory: str, legacy: birth.Legacy) -> None:
        self._control = control
        self._run = run
        self._directory = directory
        self._legacy = legacy
        self._walls = legacy.walls
        self._children: dict[int, Child] = {}
        self._cleaners: set[int] = set()
        self._selector = selectors.DefaultSelector()

    def serve(self) -> None:
        """Answer requests until the control socket is closed, then leave nothing behind."""
        wake, waker = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        birth.prctl(birth.SET_CHILD_SUBREAPER, 1)
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(wake, selectors.EVENT_READ)
        try:
            self._control.sendall(BORN + self._walls.level.encode("ascii"))
        except BrokenPipeError:  # whoever started it has ended
            return self._end()
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    if not self._request():
                        return self._end()
                elif key.fileobj == wake:
                    with suppress(BlockingIOError):
                        os.read(wake, 4096)
                    self._reap()
                elif key.data in self._children:
                    self._obey(key.data)

    def _request(self) -> bool:
        try:
            message, fds, flags, _ = socket.recv_fds(self._control, 1, MAX_FDS)
        except ConnectionError:
            return False
        if not message:
            return False
        with suppress(ConnectionError):  # whoever asked may be gone: then there is no message next
            self._control.send(TAKEN)
        if not fds:  # there was no descriptor left for any, and whoever asked sees the end of its leash
            return True
        leash = socket.socket(fileno=fds.pop(0))
        try:
            if flags & socket.MSG_CTRUNC:
                _refuse(leash, errno.EMFILE)
            else:
                self._fork(leash, fds, probe.run if message == PROBE else self._run)
        except OSError as error:
            _refuse(leash, error.errno or 0)
        finally:
            for fd in fds:
                os.close(fd)
        return True

    def _fork(self, leash: socket.socket, fds: list[int], run: birth.Run) -> None:
        directory = self._walls.directory()
        try:
            pid = self._walls.fork()
        except OSError:
            if directory:
                self._clean(directory)
            raise
        if pid == 0:
            birth.become(run, fds, directory, self._legacy)
        self._children[pid] = Child(leash, directory)
        self._selector.register(leash, selectors.EVENT_READ, pid)
        with suppress(OSError):  # whoever asked may be gone: then the leash says so next
            leash.send(record(BORN, pid))

    def _obey(self, pid: int) -> None:
        try:
            order = self._children[pid].leash.recv(1)
        except ConnectionError:
            order = b""
        if order == ASK_WHERE:
            os.kill(pid, signal.SIGUSR1)
            os.kill(pid, signal.SIGUSR2)
            return
        if not order:
            self._selector.unregister(self._children[pid].leash)
        self._kill(pid)

    def _kill(self, pid: int) -> None:
        """Kill a child that is not reaped yet, so that its number cannot be another's, and its group."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self._kill_group(pid)

    def _kill_group(self, pid: int) -> None:
        if not self._walls.may_fork:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)

    def _reap(self) -> None:
        for pid in list(self._children):
            status = self._status(pid)
            if status is not None:
                self._bury(pid, status)
        for pid in list(self._cleaners):
            if os.waitpid(pid, os.WNOHANG)[0]:
                self._cleaners.discard(pid)
        self._sweep()

    def _status(self, pid: int) -> int | None:
        """How a child ended; None while it runs. What is left of its group is killed."""
        if sys.platform != "darwin":
            # Seen but not yet reaped, its number is still its own, and so is its group's.
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                return None
            self._kill(pid)
            return os.waitpid(pid, 0)[1]
        ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended:
            return None
        self._kill_group(pid)
        return status

    def _bury(self, pid: int, status: int) -> None:
        child = self._children.pop(pid)
        with suppress(KeyError, ValueError):
            self._selector.unregister(child.leash)
        self._sweep()
        if child.directory:
            self._clean(child.directory)
        with suppress(OSError):
            child.leash.send(record(DIED, status))
        child.leash.close()

    def _sweep(self) -> None:
        """Kill what escaped from a group: its orphans become children of this process (Linux)."""
        while self._walls.may_fork and (strangers := self._strangers()):
            for pid in strangers:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                with suppress(ChildProcessError):
                    os.waitpid(pid, 0)

    def _strangers(self) -> list[int]:
        try:
            with open(f"/proc/self/task/{self._legacy.zygote}/children", encoding="ascii") as children:  # noqa: PTH123  on the path of each run
                pids = map(int, children.read().split())
        except OSError:
            return []
        return [pid for pid in pids if pid not in self._children and pid not in self._cleaners]

    def _clean(self, directory: str) -> None:
        """Remove a working directory: at once where it is empty, else in a process of its own, for it may take long."""
        try:
            os.rmdir(directory)  # noqa: PTH106  the same
        except OSError:
            pid = os.fork()
            if pid == 0:
                try:
                    self._walls.confine_cleaner()
                    os.closerange(3, birth.OPEN_FILES)
                    scratch.remove(directory)
                finally:
                    os._exit(0)
            self._cleaners.add(pid)

    def _end(self) -> None:
        for pid in list(self._children):
            self._kill(pid)
            _, status = os.waitpid(pid, 0)
            self._bury(pid, status)
        for pid in self._cleaners:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        with suppress(OSError):  # it is elsewhere, where the zygote has left the machine
            scratch.remove(self._directory)
