"""Sentences about what is in a value: items and indexes, keys, and divisors."""

import ast
from collections.abc import Mapping
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake, Seen
from grader_service.feedback.words import closest
from grader_service.say import Said, joined, say

_DIVIDED: Final = (ast.Div, ast.FloorDiv, ast.Mod)


def seen(mistake: Mistake, node: ast.AST | None) -> Seen | None:
    """What a name or a constant at the place of the mistake stood for."""
    if isinstance(node, ast.Name):
        return mistake.values.get(node.id)
    if isinstance(node, ast.Constant):
        return Seen(type(node.value).__name__, repr(node.value), -1)
    return None


def with_value(mistake: Mistake, node: ast.AST | None) -> str:
    """What a part of the source stood for, where that is known and short; else nothing."""
    value = seen(mistake, node)
    return value.text if value and not isinstance(node, ast.Constant) else ""


def by_zero(mistake: Mistake, _: Match[str]) -> Said:
    """A division by zero: which divisor."""
    node = reading.expression(mistake)
    divisor = None
    if isinstance(node, ast.BinOp) and isinstance(node.op, _DIVIDED):
        divisor = node.right
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, _DIVIDED):
        divisor = node.value
    if divisor is None:
        return say("%1 something is divided by 0, which has no result. Handle that case before dividing.", mistake.at)
    if isinstance(divisor, ast.Constant):
        return say("%1 a number is divided by `0`, which has no result.", mistake.at)
    shown = reading.written(divisor)
    start = say("%1 the divisor `%2` is `0`, and Python cannot divide by 0.", mistake.at, shown)
    if isinstance(divisor, ast.Call) and reading.written(divisor.func) == "len":
        counted = reading.written(divisor.args[0])
        return joined(start, say("`%1` is empty: decide what should happen then, before dividing.", counted))
    return joined(start, say("Decide what should happen then, before dividing."))


def no_item(mistake: Mistake, _: Match[str]) -> Said:
    """An index beyond the end: which one, how many items there are, and what counted too far."""
    node, at = reading.expression(mistake), mistake.at
    if not isinstance(node, ast.Subscript):
        return say(
            "%1 an index asks for an item that is not there: the first has index 0, the last `len(...) - 1`.", at
        )
    owner, index = reading.written(node.value), reading.written(node.slice)
    holder = seen(mistake, node.value)
    if holder is None or holder.size < 0:
        start = say("%1 `%2[%3]` asks for an item that is not there.", at, owner, index)
        return joined(start, _too_far(mistake, node) or say("The first index is 0, the last is `len(...) - 1`."))
    if holder.size == 0:
        return say("%1 `%2` is empty, so `%2[%3]` does not exist. Check that first.", at, owner, index)
    number = with_value(mistake, node.slice)
    value = say("`%1` is `%2`", index, number) if number else say("the index is `%1`", index)
    if holder.kind == "str":
        size = say(("%1 character", "%1 characters"), holder.size)
    else:
        size = say(("%1 item", "%1 items"), holder.size)
    start = say("%1 %2, but `%3` has only %4.", at, value, owner, size)
    return joined(start, _too_far(mistake, node) or say("The first index is 0, the last is %1.", holder.size - 1))


def _too_far(mistake: Mistake, node: ast.Subscript) -> Said | None:
    """What counts one too far: the range of the loop, its condition, or an addition in the index."""
    index, line = reading.written(node.slice), mistake.line
    loop = reading.around(mistake.source, line, ast.For)
    if loop and (words := _grows_shorter(loop, node)):
        return words
    counted = reading.written(loop.iter) if loop else ""
    if loop and counted.startswith("range(") and reading.written(loop.target) == index:
        return say(
            "`%1` on line %2 counts too far: indexes begin at 0 and end one before the length.", counted, loop.lineno
        )
    if loop and index == reading.written(loop.target):
        return say("The loop on line %1 already gives the items, so `%2` is an item and no index.", loop.lineno, index)
    if loop and "+" in index and counted.startswith("range("):
        return say(
            "`%1` goes past the end in the last round: let `%2` on line %3 stop one earlier.",
            index,
            counted,
            loop.lineno,
        )
    condition = reading.around(mistake.source, line, ast.While)
    if condition and "<=" in reading.written(condition.test):
        return say("`<=` on line %1 lets the loop go one too far: use `<`.", condition.lineno)
    return None


def _grows_shorter(loop: ast.For, node: ast.Subscript) -> Said | None:
    """A loop that counts to the length of a list, and takes items out of it."""
    owner = reading.written(node.value)
    if f"len({owner})" not in reading.written(loop.iter):
        return None
    for part in ast.walk(loop):
        method = part.func if isinstance(part, ast.Call) else None
        taken = part if isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Del) else method
        if isinstance(method, ast.Attribute) and method.attr not in {"pop", "remove"}:
            continue
        if isinstance(taken, ast.Attribute | ast.Subscript) and reading.written(taken.value) == owner:
            return say(
                "Line %1 takes items out of `%2` while the loop on line %3 counts to its old length: "
                "fill a new list instead.",
                taken.lineno,
                owner,
                loop.lineno,
            )
    return None


