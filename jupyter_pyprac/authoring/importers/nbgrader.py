"""Source notebooks of nbgrader: each is one program, its answers in it, and its test cells beside it."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from jupyter_pyprac.authoring import cells, regions
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.handout import add_handout, heading_text, headings
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers import demonstrations, gradecells, marks, prelude
from jupyter_pyprac.authoring.importers.gradecells import GradeCell
from jupyter_pyprac.authoring.importers.magics import without_magics
from jupyter_pyprac.authoring.importers.marks import Mark, Marks
from jupyter_pyprac.authoring.importers.nose import without_nose
from jupyter_pyprac.authoring.importers.prelude import Giving
from jupyter_pyprac.authoring.importers.program import Program, finish
from jupyter_pyprac.authoring.lines import Lines, NotebookFault, of_cell, trimmed
from jupyter_pyprac.authoring.nbtext import Notebook
from jupyter_pyprac.authoring.notebook import add_metadata
from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.authoring.testcells import Written


def kind(name: str, instead: tuple[str, ...] = ()) -> regions.Kind:
    """A kind of region, the markers of which may stand anywhere in a line."""
    return regions.Kind(name, re.compile(rf"(?P<indent>\s*+).*?(?P<word>BEGIN|END) {name}.*"), instead)


SOLUTION = kind("SOLUTION", regions.PLACEHOLDER)
ANSWER = kind("SOLUTION")
"""The same in a text, where nothing stands in its place."""

HIDDEN = kind("HIDDEN TESTS")
SCHEME = kind("MARK SCHEME")
UNANSWERED = re.compile(r"\s*+raise NotImplementedError\b.*")
"""What nbgrader puts in an answer's place for students."""

AUTOTEST = re.compile(r"\s*+#.*\bAUTOTEST\b.*")
WORDS = {
    "answer": ("answer", ""),
    "tests": ("test cell", ""),
    "manual": ("cell", " graded by hand, not graded here"),
    "task": ("task", ", not graded here"),
}


def is_own(notebook: Notebook) -> bool:
    """Whether it is a notebook of nbgrader."""
    return any(map(marks.is_marked, notebook.cells))


def read(draft: Draft, notebook: Notebook, load: LoadFile) -> None:
    """Fill the draft from a notebook."""
    add_metadata(draft, notebook.metadata.get("pyprac", {}), load)
    reader = Reader(draft)
    for number, raw in enumerate(notebook.cells, start=1):
        reader.add(raw, number)
    draft.notes.insert(0, f"comes from nbgrader: {reader.told()}")
    if not reader.tests:
        told = "has no test that can be run: nbgrader's test cells are code cells that are graded and hold no solution"
        draft.faults.append(NotebookFault("", told))
    add_handout(draft, reader.texts, load)
    finish(draft, reader.program, reader.tests, load)


