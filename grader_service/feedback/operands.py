"""Sentences about values that do not go together: operators, comparisons, and what is no function."""

import ast
import builtins
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.items import a_value, in_words, seen
from grader_service.feedback.mistake import Mistake
from grader_service.feedback.mixed import text_and_number
from grader_service.feedback.nothing import is_none
from grader_service.say import Said, say

NUMBERS: Final = frozenset({"int", "float", "bool"})
FUNCTIONS: Final = frozenset({"function", "method", "builtin_function_or_method", "type"})


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


def operands(mistake: Mistake, match: Match[str]) -> Said:
    """An operator between values that do not go together."""
    sign, kinds, sides, at = match[1], (match[2], match[3]), _sides(mistake), mistake.at
    if sides is None:
        return _keys_added(mistake) or _of_unknown(at, sign, kinds)
    if "NoneType" in kinds:
        return is_none(mistake, sides[kinds.index("NoneType")])
    if called := next((side for side, kind in zip(sides, kinds, strict=True) if kind in FUNCTIONS), None):
        return _uncalled(mistake, called)
    if "str" in kinds and set(kinds) & NUMBERS:
        return text_and_number(mistake, sign, kinds, sides)
    left, right = map(reading.written, sides)
    if "list" in kinds:
        other = right if kinds[0] == "list" else left
        return say(
            "%1 `%2` does not go between a list and `%3`. Must it be done for each item, in a loop?", at, sign, other
        )
    one, two = map(a_value, kinds)
    return say("%1 `%2` does not go between %3 and %4 (`%5` and `%6`).", at, sign, one, two, left, right)


def _of_unknown(at: Said, sign: str, kinds: tuple[str, str]) -> Said:
    """An operator that the source does not show, such as that of `sum`."""
    if "NoneType" in kinds:
        return say("%1 one side of `%2` is `None`. Does a function lack a `return`?", at, sign)
    if sign == "+" and "str" in kinds:
        return say(
            "%1 `sum(...)` or `+` meets text among numbers. Turn each text into a number with `int(...)` first.", at
        )
    return say("%1 `%2` does not go between %3 and %4.", at, sign, *map(a_value, kinds))


def _keys_added(mistake: Mistake) -> Said | None:
    """`sum` of a dictionary, which adds its keys."""
    node = reading.expression(mistake)
    if not isinstance(node, ast.Call) or reading.written(node.func) != "sum" or not node.args:
        return None
    holder, shown = seen(mistake, node.args[0]), reading.written(node.args[0])
    if holder is None or holder.kind != "dict":
        return None
    return say(
        "%1 `sum(%2)` adds the keys of a dictionary: write `sum(%2.values())` for its values.", mistake.at, shown
    )


def _uncalled(mistake: Mistake, function: ast.AST) -> Said:
    at = mistake.at
    given = reading.value_of(mistake, function.id) if isinstance(function, ast.Name) else None
    if isinstance(given, ast.Name):
        return say(
            "Line %1 gives `%2` the function `%3` and not its result: write `%3()` there, with round brackets.",
            given.lineno,
            reading.written(function),
            given.id,
        )
    if isinstance(function, ast.Call):
        return say("%1 `%2` gives back a function or a class, where a value is needed.", at, reading.written(function))
    return say(
        "%1 `%2` is a function and not its result. To call it, put round brackets behind it: `%2(...)`.",
        at,
        reading.written(function),
    )


def text_joined(mistake: Mistake, match: Match[str]) -> Said:
    """Text and something else joined by `+`."""
    return (
        text_and_number(mistake, "+", ("str", match[1]), _sides(mistake))
        if match[1] in NUMBERS
        else _other(mistake, match)
    )