def no_line(mistake: Mistake, _: Match[str]) -> Said:
    """An `input()` beyond what there is to read: how much that is, or that a function needs none."""
    at, typed = mistake.at, mistake.typed
    if typed is None:
        return say(
            "%1 `input()` asks for more lines than there are. A tested function gets its values as parameters instead.",
            at,
        )
    if mistake.tried:
        has = say(("your input has %1 line", "your input has %1 lines"), typed) if typed else say("your input is empty")
    else:
        has = (
            say(("this test types %1 line", "this test types %1 lines"), typed)
            if typed
            else say("this test types no lines")
        )
    return say("%1 `input()` asks for more lines than there are: %2.", at, has)


def no_file(mistake: Mistake, _: Match[str]) -> Said:
    """A file that does not exist: it is to be made, or its name stands in quotes where a parameter is meant."""
    calls = [node for node in reading.every(mistake.source, ast.Call) if node.lineno == mistake.line and node.args]
    opened = next((node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "open"), None)
    function = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    if opened is not None and function is not None:
        own = ast.walk(function)
        if words := _quoted_parameter(mistake, opened.args[0]):
            return words
        if len(opened.args) == 1 and any(isinstance(node, ast.Attribute) and node.attr == "write" for node in own):
            return say("%1 a file is opened to be read, and does not exist. To write a new one add `'w'`.", mistake.at)
    return say("%1 a file is opened that does not exist. Is its name spelled right?", mistake.at)


def _quoted_parameter(mistake: Mistake, node: ast.AST) -> Said | None:
    """A text that is the name of a parameter of the function around it."""
    function = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    names = {argument.arg for argument in function.args.args} if function else ()
    if not isinstance(node, ast.Constant) or node.value not in names:
        return None
    return say("%1 `%2` is text. Without its quotes it is the parameter.", mistake.at, reading.written(node))


def quoted_number(mistake: Mistake, _: Match[str]) -> Said | None:
    """The name of a parameter in quotes, where its number is meant; None where it is something else."""
    node = reading.expression(mistake)
    return _quoted_parameter(mistake, node.args[0]) if isinstance(node, ast.Call) and node.args else None


def no_key(mistake: Mistake, match: Match[str]) -> Said:
    """A key that a dictionary does not have, and one that is nearly the same."""
    key, node, at = match[1], reading.expression(mistake), mistake.at
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        name = key.strip("'")
        return say(
            "%1 `{%2}` in the text gets no value: give it one with `.format(%2=...)`, or use an f-string.", at, name
        )
    if isinstance(node, ast.Subscript):
        start = say("%1 `%2` has no key `%3`.", at, reading.written(node.value), key)
    elif isinstance(node, ast.Call):
        return say("%1 nothing is found under `%2`: neither a key nor a column has this name.", at, key)
    else:
        start = say("%1 the dictionary has no key `%2`.", at, key)
    return joined(start, _other_key(mistake, node, key))


def _other_key(mistake: Mistake, node: ast.AST | None, key: str) -> Said:
    """The key that was probably meant, or how to do without it."""
    other = key.strip("'") if key.startswith("'") else f"'{key}'"
    if other in mistake.known and key.startswith("'"):
        return say("It has the number `%1`, which is another key than the text `%2`.", other, key)
    if other in mistake.known:
        return say("It has the text `%1`, which is another key than the number `%2`.", other, key)
    close = closest(key, mistake.known)
    if close:
        return say("Did you mean `%1`?", close)
    if isinstance(node, ast.Subscript) and any(
        isinstance(statement.target, ast.Subscript) and statement.lineno == mistake.line
        for statement in reading.every(mistake.source, ast.AugAssign)
    ):
        holder, inner = reading.written(node.value), reading.written(node.slice)
        return say("Before the first `+=` it needs a value: `%1[%2] = %1.get(%2, 0) + ...`.", holder, inner)
    return say("Check with `in` first, or use `.get(...)`.")


def to_unpack(mistake: Mistake, match: Match[str]) -> Said:
    """Several names that get too few values, or too many."""
    loop = reading.around(mistake.source, mistake.line, ast.For)
    if loop and loop.lineno == mistake.line and (holder := seen(mistake, loop.iter)) and holder.kind == "dict":
        shown = reading.written(loop.iter)
        return say("%1 a loop over the dictionary `%2` gives only its keys. Write `%2.items()`.", mistake.at, shown)
    if match[2]:
        return say("%1 there are %2 names, but a value for only %3 of them.", mistake.at, match[1], match[2])
    return say("%1 there are %2 names, but more values than that.", mistake.at, match[1])


def named(node: ast.AST | None) -> Said:
    """A part of the source by what stands there."""
    return say("the value") if node is None else say("`%1`", reading.written(node))


_NAMES: Final[Mapping[str, Said]] = {
    "int": say("a whole number"), "float": say("a decimal number"), "str": say("text"), "list": say("a list"),
    "dict": say("a dictionary"), "tuple": say("a tuple"), "set": say("a set"), "bool": say("`True` or `False`"),
    "NoneType": say("`None`"), "function": say("a function"), "range": say("a range"), "type": say("a class"),
    "module": say("a module"), "method": say("a method"), "builtin_function_or_method": say("a function of Python"),
}  # fmt: skip


def in_words(kind: str) -> Said:
    """A type in words, as in `a list` or `of the type Dog`."""
    return _NAMES.get(kind) or say("of the type `%1`", kind)


def a_value(kind: str) -> Said:
    """A value of a type in words, as in `a list` or `a value of the type Dog`."""
    return _NAMES.get(kind) or say("a value of the type `%1`", kind)
