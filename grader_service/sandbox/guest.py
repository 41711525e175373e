"""What runs in the student's process: it answers one request after the other and knows no test.

Whatever the student's code does to this process, all that it can reach is what comes back from its own calls.
Standard library and MessagePack only.
"""

import faulthandler
import io
import mmap
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from itertools import islice
from types import FrameType, ModuleType
from typing import Final, NoReturn

from grader_service.sandbox import program
from grader_service.sandbox.channel import Channel
from grader_service.sandbox.codec import Lifting, Lowering
from grader_service.sandbox.loans import Loans
from grader_service.sandbox.operations import OPERATIONS
from grader_service.sandbox.report import described, report
from grader_service.sandbox.values import Tree, Value, WireError

WARM: Final = (
    "bisect", "collections", "collections.abc", "copy", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "heapq", "io", "itertools", "json", "math", "operator", "os", "random", "re", "statistics", "string",
    "threading", "time", "traceback", "typing",
)  # fmt: skip
"""What beginners import: with it warm, an import costs nothing. Each makes every fork a little dearer."""

OWN_FRAMES: Final = 40
"""Frames below the student's first one, by which the recursion limit is raised."""

BALLAST: Final = 4 * 1024 * 1024
"""Bytes held, and never touched, that are let go where memory has run out."""

MODULE: Final = "submission"
SCRIPT: Final = "__main__"


class Guest:
    """Serves the requests of one examiner: `load` once, then calls on what was loaded."""

    def __init__(self, channel: Channel, begin: Callable[[float, int], None]) -> None:
        self._channel = channel
        self._begin = begin
        self._module = ModuleType(MODULE)
        self._line = program.LastLine()
        self._ballast = mmap.mmap(-1, BALLAST)
        self._fed = False
        self._broken: dict[int, BaseException] = {}
        self._loans = Loans(self._find, self._ask)

    def serve(self) -> NoReturn:
        """Answer until the other end is gone or sends what is no request."""
        while True:
            number, name, *parts = self._channel.receive()
            self._answer(number, name, parts)

    def _answer(self, number: int, name: str, parts: list[Tree]) -> None:
        try:
            answer = self._do(name, parts)
        except WireError as error:
            answer = ["unsent", str(error)]
        except BaseException as error:  # noqa: BLE001  SystemExit and KeyboardInterrupt of the student are reported as well
            answer = self._raised(error)
        if answer is None:
            return
        flush()
        try:
            self._channel.send([number, *answer])
        except WireError as error:
            self._channel.send([number, "unsent", str(error)])

    def _raised(self, error: BaseException) -> list[Tree]:
        """Describe what the student's code raised, also where it has left no memory for that."""
        self._ballast.close()
        self._line.take()
        told = report(error)
        _forget_frames(error)
        with suppress(OSError):
            self._ballast = mmap.mmap(-1, BALLAST)
        return ["raised", *told, self._loans.lend(error)]

    def _do(self, name: str, parts: list[Tree]) -> list[Tree] | None:
        requests: Mapping[str, Callable[..., list[Tree] | None]] = {
            "call": self._call,
            "prepare": self._prepare,
            "load": self._load,
            "get": self._get,
            "operate": self._operate,
            "pull": self._pull,
            "file": self._file,
            "share": self._share,
        }
        return requests[name](*parts)

    def _get(self, target: Tree, attribute: str) -> list[Tree]:
        return self._value(getattr(self._lift(target), attribute))

    def _operate(self, operation: str, operands: Tree) -> list[Tree]:
        with self._line.watch():
            value = OPERATIONS[operation](*self._lift(operands))
        return self._value(value)

    def _find(self, name: str) -> Value:
        """What a name of the submission stands for now; without a name the module itself."""
        return vars(self._module)[name] if name else self._module

    def _feed(self, stdin: Tree) -> None:
        """Give this call its own input; what an earlier one left unread is gone, unless it is true."""
        if stdin is not True and (stdin is not None or self._fed):
            program.feed(stdin or "")
        self._fed = stdin is not None

    def _lift(self, tree: Tree) -> Value:
        return Lifting(self._loans.borrow).lift(tree)

    def _value(self, value: Value) -> list[Tree]:
        return ["value", Lowering(self._loans.lend).lower(value), self._line.take()]

    def _prepare(self, setup: str, seed: str, name: str, cpu: float, memory: int) -> list[Tree] | None:
        """Set the limits of the job and run the author's setup code; where there is none nobody waits for it."""
        self._begin(cpu, memory)
        self._module = program.prepare(setup, name=name, seed=seed)
        return ["value", None, None] if setup else None

    def _load(self, code: str, stdin: str | None) -> list[Tree]:
        """Run the submission: as a script, or as a module whose names are told."""
        self._feed(stdin)
        if self._module.__name__ == SCRIPT:
            program.load_script(code, self._module)
            return ["value", None, None]
        program.load(code, self._module)
        return ["value", described(self._module), None]

    def _share(self, sources: Tree, code: str, score: bool, stdin: str | None) -> list[Tree]:  # noqa: FBT001  a part of the request
        """Run a shared test, of which all that is needed comes with the request."""
        self._feed(stdin)
        return ["value", program.share(sources)(code, score, self._module), None]

    def _file(self, name: str, data: bytes, more: bool) -> list[Tree] | None:  # noqa: FBT001  a part of the request
        with open(name, "ab") as file:  # noqa: PTH123  the working directory is this process' own
            file.write(data)
        return None if more else ["value", None, None]

    def _call(self, target: Tree, arguments: Tree, names: list[str], stdin: Tree, replaced: Tree = ()) -> list[Tree]:
        self._feed(stdin)
        function, given = self._lift(target), self._lift(arguments)
        before = len(given) - len(names)
        standing = {name: self._lift(tree) for name, tree in replaced}
        with program.replaced(standing) if standing else _NOTHING, self._line.watch():
            value = function(*given[:before], **dict(zip(names, given[before:], strict=True)))
        return [*self._value(value), self._changed(given, arguments), _place(value, given)]

    def _changed(self, given: list[Value], sent: list[Tree]) -> list[Tree]:
        """The arguments that the call changed in place, by position: the examiner's own objects follow."""
        changed = []
        for position, value in enumerate(given):
            if type(value) not in _UNCHANGING:
                tree = Lowering(self._loans.lend).lower(value)
                if tree != sent[position]:
                    changed.append([position, tree])
        return changed

    def _pull(self, target: Tree, count: int) -> list[Tree]:
        """Up to so many items of an iterator; what it raises after the first comes with the next pull."""
        items: list[Value] = []
        iterator = self._lift(target)
        if id(iterator) in self._broken:
            raise self._broken.pop(id(iterator))
        with self._line.watch():
            try:
                items.extend(islice(iterator, count))
            except BaseException as error:
                if not items:
                    raise
                self._broken[id(iterator)] = error
        return self._value(items)

    def _ask(self, callback: int, arguments: tuple[Value, ...], names: Mapping[str, Value]) -> Value:
        """Call a function of the examiner's; its requests are answered meanwhile."""
        lowering = Lowering(self._loans.lend)
        given = [lowering.lower([*arguments, *names.values()]), list(names)]
        flush()
        self._channel.send([0, "ask", callback, *given])
        while True:
            number, name, *parts = self._channel.receive()
            if name == "answer":
                return self._lift(parts[0])
            if name == "rethrew":
                raise self._lift(parts[0])
            if name == "threw":
                raise self._loans.exception(*parts)
            self._answer(number, name, parts)


