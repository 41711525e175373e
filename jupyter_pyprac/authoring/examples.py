"""Doctest examples as tests: what a statement shows is compared as text, or by its value where it shows a value.

A value that is written as Python is compared by itself, so that it does not matter how some release of a package
prints it: NumPy 2 writes `np.True_` where others write `True`.
"""

import ast
import builtins
import doctest
import re
import textwrap
from collections.abc import Iterable
from typing import NamedTuple

from jupyter_pyprac.authoring import cutting
from jupyter_pyprac.authoring.lines import Lines, joined
from jupyter_pyprac.authoring.pytext import is_literal, parsed

NUMPYS = (
    (re.compile(r"\bnp\.(True|False)_(?!\w)"), r"\1"),
    (re.compile(r"\bnp\.\w+\(([^()]*)\)"), r"\1"),
)
SHOWING = """\
import contextlib, io
_printed = io.StringIO()
with contextlib.redirect_stdout(_printed):
{body}
assert _printed.getvalue().split() == {words!r}.split(){otherwise}
"""
VALUE = "_shown = {value}\nif _shown is not None:\n    print(repr(_shown))\n"


class Example(NamedTuple):
    """A piece of code, and what it shows, empty where that is nothing; `printed`: some of it may be printed."""

    source: str
    want: str
    printed: bool


def of_doctest(text: str) -> list[Example]:
    """The examples in a text with prompts.

    Raises:
        ValueError: it is none.
    """
    found = doctest.DocTestParser().get_examples(text)
    return [Example(each.source, each.want.strip("\n"), may_print(each.source)) for each in found]


def may_print(source: str) -> bool:
    """Whether a piece of code ends with a call of something that is not Python's own."""
    tree = parsed(source)
    last = tree.body[-1] if isinstance(tree, ast.Module) and tree.body else None
    called = last.value.func if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) else None
    return isinstance(called, ast.Name) and (called.id == "print" or not hasattr(builtins, called.id))


def code(examples: Iterable[Example]) -> str:
    """The code of a test that goes through examples."""
    return "".join(map(one, examples))


def one(example: Example) -> str:
    """The code of one example."""
    source = example.source.rstrip("\n") + "\n"
    tree = parsed(source)
    last = tree.body[-1] if isinstance(tree, ast.Module) and tree.body else None
    if not example.want or last is None:
        return source
    before, value = "", ""
    if isinstance(last, ast.Expr):
        lines = source.split("\n")
        before = "\n".join([*lines[: last.lineno - 1], lines[last.lineno - 1].encode()[: last.col_offset].decode()])
        value = ast.unparse(last.value)
    want = without_numpy(example.want).strip()
    by_value = bool(value) and is_literal(want)
    if by_value and not example.printed:
        return f"{before}assert {grouped(value)} == {want}\n"
    body = textwrap.indent(before + VALUE.format(value=value) if value else source, "    ").rstrip()
    otherwise = f" or _shown == {want}" if by_value else ""
    return SHOWING.format(body=body, words=example.want, otherwise=otherwise)


def grouped(value: str) -> str:
    """An expression that can be compared: a comparison or a condition needs brackets for that."""
    node = ast.parse(value, mode="eval").body
    plain = isinstance(node, ast.Call | ast.Name | ast.Attribute | ast.Subscript | ast.BinOp | ast.Constant)
    return value if plain else f"({value})"


def without_numpy(text: str) -> str:
    """What is shown without NumPy's names around its values."""
    for pattern, instead in NUMPYS:
        text = pattern.sub(instead, text)
    return text


def shows_nothing(lines: Lines) -> bool:
    """Whether the last statement leaves a value for which some output should be saved beside it."""
    tree = parsed(joined(lines))
    last = tree.body[-1] if isinstance(tree, ast.Module) and tree.body else None
    if not isinstance(last, ast.Expr) or cutting.is_check(last):
        return False
    return isinstance(last.value, ast.Compare | ast.BoolOp | ast.BinOp | ast.Name | ast.Subscript | ast.Attribute)
