"""One sentence about how a value differs from the expected one, for a beginner. A table, the first fitting row wins."""

import ast
from collections.abc import Callable
from numbers import Number
from typing import Final

from grader_service.examiner import scripts, texts
from grader_service.examiner.compare import equal
from grader_service.examiner.handles import is_remote, type_of
from grader_service.examiner.likepytest import approx
from grader_service.examiner.show import clip, show
from grader_service.feedback.items import a_value
from grader_service.sandbox import arrays
from grader_service.sandbox.values import Value
from grader_service.say import Said, say

Words = Callable[[Value, Value, str], Said | None]
ITEMS: Final = 20_000
"""Longer lists are not searched for their difference."""

PLACES: Final = 7
NESTED: Final = 8
SHOWN: Final = 60
NOTHING: Final = say("It returned None: this call ends without reaching a `return` with a value.")
_LAZY: Final = frozenset(
    {"generator", "map", "filter", "zip", "range", "dict_keys", "dict_values", "dict_items", "reversed"}
)


def came_back(call: str) -> bool:
    """Whether what a test looks at is what a call gave: an attribute or an item of it is not."""
    try:
        looked_at = ast.parse(call.strip(), mode="eval").body
    except SyntaxError:  # the first line of a block
        return True
    return not isinstance(looked_at, ast.Attribute | ast.Subscript)


def describe(actual: Value, expected: Value, printed: str, answer: Value, *, strict: bool = False) -> Said | None:
    """What differs, where a beginner would look for it in vain; None where the two values speak for themselves.

    `answer` is what the submission returned last: a truth that is another one is of the test's own making, as that of
    `isinstance(f(1), int)`, and its opposite is nothing to look for.
    """
    if strict and equal(actual, expected):
        return say("The value is right, but its type is %1 instead of %2.", type_of(actual), type_of(expected))
    if type(expected) is approx:
        if not isinstance(expected.expected, Number):
            return None  # which of its items are near enough is not known here
        expected = expected.expected
    actual, expected = arrays.as_scalar(actual), arrays.as_scalar(expected)
    if type(actual) is bool and actual is not arrays.as_scalar(answer):
        return None
    return next((words for row in _TABLE if (words := row(actual, expected, printed))), None)


def _nothing(actual: Value, expected: Value, printed: str) -> Said | None:
    if actual is not None or expected is None:
        return None
    if printed.strip() in {str(expected).strip(), repr(expected)}:
        return say("The right answer is printed, but not returned: use `return` instead of `print`.")
    return NOTHING


def _something(_actual: Value, expected: Value, _printed: str) -> Said | None:
    return say("It should return nothing, but a value is returned.") if expected is None else None


def _own_object(actual: Value, expected: Value, _printed: str) -> Said | None:
    if not is_remote(actual) and type(actual) is not range:
        return None
    kind = type_of(actual)
    if kind in _LAZY and isinstance(expected, list | tuple):
        return say("It returned a %1, which gives its items only later: put list(...) around it.", kind)
    if kind in {"function", "method", "type", "builtin_function_or_method"}:
        return say("It returned a function and not its result: are the round brackets missing?")
    if is_remote(expected) and type_of(expected) == kind:
        return say(
            "Two objects of the class `%1` are not equal: does it have a method `__eq__` that compares them?", kind
        )
    return None if kind == type_of(expected) else _of_type(actual, expected)


def _text_for_value(actual: Value, expected: Value, _printed: str) -> Said | None:
    if isinstance(actual, str) and not isinstance(expected, str) and actual.strip() in {str(expected), repr(expected)}:
        shown = (repr(actual), type_of(expected), show(expected))
        return say("It returned the text %1, but the %2 %3 is expected.", *shown)
    if isinstance(expected, str) and not isinstance(actual, str) and expected.strip() == show(actual):
        shown = (type_of(actual), show(actual), repr(expected))
        return say("It returned the %1 %2, but the text %3 is expected.", *shown)
    return None


def _output(actual: Value, expected: Value, printed: str) -> Said | None:
    """Lines that were printed where the test has taken them in."""
    if not isinstance(actual, str) or not isinstance(expected, str) or actual != printed or "\n" not in printed:
        return None
    return None if scripts.same_output(actual, expected) else scripts.describe(actual, expected)


def _truth(actual: Value, expected: Value, _printed: str) -> Said | None:
    if type(actual) is bool and type(expected) is bool:
        return say("It is just the other way round.")
    return None


def _number(actual: Value, expected: Value, _printed: str) -> Said | None:
    numbers = (int, float)
    if type(actual) not in numbers or type(expected) not in numbers:
        return None
    if expected and equal(actual, -expected):
        return say("Only the sign is wrong.")
    if type(actual) is int and type(expected) is int and abs(actual - expected) == 1:
        larger = actual > expected
        return say("It is off by one: too large.") if larger else say("It is off by one: too small.")
    return None


