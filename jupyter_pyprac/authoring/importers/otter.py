"""Notebooks of Otter Assign (version 1): a program, its questions in blocks, and their tests."""

import re
from collections.abc import Mapping
from typing import Any

from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.handout import add_handout
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers import demonstrations, otterblocks, ottersolutions, ottertests, prelude
from jupyter_pyprac.authoring.importers.magics import without_magics
from jupyter_pyprac.authoring.importers.otterblocks import CONFIG, Piece, Placed
from jupyter_pyprac.authoring.importers.otterstudent import without_otter
from jupyter_pyprac.authoring.importers.ottertests import Case, Question, Shown
from jupyter_pyprac.authoring.importers.prelude import Giving
from jupyter_pyprac.authoring.importers.program import Program, finish
from jupyter_pyprac.authoring.lines import NotebookFault, of_cell
from jupyter_pyprac.authoring.nbtext import Notebook
from jupyter_pyprac.authoring.notebook import add_metadata
from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.authoring.testcells import Written

NOT_READ = ("plugins", "requirements", "environment")
"""Settings without which tests may go another way, and that are not followed here."""


def is_own(notebook: Notebook) -> bool:
    """Whether it is a notebook of Otter Assign."""
    return any(otterblocks.is_marked(piece) or any(otterblocks.elsewhere(piece)) for piece in every(notebook))


def every(notebook: Notebook) -> list[Piece]:
    """The pieces of all cells."""
    return [piece for number, raw in enumerate(notebook.cells, 1) for piece in otterblocks.pieces(raw, number)]


def read(draft: Draft, notebook: Notebook, load: LoadFile) -> None:
    """Fill the draft from a notebook."""
    add_metadata(draft, notebook.metadata.get("pyprac", {}), load)
    reader = Reader(draft, load)
    for line in (line for piece in every(notebook) for line in otterblocks.elsewhere(piece)):
        told = (
            f"`{line.text.strip()}` is read in a raw cell alone, where version 1 of Otter Assign has it: move it there"
        )
        draft.faults.append(NotebookFault(line.where, told))
    for each in otterblocks.placed(every(notebook), draft.faults):
        reader.add(each)
    tests = reader.tests()
    hidden = sum(test.data["hidden"] for test in tests)
    told = f"{counted(len(reader.questions), 'question')}, {counted(len(tests), 'test')}, {hidden} hidden"
    draft.notes.insert(0, f"comes from Otter: {told}")
    if not tests and not draft.faults:
        draft.faults.append(
            NotebookFault("", "has no test that can be run: put code cells between BEGIN and END TESTS")
        )
    add_handout(draft, reader.texts, load)
    finish(draft, reader.program, tests, load)


