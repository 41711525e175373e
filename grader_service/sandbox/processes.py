"""The trusted side of a zygote: starting one, and the processes it forks for us."""

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Final, cast

import msgpack  # type: ignore[import-untyped]  # it ships no types
import msgspec

import grader_service
from grader_service.sandbox import probe, scratch, zygote
from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.walls import ORDER, WEAKEST, Level

START_SECONDS: Final = 30.0
WHERE_SECONDS: Final = 0.5
"""How long a stopped process may take to say where it is before it is killed."""

SHARED_MEMORY: Final = "/dev/shm"  # noqa: S108  a directory of our own is made in it

NEEDED: Final = ("LD_LIBRARY_PATH",)
"""All that a zygote gets of the environment: an interpreter that needs it to start needs it there too."""

log = logging.getLogger(__name__)

_BOOT: Final = "import sys; sys.path.extend(sys.argv[6:]); from grader_service.sandbox.warming import main; main()"


class SandboxError(RuntimeError):
    """The sandbox cannot start or fork; the text is for whoever runs the grader."""


class Process:
    """One forked child, ended with `close`. Its exit is known once the zygote has reaped it."""

    def __init__(self, leash: socket.socket, ends: Mapping[str, int]) -> None:
        self._leash = leash
        self._told = b""
        self.ends = dict(ends)
        self.pid: int | None = None
        self.exit: int | None = None
        self.served = 0
        self._baseline = 0.0
        self._told_to_die = False

    def born(self) -> bool:
        """Wait until it is there; false where it could not be forked or its zygote is gone."""
        while self.pid is None:
            if not self._listen(START_SECONDS):
                return False
        return True

    def _listen(self, seconds: float) -> bool:
        """Take in what the zygote tells; false where nothing came in time, or nothing can come any more."""
        self._leash.settimeout(seconds)
        try:
            data = self._leash.recv(2 * zygote.RECORD)
        except (TimeoutError, BlockingIOError):
            return False
        except ConnectionError:
            data = b""
        self._told += data
        while len(self._told) >= zygote.RECORD:
            letter, number = self._told[:1], int.from_bytes(self._told[1 : zygote.RECORD], "big")
            self._told = self._told[zygote.RECORD :]
            if letter == zygote.BORN:
                self.pid = number
            else:
                self.exit = number
        return bool(data)

    def wait(self, seconds: float) -> int | None:
        """Its wait status once it has ended; None where that takes longer, or its zygote is gone."""
        deadline = time.monotonic() + seconds
        while self.exit is None:
            if not self._listen(max(0.0, deadline - time.monotonic())):
                break
        return self.exit

    def _order(self, letter: bytes) -> None:
        try:
            self._leash.send(letter)
        except OSError:
            self._told = b""  # its zygote is gone, and the process with it

    def stop(self) -> int | None:
        """Have it say where it is, then kill it; its wait status, or None where its zygote is gone."""
        self._order(zygote.ASK_WHERE)
        if self.wait(WHERE_SECONDS) is None:
            self._told_to_die = True
            self._order(zygote.KILL)
        return self.wait(START_SECONDS)

    @property
    def was_killed(self) -> bool:
        """Whether it ended by SIGKILL, and `stop` has not sent it."""
        killed = self.exit is not None and os.WIFSIGNALED(self.exit) and os.WTERMSIG(self.exit) == signal.SIGKILL
        return killed and not self._told_to_die

    def cpu(self) -> float | None:
        """The CPU seconds it has used since `mark`; None where the system does not tell (macOS) or it has ended."""
        used = self._clock()
        return None if used is None else used - self._baseline

    def mark(self) -> None:
        """From here `cpu` counts."""
        self._baseline = self._clock() or 0.0

    def _clock(self) -> float | None:
        if self.pid is None or not sys.platform.startswith("linux"):
            return None
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            return None

    def close(self) -> None:
        """Kill it and let go of all that belongs to it here; the zygote reaps it and cleans up."""
        self._leash.close()
        for fd in self.ends.values():
            os.close(fd)
        self.ends.clear()

    def give_away(self, *names: str) -> list[int]:
        """The ends that somebody else is going to hold; the caller closes them."""
        return [self.ends.pop(name) for name in names]


