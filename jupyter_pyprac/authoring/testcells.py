"""Cells of tests, as the tests of a bundle.

What a cell with the role `tests` or `hidden tests` may hold:

* asserts and nothing else (a `from submission import ...` above them is not needed and passed over): each is a
  test of its own, `assert search(1, [1]) == 0` with call, expected and actual value shown;
* asserts with imports and plain values beside them: each is a test of its own too, with what it needs before it;
* `unittest.TestCase` classes and `test_*` functions: each method and function is a test;
* any other Python, asserts at its end: one test, and a note where they are several;
* doctest examples (see `doctests`): each is a test of its own;
* with the option `#| raises: ValueError`, calls and nothing else: each is a test that it raises this;
* with the options `#| stdin: ...` and `#| stdout: ...`, nothing else: the submission is run as a script;
* with the options `#| call: ...` and `#| expected: ...` or `#| raises: ...`, nothing else: the call, whatever it is;
* below `#| ---` any of the above code as one test, as a bundle has it.

The option `points` is what the tests of the cell share equally (without it each has 1); `name` and `message` are
those of each test, the message behind an assert wins over the cell's.
"""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from grader_service.items import split
from jupyter_pyprac.authoring import cutting, doctests, lift
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.lift import constant_message, written
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, joined
from jupyter_pyprac.authoring.pytext import Syntax, parsed, quietly

WHOLE = frozenset({"stdin", "stdout", "call", "expected"})
"""Options that are a test by themselves."""


class Written(NamedTuple):
    """A test as a bundle has it, and the lines it was written on."""

    data: dict[str, Any]
    lines: Lines


def read(cell: Cell, faults: list[NotebookFault]) -> list[Written]:
    """The tests of a cell; none after noting why there are none."""
    options = {name: value for name, (value, _) in cell.options.items()}
    if WHOLE & options.keys():
        return stated(cell, options, faults)
    tests = list(expectations(cell, options, faults))
    if not tests and not any(fault.where.startswith(f"cell {cell.number}, ") for fault in faults):
        faults.append(NotebookFault(f"cell {cell.number}", "checks nothing: write an assert"))
    return [finished(cell, options, test, number, len(tests)) for number, test in enumerate(tests, start=1)]


def stated(cell: Cell, options: dict[str, Any], faults: list[NotebookFault]) -> list[Written]:
    """The one test that options alone are."""
    if cell.body:
        name = next(name for name in options if name in WHOLE)
        faults.append(NotebookFault(cell.body[0].where, f"a test with {name} has no code below its options"))
    data = {**options, "hidden": cell.role == "hidden tests"}
    return [Written(data, tuple(line for _, line in cell.options.values()))]


def expectations(cell: Cell, options: dict[str, Any], faults: list[NotebookFault]) -> Iterator[Written]:
    """What the code of the cell expects: a test each, without the cell's options."""
    if doctests.is_doctest(cell.body):
        found = doctests.read(cell.body, faults, liftable=not options.get("shared"))
        yield from (Written(*test) for test in found)
        return
    code, scored = joined(cell.body), bool(options.get("score"))
    tree = parsed(code, "body" if scored else "exec")
    if isinstance(tree, Syntax):
        at = cell.body[min((tree.line or 1), len(cell.body)) - 1]
        faults.append(NotebookFault(at.where, tree.message))
        return
    statements = [each for each in tree.body if not cutting.is_import_of_submission(each)]  # type: ignore[union-attr]  # no "eval"
    if "raises" in options:
        yield from raising(cell, statements, code, faults)
        return
    liftable = not options.get("shared")  # which goes with code alone
    if not scored and (liftable and lift.calls(code) if cell.plain else is_asserts(statements)):
        for piece in cutting.cut(statements):
            yield one_assert(piece, cell, code, liftable=liftable)
    elif scored or checks(statements) or (cell.plain and cell.body):
        yield from ([] if scored else parts(cell.body)) or [Written({"code": code}, cell.body)]


