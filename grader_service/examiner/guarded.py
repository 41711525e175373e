"""Methods of Python's and pandas' own that would let a submission judge itself; changed while a test runs.

Those of a TestCase have to know a student's object, and those of a frame text that is not the test's.
"""

import re
import sys
import unittest
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from grader_service.examiner import evaluated
from grader_service.examiner.proxies import is_remote, same, type_of
from grader_service.sandbox.values import Value

ALMOST: Final = ("assertAlmostEqual", "assertNotAlmostEqual")
_REACHING: Final = re.compile(r"@|__|\.\s*_")
"""What text needs that is to reach more than a frame's columns."""


@contextmanager
def in_place(texts: Collection[str]) -> Iterator[None]:
    """Let the guarded methods stand in for the real ones; `texts` stand in the test."""
    case, pandas = unittest.TestCase, sys.modules.get("pandas")
    guards: list[tuple[Any, str, Callable[..., Value]]] = [(case, name, _numbers_only) for name in ALMOST]
    guards.append((case, "assertIs", _knowing_types))
    if pandas is not None:
        own_text = partial(_no_code, texts=texts)
        guards += [(pandas.DataFrame, "query", own_text), (pandas.DataFrame, "eval", own_text)]
        guards.append((pandas, "eval", partial(_no_code_at_all, texts=texts)))
    before = [(owner, name, vars(owner)[name]) for owner, name, _ in guards]
    for owner, name, guard in guards:
        setattr(owner, name, guard(vars(owner)[name]))
    try:
        yield
    finally:
        for owner, name, own in before:
            setattr(owner, name, own)


def _no_code(own: Callable[..., Value], *, texts: Collection[str]) -> Callable[..., Value]:
    """The same, where text that is not the test's names columns and their public methods alone."""

    def method(frame: Value, expr: Value, *more: Value, **names: Value) -> Value:
        if not (type(expr) is str and (expr in texts or not _REACHING.search(expr))):
            evaluated.refuse()
        return own(frame, expr, *more, **names | {"level": names.get("level", 0) + 1})

    return method


def _no_code_at_all(own: Callable[..., Value], *, texts: Collection[str]) -> Callable[..., Value]:
    """The same of `pd.eval`, which finds all names of the test."""

    def function(expr: Value, *more: Value, **names: Value) -> Value:
        if expr not in texts:
            evaluated.refuse()
        return own(expr, *more, **names | {"level": names.get("level", 0) + 1})

    return function


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
