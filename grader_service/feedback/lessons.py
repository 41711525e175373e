"""What the source itself tells about a test that failed, never ended, or looked for a name in vain."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import builtins
import re
from collections.abc import Iterator

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake
from grader_service.feedback.words import IN_PLACE, closest


def explain_missing(name: str, source: str) -> str:
    """What to do where the tests use a name that the submission does not define."""
    start = f"The tests use `{name}`, but your code does not define it."
    lines = {
        node.name: node.lineno
        for node in reading.parsed(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    names = {bound: line for bound, line, _ in reading.bindings(reading.parsed(source))}
    close = closest(name, lines) or closest(
        name, {bound for bound in names if re.search(rf"^{bound}\s*=", source, re.MULTILINE)}
    )
    inner = next((node for node in reading.every(source, ast.FunctionDef) if node.name == name), None)
    if inner:
        return f"{start} `def {name}` on line {inner.lineno} is indented, so it belongs to what stands above it: move it to the left edge."
    if close:
        return f"{start} It has `{close}` on line {names[close]}: is that a typing mistake?"
    return f"{start} Its name must be spelled exactly like this, and its line must not be indented."


def wrong_result(source: str, call: str | None, line: int | None, said: str | None, *, nothing: bool) -> str | None:
    """What to say about a wrong result: what is known of its cause, after or instead of what was `said` already.

    `line` is the one that returned it; `nothing` says that it is None, but should not be.
    """
    function = next((found for name in _called(call) if (found := reading.function_named(source, name))), None)
    if function is None:
        return said
    if nothing:
        return _in_place(function) or _no_return(function)
    for lesson in (_left_early, _no_braces):
        if words := lesson(function, line):
            return words
    likely = next(
        (words for lesson in (_kept_default, _always_true, _is_the_same) if (words := lesson(function))), None
    )
    return " ".join(filter(None, (said, likely))) or None


def _called(call: str | None) -> Iterator[str]:
    names = re.findall(r"(\w+)\s*\(", call or "")
    return (name for name in names)


def _in_place(function: reading.Function) -> str | None:
    """What a method that changes its list in place gave back."""
    for node in reading.returns(function):
        method = node.value.func if isinstance(node.value, ast.Call) else None
        if isinstance(method, ast.Attribute) and method.attr in IN_PLACE:
            owner = reading.written(method.value)
            return (
                f"`.{method.attr}()` on line {node.lineno} changes `{owner}` in place and gives back `None`. "
                f"Call it on a line of its own, then `return {owner}`."
            )
    return None


def _no_return(function: reading.Function) -> str:
    printed = [
        node for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]  # fmt: skip
    found = reading.returns(function)
    name = function.name
    if found:
        return f"`{name}` gave back `None`: this call came to its end without reaching the `return` on line {found[0].lineno}."
    bare = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    if bare:
        return f"`{name}` gave back `None`, because the `return` on line {bare[0].lineno} has no value behind it."
    if printed:
        return f"`{name}` prints on line {printed[-1].lineno}, but has no `return`. Printing only shows a value: give it back with `return`."
    return f"`{name}` has no `return`, so it gives back `None`. End it with `return` and the result."


def _left_early(function: reading.Function, line: int | None) -> str | None:
    """A `return` that ends a loop in its first round."""
    for loop in (node for node in ast.walk(function) if isinstance(node, reading.Loop)):
        last = loop.body[-1]
        ends = [last] if isinstance(last, ast.Return) else []
        if (
            isinstance(last, ast.If)
            and last.orelse
            and isinstance(last.body[-1], ast.Return | ast.Assign | ast.AugAssign)
        ):
            ends = [node for node in last.orelse if isinstance(node, ast.Return)]
        if any(node.lineno == line for node in ends):
            return f"The `return` on line {line} stands inside the loop of line {loop.lineno}, so the loop ends in its first round."
    return None


def _no_braces(function: reading.Function, line: int | None) -> str | None:
    """A text with names in curly brackets, but without its `f`."""
    names = reading.first_lines(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.lineno == line:
            used = [name for name in re.findall(r"\{(\w+)", node.value) if name in names]
            formatted = any(isinstance(one, ast.JoinedStr) and node in one.values for one in ast.walk(function))
            if used and not formatted:
                return f"The text on line {line} has `{{{used[0]}}}` in it, but no `f` in front of its quote: write `f'...'`."
    return None


def _kept_default(function: reading.Function) -> str | None:
    """A list or the like as a default, which is changed and lives on from call to call."""
    positional = [*function.args.posonlyargs, *function.args.args]
    defaults = function.args.defaults
    for argument, default in zip(positional[len(positional) - len(defaults) :], defaults, strict=True):
        if isinstance(default, ast.List | ast.Dict | ast.Set) and argument.arg in _changed(function):
            shown = f"{argument.arg}={reading.written(default)}"
            return (
                f"`{shown}` on line {function.lineno} is made only once and kept from call to call: "
                f"write `{argument.arg}=None`, and make it inside the function."
            )
    return None


def _changed(function: reading.Function) -> set[str]:
    """The names whose methods are called, or whose items are assigned to."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Attribute | ast.Subscript)]
    return {node.value.id for node in nodes if isinstance(node.value, ast.Name)}


