"""One sentence about how a value differs from the expected one, for a beginner. A table, the first fitting row wins."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Final

from grader_service.examiner.compare import equal
from grader_service.examiner.proxies import is_remote, type_of
from grader_service.examiner.show import clip, show
from grader_service.sandbox.values import Value

Words = Callable[[Value, Value, str], str | None]
TEXT: Final = 20_000
"""Longer texts and lists are not searched for their difference."""

PLACES: Final = 7
NESTED: Final = 8
SHOWN: Final = 60
_LAZY: Final = frozenset(
    {"generator", "map", "filter", "zip", "range", "dict_keys", "dict_values", "dict_items", "reversed"}
)


def describe(actual: Value, expected: Value, printed: str, *, strict: bool = False) -> str | None:
    """What differs, where a beginner would look for it in vain; None where the two values speak for themselves."""
    if strict and equal(actual, expected):
        return f"The value is right, but its type is {type_of(actual)} instead of {type_of(expected)}."
    return next((words for row in _TABLE if (words := row(actual, expected, printed))), None)


def _nothing(actual: Value, expected: Value, printed: str) -> str | None:
    if actual is not None or expected is None:
        return None
    if printed.strip() in {str(expected).strip(), repr(expected)}:
        return "The right answer is printed, but not returned: use `return` instead of `print`."
    return "It returned None: this call ends without reaching a `return` with a value."


def _something(_actual: Value, expected: Value, _printed: str) -> str | None:
    return "It should return nothing, but a value is returned." if expected is None else None


def _own_object(actual: Value, expected: Value, _printed: str) -> str | None:
    if not is_remote(actual) and type(actual) is not range:
        return None
    kind = type_of(actual)
    if kind in _LAZY and isinstance(expected, list | tuple):
        return f"It returned a {kind}, which gives its items only later: put list(...) around it."
    if kind in {"function", "method", "type", "builtin_function_or_method"}:
        return "It returned a function and not its result: are the round brackets missing?"
    return f"It returned a value of type {kind}, but {type_of(expected)} is expected."


def _text_for_value(actual: Value, expected: Value, _printed: str) -> str | None:
    if isinstance(actual, str) and not isinstance(expected, str) and actual.strip() in {str(expected), repr(expected)}:
        return f"It returned the text {actual!r}, but the {type_of(expected)} {show(expected)} is expected."
    if isinstance(expected, str) and not isinstance(actual, str) and expected.strip() == show(actual):
        return f"It returned the {type_of(actual)} {show(actual)}, but the text {expected!r} is expected."
    return None


def _text(actual: Value, expected: Value, _printed: str) -> str | None:
    if not isinstance(actual, str) or not isinstance(expected, str) or max(len(actual), len(expected)) > TEXT:
        return None
    position = next(index for index, (a, b) in enumerate(zip_longest(actual, expected)) if a != b)
    if actual.split() == expected.split() or "".join(actual.split()) == "".join(expected.split()):
        return _blanks(actual, expected, position)
    if actual.lower() == expected.lower():
        return f"Only upper and lower case differ, first at position {position + 1}."
    if len(actual) + 1 == len(expected) and actual == expected[:position] + expected[position + 1 :]:
        return f"{expected[position]!r} is missing at position {position + 1}."
    if len(expected) + 1 == len(actual) and expected == actual[:position] + actual[position + 1 :]:
        return f"There is a {actual[position]!r} too many at position {position + 1}."
    return f"The texts differ from position {position + 1} on." if position else None


def _blanks(actual: str, expected: str, position: int) -> str:
    difference = len(expected) - len(actual)
    here = (actual[position : position + 1], expected[position : position + 1])
    what = "line break" if "\n" in here else "space"
    if difference in {1, -1}:
        end = ", at the end" if position >= min(len(actual), len(expected)) else ""
        return f"1 {what} is {'missing' if difference > 0 else 'too many'} at position {position + 1}{end}."
    return f"Only spaces and line breaks differ, first at position {position + 1}."


def _truth(actual: Value, expected: Value, _printed: str) -> str | None:
    if type(actual) is bool and type(expected) is bool:
        return "It is just the other way round."
    return None


def _number(actual: Value, expected: Value, _printed: str) -> str | None:
    numbers = (int, float)
    if type(actual) not in numbers or type(expected) not in numbers:
        return None
    if expected and equal(actual, -expected):
        return "Only the sign is wrong."
    if type(actual) is int and type(expected) is int and abs(actual - expected) == 1:
        return f"It is off by one: {'too large' if actual > expected else 'too small'}."
    return None


def _rounded(actual: Value, expected: Value, _printed: str) -> str | None:
    numbers = (int, float)
    if type(actual) not in numbers or type(expected) not in numbers or actual - actual or expected - expected:
        return None
    if type(actual) is int and type(expected) is float and actual == int(expected):
        return "The fraction is lost: `/` keeps it, `//` and int(...) cut it off."
    if type(actual) is float and expected == round(actual):
        return "It is right only after rounding."
    for places in range(1, PLACES):
        shown = f"{places} decimal place{'' if places == 1 else 's'}"
        if equal(round(actual, places), expected):
            return f"It is right only after rounding to {shown}."
        if equal(round(expected, places), actual):
            return f"It is rounded to {shown}, which is too early or too much."
    return None


def _kind_of_sequence(actual: Value, expected: Value, _printed: str) -> str | None:
    kinds = (list, tuple)
    if type(actual) in kinds and type(expected) in kinds and type(actual) is not type(expected):
        if equal(list(actual), list(expected)):
            return f"The items are right, but they are in a {type_of(actual)} instead of a {type_of(expected)}."
        return f"It returned a {type_of(actual)}, but a {type_of(expected)} is expected."
    return None


def _are_sequences(actual: Value, expected: Value) -> bool:
    return type(actual) is type(expected) and type(actual) in {list, tuple} and len(actual) <= TEXT


def _length(actual: Value, expected: Value, _printed: str) -> str | None:
    if not _are_sequences(actual, expected) or len(actual) == len(expected):
        return None
    shorter = min(len(actual), len(expected))
    if equal(actual[:shorter], expected[:shorter]):
        if len(actual) == shorter:
            missing = len(expected) - shorter
            return f"The last {'item is' if missing == 1 else f'{missing} items are'} missing."
        extra = len(actual) - shorter
        return f"There {'is 1 item' if extra == 1 else f'are {extra} items'} too many at the end."
    if len(actual) == len(expected) + 1 and equal(actual[1:], expected):
        return f"There is one item too many at the beginning: {clip(show(actual[0]), SHOWN)}."
    if len(actual) + 1 == len(expected) and equal(actual, expected[1:]):
        return f"The first item is missing: {clip(show(expected[0]), SHOWN)}."
    return None


def _sequence(actual: Value, expected: Value, _printed: str) -> str | None:
    if not _are_sequences(actual, expected):
        return None
    shorter = min(len(actual), len(expected))
    place = next(index for index in range(shorter + 1) if index == shorter or not equal(actual[index], expected[index]))
    if equal(list(reversed(actual)), list(expected)):
        return "The items are right, but in the opposite order."
    if len(actual) == len(expected) and sorted(map(show, actual)) == sorted(map(show, expected)):
        return f"The items are right, but their order is not, first at index {place}."
    return _first_difference(actual[place], expected[place], f"index {place}", f"[{place}]")


def _first_difference(actual: Value, expected: Value, where: str, path: str) -> str:
    """Where exactly two values differ: the innermost item of lists in lists that is another one."""
    for _ in range(NESTED):
        place = _place(actual, expected)
        if place is None:
            break
        actual, expected = actual[place], expected[place]
        path = f"{path}[{show(place)}]"
        where = f"`{path}`"
    shown = [clip(show(value), SHOWN) for value in (actual, expected)]
    return f"The first difference is at {where}: {shown[0]} instead of {shown[1]}."


def _place(actual: Value, expected: Value) -> Value | None:
    """The index or key of the first item that differs in two lists of one length, or dictionaries of the same keys."""
    if type(actual) is not type(expected) or type(actual) not in {list, tuple, dict} or len(actual) != len(expected):
        return None
    keys = list(expected) if type(actual) is dict else range(len(actual))
    if type(actual) is dict and any(key not in actual for key in keys):
        return None
    return next((key for key in keys if not equal(actual[key], expected[key])), None)


def _mapping(actual: Value, expected: Value, _printed: str) -> str | None:
    if not isinstance(actual, dict) or not isinstance(expected, dict):
        return None
    for key in expected:
        if key not in actual:
            return f"The key {clip(show(key), SHOWN)} is missing."
        if not equal(actual[key], expected[key]):
            shown = clip(show(key), SHOWN)
            if _place(actual[key], expected[key]) is not None:
                return _first_difference(actual[key], expected[key], "", f"[{shown}]")
            values = [clip(show(one[key]), SHOWN) for one in (actual, expected)]
            return f"The value of the key {shown} is wrong: {values[0]} instead of {values[1]}."
    extra = next((key for key in actual if key not in expected), None)
    return f"There is a key too many: {clip(show(extra), SHOWN)}."


def _other_type(actual: Value, expected: Value, _printed: str) -> str | None:
    if type(actual) is not type(expected) and not {type(actual), type(expected)} <= {int, float, bool, complex}:
        return f"It returned a value of type {type_of(actual)}, but {type_of(expected)} is expected."
    return None


_TABLE: Final[tuple[Words, ...]] = (
    _nothing,
    _something,
    _own_object,
    _text_for_value,
    _text,
    _truth,
    _number,
    _rounded,
    _kind_of_sequence,
    _length,
    _sequence,
    _mapping,
    _other_type,
)
