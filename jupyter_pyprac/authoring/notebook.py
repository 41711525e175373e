"""One notebook as one assignment of a bundle.

Cells have roles (see `cells`); Markdown cells without one are the handout, its first heading the title. The
notebook's metadata `pyprac` may hold `slug`, `order_number`, `topic`, `limits`, `environment`, `released_at`,
`due_at`, and `files`, the names of data files beside the notebook. Nothing is checked here that the bundle's
validator checks: its faults are given back to the cell and line they come from.
"""

import base64
import difflib
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from jupyter_pyprac.authoring import cells, images, nbtext, regions, testcells
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.fields import printable
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, joined, of_cell, stacked, trimmed

HEADING = re.compile(r" {0,3}#{1,6}[ \t](?P<text>.*)")
FENCE = re.compile(r" {0,3}(?:```|~~~)")
METADATA = ("slug", "order_number", "topic", "limits", "environment", "released_at", "due_at", "files")


class Draft:
    """An assignment as it grows out of a notebook: bundle `data`, where its parts are, faults and notes."""

    def __init__(self, name: str) -> None:
        """`name` is the notebook's file name."""
        self.name = name
        self.data: dict[str, Any] | None = None
        self.places: dict[str, Lines] = {}
        self.faults: list[NotebookFault] = []
        self.notes: list[str] = []
        self.slug_given = False

    def place(self, fault: Fault) -> NotebookFault:
        """A fault of the bundle's validator, whose path begins at the assignment, at its cell and line."""
        if fault.path == "slug" and not self.slug_given:
            told = (
                f"slug: {fault.text} (it comes from the file name: rename the file, or set slug in the metadata pyprac)"
            )
            return NotebookFault("", told)
        path = max((path for path in self.places if is_below(fault.path, path)), key=len, default=None)
        if path is None:
            first = re.split(r"[.\[]", fault.path)[0]
            where = "notebook metadata" if first in METADATA else ""
            return NotebookFault(where, f"{fault.path}: {fault.text}" if fault.path else fault.text)
        lines = self.places[path]
        line = lines[min(fault.line or 1, len(lines)) - 1]
        rest = fault.path[len(path) :].lstrip(".")
        return NotebookFault(line.where, f"{rest}: {fault.text}" if rest else fault.text)


def is_below(path: str, parent: str) -> bool:
    """Whether a path is another one or leads into it."""
    return path == parent or path.startswith((f"{parent}.", f"{parent}["))


def read(raw: bytes, name: str, load: LoadFile) -> Draft:
    """The assignment in a notebook's bytes; `load` gives files beside it. Faults are in the draft."""
    draft = Draft(name)
    notebook = nbtext.read(raw, draft.faults)
    if notebook is None:
        return draft
    found = [cells.read(cell, number, draft.faults) for number, cell in enumerate(notebook.cells, start=1)]
    draft.data = {"slug": slug_of(name)}
    add_metadata(draft, notebook.metadata.get("pyprac", {}), load)
    add_handout(draft, [cell for cell in found if cell.type == "markdown" and not cell.role], load)
    add_code(draft, found)
    add_tests(draft, [cell for cell in found if cell.role in {"tests", "hidden tests"}])
    hints = [trimmed(cell.body) for cell in found if cell.role == "hint"]
    draft.data["hints"] = [joined(lines).strip() for lines in hints]
    draft.places.update({f"hints[{index}]": lines for index, lines in enumerate(hints) if lines})
    for cell in found:
        if cell.type == "code" and not cell.role and joined(cell.body).strip():
            role = cells.meant(trimmed(cell.body))
            hint = f": did you mean `#| {role}`?" if role else ""
            draft.notes.append(f"cell {cell.number} has no role and was left out{hint}")
    return draft


def slug_of(name: str) -> str:
    """A slug from a file name, without its extension and the number it is ordered by."""
    words = re.sub(r"[^a-z0-9]+", "-", PurePath(name).stem.lower()).strip("-")
    return re.sub(r"^[0-9]+-", "", words) or words


def add_metadata(draft: Draft, metadata: object, load: LoadFile) -> None:
    """What the notebook says of itself."""
    if not isinstance(metadata, Mapping) or draft.data is None:
        draft.faults.append(NotebookFault("notebook metadata", "pyprac must be an object"))
        return
    for name, value in metadata.items():
        if name not in METADATA:
            near = difflib.get_close_matches(str(name), METADATA, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(METADATA)}"
            told = f"pyprac.{printable(str(name))} is not known: {hint}"
            draft.faults.append(NotebookFault("notebook metadata", told))
        elif name == "files" and isinstance(value, list):
            draft.data["files"] = [data_file(draft, each, load) for each in value]
        else:
            draft.data[name] = value
            draft.slug_given = draft.slug_given or name == "slug"


