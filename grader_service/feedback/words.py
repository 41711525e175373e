"""Sentences about names: which one was meant, where it gets its value, why it is None."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import builtins
import difflib
import keyword
import sys
from collections.abc import Callable, Iterable, Mapping
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.mistake import Advice, Mistake

Words = str | Callable[[Mistake, Match[str]], str | None]

LENGTH: Final = 60
"""Longer names are not compared."""

_MEANT: Final = frozenset({"NotImplementedError", "SystemExit", "KeyboardInterrupt", "StopIteration"})
IN_PLACE: Final = frozenset({"sort", "append", "reverse", "extend", "insert", "remove", "clear", "update", "add"})
_ELSEWHERE: Final[Mapping[str, str]] = {
    "true": "True", "false": "False", "none": "None", "null": "None", "nil": "None", "undefined": "None",
    "TRUE": "True", "FALSE": "False", "this": "self", "raw_input": "input", "xrange": "range", "elseif": "elif",
    "console": "print", "printf": "print", "println": "print", "System": "print", "echo": "print", "strlen": "len",
    "length": "len", "parseInt": "int", "parseFloat": "float", "String": "str", "string": "str", "boolean": "bool",
}  # fmt: skip
_IN_MODULES: Final[Mapping[str, str]] = {
    "sqrt": "math", "pi": "math", "floor": "math", "ceil": "math", "sin": "math", "cos": "math", "factorial": "math",
    "gcd": "math", "randint": "random", "choice": "random", "shuffle": "random", "sleep": "time",
    "Counter": "collections", "defaultdict": "collections", "deque": "collections", "mean": "statistics",
    "median": "statistics", "permutations": "itertools", "combinations": "itertools", "reduce": "functools",
}  # fmt: skip


def closest(name: str, known: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The known name that a misspelled one most probably means."""
    if len(name) > LENGTH:
        return None
    others = sorted(other for other in {*known} - {name} if len(other) <= LENGTH)
    same = [other for other in others if other.lower() == name.lower()]
    close = same or difflib.get_close_matches(name, others, n=1, cutoff=cutoff)
    return close[0] if close else None


def own_raise(mistake: Mistake, node: ast.AST | None) -> Advice | None:
    """The student's own `raise` needs no other explanation than that it is one."""
    if not isinstance(node, ast.Raise) or not node.exc or _MEANT & {*mistake.names}:
        return None
    words = f"Line {mistake.line} raises this error by itself, with `raise`. Is the condition for it right?"
    return Advice(words, mistake.line)


def unknown_name(mistake: Mistake, match: Match[str]) -> str:
    """A name that Python does not know."""
    name = match[1]
    if name in _ELSEWHERE and name not in mistake.known:
        return f"Python does not know `{name}` on line {mistake.line}. In Python one writes `{_ELSEWHERE[name]}`."
    if name == "self":
        return _no_self(mistake)
    if name in _IN_MODULES:
        module = _IN_MODULES[name]
        return f"`{name}` is in the module `{module}`: put `from {module} import {name}` at the top of your code."
    if name in sys.stdlib_module_names:
        return f"`{name}` is a module that line {mistake.line} uses: put `import {name}` at the top of your code."
    return _similar(mistake, name) or _out_of_reach(mistake, name)


def _no_self(mistake: Mistake) -> str:
    method = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    if method is None:
        return "`self` is known only inside a method, which gets it as its first parameter."
    others = "".join(f", {argument.arg}" for argument in method.args.args)
    return (
        f"The method `{method.name}` on line {method.lineno} has no parameter `self`. "
        f"Write `def {method.name}(self{others}):`."
    )


def _similar(mistake: Mistake, name: str) -> str | None:
    """A name that is nearly the same: of the source with its line, of Python, or an attribute of the object."""
    tree, line = reading.parsed(mistake.source), mistake.line
    lines = reading.first_lines(tree)
    pools = [{*lines}, {*mistake.known}, {*dir(builtins)}]
    exact = [other for pool in pools for other in sorted(pool) if other.lower() == name.lower() and other != name]
    owned = [node for node in reading.every(mistake.source, ast.Attribute) if node.attr == name]
    if any(written == f"self.{name}" for written in map(reading.written, owned)):
        return f"`{name}` is not defined on line {line}. Did you mean `self.{name}`?"
    close = [other for pool in pools if (other := closest(name, pool - {*keyword.kwlist, name}))]
    if name in lines or not (exact or close):
        return None
    meant = (exact or close)[0]
    where = f", from line {lines[meant]}" if meant in lines else ""
    return f"`{name}` is not defined on line {line}. Did you mean `{meant}`{where}?"


