"""One student's process as the examiner sees it: one request, one reply, under clock, cap and count."""

import os
import select
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from grader_service.examiner.clock import Clock
from grader_service.examiner.control import Control, Ends
from grader_service.examiner.errors import (
    CRASHED,
    OUTPUT,
    TIMEOUT,
    Ending,
    ErrorClasses,
    Stopped,
    TooManyCalls,
    Unsent,
    checked_report,
)
from grader_service.examiner.output import Output
from grader_service.sandbox.channel import READ_BYTES
from grader_service.sandbox.values import Tree, WireError
from grader_service.sandbox.wire import Frames, pack

CALLS: Final = 1_000
"""Requests that one test may make."""

CALLBACKS_DEPTH: Final = 20
REASON: Final = 200

Ask = Callable[[list[Tree]], list[Tree]]
"""Answers a call that the student's side makes of a function of the test's."""


class Student:
    """Asks a student's process. Every method that asks raises `Stopped` once the process is ended."""

    def __init__(self, ends: Ends, control: Control, clock: Clock) -> None:
        self._ends = ends
        self._control = control
        self.clock = clock
        self.output = Output(ends.output, ends.errors)
        self.errors = ErrorClasses()
        self.ended: Stopped | None = None
        self.line: int | None = None
        self._answer_callback: Ask | None = None
        self._number = 0
        self._posted: dict[str, tuple[int, memoryview]] = {}
        self._calls = 0
        self._depth = 0
        self._frames = Frames()
        self._poll = select.poll()
        for fd in (ends.replies, ends.output, ends.errors):
            self._poll.register(fd, select.POLLIN)

    def begin(self) -> None:
        """A test begins: clock, count and output start afresh."""
        self._calls = 0
        self.line = None
        self.output.begin()
        self.clock.restart()

    def on_callback(self, answer: Ask) -> None:
        """Who answers where the student's side calls a function of the test's."""
        self._answer_callback = answer

    def request(self, name: str, *parts: Tree) -> list[Tree]:
        """Ask for something; the parts of a `value` reply.

        Raises:
            Stopped: the process is ended.
            StudentError: the student's code raised.
            Unsent: the result could not cross.
            TooManyCalls: the test has asked too often.
        """
        if self.ended:
            raise self.ended
        self._count()
        number, data = self._packed(name, parts)
        with self.distrust():
            answer = _understand(self._converse(number, data), self.errors)
        self.output.pass_on()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def tell(self, name: str, *parts: Tree) -> None:
        """Ask, before anything else was asked, for something so short and sure that nobody waits for a reply."""
        _, data = self._packed(name, parts)
        self._write(data)

    def post(self, name: str, *parts: Tree) -> None:
        """Send a request before its turn, as far as it goes out at once: `request` or `tell` will not send it again.

        Its process begins with it while another is at work; what is wrong with it shows in its turn.
        """
        number, data = self._packed(name, parts)
        with suppress(BlockingIOError, BrokenPipeError):
            data = data[os.write(self._ends.requests, data) :]
        self._posted[name] = number, data

    def _packed(self, name: str, parts: Sequence[Tree]) -> tuple[int, memoryview]:
        """The number of a request and the bytes of it that have yet to go out."""
        if name in self._posted:
            return self._posted.pop(name)
        self._number += 1
        return self._number, memoryview(pack([self._number, name, *parts]))

    @contextmanager
    def distrust(self) -> Iterator[None]:
        """What is read in here came from the student's side: where it makes no sense, its process is ended."""
        try:
            yield
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise self._stop(CRASHED) from error

    def _converse(self, number: int, data: memoryview) -> list[Tree]:
        """Send a request and answer callbacks until its own reply comes."""
        reply = self._exchange(data)
        while reply[0] == 0 and reply[1] == "ask":
            self._count()
            reply = self._exchange(memoryview(self._answered(reply[2:])))
        if reply[0] != number or not self._frames.empty:
            message = "not the reply that was asked for"
            raise WireError(message)
        return reply[1:]

    def _count(self) -> None:
        self._calls += 1
        if self._calls > CALLS:
            message = f"the test made more than {CALLS:,} calls"
            raise TooManyCalls(message)

    def _answered(self, call: list[Tree]) -> bytes:
        self.output.pass_on()
        self._depth += 1
        try:
            if self._answer_callback is None or self._depth > CALLBACKS_DEPTH:
                message = "no such function"
                raise WireError(message)
            return pack([0, *self._answer_callback(call)])
        finally:
            self._depth -= 1

    def _exchange(self, rest: memoryview) -> list[Tree]:
        """Send bytes and wait for the next frame, reading what is printed meanwhile."""
        self.clock.run()
        try:
            rest = self._write(rest)
            self._control.tell()
            if rest:
                self._poll.register(self._ends.requests, select.POLLOUT)
            while (frame := self._frames.next()) is None or rest:
                rest = self._wait(rest)
            self._look(0)
            return frame
        finally:
            self.clock.halt()

    def _wait(self, rest: memoryview) -> memoryview:
        for fd, _ in self._look(self.clock.patience()):
            if fd == self._ends.requests:
                rest = self._write(rest)
                if not rest:
                    self._poll.unregister(fd)
            elif fd == self._ends.replies:
                self._read()
        if self.clock.is_up():
            raise self._stop(TIMEOUT)
        return rest

    def _look(self, seconds: float) -> list[tuple[int, int]]:
        """Wait for something to happen; what is printed is taken in here."""
        events = self._poll.poll(seconds * 1000)
        for fd, _ in events:
            if fd in {self._ends.output, self._ends.errors} and not self.output.take(fd):
                self._poll.unregister(fd)
        if self.output.too_much:
            raise self._stop(OUTPUT)
        return events

    def _write(self, data: memoryview) -> memoryview:
        try:
            return data[os.write(self._ends.requests, data) :] if data else data
        except BlockingIOError:
            return data
        except BrokenPipeError:
            raise self._stop(CRASHED) from None

    def _read(self) -> None:
        data = os.read(self._ends.replies, READ_BYTES)
        if not data:
            raise self._stop(CRASHED)
        self._frames.feed(data)

    def _stop(self, ending: Ending) -> Stopped:
        """End the process and take in what it left behind; where it ended by itself, see how."""
        status = self._control.stop()
        self.output.drain()
        if ending == CRASHED and status is not None and _is_cpu_limit(status):
            ending = TIMEOUT
        self.ended = Stopped(ending, self.output.where())
        return self.ended

    def close(self) -> None:
        """Let go of the ends."""
        for fd in self._ends:
            os.close(fd)


def _is_cpu_limit(status: int) -> bool:
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU


def _understand(reply: list[Tree], errors: ErrorClasses) -> list[Tree] | BaseException:
    """The parts of a `value`, or what any other reply means."""
    name, *parts = reply
    if name == "value":
        return parts
    if name == "unsent" and type(parts[0]) is str:
        return Unsent(parts[0][:REASON])
    if name != "raised":
        message = f"{name} is no reply"
        raise WireError(message)
    return errors.made(checked_report(*parts[:4]), parts[4])
