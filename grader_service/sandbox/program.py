"""The submission inside its own process: loading it, feeding its input, and finding the line it returned from."""

import atexit
import builtins
import io
import linecache
import os
import random
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import CodeType, FrameType, ModuleType
from typing import Any, Final

from grader_service.sandbox.report import FILE, GIVEN, SETUP_FILE

STDIN: Final = 0

STATUS: Final = 0xFF
"""What an operating system tells of the number with which a program ends."""

CALLS_WATCHED: Final = 20
"""After so many calls outside the submission nobody waits for its frame any longer: tracing each one is slow."""


def prepare(setup: str, *, name: str, seed: str) -> ModuleType:
    """A module of that name in which the author's setup code has run; raises whatever that raises."""
    module = ModuleType(name)
    sys.modules[name] = module
    random.seed(seed)
    if setup:
        exec(_compile(setup, SETUP_FILE), vars(module))  # noqa: S102  running code is what this process is for
        modules = {name: value for name, value in vars(module).items() if isinstance(value, ModuleType)}
        vars(module)[GIVEN] = modules
    return module


def load(code: str, module: ModuleType) -> None:
    """Run the submission in its module; raises whatever that raises."""
    exec(_compile(code, FILE), vars(module))  # noqa: S102  the same


def load_script(code: str, module: ModuleType) -> None:
    """Run the submission as `python` runs a script, to its very end.

    Ending it by `exit()` is no error unless it says so.
    """
    vars(builtins).update(exit=sys.exit, quit=sys.exit)
    try:
        _run_to_its_end(code, module)
    finally:
        atexit._run_exitfuncs()  # noqa: SLF001  there is no public name for it


def _run_to_its_end(code: str, module: ModuleType) -> None:
    """Run it, and wait for its threads unless it failed: what it raised must not be lost behind one that never ends."""
    try:
        load(code, module)
    except SystemExit as end:
        if not _is_success(end.code):
            raise
    _join_threads()


def _is_success(code: object) -> bool:
    """Whether a program that ends with that code ends well: with no code, or with a whole number that counts as 0."""
    return code is None or (isinstance(code, int) and int(code) & STATUS == 0)


def _compile(source: str, file: str) -> CodeType:
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # it would stand in the output, as if the program printed it
        return compile(source, file, "exec", dont_inherit=True)


def share(sources: Sequence[tuple[str, str]]) -> Callable[..., list[Any]]:
    """What runs a shared test, from the sources of its modules: the last one's `run`."""
    made = ModuleType("nothing")
    for name, source in sources:
        made = sys.modules[name] = ModuleType(name)
        vars(made)["__path__"] = []
        exec(compile(source, f"<{name}>", "exec", dont_inherit=True), vars(made))  # noqa: S102  running code is what this process is for
    run: Callable[..., list[Any]] = vars(made)["run"]
    return run


def _join_threads() -> None:
    """Wait for the threads of a script, those of pools too, as the interpreter does before it ends."""
    for end_pools in reversed(getattr(threading, "_threading_atexits", ())):
        end_pools()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()


def feed(text: str) -> None:
    """Make `text` the standard input, for `input()` and for whoever reads the descriptor, a file from birth on."""
    rest = memoryview(text.encode("utf-8", "surrogatepass"))
    os.ftruncate(STDIN, 0)
    os.lseek(STDIN, 0, os.SEEK_SET)
    while rest:
        rest = rest[os.write(STDIN, rest) :]
    os.lseek(STDIN, 0, os.SEEK_SET)
    sys.stdin = open_input()


@contextmanager
def replaced(functions: Mapping[str, Callable[..., object]]) -> Iterator[None]:
    """Let functions of the test's stand in for Python's own."""
    before = {name: vars(builtins)[name] for name in functions}
    vars(builtins).update(functions)
    try:
        yield
    finally:
        vars(builtins).update(before)


def open_input() -> io.TextIOWrapper:
    """Standard input afresh, with nothing read ahead."""
    return open(STDIN, encoding="utf-8", errors="surrogateescape", closefd=False)


class LastLine:
    """Where the first function of the submission that a call entered was left: a frame remembers its last line."""

    def __init__(self) -> None:
        self._frame: FrameType | None = None
        self._watched = 0

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Look for the frame; tracing ends with the first one found, so that the code itself runs at full speed."""
        self._frame, self._watched = None, 0
        sys.settrace(self._enter)
        try:
            yield
        finally:
            sys.settrace(None)

    def _enter(self, frame: FrameType, _event: str, _arg: object) -> None:
        self._watched += 1
        if frame.f_code.co_filename == FILE:
            self._frame = frame
        if self._frame is not None or self._watched > CALLS_WATCHED:
            sys.settrace(None)

    def take(self) -> int | None:
        """The line, once; None where no function of the submission was entered."""
        frame, self._frame = self._frame, None
        return frame.f_lineno if frame is not None else None
