"""Sentences about values that do not go together: operators, comparisons, indexes, loops, and what is no function."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import builtins
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.items import in_words, with_value
from grader_service.feedback.mistake import Mistake
from grader_service.feedback.words import is_none

_NUMBERS: Final = frozenset({"int", "float", "bool"})
_FUNCTIONS: Final = frozenset({"function", "method", "builtin_function_or_method", "type"})


def _sides(mistake: Mistake) -> tuple[ast.AST, ast.AST] | None:
    """The two values of the operator at the place of the mistake."""
    node = reading.expression(mistake)
    if isinstance(node, ast.BinOp):
        return node.left, node.right
    if isinstance(node, ast.AugAssign):
        return node.target, node.value
    if isinstance(node, ast.Compare) and len(node.comparators) == 1:
        return node.left, node.comparators[0]
    return None


def operands(mistake: Mistake, match: Match[str]) -> str:
    """An operator between values that do not go together."""
    sign, kinds, sides = match[1], (match[2], match[3]), _sides(mistake)
    if sides is None:
        return _of_unknown(sign, kinds)
    if "NoneType" in kinds:
        return is_none(mistake, sides[kinds.index("NoneType")])
    if called := next((side for side, kind in zip(sides, kinds, strict=True) if kind in _FUNCTIONS), None):
        return _uncalled(called)
    if "str" in kinds and set(kinds) & _NUMBERS:
        return _text_and_number(mistake, sign, kinds, sides)
    left, right = map(reading.written, sides)
    if "list" in kinds:
        other = right if kinds[0] == "list" else left
        return f"{{at}} `{sign}` does not go between a list and `{other}`. Must it be done for each item, in a loop?"
    return (
        f"{{at}} `{sign}` does not go between {in_words(kinds[0])} and {in_words(kinds[1])} (`{left}` and `{right}`)."
    )


def _of_unknown(sign: str, kinds: tuple[str, str]) -> str:
    """An operator that the source does not show, such as that of `sum`."""
    if "NoneType" in kinds:
        return f"{{at}} one side of `{sign}` is `None`. Does a function lack a `return`?"
    if sign == "+" and "str" in kinds:
        return "{at} `sum(...)` or `+` meets text among numbers. Turn each text into a number with `int(...)` first."
    return f"{{at}} `{sign}` does not go between {in_words(kinds[0])} and {in_words(kinds[1])}."


def _uncalled(function: ast.AST) -> str:
    shown = reading.written(function)
    return (
        f"{{at}} `{shown}` is a function and not its result. To call it, put round brackets behind it: `{shown}(...)`."
    )


def _text_and_number(mistake: Mistake, sign: str, kinds: tuple[str, str], sides: tuple[ast.AST, ast.AST] | None) -> str:
    """Text where a number is needed; `input()` is its commonest source."""
    if sides is None:
        return (
            f"{{at}} `{sign}` does not go between text and a number. Turn the text into a number with `int(...)` first."
        )
    text, number = (sides[0], sides[1]) if kinds[0] == "str" else (sides[1], sides[0])
    maker = reading.value_of(mistake, text.id) if isinstance(text, ast.Name) else text
    shown = with_value(mistake, text)
    start = f"{{at}} {shown}, which is text," if " is `" in shown else f"{{at}} {shown} is text,"
    if isinstance(maker, ast.Call) and reading.written(maker.func) == "input":
        return f"{start} because `input()` always gives text. Write `int(input())` on line {reading.line_of(maker)}."
    if (
        mistake.wants_number
        and isinstance(text, ast.Constant)
        and reading.around(mistake.source, mistake.line, ast.Return)
    ):
        return f"{start} and `+` joins text with text only. A number is expected here: return it without the text."
    if sign == "+" and not mistake.wants_number and (kinds[0] == "str" or isinstance(text, ast.Constant)):
        return f"{start} and `+` joins text with text only. Write `str({reading.written(number)})`, or use an f-string."
    return f"{start} and `{reading.written(number)}` a number. Turn the text into a number first: `int({reading.written(text)})`."


def joined(mistake: Mistake, match: Match[str]) -> str:
    """Text and something else joined by `+`."""
    return (
        _text_and_number(mistake, "+", ("str", match[1]), _sides(mistake))
        if match[1] in _NUMBERS
        else _other(mistake, match)
    )


def _other(mistake: Mistake, match: Match[str]) -> str:
    sides = _sides(mistake)
    if match[1] == "NoneType":
        return is_none(mistake, sides[1] if sides else None)
    shown = reading.written(sides[1]) if sides else "the other value"
    if match[1] in _FUNCTIONS and sides:
        return _uncalled(sides[1])
    return f"{{at}} `+` joins text with text only, but `{shown}` is {in_words(match[1])}. Put `str(...)` around it, or use an f-string."


def list_joined(mistake: Mistake, match: Match[str]) -> str:
    """A list and something else joined by `+`."""
    sides = _sides(mistake)
    if not sides or match[1] != "list":
        return f"{{at}} `+` joins a {match[1]} with another {match[1]} only."
    left, right = map(reading.written, sides)
    return f"{{at}} `+` joins a list with another list, but `{right}` is none. To add one item, write `{left}.append({right})`."


def compared(mistake: Mistake, match: Match[str]) -> str:
    """An order that does not exist."""
    kinds, sides = (match[1], match[2]), _sides(mistake)
    if "NoneType" in kinds:
        return is_none(mistake, sides[kinds.index("NoneType")] if sides else None)
    if "str" in kinds and set(kinds) & _NUMBERS:
        if sides is None:
            return "{at} text and numbers are compared, which have no common order. Turn the text into numbers first."
        return _text_and_number(mistake, "<", kinds, sides)
    if sides and (called := next((side for side, kind in zip(sides, kinds, strict=True) if kind in _FUNCTIONS), None)):
        return _uncalled(called)
    return f"{{at}} {in_words(kinds[0])} and {in_words(kinds[1])} are compared, but there is no order between them."


def not_callable(mistake: Mistake, match: Match[str]) -> str:
    """Round brackets behind what is no function: a variable has its name, or a `*` or a comma is missing."""
    kind, node = match[1], reading.expression(mistake)
    called = node.func if isinstance(node, ast.Call) else None
    name = reading.written(called)
    if kind == "NoneType":
        return is_none(mistake, called)
    if isinstance(called, ast.Name) and (words := _no_function(mistake, name, kind)):
        return words
    if isinstance(called, ast.Tuple | ast.List | ast.Constant) and kind not in _NUMBERS:
        return (
            f"{{at}} a comma is missing behind `{name}`: without it Python takes the brackets that follow for a call."
        )
    if kind in _NUMBERS:
        return f"{{at}} `{name}(...)` calls a number as if it were a function. To multiply, write `{name} * (...)`."
    return f"{{at}} `{name}` is {in_words(kind)} and no function, so round brackets behind it make no sense."


def _no_function(mistake: Mistake, name: str, kind: str) -> str | None:
    """A name that is called, but does not stand for a function."""
    line = reading.first_lines(reading.parsed(mistake.source)).get(name)
    if kind == "module":
        return f"{{at}} `{name}` is a module, not a function. Write `{name}.{name}(...)`, or another function of it."
    if hasattr(builtins, name) and line:
        return f"`{name}` is {in_words(kind)} since line {line}, so it hides Python's own `{name}`. Choose another name on line {line}."
    if kind in {"list", "tuple", "dict"}:
        return f"{{at}} `{name}` is {in_words(kind)}, not a function. To take an item out of it write `{name}[...]`."
    if line:
        return f"{{at}} `{name}` is called like a function, but it is {in_words(kind)}, from line {line}. Has it got the name of a function?"
    return None


def not_subscriptable(mistake: Mistake, match: Match[str]) -> str:
    """Square brackets behind what has no items."""
    kind, node = match[1], reading.expression(mistake)
    owner = node.value if isinstance(node, ast.Subscript) else None
    shown = reading.written(owner)
    if kind == "NoneType":
        return is_none(mistake, owner)
    if kind in _FUNCTIONS:
        return f"{{at}} `{shown}` is a function. To call it use round brackets: `{shown}(...)`."
    if kind in {"dict_keys", "dict_values", "dict_items", "map", "filter", "zip", "generator", "set"}:
        return f"{{at}} `{shown}` is a {kind}, which has no indexes. Make a list of it first: `list({shown})`."
    return f"{{at}} `{shown}` is {in_words(kind)}, so it has no items that square brackets could take out."


def not_iterable(mistake: Mistake, match: Match[str]) -> str:
    """A loop, or something like one, over what has no items."""
    kind, node = match[1], reading.expression(mistake)
    if isinstance(node, ast.For):
        node = node.iter
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
        node = next((one.value for one in reading.every(mistake.source, ast.Assign) if node in one.targets), None)
    if node is None and kind != "NoneType":
        return f"{{at}} a list, a text or the like is needed, but there is {in_words(kind)}."
    if kind == "NoneType":
        return is_none(mistake, node.args[0] if isinstance(node, ast.Call) and node.args else node)
    shown = reading.written(node)
    if (
        kind == "int"
        and isinstance(node, ast.Name | ast.Call | ast.Constant)
        and reading.around(mistake.source, mistake.line, ast.For)
    ):
        return f"{{at}} `{shown}` is a number, and a loop cannot go over a number. To count write `range({shown})`."
    if kind in _FUNCTIONS:
        return (
            f"{{at}} `{shown}` is a function and not its result. To call it, put round brackets behind it: `{shown}()`."
        )
    return f"{{at}} a list, a text or the like is needed, but there is {in_words(kind)} in `{shown}`."


def bad_index(mistake: Mistake, match: Match[str]) -> str:
    """An index that is no whole number."""
    kind, node = match[1], reading.expression(mistake)
    index = node.slice if isinstance(node, ast.Subscript) else None
    shown = with_value(mistake, index) if index is not None else "the index"
    loop = reading.around(mistake.source, mistake.line, ast.For)
    start = f"{{at}} the index {shown}{' is' if ' is ' not in shown else ', which is'} {in_words(kind)}, but must be a whole number."
    if kind == "float":
        return f"{start} `/` always gives a decimal number: divide with `//`."
    if loop and index is not None and reading.written(loop.target) == reading.written(index):
        return f"{start} The loop on line {loop.lineno} gives the items themselves: use `{reading.written(index)}` without an index."
    if kind == "str":
        return f"{start} Is the value a list where you expect a dictionary, or is `int(...)` missing?"
    return start


def unhashable(_: Mistake, match: Match[str]) -> str:
    """A changeable value as a key."""
    kind = in_words(match[1])
    return f"{{at}} {kind} is used as a key or in a set, but it can be changed later. Use a tuple instead."


def no_length(mistake: Mistake, match: Match[str]) -> str:
    """The length of what has none."""
    node = reading.expression(mistake)
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    if match[1] == "NoneType":
        return is_none(mistake, argument)
    shown = reading.written(argument) if argument is not None else "the value"
    rest = (
        f"For its number of digits write `len(str({shown}))`."
        if match[1] == "int"
        else "It needs a list, a text or the like."
    )
    return f"{{at}} `{shown}` is {in_words(match[1])}, and `len(...)` cannot count its items. {rest}"


def unchangeable(mistake: Mistake, match: Match[str]) -> str:
    """An item assigned to in a value that cannot be changed."""
    node = reading.expression(mistake)
    shown = reading.written(node.value) if isinstance(node, ast.Subscript) else "the value"
    kind = "text" if match[1] == "str" else in_words(match[1])
    return f"{{at}} `{shown}` is {kind}, which cannot be changed item by item. Build a new one instead, or use a list."
