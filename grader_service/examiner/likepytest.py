"""What tests find under the name `pytest`: the small part of it that tests of an assignment use, quick to load.

Runs on the trusted side, and for shared tests also in the student's process.
"""

import io
import itertools
import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from numbers import Complex
from types import ModuleType, TracebackType
from typing import Final, NamedTuple, NoReturn

from grader_service.sandbox.values import Value

CASES: Final = "_pyprac_cases"
FIXTURE: Final = "_pyprac_fixture"
SKIPPED: Final = "_pyprac_skipped"
RELATIVE: Final = 1e-6
ABSOLUTE: Final = 1e-12


class NoAnswer(BaseException):
    """What is no answer of the submission's, and so never the exception that a test waits for."""


class NotOffered(NoAnswer):
    """The test wants something of pytest that is not here; the text says what, in words that fit behind "because"."""


class Skipped(Exception):
    """The test says that it does not want to run; the text says why."""


class Raised:
    """What `pytest.raises` gives: the exception in `value`, its class in `type`, the name of that in `typename`."""

    value: Value = None
    type: Value = None
    typename: str = ""

    def match(self, pattern: str) -> bool:
        """Whether the text of the exception holds the pattern; an AssertionError where it does not."""
        if not re.search(pattern, str(self.value)):
            message = f'"{pattern}" does not match "{self.value}"'  # in the words of unittest
            raise AssertionError(message)
        return True


class _Raises:
    def __init__(self, kinds: Value, match: str | None) -> None:
        self._kinds, self._match, self._raised = kinds, match, Raised()

    def __enter__(self) -> Raised:
        return self._raised

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if kind is None:
            message = f"{_names(self._kinds)} not raised"
            raise AssertionError(message)
        if not issubclass(kind, self._kinds) or issubclass(kind, NoAnswer):
            return False
        self._raised.value, self._raised.type, self._raised.typename = error, kind, kind.__name__
        if self._match is not None:
            self._raised.match(self._match)
        return True


def _names(kinds: Value) -> str:
    return " or ".join(kind.__name__ for kind in (kinds if isinstance(kinds, tuple) else (kinds,)))


def raises(kinds: Value, *call: Value, match: str | None = None, **names: Value) -> Value:
    """A block, or a call, that has to raise."""
    if not call:
        return _Raises(kinds, match)
    with _Raises(kinds, match) as raised:
        call[0](*call[1:], **names)
    return raised


class approx:  # noqa: N801, PLW1641  pytest's own name, which has no hash either
    """Numbers, alone or in lists, tuples and dictionaries, that are nearly equal; an object of a student's never is."""

    def __init__(self, expected: Value, rel: float | None = None, abs: float | None = None) -> None:  # noqa: A002  the same
        self.expected, self._rel, self._abs = expected, rel, abs

    def __eq__(self, actual: object) -> bool:
        return self._near(actual, self.expected)

    def __repr__(self) -> str:
        return f"about {self.expected!r}"

    def _near(self, actual: Value, expected: Value) -> bool:
        if isinstance(expected, Mapping):
            same = isinstance(actual, Mapping) and actual.keys() == expected.keys()
            return same and all(self._near(actual[key], value) for key, value in expected.items())
        if isinstance(expected, list | tuple):
            same = isinstance(actual, list | tuple) and len(actual) == len(expected)
            return same and all(map(self._near, actual, expected))
        if not isinstance(actual, Complex) or not isinstance(expected, Complex) or isinstance(expected, bool):
            return bool(isinstance(actual, type(expected)) and actual == expected)
        return bool(actual == expected) or self._close(complex(actual), complex(expected))

    def _close(self, actual: complex, expected: complex) -> bool:
        absolute = ABSOLUTE if self._abs is None else self._abs
        relative = (RELATIVE if self._abs is None else 0.0) if self._rel is None else self._rel
        distance = abs(actual - expected)
        return math.isfinite(distance) and distance <= max(absolute, relative * abs(expected))


class _Parameters(NamedTuple):
    values: tuple[Value, ...]
    id: str | None = None


def param(*values: Value, id: str | None = None) -> _Parameters:  # noqa: A002  pytest's own signature
    """The values of one case."""
    return _Parameters(values, id)


