"""What in the source of a function is likely to make its result wrong. A table, the first fitting row wins."""

# ruff: noqa: E501  a sentence stays on one line

import ast
from collections.abc import Callable
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.nothing import IN_PLACE
from grader_service.say import Said, say

_FRESH = (ast.Constant, ast.List, ast.Dict, ast.Set)
_LATER: Final = frozenset({"reversed", "map", "filter", "zip"})
_SHIFTING: Final = frozenset({"remove", "pop", "insert"})
_CHANGING: Final = IN_PLACE | _SHIFTING | {"popitem", "setdefault", "discard"}


def _kept_default(function: reading.Function) -> Said | None:
    """A list or the like as a default, which is changed and lives on from call to call."""
    changed = _changed(function)
    for argument, default in _defaults(function.args):
        if argument.arg in changed and _is_made(default):
            return say(
                "`%1=%2` on line %3 is made only once and kept from call to call: write `%1=None`, and make it inside the function.",
                argument.arg,
                reading.written(default),
                default.lineno,
            )
    return None


def _defaults(parameters: ast.arguments) -> list[tuple[ast.arg, ast.expr]]:
    """The parameters that have a default, with it."""
    positional = [*parameters.posonlyargs, *parameters.args]
    defaults = parameters.defaults
    named = zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True)
    last = zip(positional[len(positional) - len(defaults) :], defaults, strict=True)
    return [*last, *((argument, default) for argument, default in named if default)]


def _is_made(default: ast.expr) -> bool:
    """Whether a default is a list, dictionary or set."""
    made = isinstance(default, ast.Call) and reading.written(default.func) in {"list", "dict", "set"}
    return made or isinstance(default, ast.List | ast.Dict | ast.Set)


def _changed(function: reading.Function) -> set[str]:
    """The names whose object is changed in place."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Attribute | ast.Subscript | ast.AugAssign)]
    return {owner.id for node in nodes if isinstance(owner := _owner(node), ast.Name)}


def _owner(node: ast.Attribute | ast.Subscript | ast.AugAssign) -> ast.expr | None:
    """What is changed there."""
    if isinstance(node, ast.AugAssign):
        return node.target
    changes = node.attr in _CHANGING if isinstance(node, ast.Attribute) else not isinstance(node.ctx, ast.Load)
    return node.value if changes else None


def _always_true(function: ast.AST) -> Said | None:
    """A condition such as `x == 1 or 2`, or `x == 1 and "a"`."""
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp) and (compared := _last_compared(node.values[0])):
            constant = next(
                (value for value in node.values[1:] if isinstance(value, ast.Constant) and value.value), None
            )
            if isinstance(node.op, ast.And) and constant and constant.value is not True:
                return say(
                    "`%1` on line %2 compares nothing with `%3`, which alone counts as true: write `... == %3` there.",
                    reading.written(node),
                    node.lineno,
                    reading.written(constant),
                )
            if constant and isinstance(node.op, ast.Or):
                return say(
                    "`%1` on line %2 is always true, because `%3` alone counts as true: write `%4 == %3` there.",
                    reading.written(node),
                    node.lineno,
                    reading.written(constant),
                    reading.written(compared.left),
                )
    return None


def _last_compared(node: ast.expr) -> ast.Compare | None:
    """The comparison that an `or` stands behind, the last one of several with `and`."""
    last = node.values[-1] if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) else node
    return last if isinstance(last, ast.Compare) else None


def _is_the_same(function: ast.AST) -> Said | None:
    """`is` between values that should be compared by `==`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
            other = node.comparators[0]
            if not (isinstance(other, ast.Constant) and (other.value is None or isinstance(other.value, bool))):
                sign = "==" if isinstance(node.ops[0], ast.Is) else "!="
                return say(
                    "`is` on line %1 asks whether both are one and the same object: to compare values write `%2`.",
                    node.lineno,
                    sign,
                )
    return None


def replaced(function: reading.Function) -> Said | None:
    """A parameter that gets another value before its own is looked at."""
    parameters = {argument.arg for argument in function.args.args}
    for step in function.body:
        target = step.targets[0] if isinstance(step, ast.Assign) else None
        loaded = {node.id for node in ast.walk(step) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        if isinstance(target, ast.Name) and target.id in parameters - loaded:
            return say(
                "Line %1 gives `%2` another value, so the one that `%3` was called with is lost.",
                step.lineno,
                target.id,
                function.name,
            )
        parameters -= loaded
    return None


def _shifted(function: ast.AST) -> Said | None:
    """A loop over a list that the loop itself makes shorter or longer."""
    for loop in ast.walk(function):
        if not isinstance(loop, ast.For) or not isinstance(loop.iter, ast.Name):
            continue
        for node in ast.walk(loop):
            method = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(method, ast.Attribute)
                and method.attr in _SHIFTING
                and reading.written(method.value) == loop.iter.id
            ):
                return say(
                    "Line %1 changes `%2` while the loop on line %3 goes over it, so items are skipped: fill a new list instead.",
                    method.lineno,
                    loop.iter.id,
                    loop.lineno,
                )
    return None


