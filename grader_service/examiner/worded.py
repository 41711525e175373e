"""A failed assert that asks for something else than an equal value, in a sentence for a beginner."""

from collections.abc import Callable, Mapping
from typing import Final

from grader_service.examiner import differences
from grader_service.examiner.asserts import Check
from grader_service.examiner.compare import equal
from grader_service.examiner.handles import is_class, type_of
from grader_service.examiner.relations import as_python
from grader_service.examiner.show import ask_and_show, clip, show
from grader_service.feedback.items import a_value
from grader_service.sandbox.values import Value
from grader_service.say import Said, joined, say

SHOWN: Final = 100
_SENTENCES: Final[Mapping[str, Callable[..., Said]]] = {
    "contains": lambda *told: say("`%1` should contain %2, but it is %3.", *told),
    "not contains": lambda *told: say("`%1` should not contain %2, but it is %3.", *told),
    "in": lambda *told: say("`%1` should be in %2, but it is %3.", *told),
    "not in": lambda *told: say("`%1` should not be in %2, but it is %3.", *told),
    "matches": lambda *told: say("`%1` should fit the pattern %2, but it is %3.", *told),
    "not matches": lambda *told: say("`%1` should not fit the pattern %2, but it is %3.", *told),
}


def worded(check: Check, actual: Value, expected: Value) -> Said | None:
    """What a value should be by the assert, and what it is; None where nothing can be said."""
    if check.relation == "items":
        return _items(actual, expected)
    if actual is None and check.relation == "is not" and differences.came_back(check.call):
        return differences.NOTHING
    if check.relation.endswith("isinstance"):
        return _kind(check, actual, expected)
    here, there = (clip(text, SHOWN) for text in (ask_and_show(actual), _shown(expected)))
    if check.relation in _SENTENCES:
        return _SENTENCES[check.relation](check.call, there, here)
    return say("`%1` should be `%2`, but it is %3.", check.call, as_python(check.relation, there), here)


def wanted(check: Check, expected: Value) -> str:
    """What an assert asks for, as Python writes it."""
    return clip(as_python(check.relation, _shown(expected)))


def _shown(expected: Value) -> str:
    """A value of the test's; classes, of which one may be asked for, by their names."""
    if isinstance(expected, tuple) and all(isinstance(each, type) or is_class(each) for each in expected):
        return " | ".join(map(_shown, expected))
    return expected.__name__ if isinstance(expected, type) or is_class(expected) else ask_and_show(expected)


def _kind(check: Check, actual: Value, kinds: Value) -> Said:
    name = getattr(kinds, "__name__", None)
    kind = a_value(name) if type(name) is str else f"`{_shown(kinds)}`"
    if check.relation == "isinstance":
        return say("`%1` should be %2, but it is %3.", check.call, kind, a_value(type_of(actual)))
    return say("`%1` should not be %2.", check.call, kind)


def _items(actual: Value, expected: Value) -> Said | None:
    """The first item that is missing or too many, in whatever order they stand."""
    left, missing = list(actual), []
    for each in expected:
        place = next((index for index, other in enumerate(left) if equal(other, each)), None)
        if place is None:
            missing.append(each)
        else:
            del left[place]
    lacking = say("%1 is missing, in whatever order.", clip(show(missing[0]), SHOWN)) if missing else None
    surplus = say("%1 is too many, in whatever order.", clip(ask_and_show(left[0]), SHOWN)) if left else None
    return joined(lacking, surplus) if missing or left else None