@quietly()
def parts(lines: Lines) -> list[Written]:
    """The code of each method and function that is a test; none where they cannot be told apart."""
    code = joined(lines)
    found = [] if isinstance(parsed(code), Syntax) else split(code)
    return [Written({"code": part.code}, tuple(lines[number - 1] for number in part.lines)) for part in found]


def is_asserts(statements: list[ast.stmt]) -> bool:
    """Whether it is asserts, which can be tests of their own."""
    return any(map(cutting.is_check, statements)) and cutting.uncut(statements) is None


def checks(statements: list[ast.stmt]) -> bool:
    """Whether code can fail a submission by more than a crash: it asserts, raises, or calls what may do so."""
    wanted = ast.Assert | ast.Raise | ast.With | ast.AsyncWith | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return any(isinstance(node, wanted) or cutting.is_assertion(node) for each in statements for node in ast.walk(each))


def one_assert(piece: cutting.Cut, cell: Cell, code: str, *, liftable: bool) -> Written:
    """The test that an assert is, with the set-up before it where it needs that."""
    lines = lines_of(piece.check, cell)
    if not piece.needs_setup:
        return Written(asserted(piece.check, code, liftable=liftable), lines)
    body = [line for each in piece.setup for line in lines_of(each, cell)] + [*lines]
    told = constant_message(piece.check)
    whole = tuple(dict.fromkeys(body))  # two statements may be on one line
    return Written({"code": joined(whole), **({"message": told} if told else {})}, whole)


def noted(cell: Cell) -> Iterator[str]:
    """A note where several asserts of a cell are one test without a name, as they may depend on each other."""
    tree = parsed(joined(cell.body))
    statements = tree.body if isinstance(tree, ast.Module) else []
    between = cutting.uncut([each for each in statements if not cutting.is_import_of_submission(each)])
    several = sum(map(cutting.is_check, statements)) > 1 and not cell.plain
    if several and between is not None and not cell.options.keys() & {"name", "score", "raises", "stdin", "stdout"}:
        line = cell.body[between.lineno - 1]
        told = "its asserts are one test together, as this line comes between them"
        yield f"{line.where}: {told} (name it, or write functions test_... for a test each): {line.text.strip():.60}"


def raising(cell: Cell, statements: list[ast.stmt], code: str, faults: list[NotebookFault]) -> Iterator[Written]:
    """A test for each call that must raise."""
    for statement in statements:
        lines = lines_of(statement, cell)
        if isinstance(statement, ast.Expr):
            yield Written({"call": written(statement.value, code)}, lines)
        else:
            faults.append(NotebookFault(lines[0].where, "below `#| raises` goes one call a line and nothing else"))


def asserted(statement: ast.Assert | ast.Expr, code: str, *, liftable: bool) -> dict[str, Any]:
    """An assert as a call test, or as code where it is no comparison of a call with a literal."""
    call = lift.lift(statement, code) if liftable else None
    if call is None:
        told = constant_message(statement)
        return {"code": ast.get_source_segment(code, statement), **({"message": told} if told else {})}
    compare = {"compare": "strict"} if call.strict else {}
    message = {"message": call.message} if call.message else {}
    return {"call": call.call, "expected": call.expected, **compare, **message}


def lines_of(statement: ast.stmt, cell: Cell) -> tuple[Line, ...]:
    """The lines a statement is on."""
    return cell.body[statement.lineno - 1 : statement.end_lineno]


def finished(cell: Cell, options: dict[str, Any], test: Written, number: int, total: int) -> Written:
    """The test with the options of its cell."""
    data = {**options, **test.data, "hidden": cell.role == "hidden tests"}
    if "call" not in data:
        data.pop("compare", None)
    if isinstance(data.get("points"), float):
        data["points"] /= total
    if isinstance(data.get("name"), str) and total > 1:
        data["name"] += f" ({number})"
    return Written(data, test.lines)
