"""The one program that the code cells of a notebook are, with its tests, and what they need beside them."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from jupyter_pyprac.authoring import cutting
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers.prelude import packages
from jupyter_pyprac.authoring.lines import Lines, joined, of_cell, stacked
from jupyter_pyprac.authoring.pytext import parsed
from jupyter_pyprac.authoring.testcells import Written

DISPLAY = "def display(*values):\n    print(*values)\n"
"""Jupyter's `display`, which no kernel is there to give."""

DATASCIENCE = frozenset({"numpy", "pandas"})
NAME_LENGTH = 100


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
    data = draft.data if draft.data is not None else {}
    solution, starter = stacked(program.solution), stacked(program.starter)
    for name, lines in (("solution", solution), ("starter_code", starter)):
        data[name] = joined(lines)
        draft.places[name] = lines or of_cell("", 1)
    data["tests"] = [test.data for test in tests]
    draft.places.update({f"tests[{index}]": test.lines for index, test in enumerate(tests)})
    trees = [tree for text in texts(data) if isinstance(tree := parsed(text), ast.Module)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {name for node in nodes if isinstance(node, ast.stmt) for name in packages(node)}
    if imported & DATASCIENCE:
        data.setdefault("environment", "datascience")
    if any("display" in cutting.used(tree) for tree in trees) and "def display" not in data["solution"]:
        data["setup_code"] = DISPLAY
        draft.notes.append("`display` prints here, as there is no notebook to show things in")
    add_files(draft, nodes, imported, load)


def texts(data: dict[str, object]) -> Iterator[str]:
    """The Python of an assignment."""
    yield str(data["solution"])
    tests = data["tests"]
    for test in tests if isinstance(tests, list) else ():
        yield from (test[name] for name in ("call", "code") if name in test)


def add_files(draft: Draft, nodes: Sequence[ast.AST], imported: set[str], load: LoadFile) -> None:
    """The files beside the notebook that the program names or imports."""
    data = draft.data if draft.data is not None else {}
    known = {file["name"] for file in data.setdefault("files", [])}
    strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for name in sorted({*filter(is_file_name, strings), *(f"{each}.py" for each in imported)} - known):
        content = load(name)
        if content is None:
            continue
        if PurePath(name).name == name:
            data["files"].append({"name": name, "base64": content})
        else:
            told = f"{name:.80} lies in a folder and did not come over: put it beside the notebook and name it so"
            draft.notes.append(told)


def is_file_name(text: str) -> bool:
    """Whether a string in a program may name a file that it reads."""
    return len(text) <= NAME_LENGTH and text.isprintable() and bool(PurePath(text).suffix) and text == text.strip()
