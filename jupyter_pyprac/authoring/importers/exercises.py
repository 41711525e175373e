"""Folders of plain Python: instructions in Markdown, a stub, an example solution, and tests for unittest or pytest.

So exercise sites lay out their tracks: `.docs/instructions.md`, `.meta/example.py`, `two_fer.py`, `two_fer_test.py`.
The same without the folders `.docs` and `.meta`, with `solution.py`, `starter.py` or `test_two_fer.py`, is read too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from jupyter_pyprac.authoring import images, testcells
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import Draft, slug_of
from jupyter_pyprac.authoring.handout import add_handout, headings
from jupyter_pyprac.authoring.importers import testfile
from jupyter_pyprac.authoring.importers.program import Program, finish
from jupyter_pyprac.authoring.lines import Lines, NotebookFault, joined, of_cell, trimmed

FILE_BYTES = 1024 * 1024
DEEPEST = 3
TESTS = ("*_test.py", "test_*.py", "tests.py")
SOLUTIONS = (".meta/example.py", ".meta/exemplar.py", "example.py", "exemplar.py", "solution.py", "*_solution.py")
STARTERS = ("starter.py", "stub.py", "*_starter.py", "*_stub.py")
TEXTS = (".docs/introduction.md", ".docs/instructions.md", ".docs/instructions.append.md")
PLAIN_TEXTS = ("instructions.md", "README.md", "readme.md", "*.md")
HINTS = ".docs/hints.md"
SAYING_NOTHING = frozenset({"instructions", "introduction", "instructions append", "description", "hints"})
"""Headings that name a part of every exercise, and no exercise."""


def find(folder: Path) -> list[Path]:
    """The exercises in a folder: itself, or those at the first depth where there are some."""
    places: Iterable[Path] = [folder]
    for _ in range(DEEPEST + 1):
        found = [place for place in places if is_exercise(place)]
        if found:
            return found
        places = [each for place in places for each in sorted(place.iterdir()) if is_open(each)]
    return []


def is_open(path: Path) -> bool:
    """Whether it is a folder that may hold exercises."""
    return path.is_dir() and not path.is_symlink() and not path.name.startswith((".", "_"))


def is_exercise(folder: Path) -> bool:
    """Whether a folder holds tests, and what is to be done or a solution beside them."""
    return bool(first(folder, TESTS)) and bool(first(folder, (*TEXTS, *PLAIN_TEXTS, *SOLUTIONS)))


def first(folder: Path, patterns: Iterable[str]) -> Path | None:
    """The first file that fits one of the patterns."""
    every = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return next((path for path in every if path.is_file()), None)


def read(folder: Path, load: images.LoadFile) -> Draft:
    """The assignment in a folder; `load` gives its files by their names."""
    draft = Draft(folder.resolve().name)
    draft.data = {"slug": slug_of(draft.name)}
    draft.imported = True
    reader = Reader(draft, load)
    listed = reader.listed()
    tests = reader.named(listed, "test") or reader.matching(folder, TESTS)
    solution = reader.named(listed, "example", "exemplar") or reader.matching(folder, SOLUTIONS)
    starter = reader.named(listed, "solution") or reader.matching(folder, (f"{snake(draft.name)}.py", *STARTERS))
    draft.notes.append(f"comes from a folder of Python files: {', '.join(filter(None, (solution, starter, tests)))}")
    add_texts(draft, folder, reader, load)
    program = Program()
    program.add(reader.lines(solution), reader.lines(starter))
    modules = {Path(name).stem for name in (starter, solution, f"{snake(draft.name)}.py") if name}
    lines = testfile.about_submission(reader.lines(tests), modules, draft.notes)
    finish(draft, program, testcells.parts(lines) or testfile.whole(lines), load)
    return draft


def snake(name: str) -> str:
    """A folder's name as that of a module."""
    return name.replace("-", "_").replace(" ", "_")


class Reader:
    """Gives the texts of an exercise's files; what cannot be read goes into the draft."""

    def __init__(self, draft: Draft, load: images.LoadFile) -> None:
        self._draft, self._load = draft, load

    def listed(self) -> Mapping[str, Any]:
        """What the exercise's own configuration says of its files."""
        text = self.text(".meta/config.json")
        try:
            found = json.loads(text) if text else {}
        except (ValueError, RecursionError) as error:
            self._draft.faults.append(NotebookFault(".meta/config.json", f"is not JSON: {error}"))
            found = {}
        files = found.get("files") if isinstance(found, dict) else None
        return files if isinstance(files, dict) else {}

    def named(self, listed: Mapping[str, Any], *keys: str) -> str:
        """The first file listed under one of the keys that is there; empty where there is none."""
        names = [name for key in keys if isinstance(listed.get(key), list) for name in listed[key]]
        return next((name for name in names if isinstance(name, str) and self._load(name) is not None), "")

    def matching(self, folder: Path, patterns: Iterable[str]) -> str:
        """The first file that fits one of the patterns; empty where there is none."""
        found = first(folder, patterns)
        return found.relative_to(folder).as_posix() if found else ""

    def text(self, name: str) -> str:
        """A file's text with Unix line ends; empty where there is none."""
        raw = self._load(name) if name else None
        if raw is None:
            return ""
        if len(raw) > FILE_BYTES:
            told = f"is {len(raw):,} bytes long; at most {FILE_BYTES:,} can be read"
            self._draft.faults.append(NotebookFault(name, told))
            return ""
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            told = f"is not text in UTF-8: byte {error.start} cannot be read"
            self._draft.faults.append(NotebookFault(name, told))
            return ""

    def lines(self, name: str) -> Lines:
        """A file's lines."""
        return trimmed(of_cell(self.text(name), name))


def add_texts(draft: Draft, folder: Path, reader: Reader, load: images.LoadFile) -> None:
    """Title, handout and hints."""
    parts = [name for name in TEXTS if load(name) is not None]
    names = parts or [reader.matching(folder, PLAIN_TEXTS)]
    texts = [told(reader.lines(name)) for name in names if name]
    if parts or not any(headings(lines[:1]) for lines in texts):  # a part's heading is not that of the exercise
        draft.data["title"] = slug_of(draft.name).replace("-", " ").replace("_", " ").title()
    add_handout(draft, [Cell(number, "markdown", "", "", {}, lines, {}) for number, lines in enumerate(texts, 1)], load)
    hints = list(sections(told(reader.lines(HINTS))))
    draft.data["hints"] = [joined(lines).strip() for lines in hints]
    draft.places.update({f"hints[{index}]": lines for index, lines in enumerate(hints)})


def told(lines: Lines) -> Lines:
    """A text without a first heading that says nothing."""
    if headings(lines[:1]) and lines[0].text.strip("# ").lower() in SAYING_NOTHING:
        return trimmed(lines[1:])
    return lines


def sections(lines: Lines) -> Iterator[Lines]:
    """The parts of a text that begin with a heading; what stands above the first is one too."""
    starts = [0, *(lines.index(each) for each in headings(lines)), len(lines)]
    for start, end in pairwise(starts):
        if any(not each.text.startswith("#") for each in trimmed(lines[start:end])):
            yield trimmed(lines[start:end])
