"""Methods of a TestCase that have to know a student's object, or it would judge itself; changed while a test runs."""

import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from grader_service.examiner.proxies import is_remote, same, type_of
from grader_service.sandbox.values import Value

ALMOST: Final = ("assertAlmostEqual", "assertNotAlmostEqual")


@contextmanager
def in_place() -> Iterator[None]:
    """Let the guarded methods stand in for Python's own."""
    before = {name: vars(unittest.TestCase)[name] for name in (*ALMOST, "assertIs")}
    for name in ALMOST:
        setattr(unittest.TestCase, name, _numbers_only(before[name]))
    unittest.TestCase.assertIs = _knowing_types(before["assertIs"])  # type: ignore[method-assign]  # put back below
    try:
        yield
    finally:
        for name, own in before.items():
            setattr(unittest.TestCase, name, own)


def _knowing_types(own: Callable[..., None]) -> Callable[..., None]:
    """The same, where a student's class is the type of its objects."""

    def method(case: Value, first: Value, second: Value, *more: Value, **names: Value) -> None:
        own(case, first, first if same(first, second) else second, *more, **names)

    return method


def _numbers_only(own: Callable[..., None]) -> Callable[..., None]:
    """The same, where neither operand is an object of the student's: its arithmetic would be the judge."""

    def method(case: Any, first: Value, second: Value, *more: Value, **names: Value) -> None:  # noqa: ANN401  a TestCase
        for value in (first, second):
            if is_remote(value):
                message = f"a {type_of(value)} of the submission is no number"
                raise case.failureException(message)
        own(case, first, second, *more, **names)

    return method
