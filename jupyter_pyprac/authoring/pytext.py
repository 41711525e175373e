"""Texts that must be Python: looked at as syntax trees, never run."""

import ast
import keyword
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple, TypeAlias

from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import FAULTY, Reader
from jupyter_pyprac.authoring.texts import text

Mode: TypeAlias = Literal["exec", "eval", "body"]
"""A program, an expression, or a program that may `return` at its top level."""

JUPYTERS_OWN = re.compile(r"\s*+[%!]|[^=#'\"]*=\s*+[%!]\s*+\w")
"""A line that begins with a magic or a command of the shell, or gives a name what one comes to."""

OWN_LINE = "a line that begins with % or !, or has one behind =, is Jupyter's own"
ALONE = "'await' outside function"
ASYNCIO = ", as Jupyter alone allows it: use `asyncio.run(...)`"
TOO_DEEP = "is nested too deeply for Python to read"
LITERAL = "is not a Python literal such as 3, 'abc' or [1, 2]"


class Syntax(NamedTuple):
    """Why a text is not Python, and on which of its lines."""

    message: str
    line: int | None = None


@contextmanager
def quietly() -> Iterator[None]:
    """Without what Python has to say of code that is only looked at, such as a backslash that means nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def parsed(source: str, mode: Mode = "exec") -> ast.Module | ast.Expression | Syntax:
    """The tree of a program or an expression, or why there is none; what only a compiler sees counts too."""
    try:
        with quietly():
            tree = ast.parse(source, mode="eval") if mode == "eval" else ast.parse(source)
            see_compiled(tree, mode)
    except SyntaxError as error:
        magic = JUPYTERS_OWN.match(error.text or "")
        told = f"{OWN_LINE}, and no Jupyter runs it here" if magic else error.msg
        told += ASYNCIO if error.msg == ALONE else ""
        return Syntax(f"is not valid Python: {told}", error.lineno)
    except (RecursionError, MemoryError):
        return Syntax(TOO_DEEP)
    except ValueError as error:
        return Syntax(f"is not valid Python: {error}")
    return tree


def see_compiled(tree: ast.Module | ast.Expression, mode: Mode) -> None:
    """Compile and throw away; raises SyntaxError as the compiler does."""
    try:
        compile(tree, "<course>", "eval" if mode == "eval" else "exec", dont_inherit=True)
    except SyntaxError:
        if mode != "body" or not isinstance(tree, ast.Module):
            raise
        compile(as_function(tree), "<course>", "exec", dont_inherit=True)


def as_function(tree: ast.Module) -> ast.Module:
    """A module with the program as the body of its one function."""
    wrapped = ast.parse("def body(): pass")
    function = wrapped.body[0]
    assert isinstance(function, ast.FunctionDef)  # noqa: S101  as written above
    function.body = tree.body
    return wrapped


def is_literal(source: str) -> bool:
    """Whether the text is a Python literal, and of a value that can cross: `...` cannot."""
    try:
        with quietly():
            tree = ast.parse(source.lstrip(" \t"), mode="eval")
            ast.literal_eval(tree)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return not any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(tree))


def python(*, at_most: int, mode: Mode = "exec", blank: bool = True) -> Reader:
    """A reader of programs, or of expressions where `mode` is `eval`."""
    plain = text(at_most=at_most, blank=blank and mode != "eval", form="exact" if mode == "eval" else "page")

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        source = plain(value, spot)
        if source is FAULTY:
            return FAULTY
        source = source.strip() if mode == "eval" else source
        tree = parsed(source, mode)
        if isinstance(tree, Syntax):
            before = value[: len(value) - len(value.lstrip())].count("\n")
            spot.fault(tree.message, tree.line and tree.line + before)
            return FAULTY
        return source

    return Reader(read, plain.schema)


def literal(*, at_most: int) -> Reader:
    """A reader of texts that hold a Python literal."""
    plain = text(at_most=at_most, blank=False)

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if not isinstance(value, str):
            spot.fault(
                f'must be text that holds a Python literal: "1" for the number, "\'abc\'" for text, not {value!r:.40}'
            )
            return FAULTY
        source = plain(value, spot)
        if source is FAULTY:
            return FAULTY
        if not is_literal(source.strip()):
            hint = f"; text needs quotes inside: {source!r}" if source.strip().isidentifier() else ""
            spot.fault(f"{LITERAL}{hint}")
            return FAULTY
        return source.strip()

    return Reader(read, plain.schema)


def read_exception_name(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read the name of an exception's class."""
    name = NAME(value, spot)
    if name is FAULTY or (name.isidentifier() and not keyword.iskeyword(name)):
        return name
    spot.fault("must be the name of one exception class, such as ValueError")
    return FAULTY


NAME = text(at_most=200, form="line")
exception_name = Reader(read_exception_name, NAME.schema)
