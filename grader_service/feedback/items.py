"""Sentences about what is in a value: items and indexes, keys, attributes, and divisors."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import builtins
import re
import sys
from collections.abc import Mapping
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake, Seen
from grader_service.feedback.words import closest, is_none

MODULE: Final = 0.55
"""How near a name must be to one of a module's: `squareroot` is to mean `sqrt`."""

_DIVIDED: Final = (ast.Div, ast.FloorDiv, ast.Mod)
_LENGTHS: Final = frozenset({"length", "size", "len", "count", "Length"})
_OTHER_LANGUAGES: Final[Mapping[tuple[str, str], str]] = {
    ("list", "push"): ".append(...)",
    ("list", "add"): ".append(...)",
    ("list", "push_back"): ".append(...)",
    ("list", "contains"): "in",
    ("list", "includes"): "in",
    ("list", "join"): "', '.join(...)",
    ("list", "split"): "slices such as [:3]",
    ("list", "lower"): "a loop over its items",
    ("list", "upper"): "a loop over its items",
    ("set", "append"): ".add(...)",
    ("dict", "append"): "d[key] = value",
    ("dict", "add"): "d[key] = value",
    ("dict", "has_key"): "in",
    ("dict", "iteritems"): ".items()",
    ("tuple", "append"): "a list, because a tuple cannot be changed",
    ("str", "append"): "+=",
    ("str", "contains"): "in",
    ("str", "includes"): "in",
    ("str", "trim"): ".strip()",
    ("str", "reverse"): "[::-1]",
    ("str", "toUpperCase"): ".upper()",
    ("str", "toLowerCase"): ".lower()",
    ("str", "substring"): "slices such as [0:3]",
    ("str", "sort"): "sorted(...)",
}


def seen(mistake: Mistake, node: ast.AST | None) -> Seen | None:
    """What a name or a constant at the place of the mistake stood for."""
    if isinstance(node, ast.Name):
        return mistake.values.get(node.id)
    if isinstance(node, ast.Constant):
        return Seen(type(node.value).__name__, repr(node.value), -1)
    return None


def with_value(mistake: Mistake, node: ast.AST | None) -> str:
    """A part of the source, with what it stood for where that is known and short."""
    value = seen(mistake, node)
    shown = f"`{reading.written(node)}`"
    return f"{shown} is `{value.text}`" if value and value.text and not isinstance(node, ast.Constant) else shown


def by_zero(mistake: Mistake, _: Match[str]) -> str:
    """A division by zero: which divisor."""
    node = reading.expression(mistake)
    divisor = None
    if isinstance(node, ast.BinOp) and isinstance(node.op, _DIVIDED):
        divisor = node.right
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, _DIVIDED):
        divisor = node.value
    if divisor is None:
        return "{at} something is divided by 0, which has no result. Handle that case before dividing."
    if isinstance(divisor, ast.Constant):
        return "{at} a number is divided by `0`, which has no result."
    counted = divisor.args[0] if isinstance(divisor, ast.Call) and reading.written(divisor.func) == "len" else None
    cause = f"`{reading.written(counted)}` is empty: " if counted is not None else ""
    rest = "Decide what should happen then, before dividing."
    rest = f"{cause}{rest[0].lower()}{rest[1:]}" if cause else rest
    return f"{{at}} the divisor `{reading.written(divisor)}` is `0`, and Python cannot divide by 0. {rest}"


def no_item(mistake: Mistake, _: Match[str]) -> str:
    """An index beyond the end: which one, how many items there are, and what counted too far."""
    node = reading.expression(mistake)
    if not isinstance(node, ast.Subscript):
        return "{at} an index asks for an item that is not there: the first has index 0, the last `len(...) - 1`."
    owner, index = reading.written(node.value), reading.written(node.slice)
    holder, number = seen(mistake, node.value), seen(mistake, node.slice)
    if holder is None or holder.size < 0:
        start = f"{{at}} `{owner}[{index}]` asks for an item that is not there."
        return f"{start} {_too_far(mistake, node) or 'The first index is 0, the last is `len(...) - 1`.'}"
    if holder.size == 0:
        return f"{{at}} `{owner}` is empty, so `{owner}[{index}]` does not exist. Check that first."
    value = (
        f"`{index}` is `{number.text}`"
        if number and number.text and not _is_constant(node.slice)
        else f"the index is `{index}`"
    )
    what = ("character" if holder.kind == "str" else "item") + ("s" if holder.size > 1 else "")
    start = f"{{at}} {value}, but `{owner}` has only {holder.size} {what}."
    return f"{start} {_too_far(mistake, node) or f'The first index is 0, the last is {holder.size - 1}.'}"


