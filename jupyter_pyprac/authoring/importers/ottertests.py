"""The tests of an Otter question: its cases, what each is worth, and their code."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jupyter_pyprac.authoring import examples
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.importers import otterblocks, prelude
from jupyter_pyprac.authoring.importers.prelude import Giving
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, joined, trimmed
from jupyter_pyprac.authoring.pytext import Syntax, parsed
from jupyter_pyprac.authoring.testcells import Written

BEGIN_CONFIG = re.compile(r"(?:\w+\s*=\s*)?[\"']{3}\s*#\s*BEGIN\s*TEST\s*CONFIG.*", re.IGNORECASE)
END_CONFIG = re.compile(r"[\"']{3}\s*#\s*END\s*TEST\s*CONFIG.*", re.IGNORECASE)
HIDDEN = re.compile(r"#.*\bhidden\b.*", re.IGNORECASE)
FUNCTION = "check"
LONGEST_NUMBER = 64
"""Bits of a number that a name may be."""

MOST = 1_000_000
"""Points that a question may have."""

PAIR = 2
ENVIRONMENT = "env"
"""The parameter of a test that gets all the student's names."""


class Question(NamedTuple):
    """A question: its name, its points as they were written, and whether they are earned only together."""

    name: str
    points: object
    together: bool
    line: Line


class Case(NamedTuple):
    """A case before its points are known: what the bundle has of it, its points where it has some, and its lines."""

    data: dict[str, Any]
    points: object
    lines: Lines


def question(settings: Mapping[str, Any], line: Line, number: int, draft: Draft) -> Question:
    """The question that some settings describe."""
    name = named(settings.get("name"))
    if not name:
        draft.notes.append(f"{line.where}: the question has no name and goes by its number")
        name = f"Question {number}"
    return Question(name, settings.get("points"), settings.get("all_or_nothing") is True, line)


def named(value: object) -> str:
    """A name as text, which YAML reads as a number where it looks like one; empty where it is none."""
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        return ""
    return str(value).strip() if isinstance(value, str | int | float) else ""


class Shown(NamedTuple):
    """What a cell showed when its notebook was saved, and whether some of it was printed."""

    text: str
    printed: bool


def case(lines: Lines, shown: Shown, *, ok_format: bool, draft: Draft, above: Sequence[Giving]) -> Case | None:
    """The case in a test cell, `shown` is its saved output; None after noting why there is none."""
    settings, body = settings_of(lines, draft.faults)
    hidden = settings.get("hidden", bool(lines) and bool(HIDDEN.fullmatch(lines[0].text.strip())))
    tree = parsed(joined(body))
    if isinstance(tree, Syntax):
        draft.faults.append(NotebookFault(otterblocks.line_at(body, (tree.line or 1) - 1).where, tree.message))
        return None
    if not isinstance(tree, ast.Module) or not tree.body:
        draft.notes.append(f"{lines[0].part} of the tests runs nothing and was left out")
        return None
    every = (*prelude.before(body, above), *body)
    by_function = not ok_format or (calls_itself(tree) and not shown.text.strip())
    code = as_function(tree, body, every, draft) if by_function else as_examples(body, shown, every, draft)
    data = {"code": code, "hidden": hidden is True, **texts(settings)}
    return Case(data, settings.get("points"), every)


def settings_of(lines: Lines, faults: list[NotebookFault]) -> tuple[dict[str, Any], Lines]:
    """What a test cell says of itself in its first lines, and the lines below."""
    if not lines or not BEGIN_CONFIG.fullmatch(lines[0].text.strip()):
        return {}, lines
    end = next((index for index, line in enumerate(lines) if END_CONFIG.fullmatch(line.text.strip())), None)
    if end is None:
        faults.append(NotebookFault(lines[0].where, "BEGIN TEST CONFIG without an END TEST CONFIG below it"))
        return {}, lines[1:]
    return otterblocks.config(lines[1:end], faults) if end > 1 else {}, trimmed(lines[end + 1 :])


def texts(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The message of a case, and its name where it has one."""
    found = {"name": settings.get("name"), "message": settings.get("failure_message")}
    return {name: str(text).strip() for name, text in found.items() if isinstance(text, str) and text.strip()}


def as_examples(body: Lines, shown: Shown, every: Lines, draft: Draft) -> str:
    """The code of a case that is compared with the output saved in its cell."""
    if not shown.text.strip() and examples.shows_nothing(body):
        told = "there is no saved output to compare this with: run the notebook and save it"
        draft.faults.append(NotebookFault(body[-1].where, told))
    return examples.code([examples.Example(joined(every), shown.text.strip("\n"), shown.printed)])


def calls_itself(tree: ast.Module) -> bool:
    """Whether a cell is a function and the call of it, which both of Otter's formats run."""
    function, call = tree.body if len(tree.body) == PAIR else (None, None)
    called = call.value if isinstance(call, ast.Expr) else None
    return (
        isinstance(function, ast.FunctionDef)
        and isinstance(called, ast.Call)
        and ast.unparse(called.func) == function.name
    )


def as_function(tree: ast.Module, body: Lines, every: Lines, draft: Draft) -> str:
    """The code of a case that is a function of the student's names."""
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        told = "with ok_format false a test cell holds one function, and below it at most a call of it"
        draft.faults.append(NotebookFault(body[0].where, told))
        return joined(every)
    return called(function, joined(every[: len(every) - len(body)]))


def called(function: ast.FunctionDef, before: str = "") -> str:
    """A function under a name that no runner looks for, and its call with what it asks for."""
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    handed = [f"{name}=globals()" if name == ENVIRONMENT else name for name in names]
    function.name, function.decorator_list = FUNCTION, []
    return f"{before}{ast.unparse(function)}\n{FUNCTION}({', '.join(handed)})\n"


def written(asked: Question, cases: Sequence[Case], faults: list[NotebookFault]) -> Iterator[Written]:
    """The tests of a question, each with its share of the points."""
    try:
        points = shares(asked.points, [each.points for each in cases])
    except ValueError as error:
        faults.append(NotebookFault(asked.line.where, f"question {asked.name!r:.80}: {error}"))
        return
    for number, (each, worth) in enumerate(zip(cases, points, strict=True), start=1):
        own = {"name": f"{asked.name} - {number}", **each.data, "points": worth}
        together = {"group": asked.name} if asked.together and len(cases) > 1 else {}
        yield Written({**own, **together}, each.lines)


def shares(points: object, given: Sequence[object]) -> list[float]:
    """What each case is worth, as Otter counts.

    Raises:
        ValueError: the points do not fit the cases; says why.
    """
    total: float | None = None
    if isinstance(points, dict):
        total = number(points.get("each", 1)) * len(given)
    elif isinstance(points, list):
        if len(points) != len(given):
            message = f"there are {len(points)} points for {len(given)} tests: write one for each"
            raise ValueError(message)
        given = points
    elif points is not None:
        total = number(points)
    own = [None if each is None else number(each) for each in given]
    spent, open_cases = sum(each for each in own if each is not None), own.count(None)
    if total is not None and spent > total:
        message = f"its tests have {spent:g} points together, more than its own {total:g}"
        raise ValueError(message)
    left = total - spent if total is not None else 1.0 if spent == 0 else 0.0
    return [left / open_cases if each is None else each for each in own]


def number(value: object) -> float:
    """A number of points; a ValueError that says so where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST:
        message = f"its points must be numbers from 0 to {MOST:,}"
        raise ValueError(message)
    return float(value)
