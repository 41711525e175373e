"""Reading the source of a submission: the expression at a place, where names get their values, what surrounds a line.

The source is only parsed, never run.
"""

import ast
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeVar

from grader_service.feedback.mistake import Mistake

Function = ast.FunctionDef | ast.AsyncFunctionDef
Loop = ast.For | ast.While
READABLE: Final = 20_000
"""Characters of the longest source that is read; each test that raises reads it."""

WRITTEN: Final = 60
"""Longer expressions are cut where a sentence names them."""

Node = TypeVar("Node", bound=ast.AST)


@lru_cache(maxsize=4)
def parsed(source: str) -> ast.Module:
    """The tree of a source; an empty one where it cannot be read, or is longer than what beginners write."""
    tree = attempt(source) if len(source) <= READABLE else None
    return tree if isinstance(tree, ast.Module) else ast.Module([], [])


def attempt(source: str) -> ast.Module | SyntaxError:
    """The tree of a source, or what is wrong with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except SyntaxError as error:
            return error
        except (ValueError, MemoryError, RecursionError) as error:
            return SyntaxError(str(error))


def every(source: str, kind: type[Node]) -> list[Node]:
    """All nodes of a kind, in the order of their lines."""
    nodes = [node for node in ast.walk(parsed(source)) if isinstance(node, kind)]
    return sorted(nodes, key=line_of)


def line_of(node: ast.AST) -> int:
    """The line where a node begins."""
    return int(getattr(node, "lineno", 0))


def expression(mistake: Mistake) -> ast.AST | None:
    """The innermost part of the source that lies exactly at the place of the mistake."""
    nodes = [node for node in ast.walk(parsed(mistake.source)) if hasattr(node, "end_col_offset")]
    found = [node for node in nodes if _place(node) == mistake.place and not isinstance(node, ast.Expr)]
    return found[-1] if found else None


def _place(node: ast.AST) -> tuple[int | None, ...]:
    return tuple(getattr(node, part, None) for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"))


def written(node: ast.AST | None) -> str:
    """A part of the source as one would write it."""
    try:
        text = ast.unparse(node).partition("\n")[0] if node is not None else ""
    except (RecursionError, ValueError):  # nested too deeply, or a number of too many digits
        return "..."
    return text if len(text) <= WRITTEN else f"{text[: WRITTEN - 3]}..."


def around(source: str, line: int | None, kind: type[Node]) -> Node | None:
    """The innermost node of a kind that holds a line."""
    nodes = [node for node in every(source, kind) if line and line_of(node) <= line <= getattr(node, "end_lineno", 0)]
    return nodes[-1] if nodes else None


def function_named(source: str, name: str) -> Function | None:
    """The function, method or, for the name of a class, its `__init__`."""
    for kind in every(source, ast.ClassDef):
        if kind.name == name:
            return next((inner for inner in _functions(kind) if inner.name == "__init__"), None)
    return next((function for function in _functions(parsed(source)) if function.name == name), None)


def class_named(source: str, name: str) -> ast.ClassDef | None:
    """The class of that name."""
    return next((kind for kind in every(source, ast.ClassDef) if kind.name == name), None)


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def bindings(tree: ast.AST) -> Iterator[tuple[str, int, ast.AST | None]]:
    """The names that get a value: with their line, and the value where it is a plain assignment."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.lineno, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id, node.lineno, None
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno, None
        elif isinstance(node, Function | ast.ClassDef):
            yield node.name, node.lineno, None
        elif isinstance(node, ast.alias) and node.name != "*":
            yield (node.asname or node.name).split(".")[0], node.lineno, None


def first_lines(tree: ast.AST) -> dict[str, int]:
    """The line where each name first gets a value."""
    lines: dict[str, int] = {}
    for name, line, _ in bindings(tree):
        lines[name] = min(line, lines.get(name, line))
    return lines


def value_of(mistake: Mistake, name: str, *, again: bool = True) -> ast.AST | None:
    """What was last assigned to a name above the line of the mistake, within its function or else the module.

    With `again` that line counts as well, which may have run before in a loop.
    """
    line = mistake.line or 0
    last = line if again else line - 1
    for space in (around(mistake.source, line, ast.FunctionDef), parsed(mistake.source)):
        found = (
            [value for bound, at, value in bindings(space) if bound == name and at <= last and value] if space else []
        )
        if found:
            return max(found, key=line_of)
    return None


def own(function: Function) -> list[ast.AST]:
    """What is in a function itself, without what is in functions inside it."""
    inner = {node for other in _functions(function) if other is not function for node in ast.iter_child_nodes(other)}
    inside = {node for child in inner for node in ast.walk(child)}
    return [node for node in ast.walk(function) if node is not function and node not in inside]


def returns(function: Function) -> list[ast.Return]:
    """The `return`s of a function itself that give a value, not those of functions inside it."""
    return [node for node in own(function) if isinstance(node, ast.Return) and node.value is not None]