def _rounded(actual: Value, expected: Value, _printed: str) -> Said | None:
    numbers = (int, float)
    if type(actual) not in numbers or type(expected) not in numbers or actual - actual or expected - expected:
        return None
    if type(actual) is int and type(expected) is float and actual == int(expected):
        return say("The fraction is lost: `/` keeps it; `//`, int(...) and round(...) give whole numbers.")
    if type(actual) is float and expected == round(actual):
        return say("It is right only after rounding.")
    for places in range(1, PLACES):
        shown = say(("%1 decimal place", "%1 decimal places"), places)
        if equal(round(actual, places), expected):
            return say("It is right only after rounding to %1.", shown)
        if equal(round(expected, places), actual):
            return say("It is rounded to %1, which is too early or too much.", shown)
    return None


def _kind_of_sequence(actual: Value, expected: Value, _printed: str) -> Said | None:
    kinds = (list, tuple)
    if type(actual) in kinds and type(expected) in kinds and type(actual) is not type(expected):
        if equal(list(actual), list(expected)):
            return say("The items are right, but they are in a %1 instead of a %2.", type_of(actual), type_of(expected))
        return say("It returned a %1, but a %2 is expected.", type_of(actual), type_of(expected))
    return None


def _are_sequences(actual: Value, expected: Value) -> bool:
    return type(actual) is type(expected) and type(actual) in {list, tuple} and len(actual) <= ITEMS


def _length(actual: Value, expected: Value, _printed: str) -> Said | None:
    if not _are_sequences(actual, expected) or len(actual) == len(expected):
        return None
    shorter = min(len(actual), len(expected))
    if equal(actual[:shorter], expected[:shorter]):
        if len(actual) == shorter:
            return say(("The last item is missing.", "The last %1 items are missing."), len(expected) - shorter)
        return say(
            ("There is %1 item too many at the end.", "There are %1 items too many at the end."), len(actual) - shorter
        )
    if len(actual) == len(expected) + 1 and equal(actual[1:], expected):
        return say("There is one item too many at the beginning: %1.", clip(show(actual[0]), SHOWN))
    if len(actual) + 1 == len(expected) and equal(actual, expected[1:]):
        return say("The first item is missing: %1.", clip(show(expected[0]), SHOWN))
    return None


def _sequence(actual: Value, expected: Value, _printed: str) -> Said | None:
    if not _are_sequences(actual, expected):
        return None
    shorter = min(len(actual), len(expected))
    place = next(index for index in range(shorter + 1) if index == shorter or not equal(actual[index], expected[index]))
    if equal(list(reversed(actual)), list(expected)):
        return say("The items are right, but in the opposite order.")
    if len(actual) == len(expected) and sorted(map(show, actual)) == sorted(map(show, expected)):
        return say("The items are right, but their order is not, first at index %1.", place)
    return _first_difference(actual[place], expected[place], say("index %1", place), f"[{place}]")


def _first_difference(actual: Value, expected: Value, where: Said, path: str) -> Said:
    """Where exactly two values differ: the innermost item of lists in lists that is another one."""
    for _ in range(NESTED):
        place = _place(actual, expected)
        if place is None:
            break
        actual, expected = actual[place], expected[place]
        path = f"{path}[{show(place)}]"
        where = say("`%1`", path)
    shown = [clip(show(value), SHOWN) for value in (actual, expected)]
    return say("The first difference is at %1: %2 instead of %3.", where, *shown)


def _place(actual: Value, expected: Value) -> Value | None:
    """The index or key of the first item that differs in two lists of one length, or dictionaries of the same keys."""
    if type(actual) is not type(expected) or type(actual) not in {list, tuple, dict} or len(actual) != len(expected):
        return None
    keys = list(expected) if type(actual) is dict else range(len(actual))
    if type(actual) is dict and any(key not in actual for key in keys):
        return None
    return next((key for key in keys if not equal(actual[key], expected[key])), None)


def _mapping(actual: Value, expected: Value, _printed: str) -> Said | None:
    if not isinstance(actual, dict) or not isinstance(expected, dict):
        return None
    for key in expected:
        if key not in actual:
            return say("The key %1 is missing.", clip(show(key), SHOWN))
        if not equal(actual[key], expected[key]):
            shown = clip(show(key), SHOWN)
            if _place(actual[key], expected[key]) is not None:
                return _first_difference(actual[key], expected[key], say("`%1`", f"[{shown}]"), f"[{shown}]")
            values = [clip(show(one[key]), SHOWN) for one in (actual, expected)]
            return say("The value of the key %1 is wrong: %2 instead of %3.", shown, *values)
    extra = next((key for key in actual if key not in expected), None)
    return say("There is a key too many: %1.", clip(show(extra), SHOWN))


def _of_type(actual: Value, expected: Value) -> Said:
    return say("It returned %1, but %2 is expected.", a_value(type_of(actual)), a_value(type_of(expected)))


def _other_type(actual: Value, expected: Value, _printed: str) -> Said | None:
    if type(actual) is not type(expected) and not {type(actual), type(expected)} <= {int, float, bool, complex}:
        return _of_type(actual, expected)
    return None


_TABLE: Final[tuple[Words, ...]] = (
    _nothing,
    _something,
    _own_object,
    _text_for_value,
    _output,
    texts.difference,
    _truth,
    _number,
    _rounded,
    _kind_of_sequence,
    _length,
    _sequence,
    _mapping,
    _other_type,
)
