"""What the source itself tells about a program that printed something else than it should."""

import ast
import re

from grader_service.feedback import reading
from grader_service.feedback.causes import ANYWHERE
from grader_service.feedback.commas import comma_printed, decimal_comma
from grader_service.feedback.effects import without_effect
from grader_service.feedback.printed import as_printed, not_printed
from grader_service.feedback.words import without_f
from grader_service.say import Said, joined, say


def wrong_output(source: str, printed: str, expected: str, said: str | None) -> str | None:
    """What to say about a program that printed something else: what was `said`, or its cause where that is plain."""
    if not printed.strip():
        return joined(said, _never_called(source) or not_printed(source) or without_effect(source)) or None
    cause = (
        comma_printed(source, printed, expected)
        or _braces_printed(source, printed)
        or _comma_spaces(source, printed, expected)
        or _quoted_name(source, printed, expected)
        or _repeated_input(source)
        or _joined_input(source, printed, expected)
        or _compared_input(source)
        or as_printed(source, printed, expected)
        or decimal_comma(source)
        or next((words for lesson in ANYWHERE if (words := lesson(reading.parsed(source)))), None)
        or without_effect(source)
    )
    return _prompt(source, printed, expected) or joined(said, cause) or None


def _prompt(source: str, printed: str, expected: str) -> Said | None:
    """What `input` prints before it reads, where nobody expects it."""
    for call in reading.every(source, ast.Call):
        prompt = call.args[0] if isinstance(call.func, ast.Name) and call.func.id == "input" and call.args else None
        text = prompt.value if isinstance(prompt, ast.Constant) else None
        if isinstance(text, str) and text and text in printed and text not in expected:
            return say("The prompt of `input` on line %1 is printed, too: leave its brackets empty.", call.lineno)
    return None


def _never_called(source: str) -> Said | None:
    """A function of a program that nothing calls."""
    alone = {node.value for node in reading.every(source, ast.Expr)}
    used = {node.id for node in reading.every(source, ast.Name) if node not in alone}
    for node in reading.parsed(source).body:
        if isinstance(node, reading.Function) and node.name not in used:
            return say(
                "`%1` on line %2 is never called: write `%3` on a line of its own below it, at the left edge.",
                node.name,
                node.lineno,
                f"{node.name}(...)" if node.args.args else f"{node.name}()",
            )
    return None


def _braces_printed(source: str, printed: str) -> Said | None:
    """A name in curly brackets that was printed as it is."""
    shown = {name for name in re.findall(r"\{(\w+)", printed) if name in reading.first_lines(reading.parsed(source))}
    for node in reading.every(source, ast.Constant):
        found = re.findall(r"\{(\w+)", node.value) if isinstance(node.value, str) else []
        if used := [name for name in found if name in shown]:
            return without_f(node.lineno, used[0])
    return None


def _prints(source: str) -> list[ast.Call]:
    return [call for call in reading.every(source, ast.Call) if reading.written(call.func) == "print"]


def _comma_spaces(source: str, printed: str, expected: str) -> Said | None:
    """Spaces that `print` itself puts between its values, where they alone are wrong."""
    if "".join(printed.split()) != "".join(expected.split()):
        return None
    for call in _prints(source):
        if len(call.args) > 1 and not call.keywords:
            return say(
                "`print` on line %1 puts a space at each comma: use an f-string, or join the parts with `+`.",
                call.lineno,
            )
    return None


def _quoted_name(source: str, printed: str, expected: str) -> Said | None:
    """The name of a variable within quotes, which is printed as it is."""
    names = {name for name, _, value in reading.bindings(reading.parsed(source)) if value}
    shown = (set(re.findall(r"\w+", printed)) - set(re.findall(r"\w+", expected))) & names
    for call in _prints(source):
        beside = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}  # a label stands beside its value
        for node in ast.walk(call):
            found = (
                re.findall(r"\w+", node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
            )
            if used := [name for name in found if name in shown - beside]:
                return say(
                    "`%1` on line %2 stands in quotes, so the word itself is printed and not its value.",
                    used[0],
                    node.lineno,  # type: ignore[attr-defined]  # a constant's
                )
    return None


def _typed(source: str) -> dict[str, int]:
    """The names of what `input()` gave as it is, and that have no other value, with the lines where it did."""
    given = list(reading.bindings(reading.parsed(source)))
    read = {(name, line) for name, line, value in given if _is_read(value)}
    others = {name for name, line, _ in given if (name, line) not in read}
    return {name: line for name, line in sorted(read, reverse=True) if name not in others}


def _is_read(value: ast.AST | None) -> bool:
    return isinstance(value, ast.Call) and reading.written(value.func) == "input"


def _joined_input(source: str, printed: str, expected: str) -> Said | None:
    """Numbers from `input()` that `+` joins as the texts that they are."""
    if not set(re.findall(r"\d+", printed)) - set(re.findall(r"\d+", expected)):
        return None
    texts = _typed(source)
    for node in reading.every(source, ast.BinOp):
        sides = [side.id for side in (node.left, node.right) if isinstance(side, ast.Name) and side.id in texts]
        if isinstance(node.op, ast.Add) and len(sides) == 2:  # noqa: PLR2004  both sides
            return say(
                "`%1` and `%2` are text, so `%3` on line %4 joins them: for numbers write `int(input())`.",
                *sides,
                reading.written(node),
                node.lineno,
            )
    return None


def _compared_input(source: str) -> Said | None:
    """Text from `input()` that is compared with a number, and equals none."""
    texts = _typed(source)
    for node in reading.every(source, ast.Compare):
        number = isinstance(node.comparators[0], ast.Constant) and type(node.comparators[0].value) in {int, float}
        typed = reading.written(node.left) in {*texts, "input()"}
        if number and typed and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            return say(
                "`%1` on line %2 compares text with a number, and they are never equal: write `int(input())`.",
                reading.written(node),
                node.lineno,
            )
    return None


def _repeated_input(source: str) -> Said | None:
    """Text from `input()` that `*` repeats."""
    texts = _typed(source)
    for node in reading.every(source, ast.BinOp):
        if isinstance(node.op, ast.Mult):
            name = next((each.id for each in (node.left, node.right) if isinstance(each, ast.Name)), "")
            if name in texts:
                return say(
                    "`%1` is text, so `%2` on line %3 repeats it: for a number write `int(input())` on line %4.",
                    name,
                    reading.written(node),
                    node.lineno,
                    texts[name],
                )
    return None
