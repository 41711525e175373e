"""Notebooks that Otter has given to students: with visible tests and no solution.

The tests are in the notebook's metadata, or in files below `tests/`, one for each question that the notebook checks.
OkPy's notebooks, which Otter's come from, have the same files.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jupyter_pyprac.authoring import cells
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.handout import add_handout
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers import ottercases, prelude
from jupyter_pyprac.authoring.importers.magics import without_magics
from jupyter_pyprac.authoring.importers.ottercases import Held
from jupyter_pyprac.authoring.importers.program import Program, finish
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, of_cell, stacked, trimmed
from jupyter_pyprac.authoring.nbtext import Notebook
from jupyter_pyprac.authoring.notebook import add_metadata

OWN = re.compile(
    r"\s*+(?:(?:import|from)\s+(?:otter|client\.api)\b.*|grader\s*=.*|ok\s*=\s*Notebook\(.*"
    r"|(?:_\s*=\s*)?(?:grader|ok)\.\w+\(.*|_\s*=\s*\[ok\.grade\(.*|#\s*Initialize Otter\s*+)"
)
CHECK = re.compile(r"(?:_\s*=\s*)?(?:grader\.check|ok\.grade)\(\s*[\"'](?P<name>[^\"']+)[\"']\s*\).*")
PLACE = "notebook metadata"


def is_own(notebook: Notebook) -> bool:
    """Whether it is a student's notebook: with tests in it, or with checks of tests that lie beside it."""
    return bool(tests_of(notebook)) or any(checked(notebook))


def tests_of(notebook: Notebook) -> Mapping[str, Any]:
    """The tests of each question, by its name."""
    found = notebook.metadata.get("otter")
    tests = found.get("tests") if isinstance(found, dict) else None
    return tests if isinstance(tests, dict) else {}


def checked(notebook: Notebook) -> Iterator[tuple[str, Line]]:
    """The questions that a notebook checks, by name, and where."""
    for number, raw in enumerate(notebook.cells, start=1):
        for line in of_cell(cells.source_of(raw), number) if raw["cell_type"] == "code" else ():
            match = CHECK.fullmatch(line.text.strip())
            if match:
                yield match["name"], line


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
    above = list(prelude.imports(stacked(program.starter)))
    held = list(in_metadata(notebook)) or files(notebook, draft, load)
    tests = [test for each in held for test in ottercases.question(each, above, draft)]
    hidden = sum(test.data["hidden"] for test in tests)
    told = f"{len(tests) - hidden} visible tests, {hidden or 'no'} hidden ones and no solution"
    draft.notes.insert(0, f"unverified: a student's notebook of Otter, with {told}")
    if not tests and not draft.faults:
        draft.faults.append(NotebookFault(held[0].place if held else PLACE, "holds no test"))
    add_handout(draft, texts, load)
    finish(draft, program, tests, load)


def in_metadata(notebook: Notebook) -> Iterator[Held]:
    """The tests in a notebook."""
    for name, content in tests_of(notebook).items():
        yield Held(name, content, f"{PLACE}: otter.tests, {name!r:.80}")


def files(notebook: Notebook, draft: Draft, load: LoadFile) -> list[Held]:
    """The tests in files, for what a notebook checks; what is not there goes to the faults."""
    found: dict[str, Held] = {}
    for name, line in checked(notebook):
        path = f"tests/{name.removesuffix('.py')}.py"
        raw = load(path)
        if raw is None:
            told = f"checks {name!r:.80}, but there is no {path:.80} beside the notebook: lay the folder tests there"
            draft.faults.append(NotebookFault(line.where, told))
        else:
            found.setdefault(name, Held(name, raw.decode("utf-8-sig", "replace"), path))
    return list(found.values())


def without_otter(lines: Lines) -> Lines:
    """The lines that do not speak with Otter's grader, which is not here."""
    return tuple(line for line in lines if not OWN.fullmatch(line.text))
