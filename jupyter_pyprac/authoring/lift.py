"""Asserts of a teacher's code that can be shown as a call with what it should return.

`assert search(1, [1]) == 0` becomes the call `search(1, [1])` with the expected literal `0`, so that a student
sees call, expected and actual value. Only an assert that compares a call with a literal can be.
"""

import ast
from typing import NamedTuple

from jupyter_pyprac.authoring.pytext import Syntax, is_literal, parsed


class Call(NamedTuple):
    """A call test that was an assert; `line` counts from 1 in the code it was in."""

    call: str
    expected: str
    strict: bool
    message: str | None
    line: int


def calls(code: str) -> tuple[Call, ...] | None:
    """The code as call tests, in order; None unless it is asserts on calls and nothing else."""
    tree = parsed(code)
    if isinstance(tree, Syntax) or not isinstance(tree, ast.Module) or not tree.body:
        return None
    lifted = [lift(statement, code) for statement in tree.body]
    return tuple(call for call in lifted if call) if all(lifted) else None


def lift(statement: ast.stmt, code: str) -> Call | None:
    """One assert as a call test, or None where it must stay code."""
    if not isinstance(statement, ast.Assert) or not isinstance(statement.test, ast.Compare):
        return None
    message = constant_message(statement)
    if statement.msg is not None and message is None:
        return None
    compared = statement.test
    if len(compared.ops) != 1:
        return None
    left, right = compared.left, compared.comparators[0]
    strict = isinstance(compared.ops[0], ast.Is) and isinstance(right, ast.Constant) and is_single(right.value)
    if not strict and not isinstance(compared.ops[0], ast.Eq):
        return None
    if not is_lone_call(left) or not is_literal(written(right, code)):
        return None
    return Call(written(left, code), written(right, code), strict, message, statement.lineno)


def constant_message(statement: ast.stmt) -> str | None:
    """The message behind an assert where it is plain text, known before anything runs."""
    message = statement.msg if isinstance(statement, ast.Assert) else None
    return message.value if isinstance(message, ast.Constant) and isinstance(message.value, str) else None


def is_single(value: object) -> bool:
    """Whether the value is one that `is` may compare."""
    return value is None or isinstance(value, bool)


def is_lone_call(node: ast.expr) -> bool:
    """Whether an expression calls something and needs neither the submission's module nor a name of its own."""
    nodes = list(ast.walk(node))
    if any(isinstance(part, ast.NamedExpr | ast.Await) for part in nodes):
        return False
    if any(isinstance(part, ast.Name) and part.id == "submission" for part in nodes):
        return False
    return any(isinstance(part, ast.Call) for part in nodes)


def written(node: ast.expr, code: str) -> str:
    """The expression as its author wrote it; on one line where it went over several."""
    source = ast.get_source_segment(code, node)
    return source if source and "\n" not in source else ast.unparse(node)
