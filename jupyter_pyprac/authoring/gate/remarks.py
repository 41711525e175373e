"""What an author should know about an assignment that is nothing to refuse it for."""

import ast
import re
from collections.abc import Iterator

from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.gate.failures import line_of
from jupyter_pyprac.authoring.gate.leaks import leaks
from jupyter_pyprac.authoring.pytext import Syntax, parsed
from jupyter_pyprac.model import Assignment


def remarks(assignment: Assignment) -> Iterator[Fault]:
    """What is worth a second look, each with its place."""
    if not assignment.solution.strip():
        yield Fault("", "has no solution, so that nobody knows whether its tests can be passed: add one")
    for index, test in enumerate(assignment.tests):
        if test.shared:
            told = f"{test.name!r} is shared: a submission can read it and forge its result"
            yield Fault(f"tests[{index}]", told, line_of(test))
    yield from leaks(assignment)
    yield from silent(assignment)
    given = bound(assignment.solution)
    for name, line in bound(assignment.setup_code).items():
        if name in given:
            told = f"the setup code, which students can read, defines what the solution defines, {name}: leave it out"
            yield Fault("setup_code", told, line)


def silent(assignment: Assignment) -> Iterator[Fault]:
    """A note on the hidden tests with neither a message nor a name, at the first of them."""
    found = {
        index: test.name
        for index, test in enumerate(assignment.tests)
        if test.hidden and not test.message and re.fullmatch(r"Hidden test \d+", test.name)
    }
    if found:
        names = ", ".join(found.values())
        yield Fault(
            f"tests[{min(found)}]", f"without a message: {names}: a student who fails them learns nothing, so add one"
        )


def bound(code: str) -> dict[str, int]:
    """The functions, classes and variables that a program gives at its top level, and the line of each."""
    tree = parsed(code)
    found: dict[str, int] = {}
    for each in () if isinstance(tree, Syntax | ast.Expression) else tree.body:
        if isinstance(each, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            found.setdefault(each.name, each.lineno)
        elif isinstance(each, ast.Assign):
            found.update({target.id: each.lineno for target in each.targets if isinstance(target, ast.Name)})
    return found
