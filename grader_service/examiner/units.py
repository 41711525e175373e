"""Runs the test methods and functions of a test's code, each as its framework would, and says how each ended.

Runs on the trusted side, and for shared tests also in the student's process.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FunctionType
from typing import Final

from grader_service.examiner import likepytest, monkeypatch
from grader_service.sandbox.values import Value

NAME: Final = "test"
"""The name of the module that a test's code is."""


SHARED: Final = frozenset({"tmp_path"})
"""Fixtures of shared tests alone: what a submission writes is in its own process' reach."""


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
    for name, value in list(dict.items(names)):
        if type(value) is FunctionType and name.startswith("test") and value.__module__ == NAME:
            ended.append(_function(name, value, names, snapshot))
        elif issubclass(type(value), type) and value.__module__ == NAME and name == value.__name__:
            ended += _class(value, names, snapshot)
    return ended


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
        before, after = (getattr(owner, each, None) for each in ("setup_method", "teardown_method"))
        _cases(ended, function, names, snapshot, before=before, after=after)
    return ended


def _function(name: str, function: FunctionType, names: dict[str, Value], snapshot: Snapshot) -> Ended:
    ended = Ended(name)
    with _noting(ended, snapshot):
        _cases(ended, function, names, snapshot)
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


def _cases(  # noqa: PLR0913, PLR0917  what surrounds a case
    ended: Ended,
    function: Callable[..., Value],
    names: dict[str, Value],
    snapshot: Snapshot,
    before: Callable[..., Value] | None = None,
    after: Callable[..., Value] | None = None,
) -> None:
    """Run a function with each of its cases, until one fails."""
    if hasattr(function, likepytest.SKIPPED):
        ended.skipped = getattr(function, likepytest.SKIPPED)
        return
    for label, values in likepytest.cases(function):
        with _noting(ended, snapshot, f"({label})" if label else ""), ExitStack() as stack:
            if before:
                before()
            if after:
                stack.callback(after)
            _finish(function(**_arguments(function, dict(values), names, stack)))
        if ended.error is not None:
            return


def _finish(result: object) -> None:
    if inspect.iscoroutine(result):
        import asyncio  # noqa: PLC0415  slow to load, and seldom needed

        asyncio.run(result)


def _arguments(
    function: Callable[..., Value], given: dict[str, Value], names: dict[str, Value], stack: ExitStack
) -> dict[str, Value]:
    """The arguments of a test or a fixture: its parameters, else fixtures; `given` keeps what was made."""
    fixtures = _fixtures(names)
    for own, (autouse, _) in fixtures.items():
        if autouse:
            _value(own, given, names, stack)
    wanted = [name for name, each in inspect.signature(function).parameters.items() if each.default is each.empty]
    return {name: _value(name, given, names, stack) for name in wanted[_patched(function) :]}


def _patched(function: Callable[..., Value]) -> int:
    """How many of a function's first arguments decorators of `unittest.mock` give it."""
    patches = getattr(function, "patchings", ())
    return sum(not each.attribute_name and each.new is sys.modules["unittest.mock"].DEFAULT for each in patches)


def _fixtures(names: dict[str, Value]) -> dict[str, tuple[bool, Value]]:
    marked = [(getattr(value, likepytest.FIXTURE), value) for value in list(dict.values(names)) if _is_fixture(value)]
    return {name: (autouse, value) for (name, autouse), value in marked}


def _is_fixture(value: object) -> bool:
    return type(value) is FunctionType and hasattr(value, likepytest.FIXTURE)


def _value(name: str, given: dict[str, Value], names: dict[str, Value], stack: ExitStack) -> Value:
    if name in given:
        return given[name]
    if name == "capsys":
        made: Value = stack.enter_context(likepytest.Capsys().taking())
    elif name == "monkeypatch":
        made = monkeypatch.MonkeyPatch(stack)
    else:
        fixtures = _fixtures(names)
        if name not in fixtures:
            message = f"the fixture {name!r} is not offered to tests here"
            raise likepytest.NotOffered(f"{message}: a shared test has it" if name in SHARED else message)
        function = fixtures[name][1]
        given[name] = None  # a fixture that asks for itself ends here
        made = _made(function, function(**_arguments(function, given, names, stack)), stack)
    given[name] = made
    return made


def _made(function: FunctionType, result: Value, stack: ExitStack) -> Value:
    """What a fixture made; one that yields goes on after the test."""
    if not inspect.isgeneratorfunction(function):
        return result
    stack.callback(lambda: next(result, None))
    return next(result)
