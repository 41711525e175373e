"""A number with a decimal comma, as in `2,50`: Python reads it as two numbers."""

import ast
import re
from typing import Final, NamedTuple

from grader_service.feedback import reading
from grader_service.feedback.mistake import Mistake
from grader_service.say import Said, say

_LAST: Final = re.compile(rb"(?<![\w.])\d+$")
_FIRST: Final = re.compile(rb"\d+(?![\w.])")


class _Comma(NamedTuple):
    """Its line, and the digits before and after it."""

    line: int
    whole: str
    rest: str


def decimal_comma(source: str) -> Said | None:
    """The first such number that a source keeps or gives back; None where there is none."""
    for node in reading.every(source, ast.stmt):
        value = node.value if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return) else None
        unpacked = isinstance(node, ast.Assign) and not all(isinstance(one, ast.Name) for one in node.targets)
        if isinstance(value, ast.Tuple) and not unpacked and (found := _between(source, value, _first_two(value))):
            return _told(found)
    return None


def _first_two(values: ast.Tuple) -> list[ast.expr]:
    """Both values, also of more where it is calculated between their commas: plain numbers are meant to be several."""
    between = values.elts[1:-1]
    return [] if between and all(isinstance(one, ast.Constant) for one in between) else values.elts[:2]


def met(mistake: Mistake, _: re.Match[str]) -> Said | None:
    """Two numbers where one is needed."""
    return decimal_comma(mistake.source)


def comma_printed(source: str, printed: str, expected: str) -> Said | None:
    """Such a number in the brackets of `print`, which puts a space in the place of the comma."""
    for call in reading.every(source, ast.Call):
        found = _between(source, call, call.args) if reading.written(call.func) == "print" else None
        if found and f"{found.whole} {found.rest}" in printed and f"{found.whole}.{found.rest}" in expected:
            return _told(found)
    return None


def _between(source: str, node: ast.expr, values: list[ast.expr]) -> _Comma | None:
    """The comma between two values with digits and nothing else around it; brackets around both mean a pair."""
    if len(values) != 2 or (isinstance(node, ast.Tuple) and node.col_offset != values[0].col_offset):  # noqa: PLR2004
        return None
    left, right = values
    if left.end_lineno != right.lineno or left.end_col_offset is None or right.col_offset != left.end_col_offset + 1:
        return None
    line = source.split("\n")[right.lineno - 1].encode()
    before, after = _LAST.search(line[: left.end_col_offset]), _FIRST.match(line[right.col_offset :])
    return _Comma(right.lineno, before[0].decode(), after[0].decode()) if before and after else None


def _told(comma: _Comma) -> Said:
    return say(
        "`%1,%2` on line %3 is two numbers for Python: a decimal number has a point, `%1.%2`.",
        comma.whole,
        comma.rest,
        comma.line,
    )
