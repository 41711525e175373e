"""Sentences about what is used as a list or the like: square brackets, loops, indexes, keys and lengths."""

import ast
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.items import a_value, in_words, named, seen, with_value
from grader_service.feedback.mistake import Mistake
from grader_service.feedback.nothing import is_none
from grader_service.feedback.operands import FUNCTIONS
from grader_service.say import Said, joined, say

_ONCE: Final = frozenset({"map", "filter", "zip", "generator"})


def not_subscriptable(mistake: Mistake, match: Match[str]) -> Said:
    """Square brackets behind what has no items."""
    kind, node, at = match[1], reading.expression(mistake), mistake.at
    owner = node.value if isinstance(node, ast.Subscript) else None
    shown = reading.written(owner)
    if kind == "NoneType":
        return is_none(mistake, owner)
    if kind in FUNCTIONS:
        return say("%1 `%2` is a function. To call it use round brackets: `%2(...)`.", at, shown)
    if kind in {"dict_keys", "dict_values", "dict_items", "set", *_ONCE}:
        return say("%1 `%2` is a `%3`, which has no indexes. Make a list of it first: `list(%2)`.", at, shown, kind)
    return say("%1 `%2` is %3, so it has no items that square brackets could take out.", at, shown, in_words(kind))


def not_iterable(mistake: Mistake, match: Match[str]) -> Said:
    """A loop, or something like one, over what has no items."""
    kind, node, at = match[1], reading.expression(mistake), mistake.at
    if isinstance(node, ast.For):
        node = node.iter
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
        node = next((one.value for one in reading.every(mistake.source, ast.Assign) if node in one.targets), None)
    if own := reading.class_named(mistake.source, kind):
        return say(
            "%1 the items of a `%2` are asked for, but the class on line %3 has no `__iter__`.", at, kind, own.lineno
        )
    if node is None and kind != "NoneType":
        return say("%1 a list, a text or the like is needed, but there is %2.", at, a_value(kind))
    if kind == "NoneType":
        return is_none(mistake, node.args[0] if isinstance(node, ast.Call) and node.args else node)
    shown = reading.written(node)
    if (
        kind == "int"
        and isinstance(node, ast.Name | ast.Call | ast.Constant)
        and reading.around(mistake.source, mistake.line, ast.For)
    ):
        return say("%1 `%2` is a number, and a loop cannot go over a number. To count write `range(%2)`.", at, shown)
    if kind in FUNCTIONS:
        return _uncalled(mistake, node)
    return say("%1 a list, a text or the like is needed, but there is %2 in `%3`.", at, a_value(kind), shown)


def no_number(mistake: Mistake, match: Match[str]) -> Said | None:
    """A function in the brackets of `int`, in the place of its result; None where it is something else."""
    node = reading.expression(mistake)
    given = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return _uncalled(mistake, given) if given is not None and match[1] in FUNCTIONS else None


def _uncalled(mistake: Mistake, node: ast.AST | None) -> Said:
    return say(
        "%1 `%2` is a function and not its result. To call it, put round brackets behind it: `%2()`.",
        mistake.at,
        reading.written(node),
    )


def bad_index(mistake: Mistake, match: Match[str]) -> Said:
    """An index that is no whole number."""
    kind, node = match[1], reading.expression(mistake)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and kind == "tuple":
        part = f"{reading.written(node.value)}[{':'.join(map(reading.written, node.slice.elts))}]"
        return say("%1 a part is taken with a colon: write `%2`.", mistake.at, part)
    index = node.slice if isinstance(node, ast.Subscript) else None
    loop, shown = reading.around(mistake.source, mistake.line, ast.For), reading.written(index)
    start = _no_index(mistake, index, in_words(kind))
    if kind == "float":
        return joined(start, say("`/` always gives a decimal number: divide with `//`."))
    if loop and isinstance(node, ast.Subscript) and _goes_over(loop, node):
        rest = say("The loop on line %1 gives the items themselves: use `%2` without an index.", loop.lineno, shown)
        return joined(start, rest)
    if kind == "str":
        return joined(start, say("Is the value a list where you expect a dictionary, or is `int(...)` missing?"))
    return start


def _goes_over(loop: ast.For, node: ast.Subscript) -> bool:
    """Whether the index is an item of what it stands in."""
    owner = reading.written(node.value)
    return reading.written(loop.target) == reading.written(node.slice) and any(
        reading.written(part) == owner for part in ast.walk(loop.iter)
    )


def _no_index(mistake: Mistake, index: ast.AST | None, kind: Said) -> Said:
    at, shown = mistake.at, reading.written(index)
    if index is None:
        return say("%1 the index is %2, but must be a whole number.", at, kind)
    if value := with_value(mistake, index):
        return say("%1 the index `%2` is `%3`, which is %4, but must be a whole number.", at, shown, value, kind)
    return say("%1 the index `%2` is %3, but must be a whole number.", at, shown, kind)


def unhashable(mistake: Mistake, match: Match[str]) -> Said:
    """A changeable value as a key, or an object of a class that says only when two are equal."""
    kind = reading.class_named(mistake.source, match[1])
    if kind is not None:
        return say(
            "%1 an object of the class `%2` is used as a key or in a set. The class on line %3 has an `__eq__`, so it"
            " also needs a `__hash__`: one that returns the `hash(...)` of what `__eq__` compares.",
            mistake.at,
            kind.name,
            kind.lineno,
        )
    return say(
        "%1 %2 is used as a key or in a set, but it can be changed later. Use a tuple instead.",
        mistake.at,
        a_value(match[1]),
    )


def no_length(mistake: Mistake, match: Match[str]) -> Said:
    """The length of what has none."""
    node = reading.expression(mistake)
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    if match[1] == "NoneType":
        return is_none(mistake, argument)
    shown = named(argument)
    start = say("%1 %2 is %3, and `len(...)` cannot count its items.", mistake.at, shown, in_words(match[1]))
    if match[1] == "int" and argument is not None:
        return joined(start, say("For its number of digits write `len(str(%1))`.", reading.written(argument)))
    return joined(start, say("It needs a list, a text or the like."))


def used_up(mistake: Mistake, _: Match[str]) -> Said | None:
    """The largest item of what gave all its items before; None where it is something else."""
    node = reading.expression(mistake)
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    holder = seen(mistake, argument)
    if holder is None or holder.kind not in _ONCE:
        return None
    return say(
        "%1 nothing is left in `%2`: a `%3` gives its items only once. Make a list of it first: `list(...)`.",
        mistake.at,
        reading.written(argument),
        holder.kind,
    )


def unchangeable(mistake: Mistake, match: Match[str]) -> Said:
    """An item assigned to in a value that cannot be changed."""
    node = reading.expression(mistake)
    shown = named(node.value if isinstance(node, ast.Subscript) else None)
    return say(
        "%1 %2 is %3, which cannot be changed item by item. Build a new one instead, or use a list.",
        mistake.at,
        shown,
        in_words(match[1]),
    )


def text_counted(mistake: Mistake, _: Match[str]) -> Said:
    """Text where a whole number is needed; a loop over the places of a text needs its length."""
    node = reading.expression(mistake)
    counted = node.args[0] if isinstance(node, ast.Call) and len(node.args) == 1 else None
    text = mistake.values.get(counted.id) if isinstance(counted, ast.Name) else None
    if text and not text.text.strip("'\"").isdecimal():
        return say(
            "%1 `%2` is text and no number. To count its characters write `range(len(%2))`.",
            mistake.at,
            reading.written(counted),
        )
    return say(
        "%1 a whole number is needed, but there is text. `input()` gives text: put `int(...)` around it.", mistake.at
    )
