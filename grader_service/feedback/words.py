"""Sentences about errors that need a look at the code: which name was meant, which values met."""

import builtins
import difflib
import keyword
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

IDENTIFIERS: Final = 5_000
"""Words of the source among which a misspelled name is looked for."""


class Mistake(NamedTuple):
    """An exception of the student's code: the class names of its line, its text, its line and the whole source."""

    names: tuple[str, ...]
    text: str
    line: int | None
    source: str


Words = str | Callable[[Mistake, re.Match[str]], str]


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelled one most probably means."""
    others = sorted(set(known) - {name})
    same = [other for other in others if other.lower() == name.lower()]
    close = same or difflib.get_close_matches(name, others, n=1, cutoff=0.7)
    return close[0] if close else None


_ELSEWHERE: Final[Mapping[str, str]] = {"true": "True", "false": "False", "none": "None", "null": "None", "nil": "None"}


def unknown_name(mistake: Mistake, match: re.Match[str]) -> str:
    """A name that Python does not know."""
    name = match[1]
    if name in _ELSEWHERE:
        return f"In Python it is written `{_ELSEWHERE[name]}`."
    if name in sys.stdlib_module_names:
        return f"`{name}` is a module: put `import {name}` at the top of your code."
    used = re.findall(r"[^\W\d]\w*", mistake.source)
    close = closest(name, {*used[:IDENTIFIERS], *dir(builtins)} - set(keyword.kwlist))
    if close:
        return f"Python does not know `{name}` here. Did you mean `{close}`?"
    if used.count(name) > 1:
        return f"Python does not know `{name}` here: it gets its value only later, or inside a function."
    return f"Python does not know `{name}`. If it is meant as text, put it in quotes: `'{name}'`."


_OTHER_LANGUAGES: Final[Mapping[tuple[str, str], str]] = {
    ("list", "push"): "append",
    ("list", "add"): "append",
    ("set", "append"): "add",
    ("str", "contains"): "in",
    ("list", "contains"): "in",
    ("str", "trim"): "strip",
    ("str", "toUpperCase"): "upper",
    ("str", "toLowerCase"): "lower",
}
_LENGTHS: Final = frozenset({"length", "size", "len"})


def no_attribute(_: Mistake, match: re.Match[str]) -> str:
    """An attribute that a value does not have; names of other languages are known."""
    kind, name = match[1], match[2]
    owner = getattr(builtins, kind, None)
    close = _OTHER_LANGUAGES.get((kind, name)) or (closest(name, dir(owner)) if isinstance(owner, type) else None)
    if name in _LENGTHS and hasattr(owner, "__len__"):
        return f"How many items a {kind} has is told by len(...)."
    if close:
        return f"A value of type {kind} has no `{name}`. Did you mean `{close}`?"
    return f"A value of type {kind} has no `{name}`: check the spelling, and whether it is the value you think it is."


def operands(_: Mistake, match: re.Match[str]) -> str:
    """An operator between values that do not go together."""
    sign, kinds = match[1], (match[2], match[3])
    if "NoneType" in kinds:
        return f"One side of `{sign}` is None. Does a function lack a `return`, or did a variable get no value?"
    if "str" in kinds:
        return f"`{sign}` does not go between text and a number: turn the text into a number with int(...) first."
    return f"`{sign}` does not go between a {kinds[0]} and a {kinds[1]}."


def compared(_: Mistake, match: re.Match[str]) -> str:
    """An order that does not exist."""
    kinds = (match[1], match[2])
    if "NoneType" in kinds:
        return "One of the two compared values is None. Does a function lack a `return`?"
    if "str" in kinds and {"int", "float"} & set(kinds):
        return "Text and a number cannot be put in order: turn the text into a number with int(...) first."
    return f"A {kinds[0]} and a {kinds[1]} cannot be put in order."