def _downwards(function: ast.AST) -> Said | None:
    """`range` from something down to a small number, but without its step."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or reading.written(node.func) != "range" or len(node.args) != 2:  # noqa: PLR2004  a start and an end
            continue
        start, end = node.args
        low = end.operand if isinstance(end, ast.UnaryOp) and isinstance(end.op, ast.USub) else end
        if (
            isinstance(low, ast.Constant)
            and (low is not end or low.value in {0, 1})
            and isinstance(start, ast.Name | ast.Call)
        ):
            shown = reading.written(node)
            return say(
                "`%1` on line %2 counts upwards and gives nothing: to count down write `%3, -1)`.",
                shown,
                node.lineno,
                shown.removesuffix(")"),
            )
    return None


def _never_equal(function: ast.AST) -> Said | None:
    """A comparison with what gives its items only later, and so equals nothing."""
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            for side in (node.left, node.comparators[0]):
                if isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id in _LATER:
                    shown = reading.written(side)
                    if side.func.id == "reversed" and side.args:
                        return say(
                            "`%1` on line %2 never equals a text or a list: write `%3[::-1]` instead.",
                            shown,
                            node.lineno,
                            reading.written(side.args[0]),
                        )
                    return say("`%1` on line %2 never equals a list: write `list(%1)` instead.", shown, node.lineno)
    return None


def _power(function: ast.AST) -> Said | None:
    """`^` where a power is meant."""
    for node in ast.walk(function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            left, right = reading.written(node.left), reading.written(node.right)
            return say(
                "`^` on line %1 is no power in Python: for a power write `%2`.", node.lineno, f"{left} ** {right}"
            )
    return None


def _begun_anew(function: ast.AST) -> Said | None:
    """What a loop adds up in, but begins anew in each round."""
    for loop in (node for node in ast.walk(function) if isinstance(node, reading.Loop)):
        first = loop.body[0]
        target = first.targets[0] if isinstance(first, ast.Assign) and isinstance(first.value, _FRESH) else None
        added = {
            reading.written(node.target) for node in ast.walk(loop) if isinstance(node, ast.AugAssign)
        } | {
            reading.written(node.value) for node in ast.walk(loop)
            if isinstance(node, ast.Attribute) and node.attr == "append"
        }  # fmt: skip
        inner = any(isinstance(node, reading.Loop) for node in ast.walk(ast.Module(loop.body, [])))
        if isinstance(target, ast.Name) and target.id in added and not inner and _used_after(function, loop, target.id):
            return say(
                "`%1` on line %2 stands inside the loop of line %3, so each round begins anew: put it above the loop.",
                reading.written(first),
                first.lineno,
                loop.lineno,
            )
    return None


def _used_after(function: ast.AST, loop: reading.Loop, name: str) -> bool:
    """Whether a name is looked at below a loop."""
    uses = (node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name)
    return any(isinstance(node.ctx, ast.Load) and node.lineno > (loop.end_lineno or 0) for node in uses)


def _same_row(function: ast.AST) -> Said | None:
    """A list of lists that holds one and the same list several times."""
    for node in ast.walk(function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List):
            row = node.left.elts[0] if len(node.left.elts) == 1 else None
            if isinstance(row, ast.List) or (isinstance(row, ast.BinOp) and isinstance(row.left, ast.List)):
                shown, times = reading.written(row), reading.written(node.right)
                return say(
                    "`%1` on line %2 holds one and the same list several times: write `%3`.",
                    reading.written(node),
                    node.lineno,
                    f"[{shown} for _ in range({times})]",
                )
    return None


ANYWHERE: Final[tuple[Callable[[ast.AST], Said | None], ...]] = (
    _always_true,
    _is_the_same,
    _shifted,
    _downwards,
    _never_equal,
    _power,
    _begun_anew,
    _same_row,
)
"""What may stand in a function as well as in a program."""

CAUSES: Final[tuple[Callable[[reading.Function], Said | None], ...]] = (_kept_default, *ANYWHERE)
