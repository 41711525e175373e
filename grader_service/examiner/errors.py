"""What ends a test early, and the student's exceptions as they are met on the trusted side."""

import builtins
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import GetSetDescriptorType, MemberDescriptorType
from typing import Final, Literal, cast

from grader_service.examiner.asserts import FILE
from grader_service.examiner.likepytest import NoAnswer
from grader_service.sandbox.report import TEXT, Report
from grader_service.sandbox.scene import KNOWN, VALUES
from grader_service.sandbox.values import Tree, Value, WireError

Ending = Literal["timeout", "memory", "output", "crashed"]
TIMEOUT: Final = "timeout"
OUTPUT: Final = "output"
CRASHED: Final = "crashed"
NAMES: Final = 100
LINES: Final = 20
NAME_LENGTH: Final = 200
BUILTIN_LINES: Final = 2
SCENE: Final = 3
PLACE: Final = 4
_VALUE: Final = (str, str, str, int)
_UNUSABLE: Final = frozenset({"BaseExceptionGroup", "ExceptionGroup"})


_NATIVE: Final = frozenset(
    name
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
    for name, value in vars(kind).items()
    if isinstance(value, MemberDescriptorType | GetSetDescriptorType) and not name.startswith("__") and name != "args"
)
"""Attributes that Python's own exceptions have, such as the `code` of a SystemExit: empty in an exception made here."""


_CHAIN: Final = frozenset({"__cause__", "__context__", "__suppress_context__"})
"""What a test asks an exception; whoever else asks means the one that is here."""


class Stopped(BaseException):
    """The student's process was ended, or ended itself. No `except Exception` of a test's code catches it."""

    def __init__(self, ending: Ending, line: int | None = None) -> None:
        super().__init__(ending)
        self.ending: Ending = ending
        self.line = line


class SetupError(Exception):
    """The author's setup code failed: the job cannot be graded."""


class Unsent(NoAnswer):
    """A value of the student's could not cross; the text says why."""


class TooManyCalls(NoAnswer):
    """A test made more calls than it may."""


class _Kind(type):
    """A class of exceptions that is Python's own one of its name, where there is one: `type(error) is ValueError`."""

    def __eq__(cls, other: object) -> bool:
        return other is cls or (other is _builtin(cls.__name__) and other is not None)

    def __call__(cls, *arguments: Value, **names: Value) -> Value:
        """An exception: of what was raised, or one that a test has the submission make."""
        make = None if [*map(type, arguments)] == [Report] else vars(cls).get("_pyprac_make")
        return make(arguments, names) if make else super().__call__(*arguments, **names)

    def __hash__(cls) -> int:
        return hash(_builtin(cls.__name__)) if _builtin(cls.__name__) else type.__hash__(cls)


class StudentError(BaseException, metaclass=_Kind):
    """What the student's side raised; its classes also have the builtin bases of the student's class.

    So a SystemExit of the student's is no `Exception` here either.
    """

    _pyprac_report: Report
    _pyprac_lent: Tree = None
    _pyprac_fetch: Callable[[str], Value] | None = None

    def __init__(self, report: Report) -> None:
        BaseException.__init__(self)  # that of a UnicodeError wants what is told as an attribute here
        self._pyprac_report = report

    def __str__(self) -> str:
        return self._pyprac_report.text

    def __getattribute__(self, name: str) -> Value:
        theirs = name in _NATIVE or (name in _CHAIN and sys._getframe(1).f_code.co_filename == FILE)  # noqa: SLF001  who asks
        fetch = super().__getattribute__("_pyprac_fetch") if theirs else None
        return fetch(name) if fetch else super().__getattribute__(name)

    def __getattr__(self, name: str) -> Value:
        theirs = not (name.startswith("__") and name.endswith("__")) or name == "__notes__"
        if self._pyprac_fetch is None or not theirs:
            raise AttributeError(name)
        return self._pyprac_fetch(name)

    @property
    def args(self) -> tuple[Value, ...]:  # type: ignore[override]  # the student's, asked for when they are wanted
        """What the exception was made with; its text where that is not to be had."""
        if self._pyprac_fetch is None:
            return (self._pyprac_report.text,)
        given = self._pyprac_fetch("args")
        return given if type(given) is tuple else (self._pyprac_report.text,)


def knows(kind: type[StudentError], name: str, make: Callable[[tuple[Value, ...], Mapping[str, Value]], Value]) -> None:
    """Let a class know its name in the submission, and how one of its exceptions is made there."""
    kind._pyprac_name = name  # type: ignore[attr-defined]  # noqa: SLF001  spelled to collide with nothing of the student's
    kind._pyprac_make = make  # type: ignore[attr-defined]  # noqa: SLF001  the same