def _place(value: Value, given: list[Value]) -> int | None:
    """The position of the argument that a result is, for the examiner's own object is the result then."""
    if type(value) in _UNCHANGING:
        return None
    return next((position for position, each in enumerate(given) if each is value), None)


_NOTHING: Final = nullcontext()
_UNCHANGING: Final = frozenset({type(None), bool, int, float, str, bytes, tuple, frozenset, range, complex})


def _forget_frames(error: BaseException) -> None:
    """Let go of the frames that an exception and its causes and contexts hold, and with them what these hold."""
    known: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        each = left.pop()
        if each is not None and id(each) not in known:
            known.add(id(each))
            each.__traceback__ = None
            left += [each.__cause__, each.__context__]


def flush() -> None:
    """Send on what was printed, before the answer goes out."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with suppress(Exception):  # a student may have closed or replaced it
            stream.flush()  # type: ignore[union-attr]  # the same


def _stopped(_signal: int, _frame: FrameType | None) -> NoReturn:
    flush()
    os._exit(0)


def _open_output(number: int) -> io.TextIOWrapper:
    return open(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False)


def rehearse() -> None:
    """Warm up the zygote, and do there what every child would do alike."""
    from grader_service.sandbox import rehearsal  # noqa: PLC0415  it needs this module

    rehearsal.play(rehearsal.ROUNDS, rehearsal.VALUES, rehearsal.NAMES)
    vars(sys).update(dict.fromkeys(("stdin", "__stdin__"), program.open_input()))
    vars(sys).update(dict.fromkeys(("stdout", "__stdout__"), _open_output(1)))
    vars(sys).update(dict.fromkeys(("stderr", "__stderr__"), _open_output(2)))
    faulthandler.register(signal.SIGUSR1, file=2, all_threads=False)
    signal.signal(signal.SIGUSR2, _stopped)
    sys.setrecursionlimit(sys.getrecursionlimit() + OWN_FRAMES)


def run(fds: list[int], begin: Callable[[float, int], None]) -> None:
    """The start of a student's process: requests, replies, output and errors are its descriptors."""
    requests, replies, output, errors = fds
    os.dup2(output, 1)
    os.dup2(errors, 2)
    os.close(output)
    os.close(errors)
    sys.path.insert(0, os.getcwd())  # noqa: PTH109  the same directory as text
    from grader_service.sandbox import rehearsal  # noqa: PLC0415  it needs this module; the zygote has loaded it

    rehearsal.play(rounds=1)
    with suppress(EOFError, WireError):
        Guest(Channel(requests, replies), begin).serve()
