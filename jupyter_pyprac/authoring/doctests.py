"""Cells of doctest examples, as the tests of a bundle.

    >>> search(1, [1, 2])
    0

An example that shows a literal is a call with this value; a traceback is what it must raise; anything else that is
shown is compared word by word with what is printed. Examples that show nothing are the set-up of those below them.
"""

import ast
import doctest
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from jupyter_pyprac.authoring import cutting, examples
from jupyter_pyprac.authoring.lift import is_lone_call, written
from jupyter_pyprac.authoring.lines import Lines, NotebookFault
from jupyter_pyprac.authoring.pytext import Syntax, is_literal, parsed

PROMPT = ">>>"
RAISING = "import pytest\n\nwith pytest.raises({error}):\n{body}"


class Step(NamedTuple):
    """An example: its code, what it shows, the exception it ends with, and the lines it is on."""

    source: str
    shown: str
    raised: str | None
    node: ast.stmt
    lines: Lines

    @property
    def shows(self) -> bool:
        """Whether it can fail."""
        return bool(self.shown) or self.raised is not None


def is_doctest(lines: Lines) -> bool:
    """Whether a cell begins with a prompt."""
    return bool(lines) and lines[0].text.lstrip().startswith(PROMPT)


def read(lines: Lines, faults: list[NotebookFault], *, liftable: bool) -> Iterator[tuple[dict[str, Any], Lines]]:
    """The tests that the examples are, each with its lines; `liftable`: they may be calls with a value."""
    steps = list(steps_of(lines, faults))
    if not any(step.shows for step in steps):
        return
    if between(steps) is not None:
        yield {"code": "".join(map(as_code, steps))}, tuple(line for step in steps for line in step.lines)
        return
    for place, step in enumerate(steps):
        if step.shows:
            setup = [each for each in steps[:place] if not each.shows]
            needed = setup if cutting.needs(step.node, [each.node for each in setup]) else []
            data = (as_call(step) if liftable and not needed else None) or {
                "code": "".join(map(as_code, [*needed, step]))
            }
            yield data, tuple(line for each in [*needed, step] for line in each.lines)


def between(steps: Sequence[Step]) -> Step | None:
    """The first step that keeps the examples together."""
    statement = cutting.uncut([step.node for step in steps if not step.shows])
    return next((step for step in steps if step.node is statement), None)


def steps_of(lines: Lines, faults: list[NotebookFault]) -> Iterator[Step]:
    """The examples in the lines; none after noting what keeps one from being read."""
    try:
        found = doctest.DocTestParser().get_examples("\n".join(line.text for line in lines) + "\n")
    except ValueError as error:
        place = re.match(r"line (\d+)", str(error))
        told = re.sub(r"line \d+ of the \w+ for <string>", "this line", str(error))
        faults.append(NotebookFault(lines[int(place[1]) - 1 if place else 0].where, told))
        return
    rest = set(range(len(lines)))
    for example in found:
        own = range(example.lineno, example.lineno + example.source.count("\n") + example.want.count("\n"))
        rest.difference_update(own)
        step = step_of(example, lines[own.start : own.stop], faults)
        if step is not None:
            yield step
    idle = [line for index, line in enumerate(lines) if index in rest and line.text.strip()]
    told = f"stands behind no {PROMPT}: give it a cell of its own"
    faults += [NotebookFault(line.where, told) for line in idle if not line.text.lstrip().startswith("#")]


def step_of(example: doctest.Example, lines: Lines, faults: list[NotebookFault]) -> Step | None:
    """One example; None after noting what keeps it from being read, for a comment and an import of the submission."""
    tree = parsed(example.source)
    if isinstance(tree, Syntax):
        at = lines[min(tree.line or 1, len(lines)) - 1]
        faults.append(NotebookFault(at.where, tree.message))
        return None
    if example.options:
        faults.append(
            NotebookFault(lines[0].where, "options of doctest mean nothing here: write what is shown in full")
        )
    statements = tree.body if isinstance(tree, ast.Module) else []
    if len(statements) > 1:
        faults.append(NotebookFault(lines[0].where, f"holds two statements: give each its own {PROMPT}"))
    if not statements or cutting.is_import_of_submission(statements[0]):
        return None
    error = re.match(r"(?:\w+\.)*(\w+)", example.exc_msg or "")
    shown = example.want.replace("<BLANKLINE>", "").strip("\n")
    return Step(example.source, shown, error[1] if error else None, statements[0], lines)


def as_call(step: Step) -> dict[str, Any] | None:
    """A call test; None where it is none with a value or an exception."""
    if not isinstance(step.node, ast.Expr) or not is_lone_call(step.node.value) or prints(step.node):
        return None
    call = {"call": written(step.node.value, step.source)}
    if step.raised is not None:
        return {**call, "raises": step.raised}
    return {**call, "expected": step.shown.strip()} if is_literal(step.shown.strip()) else None


def prints(node: ast.stmt) -> bool:
    """Whether what it shows is printed, whatever it looks like."""
    called = node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
    return isinstance(called, ast.Name) and called.id == "print"


def as_code(step: Step) -> str:
    """The code of a test that goes through the example."""
    if step.raised is not None:
        return RAISING.format(error=step.raised, body=textwrap.indent(step.source, "    "))
    return examples.one(examples.Example(step.source, step.shown, prints(step.node)))