class Reader:
    """Takes the pieces of a notebook one after the other."""

    def __init__(self, draft: Draft, load: LoadFile) -> None:
        self.draft, self.load = draft, load
        self.program = Program()
        self.texts: list[Cell] = []
        self.questions: dict[int, Question] = {}
        self.cases: list[tuple[Question, Case]] = []
        self.above: list[Giving] = []
        self.prompted: set[int] = set()
        self.ok_format = True

    def tests(self) -> list[Written]:
        """The tests of all questions in their order."""
        found = []
        for asked in self.questions.values():
            cases = [case for owner, case in self.cases if owner is asked]
            found += list(ottertests.written(asked, cases, self.draft.faults)) if cases else []
        return found

    def add(self, placed: Placed) -> None:
        """Take one piece."""
        piece, block, opener = placed
        if opener is piece:
            self.open(piece)
        elif piece.type == "raw":
            self.configure(piece)
        elif block == "tests":
            self.add_test(piece, self.questions[id(opener)])
        elif piece.type == "markdown":
            self.add_text(piece, block)
        else:
            self.add_code(piece, block, id(opener))

    def open(self, piece: Piece) -> None:
        """Begin a question."""
        settings = otterblocks.config(piece.lines, self.draft.faults)
        line = piece.lines[0]
        asked = ottertests.question(settings, line, len(self.questions) + 1, self.draft)
        self.questions[id(piece)] = asked
        if settings.get("manual") is True:
            told = f"cell {piece.number}: question {asked.name!r:.80} is graded by hand: here it is ungraded text"
            self.draft.notes.append(told)

    def configure(self, piece: Piece) -> None:
        """Take the settings of the notebook; other raw cells say nothing here."""
        if not CONFIG.fullmatch(piece.first):
            self.draft.notes.append(f"cell {piece.number} is a raw cell and was left out")
            return
        settings = self.with_file(piece, otterblocks.config(piece.lines, self.draft.faults))
        tests = settings.get("tests")
        if isinstance(tests, dict):
            self.ok_format = tests.get("ok_format", True) is not False
        for name in filter(settings.get, NOT_READ):
            told = f"cell {piece.number}: what `{name}` names is not read; there are Python, NumPy and pandas"
            self.draft.notes.append(told)
        if settings.get("seed"):
            self.draft.notes.append(f"cell {piece.number}: no seed is set here but by the code itself")
        files = settings.get("files")
        for name in files if isinstance(files, list) else ():
            self.add_file(piece, name)

    def with_file(self, piece: Piece, settings: dict[str, Any]) -> dict[str, Any]:
        """The settings with those of the file they name below them."""
        name = settings.get("config_file")
        raw = self.load(name) if isinstance(name, str) else None
        if raw is None or not isinstance(name, str):
            if name is not None:
                told = (
                    f"there is no config_file {name!r:.80} beside the notebook: lay it there, or write its lines here"
                )
                self.draft.faults.append(NotebookFault(f"cell {piece.number}", told))
            return settings
        lines = of_cell(raw.decode(errors="replace"), name)
        return {**otterblocks.config(lines, self.draft.faults), **settings}

    def add_file(self, piece: Piece, name: object) -> None:
        """Take a file that the settings name."""
        content = self.load(name) if isinstance(name, str) else None
        if content is None or not isinstance(name, str) or "/" in name:
            shown = repr(name[:80]) if isinstance(name, str) else "a file of its settings"
            told = f"cell {piece.number}: {shown} is not beside the notebook and did not come over"
            self.draft.notes.append(told)
        else:
            self.draft.data.setdefault("files", []).append({"name": name, "base64": content})

    def add_text(self, piece: Piece, block: str) -> None:
        """Take a text: answers stay with their author."""
        if block == "solution":
            self.draft.notes.append(f"cell {piece.number}: an answer in words did not come over")
            return
        attachments = piece.raw.get("attachments")
        kept = attachments if isinstance(attachments, dict) else {}
        self.texts.append(Cell(piece.number, "markdown", "", "", {}, piece.lines, kept))

    def add_code(self, piece: Piece, block: str, question: int) -> None:
        """Take code of the program; where a question has a prompt, that is what students begin with."""
        lines = without_otter(without_magics(piece.lines, self.draft.notes))
        why = "" if block else demonstrations.why_left_out(piece.raw, lines)
        if why:
            self.draft.notes.append(demonstrations.told(piece.number, why))
            return
        halves = ottersolutions.split(lines, self.draft.faults)
        if block == "prompt":
            self.prompted.add(question)
            self.program.add((), halves.solution)
            return
        shown = () if block == "solution" and question in self.prompted else halves.starter
        self.program.add(halves.solution, shown)
        self.above += prelude.imports(halves.solution)

    def add_test(self, piece: Piece, asked: Question) -> None:
        """Take a case."""
        if piece.type != "code":
            told = f"is a {piece.type} cell among tests, which are code cells"
            self.draft.faults.append(NotebookFault(f"cell {piece.number}", told))
            return
        lines = ottersolutions.without_ignored(without_magics(piece.lines, self.draft.notes), self.draft.faults)
        shown = output_of(piece.raw)
        found = ottertests.case(lines, shown, ok_format=self.ok_format, draft=self.draft, above=self.above)
        if found:
            self.cases.append((asked, found))
            if not found.data["hidden"]:
                self.above += prelude.definitions(lines)


def output_of(raw: Mapping[str, Any]) -> Shown:
    """What a cell showed when its notebook was saved."""
    outputs = raw.get("outputs")
    found, printed = [], False
    for output in filter(lambda each: isinstance(each, dict), outputs if isinstance(outputs, list) else ()):
        data = output.get("data")
        text = text_of(output.get("text"))
        found += [text, text_of(data.get("text/plain")) if isinstance(data, dict) else ""]
        printed = printed or bool(text)
    return Shown(re.sub(r"\r\n?", "\n", "".join(found)), printed)


def text_of(value: object) -> str:
    """A text of a notebook, which may be kept as a list of lines."""
    return "".join(part for part in value if isinstance(part, str)) if isinstance(value, list | str) else ""
