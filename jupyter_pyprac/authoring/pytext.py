"""Texts that must be Python: looked at as syntax trees, never run."""

import ast
import keyword
import warnings
from typing import Any, Literal, NamedTuple

from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import FAULTY, Reader, text

TOO_DEEP = "is nested too deeply for Python to read"
LITERAL = "is not a Python literal such as 3, 'abc' or [1, 2]"


class Syntax(NamedTuple):
    """Why a text is not Python, and on which of its lines."""

    message: str
    line: int | None = None


def parsed(source: str, mode: Literal["exec", "eval"] = "exec") -> ast.Module | ast.Expression | Syntax:
    """The tree of a program or an expression, or why there is none; what only a compiler sees counts too."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source) if mode == "exec" else ast.parse(source, mode="eval")
            compile(tree, "<course>", mode, dont_inherit=True)
    except SyntaxError as error:
        return Syntax(f"is not valid Python: {error.msg}", error.lineno)
    except (RecursionError, MemoryError):
        return Syntax(TOO_DEEP)
    except ValueError as error:
        return Syntax(f"is not valid Python: {error}")
    return tree


def is_literal(source: str) -> bool:
    """Whether the text is a Python literal."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.literal_eval(source)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return True


def python(*, at_most: int, mode: Literal["exec", "eval"] = "exec", blank: bool = True) -> Reader:
    """A reader of programs, or of expressions where `mode` is `eval`."""
    plain = text(at_most=at_most, blank=blank and mode == "exec")

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        source = plain(value, spot)
        if source is FAULTY:
            return FAULTY
        source = source.strip() if mode == "eval" else source
        tree = parsed(source, mode)
        if isinstance(tree, Syntax):
            spot.fault(*tree)
            return FAULTY
        return source

    return read


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

    return read


def exception_name(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read the name of an exception's class."""
    name = text(at_most=200, one_line=True)(value, spot)
    if name is FAULTY or (name.isidentifier() and not keyword.iskeyword(name)):
        return name
    spot.fault("must be the name of one exception class, such as ValueError")
    return FAULTY
