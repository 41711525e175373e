"""A test's code, prepared so that a failing assert can be shown as call, expected and actual value.

Comparisons stay Python's own: only what they compared is noted.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Final

from grader_service.examiner.relations import METHODS, OPERATORS, can_be_mirrored, mirrored
from grader_service.sandbox.values import Value

NOTE: Final = "__pyprac_note__"
PAIR: Final = "__pyprac_pair__"
SAME: Final = "__pyprac_same__"
SCORE: Final = "__pyprac_score__"
FUNCTION: Final = "__pyprac_test__"
FILE: Final = "<test>"
_LITERAL: Final = (ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.UnaryOp, ast.unaryop, ast.expr_context)

_COMPARISONS: Final[Mapping[type[ast.cmpop], tuple[str, Callable[[Value, Value], Value]]]] = {
    ast.Eq: ("", operator.eq),
    ast.Is: ("", operator.is_),
    **OPERATORS,
}

_PAIRS: Final = frozenset(
    f"assert{name}"
    for name in ("Equal", "AlmostEqual", "Is", "ListEqual", "TupleEqual", "DictEqual", "SetEqual", "SequenceEqual",
                 "MultiLineEqual", *(name.removeprefix("assert") for name in METHODS))
)  # fmt: skip
"""Methods of a TestCase that compare their first two arguments."""

_LIBRARIES: Final = frozenset(
    f"assert_{name}"
    for name in ("allclose", "equal", "almost_equal", "array_equal", "array_almost_equal", "frame_equal",
                 "series_equal", "index_equal")
)  # fmt: skip
"""Functions of NumPy's and pandas' that compare their first two arguments."""

_SINGLES: Final[Mapping[str, Value]] = {
    "assertTrue": True,
    "assertFalse": False,
    "assertIsNone": None,
    "assertIsNotNone": None,
}
"""Those that look at one, and what they want of it."""

_RUNNERS: Final = frozenset({"unittest.main", "pytest.main"})
_OWN_TEXT: Final = {"assertAlmostEqual": 3}
"""The position of a method's message among its arguments, where it is not right behind the operands."""


@dataclass(frozen=True)
class Check:
    """One assert: its line, what it looks at, how it compares, or else what it `wants`.

    `relation` is what it asks of that besides being equal. `told` is whether a method's text ends with words of the
    author's; None where all of the text is to be told.
    """

    line: int
    call: str
    compare: Callable[[Value, Value], Value] | None = None
    wants: Value = True
    swapped: bool = False
    told: bool | None = None
    relation: str = ""


@dataclass
class Notes:
    """What the asserts of one run compared; `last` is the one that ran last, `same` decides `is`."""

    checks: list[Check]
    same: Callable[[Value, Value], Value] = operator.is_
    last: tuple[Check, Value, Value] | None = None

    def note(self, index: int, left: Value, right: Value = None) -> Value:
        """Called in place of the comparison; gives what the comparison would give."""
        check = self.checks[index]
        if check.compare is None:
            self.last = (check, left, check.wants)
            return left
        self.last = (check, right, left) if check.swapped else (check, left, right)
        if check.compare in {operator.is_, operator.is_not}:
            return self.same(left, right) is (check.compare is operator.is_)
        return check.compare(left, right)

    def pair(self, index: int, left: Value, right: Value) -> tuple[Value, Value]:
        """Called around the two operands of a method that compares them."""
        check = self.checks[index]
        self.last = (check, right, left) if check.swapped else (check, left, right)
        return left, right


