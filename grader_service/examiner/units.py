"""Runs the test methods and functions of a test's code, each as its framework would, and says how each ended.

Runs on the trusted side, and for shared tests also in the student's process.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from types import FunctionType
from typing import Final

from grader_service.examiner import fixtures, likepytest
from grader_service.sandbox.values import Value

NAME: Final = "test"
"""The name of the module that a test's code is."""


@dataclass
class Ended:
    """How one method or function ended: with what it raised, skipped for a reason, or well.

    `about` names its case, `noted` is what was noted last when it raised.
    """

    name: str
    error: BaseException | None = None
    skipped: str | None = None
    about: str = ""
    noted: Value = None

    def raised(self, error: BaseException, about: str, noted: object) -> None:
        """Keep the first exception."""
        if self.error is None:
            self.error, self.about, self.noted = error, about, noted


class TestModule:
    """The module that a test's code is; its names are those of the code while it runs."""

    def __init__(self, names: dict[str, Value]) -> None:
        self.__dict__ = names


@contextmanager
def importable(names: dict[str, Value]) -> Iterator[None]:
    """Let a library find the module of a test's code by its name: dataclasses and unittest look for it there."""
    before = sys.modules.get(NAME)
    sys.modules[NAME] = TestModule(names)  # type: ignore[assignment]  # any object may stand there
    try:
        yield
    finally:
        del sys.modules[NAME]
        if before is not None:
            sys.modules[NAME] = before


Snapshot = Callable[[], object]


def run(names: dict[str, Value], snapshot: Snapshot) -> list[Ended]:
    """Run what the names of a test's code hold, in their order; `snapshot` is asked whenever something is raised."""
    ended: list[Ended] = []
    whole = Ended("setup_module")
    with _noting(whole, snapshot), ExitStack() as stack:
        _surround(stack, partial(_own, names), "module", sys.modules.get(NAME))
        ended += _each(names, snapshot)
    return ended if whole.error is None and whole.skipped is None else [*ended, whole]


def _own(names: dict[str, Value], name: str) -> FunctionType | None:
    """The test's own function of a name."""
    value = dict.get(names, name)
    return value if type(value) is FunctionType and value.__module__ == NAME else None


def _surround(stack: ExitStack, find: Callable[[str], Value], what: str, given: Value) -> None:
    """Run what is to be run before a module, function or method, and keep what comes after; they may ask for it."""
    before, after = (find(f"{each}_{what}") for each in ("setup", "teardown"))
    if before:
        _hand(before, given)
    if after:
        stack.callback(_hand, after, given)


def _hand(function: Callable[..., Value], given: Value) -> None:
    function(*[given][: len(inspect.signature(function).parameters)])


def _each(names: dict[str, Value], snapshot: Snapshot) -> Iterator[Ended]:
    """How each ended, one after the other."""
    for name, value in list(dict.items(names)):
        if type(value) is FunctionType and name.startswith("test") and value.__module__ == NAME:
            yield _function(name, value, names, snapshot)
        elif issubclass(type(value), type) and value.__module__ == NAME and name == value.__name__:
            yield from _class(value, names, snapshot)


def _class(kind: type, names: dict[str, Value], snapshot: Snapshot) -> Iterator[Ended]:
    unittest = sys.modules.get("unittest")
    if unittest and issubclass(kind, unittest.TestCase):
        for case in unittest.defaultTestLoader.loadTestsFromTestCase(kind):
            yield _case(case, snapshot)
    elif kind.__name__.startswith("Test"):
        for name in [name for name in vars(kind) if name.startswith("test") and callable(getattr(kind, name))]:
            yield _method(kind, name, names, snapshot)


def _case(case: Value, snapshot: Snapshot) -> Ended:
    """Run one method of a TestCase with all that unittest runs around it."""
    unittest = sys.modules["unittest"]
    ended = Ended(f"{type(case).__name__}.{case._testMethodName}")  # noqa: SLF001  the only way to its name

    class Result(unittest.TestResult):  # type: ignore[misc, name-defined]  # the module is loaded only where a test wants it
        def addError(self, _test: Value, error: Value) -> None:  # noqa: N802  unittest's name
            ended.raised(error[1], "", snapshot())

        addFailure = addError  # noqa: N815  the same

        def addSubTest(self, _test: Value, subtest: Value, error: Value) -> None:  # noqa: N802  unittest's name
            if error is not None:
                ended.raised(error[1], subtest._subDescription(), snapshot())  # noqa: SLF001  the same

        def addSkip(self, _test: Value, reason: str) -> None:  # noqa: N802  unittest's name
            ended.skipped = str(reason)

        def addExpectedFailure(self, _test: Value, error: Value) -> None:  # noqa: N802  unittest's name
            if type(error[1]) is not AssertionError:  # nor is an assert of the submission's own
                ended.raised(error[1], "", snapshot())

        def addUnexpectedSuccess(self, _test: Value) -> None:  # noqa: N802  unittest's name
            ended.raised(AssertionError("It passed, but it is expected to fail."), "", snapshot())

    unittest.TestSuite([case]).run(Result())
    return ended


def _method(kind: type, name: str, names: dict[str, Value], snapshot: Snapshot) -> Ended:
    """Run one method of a plain class, on an object of its own and with all that pytest runs around it."""
    ended = Ended(f"{kind.__name__}.{name}")
    with _noting(ended, snapshot), ExitStack() as stack:
        getattr(kind, "setup_class", lambda: None)()
        stack.callback(getattr(kind, "teardown_class", lambda: None))
        owner = kind()
        function = getattr(owner, name)
        around = partial(_surround, find=lambda each: getattr(owner, each, None), what="method", given=function)
        _cases(ended, (function, kind), {**dict(dict.items(names)), **fixtures.of_class(owner)}, snapshot, around)
    return ended


def _function(name: str, function: FunctionType, names: dict[str, Value], snapshot: Snapshot) -> Ended:
    ended = Ended(name)
    with _noting(ended, snapshot):
        around = partial(_surround, find=partial(_own, names), what="function", given=function)
        _cases(ended, (function,), names, snapshot, around)
    return ended


@contextmanager
def _noting(ended: Ended, snapshot: Snapshot, about: str = "") -> Iterator[None]:
    try:
        yield
    except BaseException as error:  # noqa: BLE001  SystemExit and KeyboardInterrupt are no passes either
        if isinstance(error, likepytest.Skipped) or _is_skip(error):
            ended.skipped = str(error)
        else:
            ended.raised(error, about, snapshot())


def _is_skip(error: BaseException) -> bool:
    unittest = sys.modules.get("unittest")
    return bool(unittest and isinstance(error, unittest.SkipTest))


def _cases(
    ended: Ended,
    marked: tuple[Value, ...],
    names: dict[str, Value],
    snapshot: Snapshot,
    around: Callable[[ExitStack], None],
) -> None:
    """Run a function with each case of its own and of its class, which may be `marked`, until one fails."""
    skipped = [getattr(each, likepytest.SKIPPED) for each in marked if hasattr(each, likepytest.SKIPPED)]
    if skipped:
        ended.skipped = skipped[0]
        return
    function = marked[0]
    for label, values in likepytest.cases(*marked):
        with _noting(ended, snapshot, f"({label})" if label else ""), ExitStack() as stack:
            around(stack)
            _finish(function(**fixtures.arguments(function, dict(values), names, stack)))
        if ended.error is not None:
            return


def _finish(result: object) -> None:
    if inspect.iscoroutine(result):
        import asyncio  # noqa: PLC0415  slow to load, and seldom needed

        asyncio.run(result)
