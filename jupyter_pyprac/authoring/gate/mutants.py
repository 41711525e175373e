"""Wrong variants of a solution: each differs from it by one small mistake, and no test may let it pass."""

import ast
import random
from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from typing import Final, NamedTuple

from jupyter_pyprac.authoring.gate.operators import OPERATORS
from jupyter_pyprac.authoring.pytext import Syntax, parsed

PRAGMA: Final = "# pragma: no mutate"
"""Behind a line it lets the line alone; other tools know it, too."""

SHOWN: Final = 60
"""Characters of a line."""


class Mutant(NamedTuple):
    """A wrong variant: its code, the line of the solution that was changed, and that line before and after."""

    code: str
    line: int
    before: str
    after: str
    operator: str

    def __str__(self) -> str:
        return f"leaving out `{self.before}`" if self.after == "pass" else f"`{self.before}` -> `{self.after}`"


class Change(NamedTuple):
    """A node of the tree and what is to stand in its place."""

    operator: str
    line: int
    old: ast.AST
    new: ast.AST


def mutants(solution: str, at_most: int) -> list[Mutant]:
    """Up to so many variants of a program, spread over the operators and the lines; the same ones each time."""
    tree = parsed(solution)
    if isinstance(tree, Syntax):
        return []
    try:
        return list(islice(variants(tree, spared(solution)), at_most))
    except RecursionError:  # Python reads deeper than it writes
        return []


def variants(tree: ast.AST, spare: frozenset[int]) -> Iterator[Mutant]:
    """All variants of a program, each once."""
    original = ast.unparse(tree)
    seen = {original}
    for change in spread(changes(tree, spare)):
        code = swapped(tree, change.old, change.new)
        if code not in seen and not isinstance(parsed(code), Syntax):
            seen.add(code)
            yield Mutant(code, change.line, *differing(original, code), change.operator)


def spared(solution: str) -> frozenset[int]:
    """The lines that are to be let alone."""
    return frozenset(number for number, line in enumerate(solution.splitlines(), start=1) if PRAGMA in line)


def changes(tree: ast.AST, spare: frozenset[int]) -> Iterator[Change]:
    """All changes of a program, in the order of its lines."""
    line = 1
    for node in nodes(tree):
        line = getattr(node, "lineno", line)
        if line not in spare:
            for name, operator in OPERATORS.items():
                yield from (Change(name, line, node, new) for new in operator(node))


def nodes(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it that decide what a program does."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not is_passed_over(node, child):
            yield from nodes(child)


def is_passed_over(parent: ast.AST, child: ast.AST) -> bool:
    """Whether tests have no business with it: docstrings, annotations, words of errors and prompts, a script's end."""
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if child in (getattr(parent, "annotation", None), getattr(parent, "returns", None)):
        return True
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "input":
        return child in parent.args
    return isinstance(parent, ast.Raise) or is_main(child) or child in getattr(parent, "decorator_list", ())


def is_main(node: ast.AST) -> bool:
    """Whether it is `if __name__ == "__main__":`."""
    return isinstance(node, ast.If) and any(
        isinstance(each, ast.Name) and each.id == "__name__" for each in ast.walk(node.test)
    )


def spread(found: Iterator[Change]) -> Iterator[Change]:
    """The changes in turns of one from each operator, those of an operator in any order that is always the same."""
    groups: dict[str, list[Change]] = {name: [] for name in OPERATORS}
    for change in found:
        groups[change.operator].append(change)
    for group in groups.values():
        random.Random(0).shuffle(group)  # noqa: S311  nothing is to be kept secret
    return (change for change in chain.from_iterable(zip_longest(*groups.values())) if change is not None)


class Swap(ast.NodeTransformer):
    """Puts one node into the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The node, or what stands in its place."""
        return self._new if node is self._old else self.generic_visit(node)


def swapped(tree: ast.AST, old: ast.AST, new: ast.AST) -> str:
    """The program with one node exchanged; the tree stays as it is."""
    Swap(old, new).visit(tree)
    try:
        return ast.unparse(tree)
    finally:
        Swap(new, old).visit(tree)


def differing(original: str, code: str) -> tuple[str, str]:
    """The first line in which two programs differ, in both of them."""
    for one, other in zip(original.splitlines(), code.splitlines(), strict=False):
        if one != other:
            return shortened(one.strip(), other.strip())
    return "", ""


def shortened(one: str, other: str) -> tuple[str, str]:
    """Two lines, cut where they are long to the part in which they differ."""
    alike = next((index for index, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), 0)
    begin = max(0, alike - SHOWN // 3) if max(len(one), len(other)) > SHOWN else 0
    return window(one, begin), window(other, begin)


def window(line: str, begin: int) -> str:
    """A part of a line, with a sign where something is left out."""
    end = begin + SHOWN
    return ("…" if begin else "") + line[begin:end] + ("…" if len(line) > end else "")
