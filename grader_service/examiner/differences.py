"""One sentence about how a value differs from the expected one, for a beginner. A table, the first fitting row wins."""

from collections.abc import Callable
from typing import Final

from grader_service.examiner.compare import equal
from grader_service.examiner.proxies import is_remote, type_of
from grader_service.examiner.show import show
from grader_service.sandbox.values import Value

Words = Callable[[Value, Value, str], str | None]


def describe(actual: Value, expected: Value, printed: str, *, strict: bool = False) -> str | None:
    """What differs, where a beginner would look for it in vain; None where the two values speak for themselves."""
    if strict and equal(actual, expected):
        return f"The value is right, but its type is {type_of(actual)} instead of {type_of(expected)}."
    return next((words for row in _TABLE if (words := row(actual, expected, printed))), None)


def _none(actual: Value, expected: Value, printed: str) -> str | None:
    if actual is not None or expected is None:
        return None
    if printed.strip() in {str(expected).strip(), repr(expected)}:
        return "The right answer is printed, but not returned: use `return` instead of `print`."
    return "It returned None: on the way that this call takes, no `return` with a value is reached."


_TABLE: Final[tuple[Words, ...]] = (_none,)
