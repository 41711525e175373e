"""Which exception of a `with` block a student's object may pass over: that of a last step which judges nothing."""

import ast
from collections.abc import Collection
from typing import Final

_STEPS: Final = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Raise, ast.Return, ast.Delete, ast.Pass)
_JUDGING: Final = (
    ast.Assert, ast.Await, ast.BoolOp, ast.Compare, ast.If, ast.IfExp, ast.Lambda, ast.Yield, ast.YieldFrom,
)  # fmt: skip


def last_steps(tree: ast.Module) -> dict[int, int]:
    """By each line of the head of a `with`, that of the last step of its block, where that step judges nothing.

    An exception of any other step leaves something out: the rest of the block, or what the step itself was to judge.
    """
    judges = _judging(tree)
    found: dict[int, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            last, body = node.body[-1], node.body[0].lineno
            while isinstance(last, ast.If) and not last.orelse and last.body[0].lineno > last.lineno:
                last = last.body[-1]
            apart = len(node.items) == 1 or body > node.lineno  # else a second manager's line is the step's as well
            if apart and isinstance(last, _STEPS) and not any(_judges(each, judges) for each in ast.walk(last)):
                found |= dict.fromkeys(range(node.lineno, max(node.lineno + 1, body)), last.lineno)
    return found


def _judging(tree: ast.Module) -> set[str]:
    """The names of a test's own functions that judge, or call such a one."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    found: set[str] = set()
    while more := {
        function.name
        for function in functions
        if function.name not in found and any(_judges(node, found) for node in ast.walk(function))
    }:
        found |= more
    return found


def _judges(node: ast.AST, functions: Collection[str]) -> bool:
    """Whether it is an assert or decides on something, leaves the step by `yield`, or names what judges."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return isinstance(node, _JUDGING) or name in functions or name.startswith("assert")