def _is_constant(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant | ast.UnaryOp)


def _too_far(mistake: Mistake, node: ast.Subscript) -> str | None:
    """What counts one too far: the range of the loop, its condition, or an addition in the index."""
    index, line = reading.written(node.slice), mistake.line
    loop = reading.around(mistake.source, line, ast.For)
    counted = reading.written(loop.iter) if loop else ""
    if loop and counted.startswith("range(") and reading.written(loop.target) == index:
        return f"`{counted}` on line {loop.lineno} counts too far: indexes begin at 0 and end one before the length."
    if loop and index == reading.written(loop.target):
        return f"The loop on line {loop.lineno} already gives the items, so `{index}` is an item and no index."
    if loop and "+" in index and counted.startswith("range("):
        return f"`{index}` goes past the end in the last round: let `{counted}` on line {loop.lineno} stop one earlier."
    condition = reading.around(mistake.source, line, ast.While)
    if condition and "<=" in reading.written(condition.test):
        return f"`<=` on line {condition.lineno} lets the loop go one too far: use `<`."
    return None


def no_line(mistake: Mistake, _: Match[str]) -> str:
    """An `input()` beyond what there is to read: how much that is, or that a function needs none."""
    start = "{at} `input()` asks for more lines than there are"
    if mistake.typed is None:
        return f"{start}. A tested function gets its values as parameters instead."
    lines = "1 line" if mistake.typed == 1 else f"{mistake.typed or 'no'} lines"
    return f"{start}: {'your input has' if mistake.tried else 'this test types'} {lines}."


def no_key(mistake: Mistake, match: Match[str]) -> str:
    """A key that a dictionary does not have, and one that is nearly the same."""
    key, node = match[1], reading.expression(mistake)
    owner = f"`{reading.written(node.value)}`" if isinstance(node, ast.Subscript) else "The dictionary"
    start = f"{{at}} {owner if owner.startswith('`') else 'the dictionary'} has no key `{key}`."
    other = key.strip("'") if key.startswith("'") else f"'{key}'"
    if other in mistake.known:
        has, wanted = ("number", "text") if key.startswith("'") else ("text", "number")
        return f"{start} It has the {has} `{other}`, which is another key than the {wanted} `{key}`."
    close = closest(key, mistake.known)
    if close:
        return f"{start} Did you mean `{close}`?"
    if isinstance(node, ast.Subscript) and any(
        isinstance(statement.target, ast.Subscript) and statement.lineno == mistake.line
        for statement in reading.every(mistake.source, ast.AugAssign)
    ):
        holder, inner = reading.written(node.value), reading.written(node.slice)
        return f"{start} Before the first `+=` it needs a value: `{holder}[{inner}] = {holder}.get({inner}, 0) + ...`."
    return f"{start} Check with `in` first, or use `.get(...)`."


def to_unpack(mistake: Mistake, match: Match[str]) -> str:
    """Several names that get too few values, or too many."""
    loop = reading.around(mistake.source, mistake.line, ast.For)
    if loop and loop.lineno == mistake.line and (holder := seen(mistake, loop.iter)) and holder.kind == "dict":
        return f"{{at}} a loop over the dictionary `{reading.written(loop.iter)}` gives only its keys. Write `{reading.written(loop.iter)}.items()`."
    if match[2]:
        return f"{{at}} there are {match[1]} names, but a value for only {match[2]} of them."
    return f"{{at}} there are {match[1]} names, but more values than that."


