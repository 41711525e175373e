"""What the source itself tells about a test that failed, or looked for a name in vain."""

# ruff: noqa: E501  a sentence stays on one line

import ast
import re
from collections.abc import Iterator

from grader_service.feedback import reading
from grader_service.feedback.causes import CAUSES, replaced
from grader_service.feedback.commas import decimal_comma
from grader_service.feedback.effects import not_given_back, without_effect, worked_out
from grader_service.feedback.mistake import Advice
from grader_service.feedback.nothing import IN_PLACE
from grader_service.feedback.words import closest, without_f
from grader_service.say import Said, joined, say


def explain_missing(name: str, source: str) -> Advice:
    """What to do where the tests use a name that the submission does not define, and where it may be meant."""
    start = say("The tests use `%1`, but your code does not define it.", name)
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
        words = say(
            "`def %1` on line %2 is indented, so it belongs to what stands above it: move it to the left edge.",
            name,
            inner.lineno,
        )
        return Advice(joined(start, words), inner.lineno)
    if close:
        words = say("It has `%1` on line %2: is that a typing mistake?", close, names[close])
        return Advice(joined(start, words), names[close])
    words = say("Its name must be spelled exactly like this, and its line must not be indented.")
    return Advice(joined(start, words), None)


def hidden_method(source: str, said: str) -> Said | None:
    """What to say where a test calls a method and finds a value in its place, as Python `said`."""
    if not said.endswith("object is not callable"):
        return None
    for kind in reading.every(source, ast.ClassDef):
        methods = {node.name: node.lineno for node in kind.body if isinstance(node, reading.Function)}
        for node in ast.walk(kind):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in methods:
                return say(
                    "`self.%1` on line %2 hides the method `%1` of line %3: choose another name for one of them.",
                    node.attr,
                    node.lineno,
                    methods[node.attr],
                )
    return None


def wrong_result(source: str, call: str | None, line: int | None, said: str | None, *, nothing: bool) -> str | None:
    """What to say about a wrong result: what is known of its cause, after or instead of what was `said` already.

    `line` is the one that returned it; `nothing` says that it is None, but should not be.
    """
    function = next((found for name in _called(call) if (found := reading.function_named(source, name))), None)
    if function is None:
        return joined(said, decimal_comma(source) or without_effect(source)) or None
    if nothing:
        return _in_place(function) or _no_return(function, line)
    for lesson in (_left_early, _no_braces):
        if words := lesson(function, line):
            return words
    likely = next((words for lesson in CAUSES if (words := lesson(function))), None)
    return joined(said, decimal_comma(source) or likely or without_effect(source) or replaced(function)) or None


def _called(call: str | None) -> Iterator[str]:
    names = re.findall(r"(\w+)\s*\(", call or "")
    return (name for name in names)


def _in_place(function: reading.Function) -> Said | None:
    """What a method that changes its list in place gave back."""
    for node in reading.returns(function):
        method = node.value.func if isinstance(node.value, ast.Call) else None
        if isinstance(method, ast.Attribute) and method.attr in IN_PLACE:
            owner = reading.written(method.value)
            return say(
                "`.%1()` on line %2 changes `%3` in place and gives back `None`. Call it on a line of its own, then `return %3`.",
                method.attr,
                node.lineno,
                owner,
            )
    return None


def _no_return(function: reading.Function, line: int | None) -> Said:
    name = function.name
    found = reading.returns(function)
    reached = next((node for node in found if line and node.lineno <= line <= (node.end_lineno or 0)), None)
    if reached:
        return _nothing_behind(name, reached)
    if found and (words := _ended_by(function, line)):
        return words
    if found:
        return say(
            "`%1` gave back `None`: this call came to its end without reaching the `return` on line %2.",
            name,
            found[0].lineno,
        )
    return _no_value(function)


def _ended_by(function: reading.Function, line: int | None) -> Said | None:
    """The last line that ran, where it has a value that it should have given back."""
    last = next((node for node in reading.own(function) if isinstance(node, ast.Expr) and node.lineno == line), None)
    if last is None:
        return None
    if isinstance(last.value, ast.Call) and reading.written(last.value.func) == "print":
        return say(
            "`%1` prints on line %2, but has no `return` there. Printing only shows a value: give it back with `return`.",
            function.name,
            last.lineno,
        )
    return worked_out(last)


def _nothing_behind(name: str, reached: ast.Return) -> Said:
    """A `return` that was reached, with None behind it."""
    value = reached.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print":
        return say(
            "`print` on line %1 only shows the value and gives back `None`: put the value itself behind `return`.",
            reached.lineno,
        )
    return say(
        "`%1` came to the `return` on line %2, but `%3` is `None` there.", name, reached.lineno, reading.written(value)
    )


def _no_value(function: reading.Function) -> Said:
    """A function in which no `return` has a value behind it, those of functions inside it apart."""
    name, own = function.name, reading.own(function)
    bare = [node for node in own if isinstance(node, ast.Return)]
    if bare:
        return say(
            "`%1` gave back `None`, because the `return` on line %2 has no value behind it.", name, bare[0].lineno
        )
    inner = [node for node in own if isinstance(node, ast.FunctionDef) and reading.returns(node)]
    if inner:
        return say(
            "`%1` has no `return` of its own: the one on line %2 belongs to `%3` inside it.",
            name,
            reading.returns(inner[0])[0].lineno,
            inner[0].name,
        )
    printed = [
        node for node in own
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]  # fmt: skip
    if printed:
        return say(
            "`%1` prints on line %2, but has no `return`. Printing only shows a value: give it back with `return`.",
            name,
            printed[-1].lineno,
        )
    return joined(
        say("`%1` has no `return`, so it gives back `None`.", name),
        not_given_back(function) or say("End it with `return` and the result."),
    )


def _left_early(function: reading.Function, line: int | None) -> Said | None:
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
        if line and any(node.lineno == line for node in ends):
            return say(
                "The `return` on line %1 stands inside the loop of line %2, so the loop ends in its first round.",
                line,
                loop.lineno,
            )
    return None


def _no_braces(function: reading.Function, line: int | None) -> Said | None:
    """A text with names in curly brackets, but without its `f`."""
    names = reading.first_lines(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.lineno == line:
            used = [name for name in re.findall(r"\{(\w+)", node.value) if name in names]
            formatted = any(isinstance(one, ast.JoinedStr) and node in one.values for one in ast.walk(function))
            if used and not formatted:
                return without_f(node.lineno, used[0])
    return None
