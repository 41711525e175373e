"""One notebook as one assignment of a bundle.

Cells have roles (see `cells`); Markdown cells without one are the handout, its first heading the title. The
notebook's metadata `pyprac` may hold `slug`, `order_number`, `topic`, `limits`, `environment`, `released_at`,
`due_at`, and `files`, the names of data files beside the notebook. Nothing is checked here that the bundle's
validator checks: its faults are given back to the cell and line they come from.
"""

import base64
import difflib
from collections.abc import Mapping
from typing import Any

from jupyter_pyprac.authoring import cells, regions, testcells
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import METADATA, Draft
from jupyter_pyprac.authoring.fields import printable
from jupyter_pyprac.authoring.handout import add_handout
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.lines import Lines, NotebookFault, joined, of_cell, stacked, trimmed
from jupyter_pyprac.authoring.nbtext import Notebook


def read(draft: Draft, notebook: Notebook, load: LoadFile) -> None:
    """Fill the draft from a notebook; `load` gives files beside it. Faults are in the draft."""
    found = [cells.read(cell, number, draft.faults) for number, cell in enumerate(notebook.cells, start=1)]
    add_metadata(draft, notebook.metadata.get("pyprac", {}), load)
    add_handout(draft, [cell for cell in found if cell.type == "markdown" and not cell.role], load)
    add_code(draft, found)
    add_tests(draft, [cell for cell in found if cell.role in {"tests", "hidden tests"}])
    add_hints(draft, [trimmed(cell.body) for cell in found if cell.role == "hint"])
    for cell in found:
        if cell.type == "code" and not cell.role and joined(cell.body).strip():
            role = cells.meant(trimmed(cell.body))
            hint = f": did you mean `#| {role}`?" if role else ""
            draft.notes.append(f"cell {cell.number} has no role and was left out{hint}")


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


def add_hints(draft: Draft, hints: list[Lines]) -> None:
    """The hints in the order of their cells."""
    data = draft.data if draft.data is not None else {}
    data["hints"] = [joined(lines).strip() for lines in hints]
    draft.places.update({f"hints[{index}]": lines for index, lines in enumerate(hints) if lines})


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