class _Mark:
    """`pytest.mark`: parametrize, skip and skipif."""

    @staticmethod
    def parametrize(names: Value, values: Value, ids: Value = None) -> Callable[[Value], Value]:
        """Run the test once with each of the values."""
        split = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        rows = [_row(value, len(split)) for value in values]
        named = list(ids) if isinstance(ids, list | tuple) else [row.id for row in rows]
        cases = [(label, dict(zip(split, row.values, strict=True))) for label, row in zip(named, rows, strict=True)]
        return lambda function: _kept(function, CASES, [*getattr(function, CASES, []), cases])

    @staticmethod
    def skip(function: Value = None, *, reason: str = "") -> Value:
        """Leave the test out."""
        return _kept(function, SKIPPED, reason) if function else lambda each: _kept(each, SKIPPED, reason)

    @staticmethod
    def skipif(condition: object, *, reason: str = "") -> Callable[[Value], Value]:
        """Leave the test out where the condition holds."""
        return lambda function: _kept(function, SKIPPED, reason) if condition else function

    def __getattr__(self, name: str) -> NoReturn:
        _refuse(f"pytest.mark.{name}")


def _row(value: Value, width: int) -> _Parameters:
    if isinstance(value, _Parameters):
        return value
    return _Parameters((value,) if width == 1 else tuple(value))


def _kept(function: Value, name: str, value: object) -> Value:
    setattr(function, name, value)
    return function


def fixture(
    function: Value = None,
    *,
    name: str | None = None,
    autouse: bool = False,
    scope: str = "",  # noqa: ARG001  tests are independent of each other, so that one scope is as good as the other
    **others: Value,
) -> Value:
    """A function whose result tests get by its name; made afresh for each test, whatever its scope."""
    for other in others:
        _refuse(f"a fixture with {other!r}")
    if function is None:
        return lambda each: fixture(each, name=name, autouse=autouse)
    return _kept(function, FIXTURE, (name or function.__name__, autouse))


def skip(reason: str = "") -> NoReturn:
    """End the test as left out."""
    raise Skipped(reason)


def fail(reason: str = "") -> NoReturn:
    """End the test as failed."""
    raise AssertionError(reason)


def _refuse(what: str) -> NoReturn:
    message = f"{what} is not offered to tests here"
    raise NotOffered(message)


def refuse_module(name: str) -> NoReturn:
    """A test must not stand on what a submission has imported: another one has not, or something else by that name."""
    message = f"it takes the module {name!r} from the submission: import it in the test itself"
    raise NotOffered(message)


class Captured(NamedTuple):
    """What was printed."""

    out: str
    err: str


class Capsys:
    """The fixture of this name: what is printed while it is there."""

    def __init__(self) -> None:
        self._streams = io.StringIO(), io.StringIO()

    def readouterr(self) -> Captured:
        """What was printed since it was asked last."""
        texts = []
        for stream in self._streams:
            texts.append(stream.getvalue())
            stream.seek(0)
            stream.truncate()
        return Captured(*texts)

    @contextmanager
    def taking(self) -> Iterator["Capsys"]:
        """Take in what is printed meanwhile."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._streams
        try:
            yield self
        finally:
            sys.stdout, sys.stderr = before


def cases(*marked: Value) -> list[tuple[str, dict[str, Value]]]:
    """The cases of a test function, and of its class, by their names; one without parameters has a single case."""
    made = []
    for chosen in itertools.product(*reversed([cases for each in marked for cases in getattr(each, CASES, [])])):
        values = {name: value for _, case in chosen for name, value in case.items()}
        labels = [label or ", ".join(f"{name}={value!r:.60}" for name, value in case.items()) for label, case in chosen]
        made.append((", ".join(labels), values))
    return made


class _Module(ModuleType):
    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        _refuse(f"pytest.{name}")


def module() -> ModuleType:
    """The module that is imported as `pytest`."""
    made = _Module("pytest")
    offered = {"raises": raises, "approx": approx, "param": param, "mark": _Mark(), "fixture": fixture}
    vars(made).update(offered | {"skip": skip, "fail": fail})
    return made
