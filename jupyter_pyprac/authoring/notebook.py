"""One notebook as one assignment of a bundle.

Cells have roles (see `cells`); Markdown cells without one are the handout, its first heading the title. The
notebook's metadata `pyprac` may hold `slug`, `title`, `order_number`, `topic`, `limits`, `environment`, `released_at`,
`due_at`, and `files`: the names of data files beside the notebook, or `{"name": ..., "path": ...}` for one that lies
elsewhere in its folder. Nothing is checked here that the bundle's validator checks: its faults are given back to the
cell and line they come from.
"""

import ast
import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from jupyter_pyprac.authoring import cells, regions, testcells
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import METADATA, Draft
from jupyter_pyprac.authoring.fields import printable
from jupyter_pyprac.authoring.handout import add_handout, handout_text
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.lines import Lines, NotebookFault, joined, of_cell, stacked, trimmed
from jupyter_pyprac.authoring.nbtext import Notebook
from jupyter_pyprac.authoring.needed import in_folder, needed
from jupyter_pyprac.authoring.options import said
from jupyter_pyprac.authoring.pytext import parsed

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def is_own(notebook: Notebook) -> bool:
    """Whether a cell of it has the role of tests by its first line, so that it is no other tool's whatever it holds."""
    firsts = [trimmed(of_cell(cells.source_of(raw), 1))[:1] for raw in notebook.cells if raw["cell_type"] == "code"]
    return any(cells.is_role(line) and said(line).lower().endswith("tests") for lines in firsts for line in lines)


def read(draft: Draft, notebook: Notebook, load: LoadFile) -> None:
    """Fill the draft from a notebook; `load` gives files beside it. Faults are in the draft."""
    found = [cells.read(cell, number, draft.faults) for number, cell in enumerate(notebook.cells, start=1)]
    add_metadata(draft, notebook.metadata.get("pyprac", {}), load)
    add_handout(draft, [cell for cell in found if cell.type == "markdown" and not cell.role], load)
    add_code(draft, found)
    add_tests(draft, [cell for cell in found if cell.role in {"tests", "hidden tests"}])
    add_hints(draft, [cell for cell in found if cell.role == "hint"], load)
    add_left_out(draft, [cell for cell in found if cell.type == "code" and not cell.role and cell.body])
    add_unlisted(draft, [joined(cell.body) for cell in found if cell.type == "code" and cell.role], load)


def add_left_out(draft: Draft, found: list[Cell]) -> None:
    """Say which code cells without a role are left out; one with a region was meant as a solution, and is a fault."""
    for cell in found:
        if marker := regions.first(cell.body):
            told = f"`{marker.text.strip():.60}` in a cell without a role: begin the cell with `#| solution`"
            draft.faults.append(NotebookFault(marker.where, told))
            continue
        role = cells.meant(trimmed(cell.body))
        tag = cells.meant_by_tag(cell.tags)
        hint = f": did you mean `#| {role}`?" if role else f": did you mean the tag {tag}?" if tag else ""
        if hint or draft.data["tests"]:  # without tests it is no assignment yet, and no cell of it more than another
            draft.notes.append(f"cell {cell.number} has no role and was left out{hint}")


def add_metadata(draft: Draft, metadata: object, load: LoadFile) -> None:
    """What the notebook says of itself."""
    if not isinstance(metadata, Mapping):
        draft.faults.append(NotebookFault("notebook metadata", "pyprac must be an object"))
        return
    for name, value in metadata.items():
        if name not in METADATA:
            near = difflib.get_close_matches(str(name), METADATA, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(METADATA)}"
            told = f"pyprac.{printable(str(name))} is not known: {hint}"
            draft.faults.append(NotebookFault("notebook metadata", told))
        elif name == "files" and isinstance(value, list):
            draft.data["files"] = [found for each in value if (found := data_file(draft, each, load))]
        else:
            draft.data[name] = value
            draft.slug_given = draft.slug_given or name == "slug"


def data_file(draft: Draft, entry: object, load: LoadFile) -> dict[str, Any] | None:
    """A file beside the notebook, as a bundle holds it: its name, or a name and the path where it lies.

    None after noting that there is none.
    """
    stated = (
        entry if isinstance(entry, Mapping) and entry.keys() == {"name", "path"} else {"name": entry, "path": entry}
    )
    path = stated["path"]
    content = load(path) if isinstance(path, str) else None
    if content is None:
        told = f"pyprac.files: there is no file {path!r:.80} beside the notebook"
        draft.faults.append(NotebookFault("notebook metadata", told))
        return None
    return {"name": stated["name"], "base64": content}


