"""Sentences about what a value or a module does not have."""

import ast
import builtins
import re
import sys
from collections.abc import Mapping
from re import Match
from typing import Final, TypeGuard

from grader_service.feedback import reading
from grader_service.feedback.items import in_words, named
from grader_service.feedback.mistake import Mistake
from grader_service.feedback.nothing import is_none
from grader_service.feedback.words import closest, compared
from grader_service.say import Said, joined, say

MODULE: Final = 0.55
"""How near a name must be to one of a module's: `squareroot` is to mean `sqrt`."""

_LENGTHS: Final = frozenset({"length", "size", "len", "count", "Length"})
_OTHER_LANGUAGES: Final[Mapping[tuple[str, str], str | Said]] = {
    ("list", "push"): ".append(...)",
    ("list", "add"): ".append(...)",
    ("list", "push_back"): ".append(...)",
    ("list", "contains"): "in",
    ("list", "includes"): "in",
    ("list", "join"): "', '.join(...)",
    ("list", "split"): say("Use slices such as `%1`.", "[:3]"),
    ("list", "lower"): say("Use a loop over its items."),
    ("list", "upper"): say("Use a loop over its items."),
    ("set", "append"): ".add(...)",
    ("dict", "append"): "d[key] = value",
    ("dict", "add"): "d[key] = value",
    ("dict", "has_key"): "in",
    ("dict", "iteritems"): ".items()",
    ("tuple", "append"): say("Use a list, because a tuple cannot be changed."),
    ("str", "append"): "+=",
    ("str", "contains"): "in",
    ("str", "includes"): "in",
    ("str", "trim"): ".strip()",
    ("str", "reverse"): "[::-1]",
    ("str", "toUpperCase"): ".upper()",
    ("str", "toLowerCase"): ".lower()",
    ("str", "substring"): say("Use slices such as `%1`.", "[0:3]"),
    ("str", "sort"): "sorted(...)",
}


def no_attribute(mistake: Mistake, match: Match[str]) -> Said:
    """An attribute that a value does not have; names of other languages are known."""
    kind, name = match[1], match[2]
    node = reading.expression(mistake)
    node = node.func if isinstance(node, ast.Call) else node
    owner = node.value if isinstance(node, ast.Attribute) else None
    if kind == "NoneType":
        return is_none(mistake, owner)
    shown = named(owner)
    if kind in {"function", "method", "builtin_function_or_method"}:
        return say(
            "%1 %2 is a function and not its result. Are the round brackets `()` behind it missing?", mistake.at, shown
        )
    if words := compared(mistake, f"{reading.written(owner)}.{name}"):
        return words
    start = say("%1 %2 is %3, which has no `%4`.", mistake.at, shown, in_words(kind), name)
    return joined(start, _other_attribute(mistake, kind, name, reading.written(owner)))


def _other_attribute(mistake: Mistake, kind: str, name: str, owner: str) -> Said:
    """What to write in place of an attribute that there is not."""
    builtin = getattr(builtins, kind, None)
    instead = _OTHER_LANGUAGES.get((kind, name))
    if (name in _LENGTHS or closest(name, _LENGTHS, 0.8)) and hasattr(builtin, "__len__"):
        return say("`len(%1)` tells how many items it has.", owner)
    if instead:
        return instead if isinstance(instead, Said) else say("Use `%1` instead.", instead)
    close = closest(name, mistake.known or (dir(builtin) if isinstance(builtin, type) else ()))
    if close:
        return say("Did you mean `%1`?", close)
    if kind == "dict":
        return say("A key stands in square brackets: `%1`.", f"{owner}[{_key(mistake, name)}]")
    if kind in {"int", "float"} and hasattr(str, name):
        return say("It is a method of text: write `%1`, if that is meant.", f"str({owner}).{name}(...)")
    own = _unmade_base(mistake, kind, name) or _plainly_set(mistake, kind, name) or _never_set(mistake, kind, name)
    return own or say("Is it spelled right, and is this the value that you expect here?")


