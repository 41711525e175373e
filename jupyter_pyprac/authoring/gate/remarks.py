"""What an author should know about an assignment that is nothing to refuse it for."""

import ast
import re
from collections.abc import Iterator

from grader_service.contract import Test
from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.gate.failures import line_of
from jupyter_pyprac.authoring.pytext import Syntax, parsed
from jupyter_pyprac.model import Assignment

TELLING = 3
"""An expected value shorter than this stands in many a sentence by chance."""


def remarks(assignment: Assignment) -> Iterator[Fault]:
    """What is worth a second look, each with its place."""
    if not assignment.solution.strip():
        yield Fault("", "has no solution, so that nobody knows whether its tests can be passed")
    for index, test in enumerate(assignment.tests):
        for told in of_test(test):
            yield Fault(f"tests[{index}]", told, line_of(test))
    silent = [test.name for test in assignment.tests if test.hidden and not test.message and is_unnamed(test)]
    if silent:
        yield Fault("", f"without a message: {', '.join(silent)}: a student who fails them learns nothing")
    both = defined(assignment.setup_code) & defined(assignment.solution)
    if both:
        names = ", ".join(sorted(both))
        told = f"the setup code, which students can read, defines what the solution defines: {names}"
        yield Fault("setup_code", told)


def of_test(test: Test) -> Iterator[str]:
    """What is worth a second look in one test."""
    if test.hidden and gives_away(test):
        yield f"the message of {test.name!r} holds the value that the hidden test expects"
    if test.shared:
        yield f"{test.name!r} is shared: a submission can read it and forge its result"


def is_unnamed(test: Test) -> bool:
    """Whether its name, which students see, was not chosen by its author."""
    return re.fullmatch(r"Hidden test \d+", test.name) is not None


def gives_away(test: Test) -> bool:
    """Whether a student reads the expected value in the message."""
    expected = (test.expected or test.stdout or "").strip().strip("'\"")
    return len(expected) >= TELLING and bool(re.search(rf"(?<!\w){re.escape(expected)}(?!\w)", test.message or ""))


def defined(code: str) -> set[str]:
    """The functions and classes that a program defines at its top level."""
    tree = parsed(code)
    body = tree.body if not isinstance(tree, Syntax) and isinstance(tree, ast.Module) else []
    return {each.name for each in body if isinstance(each, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)}
