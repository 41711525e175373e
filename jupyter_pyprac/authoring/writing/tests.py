"""The tests of an assignment as cells of a notebook."""

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from grader_service.contract import Test
from jupyter_pyprac.authoring import cells, cutting, testcells, tests
from jupyter_pyprac.authoring.faults import Fault, Spot
from jupyter_pyprac.authoring.lines import NotebookFault
from jupyter_pyprac.authoring.pytext import parsed
from jupyter_pyprac.authoring.writing.made import Made, code

KEPT = ("points", "group", "compare", "score", "shared")
WITHOUT = Test(name="")
"""What the options of `KEPT` are where a cell has none of them."""


class Named(NamedTuple):
    """A test, and the name that it has by its place."""

    test: Test
    by_place: str

    @property
    def role(self) -> str:
        """The role of its cell."""
        return "hidden tests" if self.test.hidden else "tests"

    @property
    def is_identity(self) -> bool:
        """Whether it may be said with `is`, which is strict by itself."""
        return self.test.compare == "strict" and self.test.expected in {"None", "True", "False"}

    @property
    def statement(self) -> str | None:
        """The test as an assert without a name; None where it is no such thing."""
        test = self.test
        if test.expected is not None:
            message = f", {json.dumps(test.message, ensure_ascii=False)}" if test.message else ""
            return f"assert {test.call} {'is' if self.is_identity else '=='} {test.expected}{message}"
        tree = parsed(test.code or "")
        alone = isinstance(tree, ast.Module) and len(tree.body) == 1 and cutting.is_check(tree.body[0])
        return (test.code or "").removesuffix("\n") if alone else None

    @property
    def options(self) -> dict[str, Any]:
        """What a cell of this assert says of it beside its name and its message."""
        given = {name: getattr(self.test, name) for name in KEPT if not (name == "compare" and self.is_identity)}
        return {name: value for name, value in given.items() if value != getattr(WITHOUT, name)}


def made(every: Sequence[Test]) -> list[Made]:
    """The cells of tests that are in the order of an assignment."""
    visible = [test for test in every if not test.hidden]
    hidden = [test for test in every if test.hidden]
    named = [Named(test, f"Test {number}") for number, test in enumerate(visible, start=1)]
    named += [Named(test, f"Hidden test {number}") for number, test in enumerate(hidden, start=1)]
    return [cell for _, run in groupby(named, together) for cell in of_run(list(run))]


def together(named: Named) -> tuple[object, ...]:
    """The key of tests that can share a cell: asserts with the same options and without a name."""
    shareable = named.statement is not None and named.test.name == named.by_place
    return (named.role, *named.options.items()) if shareable else (named.by_place,)


def of_run(run: list[Named]) -> list[Made]:
    """Tests that may share a cell in one, if they are read from there as they are; else in a cell each."""
    points = run[0].test.points * len(run)
    shared = {**run[0].options, "points": points} if "points" in run[0].options else run[0].options
    cell = code(run[0].role, shared, "\n".join(named.statement or "" for named in run))
    if len(run) > 1 and is_read_as(cell, run):
        return [cell]
    return [alone(named) for named in run]


def alone(named: Named) -> Made:
    """A cell for one test, in the first form that is read as it is; the last one always is."""
    every = list(forms(named))
    return next((cell for cell in every if is_read_as(cell, [named])), every[-1])


def forms(named: Named) -> Iterator[Made]:
    """The cells that a test may be, the pleasant ones first."""
    test = named.test
    texts = {"name": test.name, "message": test.message}
    for told in ({}, {"name": test.name}, {"message": test.message}, texts):
        if None in told.values():
            continue
        own: Mapping[str, Any] = {**told, **named.options}
        if named.statement is not None:
            yield code(named.role, own, named.statement)
        yield from plainly(named, own)


def plainly(named: Named, own: Mapping[str, Any]) -> Iterator[Made]:
    """The cells that a test of each kind may be, whatever it holds."""
    test = named.test
    if test.code is not None:
        yield code(named.role, own, test.code)
        yield code(named.role, own, test.code, plain=True)
    elif test.stdout is not None:
        stdin = {"stdin": test.stdin} if test.stdin else {}
        yield code(named.role, {**own, **stdin, "stdout": test.stdout}, "")
    elif test.raises is not None:
        yield code(named.role, {**own, "raises": test.raises}, test.call or "")
        yield code(named.role, {**own, "call": test.call, "raises": test.raises}, "")
    else:
        value = {"call": test.call, "expected": test.expected}
        yield code(named.role, {**own, **value, **({"compare": "strict"} if named.is_identity else {})}, "")


def is_read_as(cell: Made, wanted: Sequence[Named]) -> bool:
    """Whether the reader makes just these tests of a cell."""
    cell_faults: list[NotebookFault] = []
    faults: list[Fault] = []
    read = cells.read(cell.raw(), 1, cell_faults)
    found = [test for written in testcells.read(read, cell_faults) for test in tests.read(written.data, Spot(faults))]
    if cell_faults or faults or len(found) != len(wanted):
        return False
    pairs = zip(found, wanted, strict=True)
    return all(msgspec.structs.replace(test, name=test.name or each.by_place) == each.test for test, each in pairs)
