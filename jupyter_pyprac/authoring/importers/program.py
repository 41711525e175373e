"""The one program that the code cells of a notebook are, with its tests, and what they need beside them."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from jupyter_pyprac.authoring import cutting
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.lines import Lines, joined, of_cell, stacked
from jupyter_pyprac.authoring.needed import in_folder, needed
from jupyter_pyprac.authoring.pytext import parsed
from jupyter_pyprac.authoring.testcells import Written

DISPLAY = "def display(*values):\n    print(*values)\n"
"""Jupyter's `display`, which no kernel is there to give."""

DATASCIENCE = frozenset({"numpy", "pandas"})


class Program:
    """Grows cell by cell: as its author has it, and as a student begins."""

    def __init__(self) -> None:
        self.solution: list[Lines] = []
        self.starter: list[Lines] = []

    def add(self, solution: Lines, starter: Lines) -> None:
        """Put a cell below the others."""
        self.solution.append(solution)
        self.starter.append(starter)


def finish(draft: Draft, program: Program, tests: Sequence[Written], load: LoadFile) -> None:
    """Put program and tests into the draft, with the files, the packages and the names they need."""
    data = draft.data
    solution, starter = stacked(program.solution), stacked(program.starter)
    for name, lines in (("solution", solution), ("starter_code", starter)):
        data[name] = joined(lines)
        draft.places[name] = lines or of_cell("", 1)
    data["tests"] = [test.data for test in tests]
    draft.places.update({f"tests[{index}]": test.lines for index, test in enumerate(tests)})
    found = needed(texts(data), load)
    if found.packages & DATASCIENCE:
        data.setdefault("environment", "datascience")
    trees = [tree for text in texts(data) if isinstance(tree := parsed(text), ast.Module)]
    if any("display" in cutting.used(tree) for tree in trees) and "def display" not in data["solution"]:
        data["setup_code"] = DISPLAY
        draft.notes.append("`display` prints here, as there is no notebook to show things in")
    add_files(draft, found.files)


def texts(data: dict[str, object]) -> Iterator[str]:
    """The Python of an assignment."""
    yield str(data["solution"])
    tests = data["tests"]
    for test in tests if isinstance(tests, list) else ():
        yield from (test[name] for name in ("call", "code") if name in test)


def add_files(draft: Draft, files: Mapping[str, bytes]) -> None:
    """The files beside the notebook that the program needs."""
    data = draft.data
    known = [file["name"] for file in data.setdefault("files", [])]
    for name, content in files.items():
        if told := in_folder(name):
            draft.notes.append(told)
        elif name not in known:
            data["files"].append({"name": name, "base64": content})
