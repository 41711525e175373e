"""Why a test's result differs from run to run, as far as reading the code tells."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from jupyter_pyprac.authoring.gate.programs import Runs
from jupyter_pyprac.authoring.pytext import Syntax, parsed

CHANCE: Final = "what `random` gives differs from run to run: test what holds whatever it gives"
TIME: Final = "the time differs from run to run: hand it over as an argument, or test what holds at any time"
ORDER: Final = "the order of a set differs from run to run: compare with sorted(...) or as a set"
UNKNOWN: Final = "something differs from run to run, such as a set's order, chance, the time or an address"
SLOW: Final = "allow more time in `limits`"
ALONE: Final = "hidden tests run in a process of their own, where nothing is left of what visible ones did before"

NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("random", "secrets", "uuid", "shuffle", "randint", "choice"), CHANCE),
    **dict.fromkeys(("time", "datetime", "date", "perf_counter", "monotonic"), TIME),
    **dict.fromkeys(("set", "frozenset", "hash"), ORDER),
}


def cause(runs: Runs, index: int) -> str:
    """Why a solution passes a test in some runs only, and what to do about it."""
    assignment = runs.program.assignment
    test = assignment.tests[index]
    if runs.misses[index].status == "timeout":
        return SLOW
    if index in runs.left_behind and runs.missed[index] == 1:
        return ALONE
    codes = (assignment.solution, assignment.setup_code, test.code or test.call or "")
    found = [reason for code in codes for reason in reasons(code)]
    return "; or ".join(dict.fromkeys(found)) or UNKNOWN


def reasons(code: str) -> Iterator[str]:
    """What in a program may differ from run to run."""
    tree = parsed(code)
    for node in () if isinstance(tree, Syntax) else ast.walk(tree):
        if isinstance(node, ast.Set | ast.SetComp):
            yield ORDER
        for name in names(node):
            if name in NAMES:
                yield NAMES[name]


def names(node: ast.AST) -> Iterator[str]:
    """The names that a piece of code uses or imports."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
    elif isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
