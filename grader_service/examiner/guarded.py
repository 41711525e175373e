"""Methods of Python's own that would let a submission judge itself; changed while a test runs.

Those of a TestCase have to know a student's object. What listens for warnings and logs is refused: the submission's
are in its own process, and silence would pass for an answer.
"""

import builtins
import collections.abc
import dataclasses
import inspect
import os
import sys
import unittest
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any, Final, NoReturn

from grader_service.examiner import guardedarrays
from grader_service.examiner.asserts import FILE
from grader_service.examiner.handles import is_remote, reference, same, type_of
from grader_service.examiner.kinds import is_instance
from grader_service.examiner.likepytest import NoAnswer, NotOffered
from grader_service.examiner.proxies import Remote
from grader_service.examiner.shapes import Coroutine
from grader_service.sandbox.values import Value

JUDGED: Final[Mapping[str, str]] = dict.fromkeys(
    ("assertAlmostEqual", "assertNotAlmostEqual", "assertAlmostEquals", "assertNotAlmostEquals",
     "failUnlessAlmostEqual", "failIfAlmostEqual"), "number",
) | {"assertSetEqual": "set"} | dict.fromkeys(
    ("assertStartsWith", "assertNotStartsWith", "assertEndsWith", "assertNotEndsWith"), "text",
)  # fmt: skip
"""Methods of a TestCase that ask an operand's own methods, and what it must be for that; not every Python has all."""

LISTENING: Final = ("assertLogs", "assertNoLogs", "assertWarns", "assertWarnsRegex")
ASKING: Final = tuple(
    getattr(collections.abc, name)
    for name in ("Hashable", "Iterable", "Iterator", "Reversible", "Sized", "Container", "Collection", "Awaitable")
)
"""Kinds of objects that are known by their methods: a stand-in has all of them, whatever it stands for."""

REPLACEABLE: Final = frozenset({"builtins.input", "builtins.print", "sys.stdin", "sys.stdout", "sys.stderr"})
"""What a test may put another one in the place of, as the submission then meets that."""


@contextmanager
def in_place(texts: Collection[str]) -> Iterator[None]:
    """Let the guarded methods stand in for the real ones; `texts` stand in the test."""
    case, mock = unittest.TestCase, sys.modules.get("unittest.mock")
    guards: list[guardedarrays.Guard] = [
        (case, name, partial(_values_only, kind=kind)) for name, kind in JUDGED.items() if hasattr(case, name)
    ]
    guards += [(case, name, _knowing_types) for name in ("assertIs", "assertIsNot")]
    guards += [(type(os.environ), name, _setting_nothing) for name in ("__setitem__", "__delitem__")]
    guards.append((case, "assertIsInstance", partial(_asking, wants=True)))
    guards.append((case, "assertNotIsInstance", partial(_asking, wants=False)))
    guards += [(case, name, partial(_hearing_nothing, name=name)) for name in LISTENING]
    guards.append((warnings.catch_warnings, "__init__", _recording_nothing))
    guards += [(warnings, name, partial(_raising_nothing, name=name)) for name in ("simplefilter", "filterwarnings")]
    guards.append((unittest.case._AssertRaisesContext, "__exit__", _answered))  # noqa: SLF001  what all ways to want an exception come to
    guards.append((inspect, "findsource", _of_the_whole))
    if mock is not None:
        guards.append((mock._patch, "__enter__", _reaching))  # noqa: SLF001  what all ways to patch an attribute come to
    guards += [(dataclasses, name, partial(_there, name=name)) for name in ("fields", "asdict", "astuple", "replace")]
    guards += [(kind, "__subclasshook__", partial(_knowing_nothing, owner=kind)) for kind in ASKING]
    guards += guardedarrays.guards(texts)
    before = [(owner, name, vars(owner)[name]) for owner, name, _ in guards]
    for owner, name, guard in guards:
        setattr(owner, name, guard(vars(owner)[name]))
    try:
        yield
    finally:
        for owner, name, own in before:
            setattr(owner, name, own)


def _hearing_nothing(_own: Callable[..., None], *, name: str) -> Callable[..., NoReturn]:
    """In the place of what listens, a refusal."""

    def function(*_: object, **__: object) -> NoReturn:
        message = f"{name} hears nothing of the submission, which warns and logs in its own process: a shared test does"
        raise NotOffered(message)

    return function


