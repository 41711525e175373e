"""The one program that the code cells of a notebook are, with its tests, and what they need beside them."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from jupyter_pyprac.authoring import cutting
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers import prelude
from jupyter_pyprac.authoring.lines import Lines, NotebookFault, joined, of_cell, stacked
from jupyter_pyprac.authoring.needed import PACKAGE, in_folder, needed, packages
from jupyter_pyprac.authoring.pytext import parsed
from jupyter_pyprac.authoring.testcells import Written

GIVEN = {"display": "def display(*values):\n    print(*values)\n", "help": "from pydoc import help\n"}
"""What programs call that a kernel gives them, and no kernel is there."""

IMPORTABLE = "programs can import what Python brings, NumPy and pandas, and modules beside the notebook"
BROUGHT = frozenset({"dateutil", "pytz", "six", "tzdata"})
"""What pandas needs, and is there with it."""

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

    @property
    def cells(self) -> list[Lines]:
        """The cells of its author; those of a student where there are no others."""
        return self.solution if any(self.solution) else self.starter


def finish(draft: Draft, program: Program, tests: Sequence[Written], load: LoadFile) -> None:
    """Put program and tests into the draft, with the files, the packages and the names they need."""
    data = draft.data
    solution, starter = stacked(program.solution), stacked(program.starter)
    for name, lines in (("solution", solution), ("starter_code", starter)):
        data[name] = joined(lines)
        draft.places[name] = lines or of_cell("", 1)
    data["tests"] = [test.data for test in tests]
    draft.places.update({f"tests[{index}]": test.lines for index, test in enumerate(tests)})
    every = [*map(joined, program.cells), *texts(data["tests"])]
    found = needed(every, load)
    if found.packages & DATASCIENCE:
        data.setdefault("environment", "datascience")
    trees = [tree for text in every if isinstance(tree := parsed(text), ast.Module)]
    add_given(draft, {name for tree in trees for name in cutting.used(tree)})
    draft.faults += absent(program.cells, {name.removesuffix(PACKAGE).removesuffix(".py") for name in found.files})
    add_files(draft, found.files)


def add_given(draft: Draft, used: set[str]) -> None:
    """The setup with what a kernel would give to the programs, which use those names."""
    wanted = [name for name in GIVEN if name in used and f"def {name}" not in draft.data["solution"]]
    if wanted:
        draft.data["setup_code"] = "\n\n".join(GIVEN[name] for name in wanted)
    if "display" in wanted:
        draft.notes.append("`display` prints here, as there is no notebook to show things in")


def absent(found: Sequence[Lines], beside: set[str]) -> Iterator[NotebookFault]:
    """The imports at the top level of cells that find nothing, all of them, where a run would end at the first."""
    for cell in found:
        tree = parsed(joined(cell))
        for node in tree.body if isinstance(tree, ast.Module) else ():
            names = packages(node) if isinstance(node, ast.Import | ast.ImportFrom) else set()
            for name in sorted(names - prelude.PACKAGES - BROUGHT - beside - {""}):
                yield NotebookFault(cell[node.lineno - 1].where, f"imports {name}, and {IMPORTABLE}")


def texts(tests: Sequence[dict[str, str]]) -> Iterator[str]:
    """The Python of tests."""
    for test in tests:
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
