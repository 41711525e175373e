"""The small mistakes that are made in a solution to see whether its tests notice: each on one node of the tree.

An operator gives the nodes that may stand in a node's place. They are those slips of beginners that a test should
catch; libraries of mutation testing have no bounds, arguments and conditions among theirs, and bring a whole
test runner.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any, Final, TypeAlias, TypeVar

Operator: TypeAlias = Callable[[ast.AST], Iterator[ast.AST]]
Node = TypeVar("Node", bound=ast.AST)
Swaps: TypeAlias = Mapping[type[ast.AST], type[Any]]

BOUNDARIES: Final[Swaps] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
COMPARISONS: Final[Swaps] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: Final[Swaps] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.FloorDiv,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
ORDERED: Final = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
"""Operators whose operands may not change places."""

ALIKE: Final = frozenset({"max", "min", "range", "isinstance", "gcd", "lcm"})
"""Functions whose arguments either may change places, or are caught at once where they do."""

REMOVABLE: Final = (ast.AugAssign, ast.Break, ast.Continue, ast.Delete, ast.Raise)


def boundary(node: ast.AST) -> Iterator[ast.AST]:
    """`<` -> `<=`."""
    return compared(node, BOUNDARIES)


def comparison(node: ast.AST) -> Iterator[ast.AST]:
    """`==` -> `!=`, `<` -> `>`."""
    return compared(node, COMPARISONS)


def compared(node: ast.AST, swaps: Swaps) -> Iterator[ast.AST]:
    """A comparison with each of its operators exchanged."""
    if isinstance(node, ast.Compare):
        for index, sign in enumerate(node.ops):
            if type(sign) in swaps:
                yield changed(node, ops=replaced(node.ops, index, swaps[type(sign)]()))


def arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    """`+` -> `-`, `-x` -> `x`; not between texts or lists, where anything but `+` fails at once."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC and not is_of_sequences(node):
        yield changed(node, op=ARITHMETIC[type(node.op)]())


def is_of_sequences(node: ast.BinOp | ast.AugAssign) -> bool:
    """Whether one operand is written as a text or a list."""
    operands = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
    return any(
        isinstance(each, ast.JoinedStr | ast.List | ast.Tuple)
        or (isinstance(each, ast.Constant) and isinstance(each.value, str | bytes))
        for each in operands
    )


def constant(node: ast.AST) -> Iterator[ast.AST]:
    """`1` -> `2` and `0`, `True` -> `False`, a text -> the empty one."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value > 0:
            yield ast.Constant(value - 1)
    elif isinstance(value, float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant("" if value else "x")


def boolean(node: ast.AST) -> Iterator[ast.AST]:
    """`and` -> `or`, one part of them left out, `not x` -> `x`."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.BoolOp):
        yield changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for index in range(len(node.values)):
            rest = [*node.values[:index], *node.values[index + 1 :]]
            yield rest[0] if len(rest) == 1 else changed(node, values=rest)


def condition(node: ast.AST) -> Iterator[ast.AST]:
    """`if x` -> `if not x`, of a comprehension also no `if` at all; what other operators negate is left to them."""
    if isinstance(node, ast.If | ast.While | ast.IfExp) and is_negatable(node.test):
        yield changed(node, test=ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.comprehension):
        for index, test in enumerate(node.ifs):
            yield changed(node, ifs=[*node.ifs[:index], *node.ifs[index + 1 :]])
            if is_negatable(test):
                yield changed(node, ifs=replaced(node.ifs, index, ast.UnaryOp(ast.Not(), test)))


def is_negatable(test: ast.expr) -> bool:
    """Whether no other operator negates it."""
    return not isinstance(test, ast.Compare | ast.UnaryOp | ast.Constant)


def removal(node: ast.AST) -> Iterator[ast.AST]:
    """A statement left out: a call, `+=`, `raise`, `break`, a changed item or attribute, an `if` without `else`."""
    call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)
    place = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript | ast.Attribute)
    if call or place or isinstance(node, REMOVABLE) or (isinstance(node, ast.If) and not node.orelse):
        yield ast.Pass()


def bounds(node: ast.AST) -> Iterator[ast.AST]:
    """A slice or a `range` that begins or ends one place beside."""
    if isinstance(node, ast.Slice):
        yield changed(node, lower=shifted(node.lower, 1) if node.lower else ast.Constant(1))
        for step in (1, -1) if node.upper else ():
            yield changed(node, upper=shifted(node.upper, step))
        if not node.upper:
            yield changed(node, upper=ast.Constant(-1))
    if isinstance(node, ast.Call) and name_of(node.func) == "range" and 1 <= len(node.args) <= 3:  # noqa: PLR2004  as range has
        end = min(1, len(node.args) - 1)
        for step in (1, -1):
            yield changed(node, args=replaced(node.args, end, shifted(node.args[end], step)))
        start = [shifted(node.args[0], 1), *node.args[1:]] if end else [ast.Constant(1), *node.args]
        yield changed(node, args=start)


def shifted(node: ast.expr | None, step: int) -> ast.expr:
    """An expression and one more, or one less."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + step)
    if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value == 1:
        undone = ast.Sub if step > 0 else ast.Add
        if isinstance(node.op, undone):
            return node.left
    return ast.BinOp(node or ast.Constant(0), ast.Add() if step > 0 else ast.Sub(), ast.Constant(1))


def arguments(node: ast.AST) -> Iterator[ast.AST]:
    """`f(a, b)` -> `f(b, a)`, `a - b` -> `b - a`."""
    if isinstance(node, ast.Call) and name_of(node.func) not in ALIKE:
        for index in range(len(node.args) - 1):
            one, other = node.args[index : index + 2]
            if not isinstance(one, ast.Starred) and not isinstance(other, ast.Starred):
                yield changed(node, args=[*node.args[:index], other, one, *node.args[index + 2 :]])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ORDERED) and not is_of_sequences(node):
        yield changed(node, left=node.right, right=node.left)


def returned(node: ast.AST) -> Iterator[ast.AST]:
    """`return x` -> `return`."""
    if isinstance(node, ast.Return) and node.value is not None and not is_none(node.value):
        yield changed(node, value=None)


def is_none(node: ast.AST) -> bool:
    """Whether it is written as None."""
    return isinstance(node, ast.Constant) and node.value is None


def name_of(function: ast.expr) -> str:
    """The name by which a function is called."""
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def changed(node: Node, **fields: Any) -> Node:  # noqa: ANN401  what a node's fields may hold
    """A node like another but for some fields."""
    other = copy(node)
    vars(other).update(fields)
    return other


def replaced(items: list[Any], index: int, item: ast.AST) -> list[Any]:
    """A list with another item at one place."""
    return [*items[:index], item, *items[index + 1 :]]


OPERATORS: Final[Mapping[str, Operator]] = {
    each.__name__: each
    for each in (
        boundary, bounds, condition, removal, comparison, boolean, arithmetic, constant, arguments, returned,
    )
}  # fmt: skip
"""By name, the most telling ones first."""
