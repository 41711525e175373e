"""Lines that look as if they changed something, and change nothing."""

import ast

from grader_service.feedback import reading
from grader_service.say import Said, say

_NEW_TEXT = frozenset({"upper", "lower", "strip", "lstrip", "rstrip", "replace", "title", "capitalize"})
_ALONE = (ast.Name, ast.Attribute, ast.Subscript)


def without_effect(source: str) -> Said | None:
    """The first such line of a source; None where there is none."""
    own = {function.name for function in reading.every(source, ast.FunctionDef)}
    given = [words for function in reading.every(source, ast.FunctionDef) if (words := not_given_back(function))]
    if given:
        return given[0]
    for node in reading.every(source, ast.stmt):
        if words := _lost(node, _NEW_TEXT - own) if isinstance(node, ast.Expr) else _plus(node):
            return words
    return None


def not_given_back(function: reading.Function) -> Said | None:
    """A value on the last line of a function without `return`, which is worked out and lost."""
    only_documented = len(function.body) == 1 and ast.get_docstring(function) is not None
    return None if only_documented or reading.returns(function) else worked_out(function.body[-1])


def worked_out(step: ast.AST) -> Said | None:
    """A value alone on its line, which nobody gets."""
    value = step.value if isinstance(step, ast.Expr) else None
    if not isinstance(value, ast.Compare | ast.BinOp | ast.BoolOp | ast.JoinedStr | ast.Constant):
        return None
    if isinstance(value, ast.Constant) and value.value is ...:
        return None
    return say(
        "`%1` on line %2 is worked out and then lost: to give it back write `return %1`.",
        reading.written(value),
        value.lineno,
    )


def compares(node: ast.Expr) -> Said | None:
    """A comparison alone on its line, where a value was meant to be given."""
    value = node.value
    if not isinstance(value, ast.Compare) or not isinstance(value.left, _ALONE) or not isinstance(value.ops[0], ast.Eq):
        return None
    return say(
        "`%1` on line %2 only compares: to give `%3` a value write one `=`.",
        reading.written(value),
        node.lineno,
        reading.written(value.left),
    )


def _lost(node: ast.Expr, new_text: frozenset[str]) -> Said | None:
    """A value that is worked out and kept nowhere, such as by a method that gives back a new text."""
    if words := compares(node):
        return words
    if isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool):
        return worked_out(node)
    value, shown = node.value, reading.written(node.value)
    method = value.func if isinstance(value, ast.Call) and not value.keywords else None
    owner = method.value if isinstance(method, ast.Attribute) and method.attr in new_text else None
    if isinstance(value, ast.BinOp):
        owner = value.left
    if not isinstance(owner, _ALONE):
        return None
    return say(
        "`%1` on line %2 changes nothing: to keep its result write `%3 = %1`.",
        shown,
        node.lineno,
        reading.written(owner),
    )


def _plus(node: ast.stmt) -> Said | None:
    """`=+` where `+=` is meant."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.UnaryOp | ast.BinOp):
        return None
    first: ast.expr = node.value
    while isinstance(first, ast.BinOp):
        first = first.left
    if not isinstance(first, ast.UnaryOp) or not isinstance(first.op, ast.UAdd):
        return None
    return say("`=+` on line %1 does not add: write `%2 += ...`.", node.lineno, reading.written(node.targets[0]))
