"""Expected values of hidden tests that students can read.

What counts is a literal that a hidden test expects, if it has so many letters or digits that it stands nowhere by
chance. It is no secret where the test itself hands it to the student's code, where it stands in a visible test, and
where it is a text of the solution: students must be told what to print.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from grader_service.contract import Test
from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.pytext import Syntax, parsed
from jupyter_pyprac.model import Assignment

LONG: Final = 4
"""Letters and digits of a value that tells."""

DATA: Final = re.compile(r"data:[^\s)\"']+")
"""An image in a handout, whose letters mean nothing."""

EQUAL: Final = frozenset({"assertEqual", "assertEquals", "assertListEqual", "assertDictEqual", "assertAlmostEqual"})

MEND: Final = "test another value, or leave it out here"


class Place(NamedTuple):
    """Text that students can read."""

    path: str
    what: str
    text: str


def leaks(assignment: Assignment) -> Iterator[Fault]:
    """A note for each place that holds what a hidden test expects."""
    for test in assignment.tests:
        for secret in sorted(secrets(test, assignment)) if test.hidden else ():
            words = r"\s*".join(map(re.escape, secret.split()))
            whole = re.compile(rf"(?<![\w.]){words}(?!\w)")
            for place in places(assignment):
                found = whole.search(place.text)
                if found:
                    line = place.text.count("\n", 0, found.start()) + 1
                    told = f"{place.what} holds what {test.name!r}, which is hidden, expects ({secret:.60}): {MEND}"
                    yield Fault(place.path, told, line)


def secrets(test: Test, assignment: Assignment) -> set[str]:
    """The values that a hidden test expects and that a student should not read."""
    known = texts(assignment.solution) | handed(test)
    shown = "\n".join(text for each in assignment.visible_tests for text in source(each))
    return {value for value in values(test) - known if value not in shown}


def source(test: Test) -> Iterator[str]:
    """All that is written in a test."""
    yield from filter(None, (test.call, test.expected, test.stdin, test.stdout, test.code))


def places(assignment: Assignment) -> Iterator[Place]:
    """All that students read of an assignment, but for calls of visible tests."""
    for index, test in enumerate(assignment.tests):
        yield Place(f"tests[{index}]", f"the name of {test.name!r}", test.name)
        yield Place(f"tests[{index}]", f"the message of {test.name!r}", test.message or "")
    yield Place("handout", "the handout", DATA.sub("", assignment.handout))
    for index, hint in enumerate(assignment.hints):
        yield Place(f"hints[{index}]", f"hint {index + 1}", hint)
    yield Place("starter_code", "the starter", assignment.starter_code)
    yield Place("setup_code", "the setup code", assignment.setup_code)


def values(test: Test) -> set[str]:
    """What a test expects, as it would be written, texts without quotes; only what tells."""
    found = [test.stdout.strip()] if test.stdout is not None else [written(node) for node in expected(test)]
    return {text for text in found if len(re.findall(r"\w", text)) >= LONG and text not in {"True", "False", "None"}}


def expected(test: Test) -> list[ast.expr]:
    """What a test, or its own code, compares results with."""
    if test.expected is not None:
        return [ast.parse(test.expected, mode="eval").body]
    found: list[ast.expr] = []
    for node in walked(test.code):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            found += (node.left, *node.comparators)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in EQUAL:
            found += node.args[:2]
    return found


def handed(test: Test) -> set[str]:
    """The texts that a test hands to the student's code: all that it does not expect."""
    compared = expected(test)
    nodes = [node for code in (test.call, test.code) for node in walked(code) if node not in compared]
    return {test.stdin.strip()} if test.stdin else set(map(text_of, nodes))


def written(node: ast.expr) -> str:
    """A literal as a person writes it; empty for any other expression."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError):
        return ""
    return value.strip() if isinstance(value, str) else repr(value)


def texts(code: str) -> set[str]:
    """The texts in a program."""
    return set(map(text_of, walked(code)))


def text_of(node: ast.AST) -> str:
    """A text in a program; empty for any other node."""
    return node.value.strip() if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def walked(code: str | None) -> Iterator[ast.AST]:
    """All nodes of a program."""
    tree = parsed(code or "", "body")
    return iter(()) if isinstance(tree, Syntax) else ast.walk(tree)