def _key(mistake: Mistake, name: str) -> str:
    """A key as one writes it: the variable of that name, where there is one, or else text."""
    return name if name in mistake.values else repr(name)


def _unmade_base(mistake: Mistake, kind: str, name: str) -> Said | None:
    """An attribute that the class above gives a value, whose `__init__` another one stands in front of."""
    heir = next((node for node in reading.every(mistake.source, ast.ClassDef) if node.name == kind), None)
    start = reading.function_named(mistake.source, kind)
    if heir is None or start is None or "super()" in ast.unparse(start):
        return None
    for base in map(reading.written, heir.bases):
        above = reading.function_named(mistake.source, base)
        if above and any(reading.written(node) == f"self.{name}" for node in ast.walk(above)):
            return say(
                "`__init__` on line %1 stands in the place of that of `%2`, which gives `%3` its value: "
                "begin it with `super().__init__(...)`.",
                start.lineno,
                base,
                name,
            )
    return None


def _never_set(mistake: Mistake, kind: str, name: str) -> Said | None:
    """An attribute that a class of the submission never gives its objects, or only under a plain name."""
    if reading.class_named(mistake.source, kind) is None:
        return None
    if not reading.function_named(mistake.source, kind):
        wrong = re.search(r"def\s+(?!__init__\b)(_*init_*|__int__)\s*\(", mistake.source)
        if wrong:
            return say("`%1` should be `__init__`, with two underscores on each side.", wrong[1])
    outside = next((node for node in reading.parsed(mistake.source).body if _is_method(node, name)), None)
    if outside:
        return say(
            "`def %1` on line %2 stands outside the class: indent it like the other methods.", name, outside.lineno
        )
    if any(
        isinstance(node.func, ast.Attribute) and node.func.attr == name
        for node in reading.every(mistake.source, ast.Call)
    ):
        return say("Define it in the class with `def %1(self):`, or check how it is spelled.", name)
    if mistake.line is None:
        return say("If it is a method, define it with `def %1(self):`; else write `self.%1 = ...` in `__init__`.", name)
    return say("Give it a value in `__init__`, as in `self.%1 = ...`.", name)


def _plainly_set(mistake: Mistake, kind: str, name: str) -> Said | None:
    """A name that `__init__` gives a value of its own, where `self` should get it."""
    start = reading.function_named(mistake.source, kind)
    line = next((at for bound, at, value in reading.bindings(start) if bound == name and value), 0) if start else 0
    if not line:
        return None
    return say("Line %1 gives a value to `%2` alone, which ends with `__init__`: write `self.%2 = ...`.", line, name)


def _is_method(node: ast.stmt, name: str) -> TypeGuard[ast.FunctionDef]:
    """Whether it is a function of that name which takes `self`."""
    return isinstance(node, ast.FunctionDef) and node.name == name and [a.arg for a in node.args.args][:1] == ["self"]


def no_module_attribute(mistake: Mistake, match: Match[str]) -> Said:
    """Something that a module does not have."""
    module, name = match[1], match[2]
    close = "datetime.now" if (module, name) == ("datetime", "now") else closest(name, mistake.known, MODULE)
    if close:
        meant = say("Did you mean `%1`?", f"{module}.{close}")
    else:
        meant = say("Is it spelled right, and is no file of yours named `%1.py`?", module)
    return joined(say("%1 the module `%2` has no `%3`.", mistake.at, module, name), meant)


def no_module(mistake: Mistake, match: Match[str]) -> Said:
    """A module that does not exist here."""
    close = closest(match[1], [name for name in sys.stdlib_module_names if not name.startswith("_")])
    rest = say("Did you mean `%1`?", close) if close else say("Only Python's own modules can be used.")
    return joined(say("%1 there is no module `%2`.", mistake.at, match[1]), rest)


def no_import(mistake: Mistake, match: Match[str]) -> Said:
    """Something that cannot be imported from a module."""
    close = closest(match[1], mistake.known, MODULE)
    rest = say("Did you mean `%1`?", close) if close else say("Is it spelled right?")
    return joined(say("%1 the module `%2` has no `%3`.", mistake.at, match[2], match[1]), rest)
