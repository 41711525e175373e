"""What a program printed in the place of a value: a function, an object, `None`, a place to be filled, or nothing."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.nothing import of_method
from grader_service.say import Said, say

_FUNCTION: Final = re.compile(r"<(?:built-in method|bound method|built-in function|function) (?:\w+\.)*(\w+)")
_OBJECT: Final = re.compile(r"<__main__\.(\w+) object at")
_PLACE: Final = re.compile(r"\{\}|%[sd]")


def as_printed(source: str, printed: str, expected: str) -> Said | None:
    """What the output shows of how it came about."""
    if found := _FUNCTION.search(printed):
        return say("`%1` itself was printed and not its result: put round brackets behind it, `%1()`.", found[1])
    if found := _OBJECT.search(printed):
        return say(
            "An object of the class `%1` was printed: print one of its attributes, or give it `__str__`.", found[1]
        )
    if "None" in printed.split() and "None" not in expected.split():
        return _none(source)
    return _not_filled(source, printed, expected)


def not_printed(source: str) -> Said | None:
    """A function whose result is not printed."""
    for node in reading.parsed(source).body:
        call = node.value if isinstance(node, ast.Expr) else None
        function = reading.function_named(source, reading.written(call.func)) if isinstance(call, ast.Call) else None
        if function and reading.returns(function):
            shown = reading.written(call)
            return say(
                "`%1` on line %2 gives its result back, but nothing prints it: write `print(%1)`.", shown, node.lineno
            )
    return None


def _calls(source: str) -> Iterator[ast.Call]:
    """The calls whose result is kept or printed."""
    yield from (each.value for each in reading.every(source, ast.Assign) if isinstance(each.value, ast.Call))
    for node in reading.every(source, ast.Call):
        if reading.written(node.func) == "print":
            yield from (value for value in node.args if isinstance(value, ast.Call))


def _none(source: str) -> Said | None:
    """Where a `None` that was printed comes from."""
    for call in _calls(source):
        if isinstance(call.func, ast.Attribute) and (words := of_method(call)):
            return words
        function = reading.function_named(source, reading.written(call.func))
        if function and not reading.returns(function):
            return say(
                "`%1` on line %2 gives back nothing, so `None` stands for its result on line %3.",
                function.name,
                function.lineno,
                call.lineno,
            )
    return None


def _not_filled(source: str, printed: str, expected: str) -> Said | None:
    """A place for a value within a text, which is printed as it is."""
    for node in reading.every(source, ast.Constant):
        found = _PLACE.search(node.value) if isinstance(node.value, str) else None
        if found and found[0] in printed and found[0] not in expected:
            return say(
                "`%1` in the text on line %2 is printed as it is: name the value there, as in `f'... {name}'`.",
                found[0],
                node.lineno,
            )
    return None
