"""What the source itself tells about a loop that never ends, or a function that calls itself without end."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import builtins
import re

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake
from grader_service.say import Said, joined, say


def never_ends(source: str, line: int | None) -> Said | None:
    """Why the loop around a line may never end."""
    loop = _loop(source, line)
    if isinstance(loop, ast.While):
        return _endless_while(loop)
    if isinstance(loop, ast.For):
        grown = re.search(r"(\w+)\.(?:append|insert|extend)\(", "\n".join(map(reading.written, loop.body)))
        if grown and reading.written(loop.iter) == grown[1]:
            return say("The loop on line %1 goes over `%2`, which grows in each round.", loop.lineno, grown[1])
    return None


def _loop(source: str, line: int | None) -> reading.Loop | None:
    """The innermost loop around a line."""
    loops: list[reading.Loop] = [*reading.every(source, ast.While), *reading.every(source, ast.For)]
    around = [loop for loop in loops if line and loop.lineno <= line <= (loop.end_lineno or 0)]
    return max(around, key=reading.line_of) if around else None


def _endless_while(loop: ast.While) -> Said:
    condition, line = f"while {reading.written(loop.test)}", loop.lineno
    functions = {node.func for node in ast.walk(loop.test) if isinstance(node, ast.Call)}
    names = [node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name) and node not in functions]
    leaves = any(isinstance(node, ast.Break | ast.Return) for node in ast.walk(loop))
    if not names and leaves:
        return say("The loop `%1` on line %2 ends only by `break` or `return`: is that ever reached?", condition, line)
    if not names:
        return say("The loop `%1` on line %2 has no `break` and no `return`.", condition, line)
    if not leaves and not _may_change(loop) & {*names}:
        return say("Nothing inside the loop `%1` on line %2 changes `%3`, so it never ends.", condition, line, names[0])
    looked_at = reading.written(loop.test.left) if isinstance(loop.test, ast.Compare) else names[0]
    return say("Does the loop `%1` on line %2 change `%3` so that it ends?", condition, line, looked_at)


def _may_change(loop: ast.While) -> set[str]:
    """The names that the body of a loop assigns to, in part or as a whole, or gives to a function of the submission."""
    nodes = [node for statement in loop.body for node in ast.walk(statement)]
    owners = [node.value for node in nodes if isinstance(node, ast.Attribute | ast.Subscript)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and not hasattr(builtins, reading.written(node.func))]
    given = [argument for call in calls for argument in call.args]
    whole = {name for name, _, _ in reading.bindings(ast.Module(loop.body, []))}
    return whole | {node.id for node in (*owners, *given) if isinstance(node, ast.Name)}


def without_end(mistake: Mistake) -> Said:
    """A function that calls itself without end."""
    function = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    if function is None:
        return say(
            "%1 a function calls itself without end. Which case returns without calling itself, and is it ever reached?",
            mistake.at,
        )
    name, line = function.name, mistake.line or 0
    calls = [reading.written(node.func).split(".")[-1] for node in ast.walk(function) if isinstance(node, ast.Call)]
    if name not in calls:
        return _own_property(function, line) or _by_others(mistake, name)
    if hasattr(builtins, name):
        return say(
            "`%1` on line %2 has the name of Python's own `%1`, so it calls itself without end. Choose another name.",
            name,
            function.lineno,
        )
    stops = any(isinstance(node, ast.If | ast.IfExp | ast.Match | ast.While | ast.For) for node in ast.walk(function))
    if not stops:
        return say(
            "`%1` calls itself on line %2 each time, without a case that stops. Add one before it, as in `if ...: return 1`.",
            name,
            line,
        )
    again = say("`%1` calls itself on line %2 again and again, and never reaches the case that stops.", name, line)
    known = [arg.arg for arg in function.args.args if arg.arg in mistake.values and mistake.values[arg.arg].text]
    now = say("By now `%1` is `%2`.", known[0], mistake.values[known[0]].text) if known else None
    return joined(again, now)


def _by_others(mistake: Mistake, name: str) -> Said:
    """A function that comes to itself by another one, or by an operator."""
    if re.fullmatch(r"__(?!init)\w+__", name):
        return say(
            "%1 `%2` comes to itself again, without end: work with attributes there, such as `self.name`, and not with `self` alone.",
            mistake.at,
            name,
        )
    return say(
        "%1 `%2` calls another function that calls it again, without end. Which case stops, and is it ever reached?",
        mistake.at,
        name,
    )


def _own_property(function: reading.Function, line: int) -> Said | None:
    """A property that asks for itself in place of what it keeps."""
    made = any(re.match(r"property$|\w+\.setter$", reading.written(one)) for one in function.decorator_list)
    if not made or all(reading.written(node) != f"self.{function.name}" for node in ast.walk(function)):
        return None
    return say(
        "`self.%1` on line %2 is the property `%1` itself, without end: keep its value under another name, such as `self._%1`.",
        function.name,
        line,
    )