def no_attribute(mistake: Mistake, match: Match[str]) -> str:
    """An attribute that a value does not have; names of other languages are known."""
    kind, name = match[1], match[2]
    node = reading.expression(mistake)
    node = node.func if isinstance(node, ast.Call) else node
    owner = node.value if isinstance(node, ast.Attribute) else None
    if kind == "NoneType":
        return is_none(mistake, owner)
    shown = f"`{reading.written(owner)}`" if owner is not None else "the value"
    start = f"{{at}} {shown} is {in_words(kind)}, which has no `{name}`."
    builtin = getattr(builtins, kind, None)
    instead = _OTHER_LANGUAGES.get((kind, name))
    if (name in _LENGTHS or closest(name, _LENGTHS, 0.8)) and hasattr(builtin, "__len__"):
        return f"{start} `len({reading.written(owner)})` tells how many items it has."
    if instead:
        return f"{start} Use `{instead}` instead." if " " not in instead else f"{start} Use {instead}."
    if kind in {"function", "method", "builtin_function_or_method"}:
        return f"{{at}} {shown} is a function and not its result. Are the round brackets `()` behind it missing?"
    close = closest(name, mistake.known or (dir(builtin) if isinstance(builtin, type) else ()))
    if close:
        return f"{start} Did you mean `{close}`?"
    return f"{start} {_never_set(mistake, kind, name) or 'Is it spelled right, and is this the value that you expect here?'}"


def _never_set(mistake: Mistake, kind: str, name: str) -> str | None:
    """An attribute that a class of the submission never gives its objects, or only under a plain name."""
    if not any(node.name == kind for node in reading.every(mistake.source, ast.ClassDef)):
        return None
    if not reading.function_named(mistake.source, kind):
        wrong = re.search(r"def\s+(_*init_*|__int__)\s*\(", mistake.source)
        if wrong:
            return f"`{wrong[1]}` should be `__init__`, with two underscores on each side."
    if any(
        isinstance(node.func, ast.Attribute) and node.func.attr == name
        for node in reading.every(mistake.source, ast.Call)
    ):
        return f"Define it in the class with `def {name}(self):`, or check how it is spelled."
    return f"Give it a value in `__init__`, as in `self.{name} = ...`."


def no_module_attribute(mistake: Mistake, match: Match[str]) -> str:
    """Something that a module does not have."""
    module, name = match[1], match[2]
    close = "datetime.now" if (module, name) == ("datetime", "now") else closest(name, mistake.known, MODULE)
    meant = (
        f"Did you mean `{module}.{close}`?"
        if close
        else f"Is it spelled right, and is no file of yours named `{module}.py`?"
    )
    return f"{{at}} the module `{module}` has no `{name}`. {meant}"


def no_module(_: Mistake, match: Match[str]) -> str:
    """A module that does not exist here."""
    close = closest(match[1], [name for name in sys.stdlib_module_names if not name.startswith("_")])
    rest = f"Did you mean `{close}`?" if close else "Only Python's own modules can be used."
    return f"{{at}} there is no module `{match[1]}`. {rest}"


def no_import(mistake: Mistake, match: Match[str]) -> str:
    """Something that cannot be imported from a module."""
    close = closest(match[1], mistake.known, MODULE)
    rest = f"Did you mean `{close}`?" if close else "Is it spelled right?"
    return f"{{at}} the module `{match[2]}` has no `{match[1]}`. {rest}"


_NAMES: Final[Mapping[str, str]] = {
    "int": "a whole number", "float": "a decimal number", "str": "text", "list": "a list", "dict": "a dictionary",
    "tuple": "a tuple", "set": "a set", "bool": "`True` or `False`", "NoneType": "`None`", "function": "a function",
    "range": "a range", "type": "a class", "module": "a module", "method": "a method",
    "builtin_function_or_method": "a function of Python",
}  # fmt: skip


def in_words(kind: str) -> str:
    """A type in words, as in `a list` or `an object of Dog`."""
    return _NAMES.get(kind) or f"of the type `{kind}`"