def _recording_nothing(own: Callable[..., None]) -> Callable[..., None]:
    """The same, where it is not the test that records: a library may."""
    refuse = _hearing_nothing(own, name="catch_warnings")

    def method(manager: Value, *, record: bool = False, **names: Value) -> None:
        if (record or names.get("action") == "error") and sys._getframe(1).f_code.co_filename == FILE:  # noqa: SLF001  who wants it
            refuse()
        own(manager, record=record, **names)

    return method


def _raising_nothing(own: Callable[..., None], *, name: str) -> Callable[..., None]:
    """The same, where it is not the test that wants an error of each warning."""
    refuse = _hearing_nothing(own, name=name)

    def function(action: str, *more: Value, **names: Value) -> None:
        if action == "error" and sys._getframe(1).f_code.co_filename == FILE:  # noqa: SLF001  who wants it
            refuse()
        own(action, *more, **names)

    return function


def _setting_nothing(_own: Callable[..., None]) -> Callable[..., NoReturn]:
    """In the place of what sets a variable of the environment, a refusal."""

    def method(*_: object) -> NoReturn:
        message = "the environment that it sets is not that of the submission: a shared test can set it"
        raise NotOffered(message)

    return method


def _answered(own: Callable[..., bool]) -> Callable[..., bool]:
    """The same, where it is an answer of the submission's that raised."""

    def method(context: Value, kind: type | None, error: BaseException | None, trace: Value) -> bool:
        return not isinstance(error, NoAnswer) and own(context, kind, error, trace)

    return method


def _reaching(own: Callable[..., Value]) -> Callable[..., Value]:
    """The same, where what is replaced in a module is met by the submission, too: else it is never called."""

    def method(patch: Any) -> Value:  # noqa: ANN401  a patch of unittest.mock
        target = patch.getter()
        place = f"{getattr(target, '__name__', '')}.{patch.attribute}"
        if type(target) is ModuleType and place not in REPLACEABLE:
            place_there = "" if target is builtins else f", and any as 'submission.{place}'"
            message = f"{place} is another one in a test apart: a shared test can replace it{place_there}"
            raise NotOffered(message)
        return own(patch)

    return method


def _there(own: Callable[..., Value], *, name: str) -> Callable[..., Value]:
    """The same, carried out where the object is: its fields are marked by objects of that process."""

    def function(value: Value, *more: Value, **names: Value) -> Value:
        if not is_remote(value) or more:
            return own(value, *more, **names)
        return reference(value)[0].operate(name, value, *([names] if name == "replace" else []))

    return function


def _of_the_whole(own: Callable[..., Value]) -> Callable[..., Value]:
    """The same, where it is not the source of a stand-in that is looked for: only the submission as a whole has one."""

    def function(sought: Value) -> Value:
        if is_remote(sought):
            message = "a stand-in has no source: take inspect.getsource(submission), or a shared test"
            raise NotOffered(message)
        return own(sought)

    return function


def _knowing_nothing(own: Any, *, owner: type) -> Any:  # noqa: ANN401  a class method
    """The same, where it is not a stand-in that is asked about: its methods tell nothing of what it stands for."""

    def hook(kind: type, other: type) -> Value:
        if kind is not owner or not issubclass(other, Remote):
            return own.__func__(kind, other)
        if kind is collections.abc.Awaitable:
            return issubclass(other, Coroutine)
        message = f"{kind.__name__} is true of every stand-in: ask for methods, as in hasattr(x, '__iter__')"
        raise NotOffered(message)

    return classmethod(hook)


def _asking(_own: Callable[..., None], *, wants: bool) -> Callable[..., None]:
    """In the place of what asks for a type, the same that knows the objects of a submission."""

    def method(case: Value, value: Value, kinds: Value, msg: object = None) -> None:
        if is_instance(value, kinds) is not wants:
            case.fail(case._formatMessage(msg, "not of the type"))  # noqa: SLF001  as unittest puts a message together

    return method


def _knowing_types(own: Callable[..., None]) -> Callable[..., None]:
    """The same, where a student's class is the type of its objects."""

    def method(case: Value, first: Value, second: Value, *more: Value, **names: Value) -> None:
        own(case, first, first if same(first, second) else second, *more, **names)

    return method


def _values_only(own: Callable[..., None], *, kind: str) -> Callable[..., None]:
    """The same, where no operand is an object of the student's: its own methods would be the judge."""

    def method(case: Any, *operands: Value, **names: Value) -> None:  # noqa: ANN401  a TestCase
        for value in (*operands, *names.values()):
            if is_remote(value):
                message = f"a {type_of(value)} of the submission is no {kind}"
                raise case.failureException(message)
        own(case, *operands, **names)

    return method
