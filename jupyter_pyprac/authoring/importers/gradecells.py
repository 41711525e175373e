"""The tests of an nbgrader test cell: what students see of it, and all of it where a part is hidden."""

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from grader_service.items import items
from jupyter_pyprac.authoring import cutting, lift, testcells
from jupyter_pyprac.authoring.importers import prelude
from jupyter_pyprac.authoring.importers.prelude import Giving
from jupyter_pyprac.authoring.lines import Lines, joined, trimmed
from jupyter_pyprac.authoring.pytext import parsed
from jupyter_pyprac.authoring.testcells import Written

SHOWING = frozenset({"print", "display"})
SCORE = "_score = {value}\n_score if type(_score) in (int, float) else True\n"
"""What a cell leaves is its score where it is a number; anything else leaves all points, as in nbgrader."""


class GradeCell(NamedTuple):
    """A test cell: its name, its points, its visible lines, and all lines where some of them are hidden."""

    name: str
    points: float
    visible: Lines
    whole: Lines | None


def tests(cell: GradeCell, above: Sequence[Giving]) -> list[Written]:
    """The visible and the hidden test of a cell, which earn its points together; none where it runs nothing.

    `above` is what cells above it give.
    """
    hidden = cell.whole if cell.whole is not None and runs(cell.whole) else None
    visible = cell.visible if runs(cell.visible) else None
    if hidden is None or visible is None:
        lines = hidden or visible
        return list(one(cell, lines, above, {"points": cell.points}, hidden=bool(hidden))) if lines else []
    if leaves_value(hidden):  # points in part go with no group: the hidden test runs the visible lines too
        shares: tuple[dict[str, Any], ...] = ({"points": 0.0}, {"points": cell.points})
    else:
        shares = ({"points": cell.points / 2, "group": cell.name},) * 2
    first, second = shares
    return [*one(cell, visible, above, first), *one(cell, hidden, above, second, hidden=True)]


def runs(lines: Lines) -> bool:
    """Whether there is more than comments; what is not Python counts, for the validator to refuse."""
    tree = parsed(joined(lines))
    return bool(tree.body) if isinstance(tree, ast.Module) else True


def one(
    cell: GradeCell, lines: Lines, above: Sequence[Giving], data: dict[str, Any], *, hidden: bool = False
) -> Iterator[Written]:
    """A test; more than one where it is methods and functions, which are tests of their own."""
    every = helped((*prelude.before(lines, above), *trimmed(lines)))
    name = f"{cell.name} (hidden)" if hidden else cell.name
    parts = testcells.parts(every)
    for number, part in enumerate(parts, start=1):
        own = {"name": f"{name} ({number})" if len(parts) > 1 else name, "points": data["points"] / len(parts)}
        yield part._replace(data={**data, **part.data, **own, "group": cell.name, "hidden": hidden})
    if not parts:
        yield Written({**data, **graded(joined(every)), "name": name, "hidden": hidden}, every)


def helped(lines: Lines) -> Lines:
    """The lines, their functions named `test...` under other names where the cell itself calls them: no test each."""
    tree = parsed(joined(lines))
    if not isinstance(tree, ast.Module):
        return lines
    found = {item.function.name for item in items(tree) if not item.owner}
    if not found & cutting.used(tree):
        return lines
    names = re.compile(rf"(?<![\w.])(?=(?:{'|'.join(sorted(found))})(?!\w))")
    return tuple(line._replace(text=names.sub("check_", line.text)) for line in lines)


def graded(code: str) -> dict[str, Any]:
    """The code of a test, so that it stays one test and what it leaves is its score."""
    tree = parsed(code)
    if not isinstance(tree, ast.Module) or items(tree):
        return {"code": code}
    last = tree.body[-1]
    if is_value(last):
        lines = code.split("\n")
        start = "\n".join([*lines[: last.lineno - 1], lines[last.lineno - 1].encode()[: last.col_offset].decode()])
        return {"code": start + SCORE.format(value=ast.unparse(last)), "score": True}
    several = len(lift.calls(code) or ()) > 1
    return {"code": code, "score": True} if several else {"code": code}


def leaves_value(lines: Lines) -> bool:
    """Whether the last thing in a cell may be a number of points."""
    tree = parsed(joined(lines))
    return isinstance(tree, ast.Module) and not items(tree) and bool(tree.body) and is_value(tree.body[-1])


def is_value(statement: ast.stmt) -> bool:
    """Whether a statement leaves what may be a number; a comparison, a text or what an assertion returns is none."""
    if not isinstance(statement, ast.Expr) or cutting.is_check(statement):
        return False
    value = statement.value
    if isinstance(value, ast.Constant):
        return type(value.value) in {int, float}
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in SHOWING:
        return False
    return not isinstance(value, ast.Compare | ast.BoolOp | ast.JoinedStr | ast.List | ast.Tuple | ast.Dict | ast.Set)
