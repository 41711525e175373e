"""Sentences about calls that do not fit the function: too many values, too few, or under the wrong name."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import re
from collections.abc import Mapping
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake
from grader_service.feedback.words import closest, no_self
from grader_service.say import Said, joined, say

LISTED: Final = 5
"""More names would make too long a sentence."""

_PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "print": ("sep", "end", "file", "flush"),
    "sorted": ("key", "reverse"),
    "sort": ("key", "reverse"),
}


def _parameters(function: reading.Function) -> list[str]:
    """The parameters of a function without `self`."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return names[1:] if names[:1] == ["self"] else names


def _count(names: list[str]) -> Said:
    """How many values a function takes, and their names where these are not too many for a sentence."""
    listed = "`, `".join(names)
    if not names:
        return say("no values")
    if len(names) > LISTED:
        return say(("%1 value", "%1 values"), len(names))
    return say(("%1 value (`%2`)", "%1 values (`%2`)"), len(names), listed)


def _caller(mistake: Mistake, function: reading.Function | None) -> Said:
    """Who calls: a line of the submission, or the test itself."""
    line = mistake.line
    return say("line %1", line) if line and not (function and line == function.lineno) else say("the test")


def too_many_values(mistake: Mistake, match: Match[str]) -> Said:
    """More values than parameters; a method without `self` is the commonest cause."""
    name, given = match[1], int(match[2])
    owner = re.sub(r"\..*", "", mistake.text)
    function = (
        reading.function_named(mistake.source, name)
        if name != "__init__"
        else reading.function_named(mistake.source, owner)
    )
    if function is None:
        return say("%1 `%2(...)` gets %3 values, which is more than it takes.", mistake.at, name, given)
    names = [argument.arg for argument in function.args.args]
    method = any(function in kind.body for kind in reading.every(mistake.source, ast.ClassDef))
    if method and names[:1] != ["self"]:
        rest = ", ".join(["self", *names])
        return no_self(name, function.lineno, rest)
    given -= method
    names = _parameters(function)
    return say(
        "`%1` on line %2 takes %3, but %4 gives it %5. Compare the call with the `def` line.",
        name,
        function.lineno,
        _count(names),
        _caller(mistake, function),
        given,
    )


def missing_values(mistake: Mistake, match: Match[str]) -> Said:
    """Fewer values than parameters."""
    name, lacking = match[1], re.findall(r"'(\w+)'", match[2])
    function = reading.function_named(mistake.source, name)
    owners = [kind.name for kind in reading.every(mistake.source, ast.ClassDef) if function in kind.body]
    if lacking[:1] == ["self"] and owners and _in_heir(mistake, owners[0]):
        return say(
            "%1 `%2.%3` lacks its object. In a class made from `%2` write `super().%3(...)`.",
            mistake.at,
            owners[0],
            name,
        )
    if lacking[:1] == ["self"] and owners:
        return say(
            "%1 `%2.%3` is called on the class. Make an object first: `%2().%3(...)`.", mistake.at, owners[0], name
        )
    if name == "__init__":
        owner = re.sub(r"\..*", "", mistake.text)
        function = reading.function_named(mistake.source, owner)
        name = owner
    listed = "`, `".join(lacking)
    caller = _caller(mistake, function)
    if function is None:
        return say(
            "`%1` also needs a value for `%2`, but %3 gives none. Compare the call with the `def` line.",
            name,
            listed,
            caller,
        )
    return say(
        "`%1` on line %2 also needs a value for `%3`, but %4 gives none. Compare the call with the `def` line.",
        name,
        function.lineno,
        listed,
        caller,
    )


def _in_heir(mistake: Mistake, owner: str) -> bool:
    """Whether the mistake is in a class that inherits from another one."""
    kind = reading.around(mistake.source, mistake.line, ast.ClassDef)
    return kind is not None and owner in map(reading.written, kind.bases)


def wrong_keyword(mistake: Mistake, match: Match[str]) -> Said:
    """A value under a name that is no parameter."""
    return _no_parameter(mistake, match[1].split(".")[-1], match[2])


def wrong_keyword_of_python(mistake: Mistake, match: Match[str]) -> Said:
    """The same where Python says it the other way round."""
    return _no_parameter(mistake, match[3], match[2])


def _no_parameter(mistake: Mistake, name: str, given: str) -> Said:
    function = reading.function_named(mistake.source, name)
    names = _parameters(function) if function else [*_PARAMETERS.get(name, ())]
    close = closest(given, names, 0.5)
    rest = say("Did you mean `%1`?", close) if close else say("Compare the call with its `def` line.")
    return joined(say("%1 `%2` has no parameter `%3`.", mistake.at, name, given), rest)


def builtin_takes(mistake: Mistake, match: Match[str]) -> Said:
    """A function or method of Python's own that gets another number of values."""
    name, given = match[1].split(".")[-1], match[4]
    if name == "append":
        return say(
            "%1 `.append(...)` takes exactly one item, but gets %2. Call it once for each item, or use `.extend([...])`.",
            mistake.at,
            given,
        )
    return say("%1 `%2(...)` takes %3, but gets %4.", mistake.at, name, _taken(match[2], match[3]), given)


def _taken(how: str | None, number: str) -> Said:
    """How many values a function of Python's own takes, from Python's words for that."""
    count = {"no": 0, "one": 1}.get(number) or int(number if number.isdigit() else 0)
    if count == 0:
        return say("no values")
    if how == "at least":
        return say(("at least %1 value", "at least %1 values"), count)
    if how == "at most":
        return say(("at most %1 value", "at most %1 values"), count)
    return say(("exactly %1 value", "exactly %1 values"), count)


def takes_nothing(mistake: Mistake, match: Match[str]) -> Said:
    """A class whose objects are made with values that no `__init__` takes."""
    wrong = re.search(r"def\s+(_*init_*|__int__)\s*\(", mistake.source)
    if wrong and wrong[1] != "__init__":
        line = mistake.source[: wrong.start()].count("\n") + 1
        return say(
            "`%1` on line %2 should be `__init__`, with two underscores on each side, so that `%3(...)` can take values.",
            wrong[1],
            line,
            match[1],
        )
    return say("%1 `%2(...)` gets values, but the class `%2` has no `__init__` that takes any.", mistake.at, match[1])


def outside(mistake: Mistake, _match: Match[str]) -> Said:
    """A `return` that belongs to no function."""
    if reading.every(mistake.source, ast.FunctionDef):
        return say(
            "%1 `return` stands outside a function. Is it indented far enough to belong to the `def` above?", mistake.at
        )
    if mistake.typed is None:
        return say("%1 `return` stands outside a function. Begin the function with a `def` line above it.", mistake.at)
    value = next((reading.written(node.value) for node in reading.every(mistake.source, ast.Return) if node.value), "")
    return say("%1 `return` belongs into a function. A program shows its result: `print(%2)`.", mistake.at, value)