def data_file(draft: Draft, name: object, load: LoadFile) -> dict[str, Any]:
    """A file beside the notebook, as a bundle holds it."""
    content = load(name) if isinstance(name, str) else None
    if content is None:
        told = f"pyprac.files: there is no file {name!r:.80} beside the notebook"
        draft.faults.append(NotebookFault("notebook metadata", told))
    return {"name": name, "base64": base64.b64encode(content or b"").decode("ascii")}


def add_handout(draft: Draft, found: list[Cell], load: LoadFile) -> None:
    """Title and handout."""
    data = draft.data if draft.data is not None else {}
    texts = []
    for cell in found:
        lines = list(cell.body)
        if "title" not in data:
            heading = next(iter(headings(cell.body)), None)
            if heading is not None:
                draft.places["title"] = (heading,)
                match = HEADING.fullmatch(heading.text)
                data["title"] = match["text"].strip().rstrip("#").strip() if match else ""
                lines.remove(heading)
        texts.append(handout_text(draft, cell, joined(trimmed(lines)), load))
    if "title" not in data:
        draft.faults.append(NotebookFault("", "has no title: begin its first Markdown cell with `# ` and the title"))
        data["title"] = draft.name
    data["handout"] = "\n".join(filter(None, texts))
    if not data["handout"].strip():
        draft.faults.append(NotebookFault("", "has no handout: write what is to be done into Markdown cells"))
        data["handout"] = data["title"]


def headings(lines: Lines) -> list[Line]:
    """The headings of a Markdown text; a comment in a block of code is none."""
    found, fenced = [], False
    for line in lines:
        if FENCE.match(line.text):
            fenced = not fenced
        elif not fenced and HEADING.fullmatch(line.text):
            found.append(line)
    return found


def handout_text(draft: Draft, cell: Cell, text: str, load: LoadFile) -> str:
    """A cell of the handout with its images inside."""
    lost: list[str] = []
    embedded = images.embed(text, cell.attachments, load, lost)
    for address in lost:
        told = f"the image {address!r:.80} is not beside the notebook"
        draft.faults.append(NotebookFault(f"cell {cell.number}", told))
    for address in images.remote(embedded):
        draft.notes.append(
            f"cell {cell.number}: {address:.80} is loaded from the web, which not every student can reach"
        )
    return embedded


def add_code(draft: Draft, found: list[Cell]) -> None:
    """Solution, starter, setup and wrong solutions."""
    data = draft.data if draft.data is not None else {}
    solution, made = regions.split(stacked(cell.body for cell in found if cell.role == "solution"), draft.faults)
    written = stacked(cell.body for cell in found if cell.role == "starter")
    starter = written or made or ()
    setup = stacked(cell.body for cell in found if cell.role == "setup")
    for role, lines in (("starter", written), ("setup", setup)):
        regions.refuse(lines, role, draft.faults)
    if solution and not starter:
        draft.notes.append("has no starter cell and no BEGIN SOLUTION: students begin with an empty editor")
    for name, lines in (("solution", solution), ("starter_code", starter), ("setup_code", setup)):
        data[name] = joined(lines)
        draft.places[name] = lines or of_cell("", 1)
    add_wrong(draft, [cell for cell in found if cell.role == "wrong"])


def add_wrong(draft: Draft, wrong: list[Cell]) -> None:
    """The wrong solutions."""
    data = draft.data if draft.data is not None else {}
    for cell in wrong:
        if not cell.name:
            told = "a wrong solution needs a name, which says what is wrong: `#| wrong NAME`"
            draft.faults.append(NotebookFault(f"cell {cell.number}", told))
    data["wrong_solutions"] = [{"name": cell.name or "wrong", "code": joined(cell.body)} for cell in wrong]
    places = {f"wrong_solutions[{index}]": cell.body for index, cell in enumerate(wrong) if cell.body}
    draft.places.update(places)


def add_tests(draft: Draft, found: list[Cell]) -> None:
    """The tests in the order of their cells."""
    data = draft.data if draft.data is not None else {}
    before = len(draft.faults)
    tests = [test for cell in found for test in testcells.read(cell, draft.faults)]
    data["tests"] = [test.data for test in tests]
    draft.places.update({f"tests[{index}]": test.lines for index, test in enumerate(tests)})
    draft.notes += [note for cell in found for note in testcells.noted(cell)]
    if not found:
        draft.faults.append(NotebookFault("", "has no tests: begin a code cell with `#| tests`"))
    if not tests and len(draft.faults) == before:
        draft.faults.append(NotebookFault("", "has no test that can be run"))
