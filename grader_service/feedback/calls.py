"""Sentences about calls that do not fit the function: too many values, too few, or under the wrong name."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import re
from collections.abc import Mapping
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake
from grader_service.feedback.words import closest

_PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "print": ("sep", "end", "file", "flush"),
    "sorted": ("key", "reverse"),
    "sort": ("key", "reverse"),
}


def _parameters(function: reading.Function) -> list[str]:
    """The parameters of a function without `self`."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return names[1:] if names[:1] == ["self"] else names


def _count(number: int, names: list[str]) -> str:
    listed = f" ({', '.join(f'`{name}`' for name in names)})" if 0 < len(names) < 6 else ""  # noqa: PLR2004  more would be too long a sentence
    return f"{number or 'no'} value{'' if number == 1 else 's'}{listed}"


def _caller(mistake: Mistake, function: reading.Function | None) -> str:
    """Who calls: a line of the submission, or the test itself."""
    line = mistake.line
    return f"line {line}" if line and not (function and line == function.lineno) else "the test"


def too_many_values(mistake: Mistake, match: Match[str]) -> str:
    """More values than parameters; a method without `self` is the commonest cause."""
    name, given = match[1], int(match[2])
    owner = re.sub(r"\..*", "", mistake.text)
    function = (
        reading.function_named(mistake.source, name)
        if name != "__init__"
        else reading.function_named(mistake.source, owner)
    )
    if function is None:
        return f"{{at}} `{name}(...)` gets {given} values, which is more than it takes."
    names = [argument.arg for argument in function.args.args]
    method = any(function in kind.body for kind in reading.every(mistake.source, ast.ClassDef))
    if method and names[:1] != ["self"]:
        rest = ", ".join(["self", *names])
        return f"The method `{name}` on line {function.lineno} has no parameter `self`. Write `def {name}({rest}):`."
    given -= method
    names = _parameters(function)
    return (
        f"`{name}` on line {function.lineno} takes {_count(len(names), names)}, but {_caller(mistake, function)} gives it {given}. "
        "Compare the call with the `def` line."
    )


def missing_values(mistake: Mistake, match: Match[str]) -> str:
    """Fewer values than parameters."""
    name, lacking = match[1], re.findall(r"'(\w+)'", match[2])
    function = reading.function_named(mistake.source, name)
    owners = [kind.name for kind in reading.every(mistake.source, ast.ClassDef) if function in kind.body]
    if lacking[:1] == ["self"] and owners:
        return f"{{at}} `{owners[0]}.{name}` is called on the class. Make an object first: `{owners[0]}().{name}(...)`."
    if name == "__init__":
        owner = re.sub(r"\..*", "", mistake.text)
        function = reading.function_named(mistake.source, owner)
        name = owner
    listed = " and ".join(f"`{one}`" for one in lacking)
    where = f" on line {function.lineno}" if function else ""
    caller = _caller(mistake, function)
    return f"`{name}`{where} also needs a value for {listed}, but {caller} gives none. Compare the call with the `def` line."


def wrong_keyword(mistake: Mistake, match: Match[str]) -> str:
    """A value under a name that is no parameter."""
    return _no_parameter(mistake, match[1].split(".")[-1], match[2])


def wrong_keyword_of_python(mistake: Mistake, match: Match[str]) -> str:
    """The same where Python says it the other way round."""
    return _no_parameter(mistake, match[3], match[2])


def _no_parameter(mistake: Mistake, name: str, given: str) -> str:
    function = reading.function_named(mistake.source, name)
    names = _parameters(function) if function else [*_PARAMETERS.get(name, ())]
    close = closest(given, names, 0.5)
    rest = f"Did you mean `{close}`?" if close else "Compare the call with its `def` line."
    return f"{{at}} `{name}` has no parameter `{given}`. {rest}"


def builtin_takes(_: Mistake, match: Match[str]) -> str:
    """A function or method of Python's own that gets another number of values."""
    name = match[1].split(".")[-1]
    if name == "append":
        return f"{{at}} `.append(...)` takes exactly one item, but gets {match[3]}. Call it once for each item, or use `.extend([...])`."
    return f"{{at}} `{name}(...)` takes {match[2]}, but gets {match[3]}."


def takes_nothing(mistake: Mistake, match: Match[str]) -> str:
    """A class whose objects are made with values that no `__init__` takes."""
    wrong = re.search(r"def\s+(_*init_*|__int__)\s*\(", mistake.source)
    if wrong and wrong[1] != "__init__":
        line = mistake.source[: wrong.start()].count("\n") + 1
        return f"`{wrong[1]}` on line {line} should be `__init__`, with two underscores on each side, so that `{match[1]}(...)` can take values."
    return f"{{at}} `{match[1]}(...)` gets values, but the class `{match[1]}` has no `__init__` that takes any."
