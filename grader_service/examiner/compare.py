"""Whether an actual value is the expected one, decided on the trusted side on values that have crossed."""

import math
from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from decimal import InvalidOperation
from numbers import Number
from typing import Final

from grader_service.examiner.handles import is_remote
from grader_service.sandbox import arrays
from grader_service.sandbox.values import Value

TOLERANCE: Final = 1e-9
PAIRED_BY_HAND: Final = 200
"""Members of sets, or keys, that may differ by rounding and are matched one by one; more are compared exactly."""


def equal(actual: Value, expected: Value, *, strict: bool = False) -> bool:
    """Python's `==`, with floats anywhere inside equal within 1e-9 relative, and NaN equal to NaN.

    With `strict` the types must agree too, anywhere inside; without, an array is as good as its lists. A student's own
    object equals nothing.
    """
    if is_remote(actual) or is_remote(expected):
        return False
    if strict and type(actual) is not type(expected):
        return False
    if arrays.is_array(actual) or arrays.is_array(expected):
        actual, expected = arrays.as_lists(actual), arrays.as_lists(expected)
    for kind, compare in _KINDS:
        if isinstance(actual, kind) and isinstance(expected, kind):
            return compare(actual, expected, strict)
    return bool(actual == expected)


def _numbers(actual: Value, expected: Value, _strict: bool) -> bool:  # noqa: FBT001  one signature for all kinds
    try:
        if isinstance(actual, complex) or isinstance(expected, complex):
            return _close(complex(actual), complex(expected))
        if isinstance(actual, float) or isinstance(expected, float):
            return bool(actual == expected) or _close_floats(float(actual), float(expected))
        return bool(actual == expected)
    except (OverflowError, InvalidOperation, ValueError):
        return False


def _close_floats(actual: float, expected: float) -> bool:
    if math.isnan(actual) or math.isnan(expected):
        return math.isnan(actual) and math.isnan(expected)
    return math.isclose(actual, expected, rel_tol=TOLERANCE)


def _close(actual: complex, expected: complex) -> bool:
    return _close_floats(actual.real, expected.real) and _close_floats(actual.imag, expected.imag)


def _sequences(actual: Value, expected: Value, strict: bool) -> bool:  # noqa: FBT001  the same
    return len(actual) == len(expected) and all(
        equal(one, other, strict=strict) for one, other in zip(actual, expected, strict=True)
    )


def _ordered(actual: Value, expected: Value, strict: bool) -> bool:  # noqa: FBT001  the same
    return _sequences(list(actual.items()), list(expected.items()), strict)


def _mappings(actual: Value, expected: Value, strict: bool) -> bool:  # noqa: FBT001  the same
    if len(actual) != len(expected):
        return False
    rest = dict(actual)
    found = []
    for key, value in expected.items():
        match = _match(key, rest, strict)
        if match is None:
            return False
        found.append((rest.pop(match[0]), value))
    return all(equal(one, other, strict=strict) for one, other in found)


def _sets(actual: Value, expected: Value, strict: bool) -> bool:  # noqa: FBT001  the same
    if len(actual) != len(expected):
        return False
    rest = dict.fromkeys(actual)
    for item in expected:
        match = _match(item, rest, strict)
        if match is None:
            return False
        del rest[match[0]]
    return True


def _match(key: Value, rest: dict[Value, Value], strict: bool) -> tuple[Value] | None:  # noqa: FBT001  the same
    """The key of `rest` that equals this one, in a tuple because it may be None."""
    if key in rest and not strict:
        return (key,)
    if len(rest) > PAIRED_BY_HAND:
        return (key,) if key in rest else None
    return next(((other,) for other in rest if equal(other, key, strict=strict)), None)


_KINDS: Final[tuple[tuple[type, Callable[[Value, Value, bool], bool]], ...]] = (
    (Number, _numbers),
    (list, _sequences),
    (tuple, _sequences),
    (OrderedDict, _ordered),
    (dict, _mappings),
    (AbstractSet, _sets),
)