def _other(mistake: Mistake, match: Match[str]) -> Said:
    sides = _sides(mistake)
    if match[1] == "NoneType":
        return is_none(mistake, sides[1] if sides else None)
    if match[1] in FUNCTIONS and sides:
        return _uncalled(mistake, sides[1])
    shown = say("`%1`", reading.written(sides[1])) if sides else say("the other value")
    return say(
        "%1 `+` joins text with text only, but %2 is %3. Put `str(...)` around it, or use an f-string.",
        mistake.at,
        shown,
        in_words(match[1]),
    )


def list_joined(mistake: Mistake, match: Match[str]) -> Said:
    """A list and something else joined by `+`."""
    sides = _sides(mistake)
    if match[1] == "tuple":
        return say("%1 `+` joins a tuple with another tuple only.", mistake.at)
    if not sides:
        return say("%1 `+` joins a list with another list only.", mistake.at)
    function = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    parameters = {argument.arg for argument in function.args.args} if function else set()
    if function and reading.written(sides[0]) in parameters and isinstance(sides[1], ast.Constant):
        return say(
            "%1 `%2` is a list, and `+` joins that with another list only. Should `%3` be called with a single item?",
            mistake.at,
            reading.written(sides[0]),
            function.name,
        )
    return say(
        "%1 `+` joins a list with another list, but `%3` is none. To add one item, write `%2.append(%3)`.",
        mistake.at,
        *map(reading.written, sides),
    )


def compared(mistake: Mistake, match: Match[str]) -> Said:
    """An order that does not exist."""
    kinds, sides, at = (match[1], match[2]), _sides(mistake), mistake.at
    if "NoneType" in kinds:
        return is_none(mistake, sides[kinds.index("NoneType")] if sides else None)
    if "str" in kinds and set(kinds) & NUMBERS:
        if sides is None:
            return say(
                "%1 text and numbers are compared, which have no common order. Turn the text into numbers first.", at
            )
        return text_and_number(mistake, "<", kinds, sides)
    if sides and (called := next((side for side, kind in zip(sides, kinds, strict=True) if kind in FUNCTIONS), None)):
        return _uncalled(mistake, called)
    return say("%1 %2 and %3 are compared, but there is no order between them.", at, *map(a_value, kinds))


def not_callable(mistake: Mistake, match: Match[str]) -> Said:
    """Round brackets behind what is no function: a variable has its name, or a `*` or a comma is missing."""
    kind, node, at = match[1], reading.expression(mistake), mistake.at
    called = node.func if isinstance(node, ast.Call) else None
    name = reading.written(called)
    if kind == "NoneType":
        return is_none(mistake, called)
    if isinstance(called, ast.Name) and (words := _no_function(mistake, name, kind)):
        return words
    if isinstance(called, ast.Tuple | ast.List | ast.Constant) and kind not in NUMBERS:
        return say(
            "%1 a comma is missing behind `%2`: without it Python takes the brackets that follow for a call.", at, name
        )
    if kind in NUMBERS:
        return say("%1 `%2(...)` calls a number as if it were a function. To multiply, write `%2 * (...)`.", at, name)
    return say("%1 `%2` is %3 and no function, so round brackets behind it make no sense.", at, name, in_words(kind))


def _no_function(mistake: Mistake, name: str, kind: str) -> Said | None:
    """A name that is called, but does not stand for a function."""
    line, at = reading.first_lines(reading.parsed(mistake.source)).get(name), mistake.at
    if kind == "module":
        return say("%1 `%2` is a module, not a function. Write `%2.%2(...)`, or another function of it.", at, name)
    if hasattr(builtins, name) and line:
        return say(
            "`%1` is %2 since line %3, so it hides Python's own `%1`. Choose another name on line %3.",
            name,
            in_words(kind),
            line,
        )
    if kind in {"list", "tuple", "dict"}:
        return say(
            "%1 `%2` is %3, not a function. To take an item out of it write `%2[...]`.", at, name, in_words(kind)
        )
    if line:
        return say(
            "%1 `%2` is called like a function, but it is %3, from line %4. Has it got the name of a function?",
            at,
            name,
            in_words(kind),
            line,
        )
    return None