def name_of(kind: type[StudentError]) -> str | None:
    """The name that the submission has for a class of its exceptions."""
    return vars(kind).get("_pyprac_name")


def report_of(error: StudentError) -> Report:
    """What is known of an exception, whose attributes are the student's."""
    return error._pyprac_report  # noqa: SLF001  the same


def lent_of(error: StudentError) -> Tree:
    """What it stands for where it was raised; None where it was not lent."""
    return error._pyprac_lent  # noqa: SLF001  the same


class ErrorClasses:
    """Exception classes for those of the student's side: a test's `except ValueError` or `except submission.X` fits."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], type[StudentError]] = {}
        self._attribute: Callable[[Tree, str], Value] | None = None

    def on_attribute(self, attribute: Callable[[Tree, str], Value]) -> None:
        """Who tells an attribute of an exception that was lent."""
        self._attribute = attribute

    def made(self, report: Report, lent: Tree) -> StudentError:
        """The exception of a report, which keeps its attributes where it was raised."""
        error = self.of(report.names)(report)
        error._pyprac_lent = lent  # noqa: SLF001  spelled to collide with nothing of the student's
        if self._attribute is not None:
            error._pyprac_fetch = partial(self._attribute, lent)  # noqa: SLF001  the same
        return error

    def of(self, names: Sequence[str]) -> type[StudentError]:
        """The class for a line of class names, most special first; always the same for the same line."""
        key = tuple(names)
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def _make(self, names: tuple[str, ...]) -> type[StudentError]:
        name = names[0] if names and names[0].isidentifier() else "Exception"
        own = _builtin(name)
        if own is None and len(names) > 1:
            base = self.of(names[1:])
            return _combine(name, base, _further_base(names[1:], base))
        return _combine(name, StudentError, own or Exception)


def _builtin(name: str) -> type[BaseException] | None:
    kind = getattr(builtins, name, None)
    usable = isinstance(kind, type) and issubclass(kind, BaseException) and name not in _UNUSABLE
    return kind if usable else None


def _further_base(names: Sequence[str], base: type) -> type[BaseException] | None:
    """The first builtin among the names that the main line does not have, as in `class E(A, KeyError)`."""
    kinds = (_builtin(name) for name in names)
    return next((kind for kind in kinds if kind is not None and not issubclass(base, kind)), None)


def _combine(name: str, base: type[StudentError], other: type[BaseException] | None) -> type[StudentError]:
    try:
        return cast("type[StudentError]", _Kind(name, (base, other) if other else (base,), {}))
    except TypeError:  # their layouts do not go together
        return cast(
            "type[StudentError]", _Kind(name, (base,) if issubclass(base, Exception) else (base, Exception), {})
        )


def checked_report(names: object, text: object, lines: object, scene: object) -> Report:
    """A report as it came from the student's side; raises `WireError` where it is none."""
    if not (
        _is_list(names, str, NAMES)
        and names
        and type(text) is str
        and len(text) <= TEXT
        and _is_list(lines, int, LINES)
        and _is_scene(scene)
    ):
        message = "not the report of an exception"
        raise WireError(message)
    return Report(_believable([name[:NAME_LENGTH] for name in names]), text, lines, tuple(scene))  # type: ignore[attr-defined, arg-type]  # checked above


def _is_scene(scene: object) -> bool:
    """Whether it is a place, values and names, none of them longer than its cap."""
    if type(scene) is not list or len(scene) != SCENE:
        return False
    place, values, known = scene
    return (
        _is_list(place, int, PLACE)
        and len(place) in {0, PLACE}
        and _is_list(values, list, VALUES)
        and all(tuple(map(type, value)) == _VALUE for value in values)
        and _is_list(known, str, KNOWN)
        and all(len(text) <= NAME_LENGTH for text in (*known, *(text for value in values for text in value[:3])))
    )


def _believable(names: list[str]) -> list[str]:
    """The student's own names, and at most `BUILTIN_LINES` builtin classes, with what these really descend from.

    Else one class with every name there is would be what any test asks for.
    """
    lines: list[set[str]] = []
    kept = []
    for name in names:
        kind = _builtin(name)
        if (kind is None and not lines) or (kind is not None and any(name in line for line in lines)):
            kept.append(name)
        elif kind is not None and len(lines) < BUILTIN_LINES:
            lines.append({base.__name__ for base in kind.__mro__})
            kept.append(name)
    return kept


def _is_list(value: object, kind: type, most: int) -> bool:
    return type(value) is list and len(value) <= most and {kind}.issuperset(map(type, value))