def add_unlisted(draft: Draft, code: list[str], load: LoadFile) -> None:
    """Say which files beside the notebook its code needs and its metadata does not list."""
    listed = draft.data.get("files")
    files = listed if isinstance(listed, list) else []
    modules = [each["base64"].decode(errors="replace") for each in files if str(each["name"]).endswith(".py")]
    names = [each["name"] for each in files]
    for name in needed([*code, *modules], load).files:
        if name not in names:
            told = f"the code needs {name:.80}, which lies beside the notebook: list it in pyprac.files"
            draft.notes.append(in_folder(name) or told)


def add_code(draft: Draft, found: list[Cell]) -> None:
    """Solution, starter, setup and wrong solutions."""
    solution, left = answers([cell for cell in found if cell.role == "solution"], draft.faults)
    given = [cell for cell in found if cell.role in {"starter", "setup"}]
    for cell in given:
        if not cell.plain:
            regions.refuse(cell.body, cell.role, draft.faults)
    setup = stacked(cell.body for cell in given if cell.role == "setup")
    starters = [cell.body for cell in given if cell.role == "starter"]
    starter = stacked(starters) if starters else left
    if solution and not starter:
        draft.notes.append("has no starter cell and no BEGIN SOLUTION: students begin with an empty editor")
    for name, lines in (("solution", solution), ("starter_code", starter), ("setup_code", setup)):
        draft.data[name] = joined(lines)
        draft.places[name] = lines or of_cell("", 1)
    add_wrong(draft, [cell for cell in found if cell.role == "wrong"])
    draft.notes += defined_again([cell for cell in found if cell.role == "solution"])


def defined_again(found: list[Cell]) -> Iterator[str]:
    """Functions and classes that several of the cells define: of these the last one counts."""
    places: dict[str, int] = {}
    for cell in found:
        tree = parsed(joined(cell.body))
        nodes = tree.body if isinstance(tree, ast.Module) else []
        for name in sorted({node.name for node in nodes if isinstance(node, DEFINITIONS)}):
            if name in places:
                yield f"cell {cell.number} defines {name} again, which cell {places[name]} defines: the last one counts"
            places[name] = cell.number


def answers(found: list[Cell], faults: list[NotebookFault]) -> tuple[Lines, Lines]:
    """The solution in some cells, and what its regions leave of it; nothing where it has none."""
    split = [(cell.body, None) if cell.plain else regions.split(cell.body, faults) for cell in found]
    if all(left is None for _, left in split):
        return stacked(every for every, _ in split), ()
    return stacked(every for every, _ in split), stacked(every if left is None else left for every, left in split)


def add_hints(draft: Draft, found: list[Cell], load: LoadFile) -> None:
    """The hints in the order of their cells."""
    draft.data["hints"] = [handout_text(draft, cell, joined(cell.body), load) for cell in found]
    draft.places.update({f"hints[{index}]": cell.body for index, cell in enumerate(found) if cell.body})


def add_wrong(draft: Draft, wrong: list[Cell]) -> None:
    """The wrong solutions."""
    draft.data["wrong_solutions"] = []
    for index, cell in enumerate(wrong):
        stated, line = cell.options.get("name", ("", None))
        if bool(cell.name) == bool(stated):
            told = f"a wrong solution needs {'one' if stated else 'a'} name, which says what is wrong: `#| wrong NAME`"
            draft.faults.append(NotebookFault(line.where if line else f"cell {cell.number}", told))
        draft.data["wrong_solutions"].append({"name": cell.name or stated or "wrong", "code": joined(cell.body)})
        if cell.body:
            draft.places[f"wrong_solutions[{index}]"] = cell.body


def add_tests(draft: Draft, found: list[Cell]) -> None:
    """The tests in the order of their cells."""
    before = len(draft.faults)
    tests = [(test, cell) for cell in found for test in testcells.read(cell, draft.faults)]
    draft.data["tests"] = [test.data for test, _ in tests]
    for index, (test, cell) in enumerate(tests):
        draft.places[f"tests[{index}]"] = test.lines
        draft.places.update({f"tests[{index}].{name}": (line,) for name, (_, line) in cell.options.items()})
    draft.notes += [note for cell in found for note in testcells.noted(cell)]
    if not found:
        draft.faults.append(NotebookFault("", "has no tests: begin a code cell with `#| tests`"))
    if not tests and len(draft.faults) == before:
        draft.faults.append(NotebookFault("", "has no test that can be run"))
