"""What nbgrader's metadata makes of a cell, in its schemas 0 to 3."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.lines import NotebookFault

SCHEMA = 3
FLAGS = ("grade", "solution", "locked", "task")
AUTOMATIC = re.compile(r"cell-[0-9a-f]{8,}")
"""A grade id that nobody chose."""

Kind: TypeAlias = Literal["tests", "answer", "manual", "task", ""]


class Mark(NamedTuple):
    """What a cell is for; `name` is its grade id, which is never empty."""

    kind: Kind
    name: str = ""
    points: float = 0.0


NONE = Mark("")


def metadata_of(raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """What nbgrader says of a cell; None where it says nothing."""
    metadata = raw.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else None


def is_marked(raw: Mapping[str, Any]) -> bool:
    """Whether nbgrader has something to say of a cell."""
    found = metadata_of(raw)
    return found is not None and (any(map(found.get, FLAGS)) or found.get("schema_version", 0) not in range(SCHEMA + 1))


class Marks:
    """Reads the marks of a notebook's cells, one after the other, and remembers their names."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._cells: dict[str, int] = {}
        self._below: Counter[str] = Counter()
        self.heading = ""
        """The last heading above: what cells go by that were given no name."""

    def read(self, raw: Mapping[str, Any], number: int) -> Mark:
        """The mark of a cell; what is wrong with it goes into the draft."""
        found = metadata_of(raw)
        if found is None or not self._is_known(found, number):
            return NONE
        kind = kind_of(found, str(raw["cell_type"]))
        if not kind:
            return NONE
        return Mark(kind, self._name(found, number, kind), self._points(found, number) if kind == "tests" else 0.0)

    def _is_known(self, found: dict[str, Any], number: int) -> bool:
        version = found.get("schema_version", 0)
        wrong = [name for name in FLAGS if not isinstance(found.get(name, False), bool)]
        if isinstance(version, bool) or not isinstance(version, int):
            self._refuse(number, "nbgrader's schema_version must be a number")
        elif not 0 <= version <= SCHEMA:
            self._refuse(number, f"has nbgrader metadata of schema {version}; schemas 0 to {SCHEMA} can be read")
        elif wrong:
            self._refuse(number, f"nbgrader's {wrong[0]} must be true or false")
        else:
            return True
        return False

    def _name(self, found: dict[str, Any], number: int, kind: Kind) -> str:
        given = found.get("grade_id")
        name = given.strip() if isinstance(given, str) else ""
        if not name:
            self._note(number, "has no grade_id and goes by the heading above it")
        if not name or AUTOMATIC.fullmatch(name):
            return self._by_heading(number, kind)
        first = self._cells.setdefault(name, number)
        if first == number:
            return name
        self._note(number, f"has the grade_id of cell {first}, {name!r:.80}: each has its own points here")
        return f"{name} (cell {number})"

    def _by_heading(self, number: int, kind: Kind) -> str:
        name = self.heading or f"Cell {number}"
        if kind != "tests":
            return name
        self._below[name] += 1
        return name if self._below[name] == 1 else f"{name}, {self._below[name]}"

    def _points(self, found: dict[str, Any], number: int) -> float:
        given = found.get("points")
        if given is None or given == "":
            self._note(number, "has no points and is worth none")
            return 0.0
        try:
            points = float(given) if isinstance(given, int | float | str) else math.nan
        except (ValueError, OverflowError):
            points = math.nan
        if not math.isfinite(points):
            self._refuse(number, f"nbgrader's points must be a number, not {given!r:.40}")
            return 0.0
        if points < 0:
            self._note(number, f"has {points:g} points and is worth none")
        return max(points, 0.0)

    def _note(self, number: int, text: str) -> None:
        self._draft.notes.append(f"cell {number} {text}")

    def _refuse(self, number: int, text: str) -> None:
        self._draft.faults.append(NotebookFault(f"cell {number}", text))


def kind_of(found: Mapping[str, Any], cell_type: str) -> Kind:
    """What a cell is for: text is never graded by a program."""
    grade, solution, _, task = (bool(found.get(name)) for name in FLAGS)
    if task:
        return "task"
    if not (grade or solution):
        return ""
    if (grade and solution) or cell_type != "code":
        return "manual"
    return "tests" if grade else "answer"
