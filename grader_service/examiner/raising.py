"""What an assert asks for by which something has to raise: the call, and the exceptions, read from the test's code.

Runs on the trusted side, and for shared tests also in the student's process.
"""

import ast
import builtins
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

NOT_RAISED: Final = re.compile(r"\A.+ not raised(?: by \S+)?(?: : (?P<told>.*))?\Z", re.DOTALL)
"""The text of unittest, and words of the author's behind it."""

OTHER_TEXT: Final = re.compile(r'\A"(?P<wanted>.*)" does not match "(?P<text>.*)"(?: : (?P<told>.*))?\Z', re.DOTALL)
_BEFORE_CALL: Final = {"assertRaises": 1, "assertRaisesRegex": 2, "raises": 1}
"""The arguments before the function that is to be called."""


class Wanted(NamedTuple):
    """The call that has to raise, the names of what it has to raise, and whether the submission answers the call."""

    call: str
    kinds: str
    answered: bool


def wanted(source: str, line: int | None) -> Wanted | None:
    """What the assert on that line of a test asks for."""
    return next(_on_line(source, line), None) if line else None


def _on_line(source: str, line: int) -> Iterator[Wanted]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.With) and node.lineno <= line < max(node.body[0].lineno, node.lineno + 1):
            yield from (_wanted(kinds, _last(node)) for item in node.items if (kinds := _kinds(item.context_expr)))
        elif isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or 0) and (kinds := _kinds(node)):
            before = _BEFORE_CALL[_name(node)]
            if len(node.args) > before:
                yield _wanted(kinds, _called(node, before))


def _name(node: ast.expr) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _kinds(node: ast.expr) -> str | None:
    """The names of the exceptions that are asked for, where this asks for some."""
    if not isinstance(node, ast.Call) or _name(node) not in _BEFORE_CALL or not node.args:
        return None
    kinds = node.args[0]
    each = kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
    return " or ".join(ast.unparse(kind).removeprefix("submission.") for kind in each)


def _last(node: ast.With) -> ast.AST:
    """The last step of a block, of which a value that is kept is the part that matters."""
    last = node.body[-1]
    if isinstance(last, ast.Expr) or (isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name)):
        return last.value
    return last


def _called(node: ast.Call, before: int) -> ast.expr:
    """The call that is made of a function and its arguments; the body of a `lambda`."""
    function, *arguments = node.args[before:]
    names = [keyword for keyword in node.keywords if keyword.arg not in {"msg", "match"}]
    return function.body if isinstance(function, ast.Lambda) else ast.Call(function, arguments, names)


def _wanted(kinds: str, node: ast.AST) -> Wanted:
    answered = isinstance(node, ast.Call) and not hasattr(builtins, _name(node))
    return Wanted(ast.unparse(node).partition("\n")[0], kinds, answered)
