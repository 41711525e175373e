"""A test's code, prepared so that a failing assert can be shown as call, expected and actual value.

Comparisons stay Python's own: only what they compared is noted.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Final

from grader_service.sandbox.values import Value

NOTE: Final = "__pyprac_note__"
SCORE: Final = "__pyprac_score__"
FUNCTION: Final = "__pyprac_test__"
FILE: Final = "<test>"

_COMPARISONS: Final[Mapping[type[ast.cmpop], Callable[[Value, Value], Value]]] = {
    ast.Eq: operator.eq,
    ast.Is: operator.is_,
}


@dataclass(frozen=True)
class Check:
    """One assert: its line, what it looks at, how it compares; without a comparison it asks for truth, or `negated`."""

    line: int
    call: str
    compare: Callable[[Value, Value], Value] | None = None
    negated: bool = False
    swapped: bool = False


@dataclass
class Notes:
    """What the asserts of one run compared; `last` is the one that ran last."""

    checks: list[Check]
    last: tuple[Check, Value, Value] | None = None

    def note(self, index: int, left: Value, right: Value = None) -> Value:
        """Called in place of the comparison; gives what the comparison would give."""
        check = self.checks[index]
        self.last = (check, right, left) if check.swapped else (check, left, right)
        return check.compare(left, right) if check.compare else left


class _Rewriter(ast.NodeTransformer):
    def __init__(self) -> None:
        self.checks: list[Check] = []

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        test, negated = node.test, False
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            test, negated = test.operand, True
        noted = self._comparison(test) if not negated else None
        noted = noted or self._truth(test, negated=negated)
        if noted is not None:
            node.test = ast.UnaryOp(ast.Not(), noted) if negated else noted
        return node

    def _comparison(self, test: ast.expr) -> ast.expr | None:
        if not isinstance(test, ast.Compare) or len(test.ops) != 1 or type(test.ops[0]) not in _COMPARISONS:
            return None
        left, right = test.left, test.comparators[0]
        swapped = not _has_call(left) and _has_call(right)
        shown = right if swapped else left
        compare = _COMPARISONS[type(test.ops[0])]
        return self._noted(Check(test.lineno, ast.unparse(shown), compare, swapped=swapped), left, right)

    def _truth(self, test: ast.expr, *, negated: bool) -> ast.expr | None:
        if not isinstance(test, ast.Call | ast.Name | ast.Attribute):
            return None
        return self._noted(Check(test.lineno, ast.unparse(test), negated=negated), test)

    def _noted(self, check: Check, *operands: ast.expr) -> ast.expr:
        self.checks.append(check)
        return ast.Call(ast.Name(NOTE, ast.Load()), [ast.Constant(len(self.checks) - 1), *operands], [])


def _has_call(node: ast.expr) -> bool:
    return any(isinstance(inner, ast.Call) for inner in ast.walk(node))


def prepare(source: str, *, score: bool) -> tuple[CodeType, ast.Module, list[Check]]:
    """The code of a test ready to run, its tree, and its asserts; with `score` its last value is kept as `SCORE`."""
    tree = ast.parse(source, FILE)
    rewriter = _Rewriter()
    rewritten = rewriter.visit(ast.parse(source, FILE))
    if score:
        _keep_score(rewritten)
    return compile(ast.fix_missing_locations(rewritten), FILE, "exec"), tree, rewriter.checks


def _keep_score(tree: ast.Module) -> None:
    """Keep what the code returns, or its last expression."""
    if any(isinstance(node, ast.Return) for node in _own_nodes(tree)):
        arguments = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        function = ast.parse(f"def {FUNCTION}(): pass").body[0]
        if isinstance(function, ast.FunctionDef):
            function.body, function.args = tree.body, arguments
        tree.body = [function, *ast.parse(f"{SCORE} = {FUNCTION}()").body]
    elif tree.body and isinstance(tree.body[-1], ast.Expr):
        last = tree.body[-1]
        tree.body[-1] = ast.copy_location(ast.Assign([ast.Name(SCORE, ast.Store())], last.value), last)


def _own_nodes(tree: ast.AST) -> list[ast.AST]:
    """The nodes of a module's own flow: not those inside its functions and classes."""
    nodes: list[ast.AST] = []
    for child in ast.iter_child_nodes(tree):
        nodes.append(child)
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            nodes += _own_nodes(child)
    return nodes
