"""Spare processes of one kind, forked ahead so that no grading waits for a fork."""

import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from typing import Final

from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.processes import Process, SandboxError, Zygote
from grader_service.sandbox.walls import WEAKEST, Level

RECYCLE: Final = 500
"""A zygote is replaced after so many forks: what a run could learn about its layout ends there."""

REUSES: Final = 200
TAKE_SECONDS: Final = 60.0
RETRY_SECONDS: Final = 1.0
ROOM_SECONDS: Final = 10.0
ROOM_LOOK_SECONDS: Final = 0.01

log = logging.getLogger(__name__)


class Nursery:
    """Keeps `spares` processes waiting; a thread of its own starts, recycles and replaces their zygote."""

    def __init__(self, module: str, pipes: Sequence[tuple[str, str]], enclosure: Enclosure, *, spares: int) -> None:
        self._module = module
        self._pipes = tuple(pipes)
        self._enclosure = enclosure
        self._wanted = spares
        self._spares: deque[Process] = deque()
        self._zygote: Zygote | None = None
        self._failures = 0
        self._owners: dict[Process, Zygote] = {}
        self._lent: set[Process] = set()
        self._vacant = 0
        self._retired: list[Zygote] = []
        self._changed = threading.Condition()
        self._failure: SandboxError | OSError | None = None
        self._closed = False
        self._keeper = threading.Thread(target=self._keep, name=f"nursery of {module}", daemon=True)

    def start(self) -> None:
        """Start the zygote; it is ready after `open`."""
        self._zygote = Zygote(self._module, self._enclosure)

    def open(self) -> None:
        """Wait until the zygote is warm; raises `SandboxError` where it did not start."""
        if self._zygote is None:
            self._replace()
        else:
            self._zygote.ready()
        self._keeper.start()

    @property
    def level(self) -> Level:
        """How well the processes are held back: A, B, C or L."""
        return self._zygote.level if self._zygote else WEAKEST

    def take(self) -> Process:
        """A process that waits for its work; the caller gives it to `end`, or to `give_back`.

        Raises:
            SandboxError, OSError: none can be had.
        """
        self._wait_for_room()
        deadline = time.monotonic() + TAKE_SECONDS
        with self._changed:
            while self._changed.wait_for(self._has_something, deadline - time.monotonic()):
                if self._closed or not self._spares:
                    failure, self._failure = self._failure, None
                    raise failure or SandboxError("the sandbox is closed")
                if (process := self._next()) is not None:
                    return process
        message = f"no process could be forked in {TAKE_SECONDS:.0f} s"
        raise SandboxError(message)

    def take_waiting(self) -> Process | None:
        """As `take`, one that waits already; None where there is none, or no room for it."""
        with self._changed:
            is_there = self._spares and not self._closed and self._enclosure.has_room(self.level)
            return self._next() if is_there else None

    def _next(self) -> Process | None:
        """The next spare, if it is alive."""
        process = self._spares.popleft()
        self._changed.notify_all()
        if self._owners[process].alive and process.wait(0) is None:
            self._lent.add(process)
            return process
        self._release(process)
        return None

    def _has_something(self) -> bool:
        """Whether there is an answer for who wants a process; where there is none, what was ended is succeeded."""
        if not self._spares and self._vacant:
            self.refill()
        return bool(self._closed or self._spares or self._failure)

    def _wait_for_room(self) -> None:
        """Let what an earlier run has filled be emptied first: a good submission must not pay for it."""
        deadline = time.monotonic() + ROOM_SECONDS
        with self._changed:
            while not (self._closed or self._enclosure.has_room(self.level)):
                if time.monotonic() > deadline:
                    log.warning("the directory that runs share has little room left, and nothing makes more")
                    return
                self._changed.wait(ROOM_LOOK_SECONDS)

    def give_back(self, process: Process) -> None:
        """Let a process that is as good as fresh serve again; after `REUSES` times it is ended."""
        process.served += 1
        with self._changed:
            self._lent.discard(process)
            if process.served < REUSES and len(self._spares) <= self._wanted:
                self._spares.appendleft(process)
            else:
                self._release(process)
            self._changed.notify_all()

    def end(self, process: Process) -> None:
        """Kill a process and clean up behind it; the zygote does so in the background."""
        with self._changed:
            self._vacant += process in self._lent
            self._release(process)

    def refill(self) -> None:
        """Have a successor forked for each process that was ended."""
        with self._changed:
            self._vacant = 0
            self._changed.notify_all()

    def _release(self, process: Process) -> None:
        self._owners.pop(process, None)
        self._lent.discard(process)
        process.close()

    def close(self) -> None:
        """End all processes and the zygote."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._keeper.ident is not None:
            self._keeper.join()
        self._spares.clear()
        while self._owners:
            self._release(next(iter(self._owners)))
        for zygote in [*self._retired, *([self._zygote] if self._zygote else [])]:
            zygote.close()

    def _keep(self) -> None:
        while not self._closed:
            try:
                self._tend()
            except (SandboxError, OSError) as error:  # no room, no process or no descriptor for now
                with self._changed:
                    self._failure = error
                    self._changed.notify_all()
                    self._changed.wait_for(lambda: self._closed, RETRY_SECONDS)

    def _tend(self) -> None:
        """Wait for something to do, then do one thing: replace a dead zygote, add a spare, replace a used one."""
        with self._changed:
            self._changed.wait_for(self._has_work)
            missing = self._are_missing()
        if self._closed:
            return
        if self._zygote is None or not self._zygote.alive:
            self._replace()
        elif missing:
            self._add(self._zygote)
        elif self._zygote.forked >= RECYCLE:
            self._replace()
        self._close_retired()

    def _has_work(self) -> bool:
        due = self._zygote is None or self._zygote.forked >= RECYCLE
        return self._closed or due or self._are_missing() or any(map(self._is_done, self._retired))

    def _are_missing(self) -> bool:
        """Whether a spare must be forked: for one that was used only once its verdict is told, or the next is needed.

        Forked at once, its successor takes the processor from the very verdict that somebody waits for.
        """
        return len(self._spares) + len(self._lent) + self._vacant < self._wanted

    def _replace(self) -> None:
        fresh = Zygote(self._module, self._enclosure)
        try:
            fresh.ready()
        except SandboxError:
            fresh.close()
            raise
        with self._changed:
            if self._zygote is not None:
                self._retired.append(self._zygote)
            self._zygote = fresh

    def _is_done(self, zygote: Zygote) -> bool:
        return zygote not in self._owners.values()

    def _close_retired(self) -> None:
        with self._changed:
            done = [zygote for zygote in self._retired if self._is_done(zygote)]
            self._retired = [zygote for zygote in self._retired if zygote not in done]
        for zygote in done:
            zygote.close()

    def _add(self, zygote: Zygote) -> None:
        """Fork one more spare; a zygote that cannot is replaced.

        Raises:
            SandboxError: the fresh one cannot either.
        """
        process = self._fork(zygote)
        with self._changed:
            self._failures = 0 if process else self._failures + 1
            if process:
                self._owners[process] = zygote
                self._spares.append(process)
                self._changed.notify_all()
        if self._failures > 1:
            message = "a process could not be forked: is the machine short of memory or of processes?"
            raise SandboxError(message)
        if not process:
            self._replace()

    def _fork(self, zygote: Zygote) -> Process | None:
        try:
            process = zygote.fork(self._pipes)
        except SandboxError:
            return None
        if process.born():
            return process
        process.close()
        return None
