"""Why a solution does not pass a test, in words for the author of both: hidden tests are told in full."""

import ast
import builtins
import difflib
import re
from typing import Final

import msgspec

from grader_service.contract import ErrorInfo, Test, TestResult
from grader_service.items import items
from jupyter_pyprac.authoring.cutting import is_check
from jupyter_pyprac.authoring.pytext import Syntax, parsed
from jupyter_pyprac.model import Assignment

ENDINGS: Final = {"timeout": "it ran out of time", "not-run": "it was not run: where it skips itself, leave it out"}
WORDS: Final = (
    (re.compile(r" It has (`\w+`) on line \d+: is that"), r" It has \1: is that"),
    (re.compile(r"The tests use (`\w+`), but your code does not define it\."), r"the solution does not define \1."),
    (re.compile(r"With what it got the test ended with "), "the test itself ends with "),
    (re.compile(r"\byour code\b"), "the solution"),
)
"""Words for a student, and what is said to the author in their place."""

EXCEPTIONS: Final = frozenset(
    name for name, each in vars(builtins).items() if isinstance(each, type) and issubclass(each, BaseException)
)
MISSING: Final = re.compile(r"No module named '(\w+)")
IMPORTABLE: Final = "programs can import what Python brings, NumPy and pandas, and the modules in `files`"
NEARLY: Final = "they differ by the rounding of floats alone: compare with pytest.approx(...) or assertAlmostEqual"
ENVIRONMENT: Final = 'set "environment": "datascience" in the notebook\'s metadata `pyprac`'


def outspoken(assignment: Assignment) -> Assignment:
    """The assignment with tests that give the real reason away: not hidden, with no message of their own."""
    tests = tuple(msgspec.structs.replace(test, hidden=False, message=None) for test in assignment.tests)
    return msgspec.structs.replace(assignment, tests=tests)


def failure(result: TestResult, test: Test, environment: str) -> str:
    """A test that did not pass, how, and then what its author says about it."""
    call = f" ({result.call})" if result.call else ""
    own = test.message or ""
    reason = ending(result, own)
    message = f" (its message: {own:.200})" if own and own not in reason else ""
    return with_environment(f"{result.name!r}{call}: {reason}{message}{meant(test.raises)}", environment)


def meant(raised: str | None) -> str:
    """The exception of Python's own that was probably meant by a name that is none."""
    near = difflib.get_close_matches(raised, EXCEPTIONS, n=1) if raised and raised not in EXCEPTIONS else []
    return f": {raised} is no exception of Python's own, did you mean {near[0]}?" if near else ""


def ending(result: TestResult, own: str) -> str:
    """How a test ended."""
    if result.status in ENDINGS:
        return ENDINGS[result.status]
    if result.expected is not None and result.actual is not None:
        message = result.message or ""
        why = f"; {message.rstrip('.')}" if message.startswith("Arrays ") else ""
        why = f"; {NEARLY}" if message.startswith("It is right but for the rounding") else why
        return f"expected {result.expected:.200}, actual {result.actual:.200}{why}"
    if result.message == own:  # the message behind an assert, and all that is known of it
        return "it is not true" if own else result.status
    return for_author(f"{result.message:.400}") if result.message else result.status


def for_author(text: str) -> str:
    """A sentence for a student, said to the author."""
    for pattern, instead in WORDS:
        text = pattern.sub(instead, text)
    return text


def with_environment(text: str, environment: str) -> str:
    """The text, with what can be imported where a module is missing, and what is to be set where that mends it."""
    found = MISSING.search(text)
    if found and found[1] not in {"numpy", "pandas"}:
        return f"{text.rstrip('.')}: {IMPORTABLE}"
    return f"{text}: for {found[1]} {ENVIRONMENT}" if found and environment != "datascience" else text


def is_of_a_test(error: ErrorInfo, result: TestResult, test: Test) -> bool:
    """Whether a test asks for what the program does not have, or for another exception: it is told by the test then."""
    asked = bool(re.match(r"The tests use ", error.explanation or ""))
    return asked or (test.raises is not None and (result.actual or "").split(" ")[0] == error.type)


def line_of(test: Test) -> int | None:
    """The line of a test's code with its one assert, method or function; None where it has several, or no code."""
    tree = parsed(test.code or "")
    if isinstance(tree, Syntax) or not isinstance(tree, ast.Module):
        return None
    found = [item.function.lineno for item in items(tree)]
    found = found or [each.lineno for each in tree.body if is_check(each)]
    return found[0] if len(found) == 1 else None