def _always_true(function: reading.Function) -> str | None:
    """A condition such as `x == 1 or 2`."""
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and isinstance(node.values[0], ast.Compare):
            constant = next(
                (value for value in node.values[1:] if isinstance(value, ast.Constant) and value.value), None
            )
            if constant:
                left = reading.written(node.values[0].left)
                shown, value = reading.written(node), reading.written(constant)
                return f"`{shown}` on line {node.lineno} is always true, because `{value}` alone counts as true: write `{left} == {value}` there."
    return None


def _is_the_same(function: reading.Function) -> str | None:
    """`is` between values that should be compared by `==`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
            other = node.comparators[0]
            if not (isinstance(other, ast.Constant) and (other.value is None or isinstance(other.value, bool))):
                sign = "==" if isinstance(node.ops[0], ast.Is) else "!="
                return f"`is` on line {node.lineno} asks whether both are one and the same object: to compare values write `{sign}`."
    return None


def never_ends(source: str, line: int | None) -> str | None:
    """Why the loop around a line may never end."""
    loop = _loop(source, line)
    if isinstance(loop, ast.While):
        return _endless_while(loop)
    if isinstance(loop, ast.For):
        grown = re.search(r"(\w+)\.(?:append|insert|extend)\(", "\n".join(map(reading.written, loop.body)))
        if grown and reading.written(loop.iter) == grown[1]:
            return f"The loop on line {loop.lineno} goes over `{grown[1]}`, which grows in each round."
    return None


def _loop(source: str, line: int | None) -> reading.Loop | None:
    """The innermost loop around a line."""
    loops: list[reading.Loop] = [*reading.every(source, ast.While), *reading.every(source, ast.For)]
    around = [loop for loop in loops if line and loop.lineno <= line <= (loop.end_lineno or 0)]
    return max(around, key=reading.line_of) if around else None


def _endless_while(loop: ast.While) -> str:
    condition = f"`while {reading.written(loop.test)}` on line {loop.lineno}"
    functions = {node.func for node in ast.walk(loop.test) if isinstance(node, ast.Call)}
    names = [node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name) and node not in functions]
    leaves = any(isinstance(node, ast.Break | ast.Return) for node in ast.walk(loop))
    if not names:
        lack = (
            "ends only by `break` or `return`: is that ever reached?" if leaves else "has no `break` and no `return`."
        )
        return f"The loop {condition} {lack}"
    if not leaves and not _may_change(loop) & {*names}:
        return f"Nothing inside the loop {condition} changes `{names[0]}`, so it never ends."
    looked_at = reading.written(loop.test.left) if isinstance(loop.test, ast.Compare) else names[0]
    return f"Does the loop {condition} change `{looked_at}` so that it ends?"


def _may_change(loop: ast.While) -> set[str]:
    """The names that the body of a loop assigns to, in part or as a whole, or gives to a function of the submission."""
    nodes = [node for statement in loop.body for node in ast.walk(statement)]
    owners = [node.value for node in nodes if isinstance(node, ast.Attribute | ast.Subscript)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and not hasattr(builtins, reading.written(node.func))]
    given = [argument for call in calls for argument in call.args]
    whole = {name for name, _, _ in reading.bindings(ast.Module(loop.body, []))}
    return whole | {node.id for node in (*owners, *given) if isinstance(node, ast.Name)}


def without_end(mistake: Mistake) -> str:
    """A function that calls itself without end."""
    function = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    if function is None:
        return "{at} a function calls itself without end. Which case returns without calling itself, and is it ever reached?"
    name, line = function.name, mistake.line
    calls = [reading.written(node.func).split(".")[-1] for node in ast.walk(function) if isinstance(node, ast.Call)]
    if name not in calls:
        return f"{{at}} `{name}` calls another function that calls it again, without end. Which case stops, and is it ever reached?"
    if hasattr(builtins, name):
        return f"`{name}` on line {function.lineno} has the name of Python's own `{name}`, so it calls itself without end. Choose another name."
    stops = any(isinstance(node, ast.If | ast.IfExp | ast.Match | ast.While | ast.For) for node in ast.walk(function))
    if not stops:
        return f"`{name}` calls itself on line {line} each time, without a case that stops. Add one before it: `if ...: return ...`."
    used = [f"`{arg.arg}` is `{mistake.values[arg.arg].text}`" for arg in function.args.args
            if arg.arg in mistake.values and mistake.values[arg.arg].text]  # fmt: skip
    now = f" By now {used[0]}." if used else ""
    return f"`{name}` calls itself on line {line} again and again, and never reaches the case that stops.{now}"