class Reader:
    """Takes the cells of a notebook one after the other."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.marks = Marks(draft)
        self.program = Program()
        self.texts: list[Cell] = []
        self.tests: list[Written] = []
        self.above: list[Giving] = []
        self.counts: Counter[str] = Counter()

    def told(self) -> str:
        """What it was that came over."""
        told = ", ".join(
            counted(self.counts[each], word) + more for each, (word, more) in WORDS.items() if self.counts[each]
        )
        return told or "nothing that it grades"

    def add(self, raw: Mapping[str, Any], number: int) -> None:
        """Take one cell."""
        mark = self.marks.read(raw, number)
        self.counts[mark.kind] += 1
        lines = of_cell(cells.source_of(raw), number)
        if raw["cell_type"] == "markdown":
            self.add_text(raw, number, mark, lines)
        elif raw["cell_type"] == "code":
            for line in filter(lambda line: AUTOTEST.fullmatch(line.text), lines):
                told = "AUTOTEST lines become tests only by nbgrader's own generate step: this one did not come over"
                self.draft.notes.append(f"{line.where}: {told}")
            plain = without_nose(without_magics(lines, self.draft.notes))
            why = "" if mark.kind in {"tests", "answer"} else demonstrations.why_left_out(raw, plain)
            if why:
                self.draft.notes.append(demonstrations.told(number, why))
            else:
                (self.add_tests if mark.kind == "tests" else self.add_code)(number, mark, plain)
        elif trimmed(lines):
            self.draft.notes.append(f"cell {number} is a raw cell and was left out")

    def add_text(self, raw: Mapping[str, Any], number: int, mark: Mark, lines: Lines) -> None:
        """Take a Markdown cell: into the handout goes what students saw of it."""
        every, without = self.regions(lines, SCHEME, allowed=mark.kind in {"task", "manual"})
        if without is not None:
            self.draft.notes.append(f"cell {number}: its mark scheme did not come over")
        shown = every if without is None else without
        if mark.kind in {"task", "manual"}:
            self.draft.notes.append(f"cell {number}, {mark.name!r:.80}, is graded by hand: here it is ungraded text")
        whole, outside = self.regions(shown, ANSWER, allowed=mark.kind == "manual")
        shown = outside or () if mark.kind == "manual" else whole
        self.regions(shown, HIDDEN, allowed=False)
        attachments = raw.get("attachments")
        kept = attachments if isinstance(attachments, dict) else {}
        self.texts.append(Cell(number, "markdown", "", "", {}, shown, kept))
        self.marks.heading = next((heading_text(each) for each in reversed(headings(shown))), self.marks.heading)

    def add_code(self, number: int, mark: Mark, lines: Lines) -> None:
        """Take a code cell of the program."""
        self.regions(lines, HIDDEN, allowed=False)
        is_answer = mark.kind in {"answer", "manual"}
        solution, starter = self.regions(lines, SOLUTION, allowed=is_answer)
        if mark.kind in {"manual", "task"}:
            self.draft.notes.append(f"cell {number}, {mark.name!r:.80}, is graded by hand: here it is not graded")
        if starter is None:
            self.look_for_answer(number, mark, lines)
            first = lines[:1]
            starter = tuple(regions.placeholder("", first[0])) if is_answer and first else solution
        self.program.add(solution, starter)
        self.above += prelude.imports(solution)

    def look_for_answer(self, number: int, mark: Mark, lines: Lines) -> None:
        """Note an answer without one, as it is in the notebooks that nbgrader has made for students."""
        if mark.kind == "answer" and any(UNANSWERED.fullmatch(line.text) for line in lines):
            told = "seems to hold no answer, as in what nbgrader gives students: take the notebook in source/"
            self.draft.notes.append(f"cell {number}, {mark.name!r:.80}, {told}")

    def add_tests(self, number: int, mark: Mark, lines: Lines) -> None:
        """Take a test cell."""
        self.regions(lines, SOLUTION, allowed=False)
        every, visible = self.regions(lines, HIDDEN, allowed=True)
        cell = GradeCell(mark.name, mark.points, every, None)
        if visible is not None:
            cell = cell._replace(visible=visible, whole=every)
        found = gradecells.tests(cell, self.above)
        if not found:
            told = f"cell {number}, {mark.name!r:.80}, runs nothing and was left out, with its {mark.points:g} points"
            self.draft.notes.append(told)
        self.tests += found
        self.above += prelude.definitions(cell.visible)

    def regions(self, lines: Lines, wanted: regions.Kind, *, allowed: bool) -> tuple[Lines, Lines | None]:
        """All lines, and those outside the regions where there are some; a fault where they must not be here."""
        every, outside = regions.split(lines, self.draft.faults, wanted)
        if outside is not None and not allowed:
            line = next(line for line in lines if wanted.marker.fullmatch(line.text))
            told = f"BEGIN {wanted.name} in a cell that nbgrader's metadata does not mark for it: mark the cell"
            self.draft.faults.append(NotebookFault(line.where, told))
        return every, outside
