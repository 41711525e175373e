"""Sentences about text where a number is needed, or a number where text is."""

import ast
import re
from typing import Final

from grader_service.feedback import reading
from grader_service.feedback.items import with_value
from grader_service.feedback.mistake import Mistake
from grader_service.say import Said, joined, say

_DIGITS: Final = re.compile(r"""(["']).*\d.*\1""", re.DOTALL)


def text_and_number(mistake: Mistake, sign: str, kinds: tuple[str, str], sides: tuple[ast.AST, ast.AST] | None) -> Said:
    """Text where a number is needed; `input()` is its commonest source."""
    at = mistake.at
    if sides is None:
        return say(
            "%1 `%2` does not go between text and a number. Turn the text into a number with `int(...)` first.",
            at,
            sign,
        )
    text, other = (sides[0], sides[1]) if kinds[0] == "str" else (sides[1], sides[0])
    maker = reading.value_of(mistake, text.id, again=False) if isinstance(text, ast.Name) else text
    value, shown, number = with_value(mistake, text), reading.written(text), reading.written(other)
    what = say("`%1` is `%2`, which is text", shown, value) if value else say("`%1` is text", shown)
    known = value or (shown if isinstance(text, ast.Constant) else "")
    digits = not known or _DIGITS.fullmatch(known) is not None
    if digits and isinstance(maker, ast.Call) and reading.written(maker.func) == "input":
        line = reading.line_of(maker)
        return say("%1 %2, because `input()` always gives text. Write `int(input())` on line %3.", at, what, line)
    if (
        mistake.wants_number
        and isinstance(text, ast.Constant)
        and reading.around(mistake.source, mistake.line, ast.Return)
    ):
        return say(
            "%1 %2, and `+` joins text with text only. A number is expected here: return it without the text.", at, what
        )
    if sign == "+" and not mistake.wants_number and (kinds[0] == "str" or _meant_as_text(mistake, text)):
        return say("%1 %2, and `+` joins text with text only. Write `str(%3)`, or use an f-string.", at, what, number)
    if not digits:
        return _no_digits(mistake, text, number, say("%1 %2", at, what), joins=sign == "+")
    return say("%1 %2, and `%3` a number. Turn the text into a number first: `int(%4)`.", at, what, number, shown)


def _no_digits(mistake: Mistake, text: ast.AST, number: str, start: Said, *, joins: bool) -> Said:
    """Text that is no number in quotes: `int` cannot help, and it is mostly the key of a dictionary."""
    if joins and isinstance(text, ast.Constant):
        return say("%1, and `+` joins text with text only. Write `str(%2)`, or use an f-string.", start, number)
    loop = reading.around(mistake.source, mistake.line, ast.For)
    start = say("%1, and `%2` a number.", start, number)
    if loop and isinstance(loop.iter, ast.Name) and reading.written(loop.target) == reading.written(text):
        owner, key = loop.iter.id, reading.written(text)
        rest = say(
            "If `%1` is a dictionary, the loop on line %2 gives its keys: write `%1[%3]`.", owner, loop.lineno, key
        )
        return joined(start, rest)
    return joined(start, say("Is it the value that you expect here?"))


def _meant_as_text(mistake: Mistake, text: ast.AST) -> bool:
    """Whether it is written as text, or is what the function around it gives back."""
    function = reading.around(mistake.source, mistake.line, ast.FunctionDef)
    called = reading.written(text.func) if function and isinstance(text, ast.Call) else None
    return isinstance(text, ast.Constant) or (function is not None and called == function.name)
