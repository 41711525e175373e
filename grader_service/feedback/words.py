"""Sentences about names: which one was meant, where it gets its value, why it is None."""

import ast
import builtins
import difflib
import keyword
import sys
from collections.abc import Callable, Iterable, Mapping
from re import Match
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.effects import compares
from grader_service.feedback.mistake import Advice, Mistake
from grader_service.say import Said, say

Words = str | Callable[[Mistake, Match[str]], Said | None]
"""A template, or who makes the sentence."""

LENGTH: Final = 60
"""Longer names are not compared."""

_MEANT: Final = frozenset({"NotImplementedError", "SystemExit", "KeyboardInterrupt", "StopIteration"})
_ELSEWHERE: Final[Mapping[str, str]] = {
    "true": "True", "false": "False", "none": "None", "null": "None", "nil": "None", "undefined": "None",
    "TRUE": "True", "FALSE": "False", "this": "self", "raw_input": "input", "xrange": "range", "elseif": "elif",
    "console": "print", "printf": "print", "println": "print", "System": "print", "echo": "print", "strlen": "len",
    "length": "len", "parseInt": "int", "parseFloat": "float", "String": "str", "string": "str", "boolean": "bool",
    "unicode": "str", "cout": "print", "puts": "print", "Math": "math",
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
    if not isinstance(node, ast.Raise) or not node.exc or _MEANT & {*mistake.names} or mistake.line is None:
        return None
    if isinstance(node.exc, ast.Constant | ast.JoinedStr):
        meant = say("After `raise` on line %1 an error must stand, as in `raise ValueError(...)`.", mistake.line)
        return Advice(meant, mistake.line)
    words = say("Line %1 raises this error by itself, with `raise`. Is the condition for it right?", mistake.line)
    return Advice(words, mistake.line)


def unknown_name(mistake: Mistake, match: Match[str]) -> Said:
    """A name that Python does not know."""
    name, line = match[1], mistake.line or 0
    if name in _ELSEWHERE and name not in mistake.known:
        return say("Python does not know `%1` on line %2. In Python one writes `%3`.", name, line, _ELSEWHERE[name])
    if name == "self":
        return _no_self(mistake)
    if name in _IN_MODULES:
        module = _IN_MODULES[name]
        return say("`%1` is in the module `%2`: put `from %2 import %1` at the top of your code.", name, module)
    if name in sys.stdlib_module_names:
        return say("`%1` is a module that line %2 uses: put `import %1` at the top of your code.", name, line)
    told = compared(mistake, name) or _method(mistake, name) or _similar(mistake, name)
    return told or _out_of_reach(mistake, name)


def compared(mistake: Mistake, name: str) -> Said | None:
    """A line that compares a name in place of giving it its first value."""
    for node in reading.every(mistake.source, ast.Expr):
        if node.lineno == mistake.line and reading.written(getattr(node.value, "left", None)) == name:
            return compares(node)
    return None


def _method(mistake: Mistake, name: str) -> Said | None:
    """A method of text or lists that is called like a function, or a parameter in the brackets of a class."""
    line = mistake.line or 0
    head = next((node for node in reading.every(mistake.source, ast.ClassDef) if node.lineno == line), None)
    if head and any(isinstance(base, ast.Name) and base.id == name for base in head.bases):
        return say(
            "In the brackets of `class %1` on line %2 stand classes. What an object is given belongs into `__init__`.",
            head.name,
            line,
        )
    calls = (node for node in reading.every(mistake.source, ast.Call) if node.lineno == line and node.args)
    call = next((node for node in calls if isinstance(node.func, ast.Name) and node.func.id == name), None)
    if call is None or not (hasattr(str, name) or hasattr(list, name)):
        return None
    *others, owner = map(reading.written, call.args if hasattr(str, name) else [*call.args[1:], call.args[0]])
    return say("`%1` is a method: on line %2 write `%3`.", name, line, f"{owner}.{name}({', '.join(others)})")


def _no_self(mistake: Mistake) -> Said:
    method = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    if method is None:
        return say("`self` is known only inside a method, which gets it as its first parameter.")
    names = ", ".join(["self", *(argument.arg for argument in method.args.args)])
    return no_self(method.name, method.lineno, names)


def no_self(name: str, line: int, parameters: str) -> Said:
    """A method without `self`, and how it should begin."""
    return say("The method `%1` on line %2 has no parameter `self`. Write `def %1(%3):`.", name, line, parameters)


def _similar(mistake: Mistake, name: str) -> Said | None:
    """A name that is nearly the same: of the source with its line, of Python, or an attribute of the object."""
    tree, line = reading.parsed(mistake.source), mistake.line or 0
    lines = reading.first_lines(tree)
    pools = [{*lines}, {*mistake.known}, {*dir(builtins)}]
    exact = [other for pool in pools for other in sorted(pool) if other.lower() == name.lower() and other != name]
    owned = [node for node in reading.every(mistake.source, ast.Attribute) if node.attr == name]
    kind = reading.around(mistake.source, line, ast.ClassDef)
    method = any(isinstance(node, ast.FunctionDef) and node.name == name for node in (kind.body if kind else ()))
    if method or any(written == f"self.{name}" for written in map(reading.written, owned)):
        return say("`%1` is not defined on line %2. Did you mean `%3`?", name, line, f"self.{name}")
    close = [other for pool in pools if (other := closest(name, pool - {*keyword.kwlist, name}))]
    if name in lines or not (exact or close):
        return None
    meant = (exact or close)[0]
    if meant in lines:
        return say("`%1` is not defined on line %2. Did you mean `%3`, from line %4?", name, line, meant, lines[meant])
    return say("`%1` is not defined on line %2. Did you mean `%3`?", name, line, meant)


def _out_of_reach(mistake: Mistake, name: str) -> Said:
    """A name that the source does define, but later or inside a function; or that is none at all."""
    tree, line = reading.parsed(mistake.source), mistake.line or 0
    for function in reading.every(mistake.source, ast.FunctionDef):
        lines = reading.first_lines(function)
        if name in lines and name != function.name and not function.lineno <= line <= (function.end_lineno or 0):
            return say(
                "`%1` on line %2 exists only inside the function `%3`, from line %4. "
                "Return its value, and take it from the call.",
                name,
                line,
                function.name,
                lines[name],
            )
    defined = reading.first_lines(tree).get(name)
    added = {node.lineno for node in reading.every(mistake.source, ast.AugAssign)}
    if defined == line or defined in added:
        return _first_value(name, line)
    if defined and defined > line:
        return say(
            "Line %1 uses `%2`, but it gets its value only further down, on line %3. Change the order.",
            line,
            name,
            defined,
        )
    if defined and _tried(mistake, defined, line):
        return _not_reached(mistake, name, line, defined)
    if defined:
        return say(
            "`%1` has no value yet on line %2: line %3 did not run before it, or it was deleted.", name, line, defined
        )
    return say(
        "`%1` is not defined on line %2. Give it a value first, or put it in quotes if it is text: `'%1'`.", name, line
    )


def no_value_yet(mistake: Mistake, match: Match[str]) -> Said:
    """A name of a function that is used before it has got its value."""
    name, line = match[1], mistake.line or 0
    if words := compared(mistake, name):
        return words
    function = reading.around(mistake.source, line, ast.FunctionDef)
    inside = reading.first_lines(function).get(name, line) if function else line
    outside = [at for bound, at, _ in reading.bindings(reading.parsed(mistake.source)) if bound == name]
    own = [at for at in outside if not function or not function.lineno <= at <= (function.end_lineno or 0)]
    if function and _is_of_object(mistake, function, name):
        return say(
            "`%1` on line %2 is a name of its own inside `%3`. The one of the object is `self.%1`.",
            name,
            line,
            function.name,
        )
    if own and function:
        return say(
            "`%1` on line %2 is a name of the function `%3` itself, because line %4 gives it a value. "
            "To use the one from line %5, pass it as a parameter.",
            name,
            line,
            function.name,
            inside,
            min(own),
        )
    if inside == line and hasattr(builtins, name):
        return say(
            "Line %2 gives `%1` a value, so in `%3` it hides Python's own `%1`. Choose another name on line %2.",
            name,
            line,
            function.name if function else "",
        )
    return _not_reached(mistake, name, line, inside) if inside < line else _first_value(name, line)


def _not_reached(mistake: Mistake, name: str, line: int, inside: int) -> Said:
    """A name whose line was not run, or ended early with an error that was caught."""
    if tried := _tried(mistake, inside, line):
        return say(
            "`%1` has no value on line %2, because an error ended the `try` of line %3 early. "
            "Give it a first value above, for all cases.",
            name,
            line,
            tried.lineno,
        )
    return say(
        "`%1` has no value on line %2, because line %3 did not run. Give it a first value above, for all cases.",
        name,
        line,
        inside,
    )


def _tried(mistake: Mistake, inside: int, line: int) -> ast.Try | None:
    """The `try` that one line stands in, and another one does not."""
    return next(
        (
            node
            for node in reading.every(mistake.source, ast.Try)
            if _holds(node.body, inside) and not _holds(node.body, line)
        ),
        None,
    )


def _holds(body: list[ast.stmt], line: int) -> bool:
    """Whether a line is one of these statements."""
    return body[0].lineno <= line <= (body[-1].end_lineno or 0)


def _first_value(name: str, line: int) -> Said:
    return say(
        "`%1` has no value yet on line %2. Give it a first value above this line, for example `%1 = 0`.", name, line
    )


def _is_of_object(mistake: Mistake, function: reading.Function, name: str) -> bool:
    """Whether a method uses a name that its class, or `self` elsewhere, has."""
    owner = next((kind for kind in reading.every(mistake.source, ast.ClassDef) if function in kind.body), None)
    if owner is None:
        return False
    body = ast.Module([node for node in owner.body if not isinstance(node, reading.Function)], [])
    attributes = {node.attr for node in ast.walk(owner) if isinstance(node, ast.Attribute)}
    return name in reading.first_lines(body) or name in attributes


def without_f(line: int, name: str) -> Said:
    """A text with a name in curly brackets, but without its `f`."""
    return say(
        "The text on line %1 has `{%2}` in it, but no `f` in front of its quote: write `f'...'`.",
        line,
        name,
    )