class _Rewriter(ast.NodeTransformer):
    def __init__(self) -> None:
        self.checks: list[Check] = []

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        test, negated = node.test, False
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            test, negated = test.operand, True
        noted = self._comparison(test) if not negated else None
        noted = noted or self._truth(test, wants=not negated)
        if noted is not None:
            node.test = ast.copy_location(ast.UnaryOp(ast.Not(), noted), noted) if negated else noted
        self.generic_visit(node)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        if len(node.ops) != 1 or type(node.ops[0]) not in {ast.Is, ast.IsNot} or _is_literal(node.comparators[0]):
            return node
        same = _call(SAME, node.left, node.comparators[0])
        return same if isinstance(node.ops[0], ast.Is) else ast.copy_location(ast.UnaryOp(ast.Not(), same), node)

    def visit_Call(self, node: ast.Call) -> ast.Call:
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        function = node.func.id if isinstance(node.func, ast.Name) else method
        plain = [argument for argument in node.args[:2] if not isinstance(argument, ast.Starred)]
        told = len(node.args) > _OWN_TEXT.get(method, 1 + (method in _PAIRS)) or any(
            k.arg == "msg" for k in node.keywords
        )
        if (method in _PAIRS or function in _LIBRARIES) and len(plain) == len(node.args[:2]) == 2:  # noqa: PLR2004  two operands
            told_by = told if method in _PAIRS else None
            pair = self._pair(node.lineno, *plain, told=told_by, relation=METHODS.get(method, ""))
            node.args[:2] = [ast.copy_location(ast.Starred(pair, ast.Load()), pair)]
        elif method in _SINGLES and plain:
            asked = "is not" if method == "assertIsNotNone" else ""
            check = Check(node.lineno, ast.unparse(plain[0]), wants=_SINGLES[method], told=told, relation=asked)
            node.args[0] = self._noted(check, plain[0])
        self.generic_visit(node)
        return node

    def _pair(self, line: int, left: ast.expr, right: ast.expr, *, told: bool | None, relation: str) -> ast.expr:
        swapped = _is_swapped(left, right) and can_be_mirrored(relation)
        shown = right if swapped else left
        asked = mirrored(relation) if swapped else relation
        self.checks.append(Check(line, ast.unparse(shown), operator.eq, swapped=swapped, told=told, relation=asked))
        return _call(PAIR, ast.Constant(len(self.checks) - 1), left, right)

    def _comparison(self, test: ast.expr) -> ast.expr | None:
        if not isinstance(test, ast.Compare) or len(test.ops) != 1:
            return None
        left, right = test.left, test.comparators[0]
        swapped = _is_swapped(left, right)
        shown = right if swapped else left
        relation, compare = _COMPARISONS[type(test.ops[0])]
        asked = mirrored(relation) if swapped else relation
        check = Check(test.lineno, ast.unparse(shown), compare, swapped=swapped, relation=asked)
        return self._noted(check, left, right)

    def _truth(self, test: ast.expr, *, wants: bool) -> ast.expr | None:
        if not isinstance(test, ast.Call | ast.Name | ast.Attribute):
            return None
        return self._noted(Check(test.lineno, ast.unparse(test), wants=wants), test)

    def _noted(self, check: Check, *operands: ast.expr) -> ast.expr:
        self.checks.append(check)
        return _call(NOTE, ast.Constant(len(self.checks) - 1), *operands)


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    """A call of ours among its operands: located here, for looking all nodes through takes longer."""
    function = ast.Name(name, ast.Load())
    call = ast.Call(function, [*arguments], [])
    for node in (function, arguments[0], call):
        if not hasattr(node, "lineno"):
            ast.copy_location(node, arguments[1])
    return call


def _is_swapped(left: ast.expr, right: ast.expr) -> bool:
    """Whether the second operand is the one that is looked at."""
    return not _has_call(left) and (_has_call(right) or _is_literal(left) > _is_literal(right))


def _is_literal(node: ast.expr) -> bool:
    return all(isinstance(part, _LITERAL) for part in ast.walk(node))


def _has_call(node: ast.expr) -> bool:
    return any(isinstance(inner, ast.Call) for inner in ast.walk(node))


def prepare(tree: ast.Module, *, score: bool) -> tuple[CodeType, list[Check]]:
    """The code of a test ready to run, and its asserts; with `score` its last value is kept as `SCORE`.

    The tree is changed.
    """
    rewriter = _Rewriter()
    rewriter.visit(tree)
    tree.body = [node for node in tree.body if not _starts_a_runner(node)]
    if score:
        _keep_score(tree)
        ast.fix_missing_locations(tree)
    return compile(tree, FILE, "exec"), rewriter.checks


def _called(node: ast.AST) -> ast.expr | None:
    """What a statement calls, where it is a call and nothing else."""
    return node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None


def _starts_a_runner(node: ast.stmt) -> bool:
    """Whether a statement starts the tests itself, as at the end of a file."""
    called = _called(node)
    return called is not None and ast.unparse(called) in _RUNNERS


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