def _out_of_reach(mistake: Mistake, name: str) -> str:
    """A name that the source does define, but later or inside a function; or that is none at all."""
    tree, line = reading.parsed(mistake.source), mistake.line
    for function in reading.every(mistake.source, ast.FunctionDef):
        lines = reading.first_lines(function)
        if name in lines and name != function.name and not function.lineno <= (line or 0) <= (function.end_lineno or 0):
            return (
                f"`{name}` on line {line} exists only inside the function `{function.name}`, from line {lines[name]}. "
                "Return its value, and take it from the call."
            )
    defined = reading.first_lines(tree).get(name)
    if defined and defined > (line or 0):
        return (
            f"Line {line} uses `{name}`, but it gets its value only further down, on line {defined}. Change the order."
        )
    if defined:
        return f"`{name}` has no value yet on line {line}: line {defined} did not run before it, or it was deleted."
    return (
        f"`{name}` is not defined on line {line}. Give it a value first, or put it in quotes if it is text: `'{name}'`."
    )


def no_value_yet(mistake: Mistake, match: Match[str]) -> str:
    """A name of a function that is used before it has got its value."""
    name, line = match[1], mistake.line or 0
    function = reading.around(mistake.source, line, ast.FunctionDef)
    inside = reading.first_lines(function).get(name, line) if function else line
    outside = [at for bound, at, _ in reading.bindings(reading.parsed(mistake.source)) if bound == name]
    own = [at for at in outside if not function or not function.lineno <= at <= (function.end_lineno or 0)]
    if function and _is_of_object(mistake, function, name):
        return f"`{name}` on line {line} is a name of its own inside `{function.name}`. The one of the object is `self.{name}`."
    if own and function:
        return (
            f"`{name}` on line {line} is a name of the function `{function.name}` itself, because line {inside} gives it a "
            f"value. To use the one from line {min(own)}, pass it as a parameter."
        )
    if inside < line:
        return f"`{name}` has no value on line {line}, because line {inside} did not run. Give it a first value above, for all cases."
    return f"`{name}` has no value yet on line {line}. Give it a first value above this line, for example `{name} = 0`."


def _is_of_object(mistake: Mistake, function: reading.Function, name: str) -> bool:
    """Whether a method uses a name that its class, or `self` elsewhere, has."""
    owner = next((kind for kind in reading.every(mistake.source, ast.ClassDef) if function in kind.body), None)
    if owner is None:
        return False
    body = ast.Module([node for node in owner.body if not isinstance(node, reading.Function)], [])
    attributes = {node.attr for node in ast.walk(owner) if isinstance(node, ast.Attribute)}
    return name in reading.first_lines(body) or name in attributes


def is_none(mistake: Mistake, node: ast.AST | None) -> str:
    """A value that is None, and where that probably comes from."""
    shown = f"`{reading.written(node)}`" if node is not None else "the value"
    maker = reading.value_of(mistake, node.id) if isinstance(node, ast.Name) else node
    start = (
        f"{mistake.at} {shown} is `None`."
        if shown != "`None`"
        else f"{mistake.at} there is `None`, which can do nothing."
    )
    if isinstance(maker, ast.Call) and isinstance(maker.func, ast.Attribute) and maker.func.attr in IN_PLACE:
        return (
            f"{start} `.{maker.func.attr}(...)` on line {reading.line_of(maker)} changes its list in place and gives back nothing: "
            "call it on a line of its own."
        )
    called = reading.written(maker.func) if isinstance(maker, ast.Call) else ""
    function = reading.function_named(mistake.source, called) if called else None
    if function:
        lack = "has no `return` with a value" if not reading.returns(function) else "can end without a `return`"
        return f"{start} It comes from `{called}(...)`, and `{called}` on line {function.lineno} {lack}."
    if called == "print":
        return f"{start} `print(...)` shows a value but gives back nothing."
    return f"{start} Does a function lack a `return`, or did a method change its list in place?"