class Zygote:
    """A zygote process of one kind, named by the module whose `run` its children call."""

    def __init__(self, module: str, enclosure: Enclosure) -> None:
        self._control, control = socket.socketpair()
        self._directory = tempfile.mkdtemp(prefix="pyprac-run-", dir=enclosure.scratch or _memory_directory())
        arguments = [str(control.fileno()), module, *enclosure.arguments(self._directory), *_paths()]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-X", "utf8", "-c", _BOOT, *arguments],
                env={name: os.environ[name] for name in NEEDED if name in os.environ},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[control.fileno()],
                start_new_session=True,
            )
        except OSError:
            self._control.close()
            Path(self._directory).rmdir()
            raise
        finally:
            control.close()
        with (
            suppress(BrokenPipeError),
            cast("BinaryIO", self._process.stdin) as told,
        ):  # `ready` sees one that has ended
            told.write(enclosure.filter())
        self.forked = 0
        self.level: Level = WEAKEST

    def ready(self) -> None:
        """Wait until it is warm, and learn how well it holds its children back.

        Raises:
            SandboxError: it did not start.
        """
        self._control.settimeout(START_SECONDS)
        try:
            born = self._control.recv(2)
            if born[:1] == zygote.BORN:
                self._learn(born[1:].decode("ascii"))
                return
        except OSError:
            self._process.kill()
        message = f"the sandbox did not start ({' '.join(self._process.args[:4])}): see the lines above"  # type: ignore[index, arg-type]  # args is the list given
        raise SandboxError(message)

    def _learn(self, claimed: str) -> None:
        """Believe a level once a child has tried what it must not be able to do."""
        self.level = next(level for level in ORDER if level == claimed)
        done = self.probe() if claimed in {"A", "B"} else []
        if done:
            log.warning("student code is held back at level C only: a trial run could %s", ", ".join(done))
            self.level = "C"

    def probe(self) -> list[str]:
        """What a child could do that it must not."""
        process = self._ask(zygote.PROBE, (("requests", "reads"), ("answer", "writes")))
        try:
            with os.fdopen(os.dup(process.ends["answer"]), "r", encoding="ascii") as answer:
                *done, end = answer.read().split("\n")
        finally:
            process.close()
        return done if end == probe.END else ["not be asked"]

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def fork(self, pipes: Sequence[tuple[str, str]]) -> Process:
        """Ask for a child; `pipes` names each of its file descriptors and says whether it reads, writes or both.

        Raises:
            SandboxError: the zygote is gone.
            OSError: there are no descriptors for it.
        """
        self.forked += 1
        return self._ask(zygote.FORK, pipes)

    def _ask(self, what: bytes, pipes: Sequence[tuple[str, str]]) -> Process:
        with ExitStack() as theirs, ExitStack() as ours:
            leash, zygote_leash = socket.socketpair()
            ours.enter_context(leash)
            theirs.enter_context(zygote_leash)
            ends, sent = {}, [zygote_leash.fileno()]
            for name, direction in pipes:
                ends[name], their_end = _pipe(direction)
                ours.callback(os.close, ends[name])
                theirs.callback(os.close, their_end)
                sent.append(their_end)
            self._send(what, sent)
            ours.pop_all()
        return Process(leash, ends)

    def _send(self, what: bytes, fds: Sequence[int]) -> None:
        """Send descriptors, and return once they may be closed here."""
        try:
            socket.send_fds(self._control, [what], fds)
            taken = self._control.recv(1)
        except OSError:
            taken = b""
        if not taken:
            message = "the sandbox has ended"
            raise SandboxError(message)

    def close(self) -> None:
        """End it with every child it has."""
        self._control.close()
        try:
            self._process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        with suppress(OSError):  # the zygote may have removed it; one that was killed has not
            scratch.remove(self._directory)


def _pipe(direction: str) -> tuple[int, int]:
    """Our end and the child's."""
    if direction == "both":
        one, other = socket.socketpair()
        return one.detach(), other.detach()
    read, write = os.pipe()
    return (write, read) if direction == "reads" else (read, write)


def _memory_directory() -> str | None:
    """Where working directories cost nothing: on a disk making and removing one takes longer than a run."""
    return SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK | os.X_OK) else None


def _paths() -> list[str]:
    """Where a zygote finds this package and what it needs; no other package can be imported there by accident."""
    packages = (grader_service, msgpack, msgspec)
    return list(dict.fromkeys(str(Path(package.__path__[0]).parent) for package in packages))
