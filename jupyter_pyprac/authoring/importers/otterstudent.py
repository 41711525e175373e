"""Notebooks that Otter has given to students: they carry visible tests in their metadata, and no solution."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jupyter_pyprac.authoring import cells, examples
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.handout import add_handout
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers import ottertests
from jupyter_pyprac.authoring.importers.magics import without_magics
from jupyter_pyprac.authoring.importers.ottertests import Case
from jupyter_pyprac.authoring.importers.program import Program, finish
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, of_cell, trimmed
from jupyter_pyprac.authoring.nbtext import Notebook
from jupyter_pyprac.authoring.notebook import add_metadata
from jupyter_pyprac.authoring.pytext import Syntax, parsed
from jupyter_pyprac.authoring.testcells import Written

OWN = re.compile(r"\s*+(?:(?:import|from)\s+otter\b.*|grader\s*=.*|grader\.\w+\(.*|#\s*Initialize Otter\s*+)")
PLACE = "notebook metadata"


class Damaged(ValueError):
    """Tests that are not what Otter writes."""


def is_own(notebook: Notebook) -> bool:
    """Whether it is a student's notebook with tests in it."""
    return bool(tests_of(notebook))


def tests_of(notebook: Notebook) -> Mapping[str, Any]:
    """The tests of each question, by its name."""
    found = notebook.metadata.get("otter")
    tests = found.get("tests") if isinstance(found, dict) else None
    return tests if isinstance(tests, dict) else {}


def read(draft: Draft, notebook: Notebook, load: LoadFile) -> None:
    """Fill the draft from a notebook."""
    add_metadata(draft, notebook.metadata.get("pyprac", {}), load)
    program, texts = Program(), []
    for number, raw in enumerate(notebook.cells, start=1):
        lines = trimmed(of_cell(cells.source_of(raw), number))
        if raw["cell_type"] == "markdown":
            attachments = raw.get("attachments")
            kept = attachments if isinstance(attachments, dict) else {}
            texts.append(Cell(number, "markdown", "", "", {}, lines, kept))
        elif raw["cell_type"] == "code":
            program.add((), without_otter(without_magics(lines, draft.notes)))
    tests = [test for name, held in tests_of(notebook).items() for test in question(name, held, draft)]
    told = f"unverified: a student's notebook of Otter, with {len(tests)} visible tests, no hidden ones and no solution"
    draft.notes.insert(0, told)
    if not tests and not draft.faults:
        draft.faults.append(NotebookFault(PLACE, "otter.tests holds no test"))
    add_handout(draft, texts, load)
    finish(draft, program, tests, load)


def without_otter(lines: Lines) -> Lines:
    """The lines that do not speak with Otter's grader, which is not here."""
    return tuple(line for line in lines if not OWN.fullmatch(line.text))


def question(name: str, held: object, draft: Draft) -> list[Written]:
    """The tests of one question."""
    line = Line("", PLACE, 1)
    try:
        settings, cases = of_functions(held) if isinstance(held, str) else of_examples(held)
    except ValueError as error:
        draft.faults.append(NotebookFault(PLACE, f"otter.tests, {name!r:.80}: {error}"))
        return []
    asked = ottertests.question({**settings, "name": name}, line, 1, draft)
    return list(ottertests.written(asked, cases, draft.faults)) if cases else []


def of_examples(held: object) -> tuple[Mapping[str, Any], list[Case]]:
    """The points of a question and its cases, which are texts with prompts.

    Raises:
        Damaged: they cannot be read; says why.
    """
    suites = held.get("suites") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not isinstance(suites, list):
        message = "is damaged: it has no suites"
        raise Damaged(message)
    every = [case for suite in suites if isinstance(suite, dict) for case in listed(suite.get("cases"))]
    return held, [example_case(case) for case in every]


def listed(value: object) -> list[Any]:
    """A list; an empty one where it is none."""
    return value if isinstance(value, list) else []


def example_case(case: object) -> Case:
    """One case that is a text with prompts."""
    text = case.get("code") if isinstance(case, dict) else None
    if not isinstance(case, dict) or not isinstance(text, str):
        message = "is damaged: a case has no code"
        raise Damaged(message)
    lines = of_cell(text.rstrip("\n"), PLACE)
    data = {"code": examples.code(examples.of_doctest(text)), "hidden": case.get("hidden") is True}
    return Case({**data, **ottertests.texts(case)}, case.get("points"), lines)


def of_functions(source: str) -> tuple[Mapping[str, Any], list[Case]]:
    """The points of a question and its cases, which are functions in a file of tests.

    Raises:
        Damaged: they cannot be read; says why.
    """
    tree = parsed(source)
    if isinstance(tree, Syntax) or not isinstance(tree, ast.Module):
        message = tree.message if isinstance(tree, Syntax) else "is not a file of tests"
        raise Damaged(message)
    settings = dict(constants(tree.body))
    return settings, [function_case(each) for each in tree.body if isinstance(each, ast.FunctionDef)]


def constants(statements: list[ast.stmt]) -> Iterator[tuple[str, Any]]:
    """The names that get constant values, with these."""
    for each in statements:
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            yield from constant(each.targets[0].id, each.value)


def constant(name: str, value: ast.expr) -> Iterator[tuple[str, Any]]:
    """A name with its value, if it is one that Python can tell without running."""
    try:
        yield name, ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return


def function_case(function: ast.FunctionDef) -> Case:
    """One case that is a function, with what its decorator says of it."""
    keywords = [word for each in function.decorator_list if isinstance(each, ast.Call) for word in each.keywords]
    settings = dict(pair for word in keywords if word.arg for pair in constant(word.arg, word.value))
    code = ottertests.called(function)
    data = {"code": code, "hidden": settings.get("hidden") is True, **ottertests.texts(settings)}
    return Case(data, settings.get("points"), of_cell(code.rstrip("\n"), PLACE))
