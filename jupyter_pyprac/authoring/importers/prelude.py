"""What a test cell takes from cells above it, so that it can be run by itself.

A notebook runs from top to bottom, and so a test may use what was imported for the program, or what an earlier test
cell imported, defined or gave a name.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader_service.items import names_bound
from jupyter_pyprac.authoring.cutting import used
from jupyter_pyprac.authoring.lines import Lines, joined
from jupyter_pyprac.authoring.needed import packages
from jupyter_pyprac.authoring.pytext import parsed

IMPORTS = (ast.Import, ast.ImportFrom)
GIVING = (*IMPORTS, ast.FunctionDef, ast.ClassDef, ast.Assign)
PACKAGES = sys.stdlib_module_names | {"numpy", "pandas"}
"""What tests may import wherever they run; of a module of the course's own, which lies beside the submission, they have
the names that the submission took from it, but never the module: a test that needs that becomes shared."""


class Giving(NamedTuple):
    """A statement that gives names, the names it needs itself, and its lines."""

    names: frozenset[str]
    needs: frozenset[str]
    lines: Lines


def imports(lines: Lines) -> Iterator[Giving]:
    """The imports at the top level of a program."""
    return (each for each, node in giving(lines) if isinstance(node, IMPORTS))


def definitions(lines: Lines) -> Iterator[Giving]:
    """All that gives names at the top level of a test."""
    return (each for each, _ in giving(lines))


def giving(lines: Lines) -> Iterator[tuple[Giving, ast.stmt]]:
    """The statements that give names."""
    tree = parsed(joined(lines))
    for node in tree.body if isinstance(tree, ast.Module) else ():
        names = names_bound(ast.Module([node], [])) if isinstance(node, GIVING) else frozenset()
        if names and "*" not in names and (isinstance(node, ast.Import) or packages(node) <= PACKAGES):
            first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
            yield Giving(names, frozenset(used(node)), lines[first - 1 : node.end_lineno]), node


def before(lines: Lines, above: Iterable[Giving]) -> Lines:
    """The lines from above that the lines of a test need, in their order."""
    tree = parsed(joined(lines))
    if not isinstance(tree, ast.Module):
        return ()
    wanted = used(tree) - names_bound(tree)
    found: list[Lines] = []
    for each in reversed(list(above)):
        if each.names & wanted:
            wanted = (wanted - each.names) | each.needs
            found.append(each.lines)
    return tuple(dict.fromkeys(line for part in reversed(found) for line in part))
