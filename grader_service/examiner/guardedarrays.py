"""Functions of NumPy's and pandas' that would let a submission judge itself, as tests have them: see `guarded`.

Those of a frame have to know text that is not the test's, and those that compare an object of the student's.
"""

import re
import sys
from collections.abc import Callable, Collection
from functools import partial
from typing import Any, Final

from grader_service.examiner import evaluated
from grader_service.examiner.handles import is_remote, type_of
from grader_service.sandbox.values import Value

Guard = tuple[Any, str, Callable[..., Value]]
"""An owner, the name of its own function, and what makes the guarded one of that."""

_REACHING: Final = re.compile(r"@|__|\.\s*_")
"""What text needs that is to reach more than a frame's columns."""


def guards(texts: Collection[str]) -> list[Guard]:
    """Those of what is loaded; `texts` stand in the test."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    found: list[Guard] = []
    if numpy is not None:
        found += [(numpy, name, partial(_of_empty, false=numpy.False_)) for name in ("allclose", "isclose")]
        found.append((numpy.testing, "assert_almost_equal", _of_values))
    if pandas is not None:
        own_text = partial(_no_code, texts=texts)
        found += [(pandas.DataFrame, "query", own_text), (pandas.DataFrame, "eval", own_text)]
        found.append((pandas, "eval", partial(_no_code_at_all, texts=texts)))
    return found


def _of_empty(own: Callable[..., Value], *, false: Value) -> Callable[..., Value]:
    """The same, where not one alone is empty: beside an empty array one of many a shape fits, and nothing differs."""

    def function(a: Value, b: Value, *more: Value, **names: Value) -> Value:
        near = own(a, b, *more, **names)
        return near if _is_empty(a) is _is_empty(b) else false

    return function


def _is_empty(value: Value) -> bool:
    return bool(sys.modules["numpy"].size(value) == 0)


def _of_values(own: Callable[..., None]) -> Callable[..., None]:
    """The same, where neither operand is an object of the student's: its arithmetic would be the judge."""

    def function(actual: Value, desired: Value, *more: Value, **names: Value) -> None:
        for value in (actual, desired):
            if is_remote(value):
                message = f"a {type_of(value)} of the submission is no number"
                raise AssertionError(message)
        own(actual, desired, *more, **names)

    return function


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
