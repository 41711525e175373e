"""Sentences about a value that is `None`, and where it comes from."""

import ast
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake
from grader_service.say import Said, joined, say

IN_PLACE: Final = frozenset({"sort", "append", "reverse", "extend", "insert", "remove", "clear", "update", "add"})
SEARCHES: Final = frozenset({"re.match", "re.search", "re.fullmatch"})


def is_none(mistake: Mistake, node: ast.AST | None) -> Said:
    """A value that is None, and where that probably comes from."""
    shown, at = reading.written(node), mistake.at
    if shown == "None":
        start = say("%1 there is `None`, which can do nothing.", at)
    else:
        start = say("%1 `%2` is `None`.", at, shown) if node is not None else say("%1 the value is `None`.", at)
    return joined(start, _whence(mistake, node))


def _whence(mistake: Mistake, node: ast.AST | None) -> Said:
    """Where a None comes from."""
    maker = reading.value_of(mistake, node.id) if isinstance(node, ast.Name) else node
    called = reading.written(maker.func) if isinstance(maker, ast.Call) else ""
    if isinstance(maker, ast.Constant) and maker.value is None and maker is not node:
        return say("Line %1 gives it this value.", reading.line_of(maker))
    if isinstance(maker, ast.Call) and (words := of_method(maker)):
        return words
    function = reading.function_named(mistake.source, called.rpartition(".")[2]) if called else None
    if function:
        return _of_function(function)
    if called in SEARCHES:
        return say("`%1(...)` gives `None` where the pattern does not fit: ask whether it found something.", called)
    if called == "print":
        return say("`print(...)` shows a value but gives back nothing.")
    return say("Does a function lack a `return`, or did a method change its list in place?")


def _of_function(function: reading.Function) -> Said:
    """A function of the submission that gives back nothing, always or at times."""
    name, line = function.name, function.lineno
    if reading.returns(function):
        return say("It comes from `%1(...)`, and `%1` on line %2 can end without a `return`.", name, line)
    return say("It comes from `%1(...)`, and `%1` on line %2 has no `return` with a value.", name, line)


def of_method(maker: ast.Call) -> Said | None:
    """A method that gives back nothing, or nothing for a key that is not there."""
    method = maker.func.attr if isinstance(maker.func, ast.Attribute) else ""
    if method in IN_PLACE:
        return say(
            "`.%1(...)` on line %2 changes its list in place and gives back nothing: call it on a line of its own.",
            method,
            reading.line_of(maker),
        )
    if method == "get":
        shown = reading.written(ast.Call(maker.func, [*maker.args[:1], ast.Constant(0)], []))
        return say("`.get(...)` gives `None` for a key that is not there: say what to take then, as in `%1`.", shown)
    return None
