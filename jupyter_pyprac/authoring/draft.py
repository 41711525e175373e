"""An assignment as it grows out of a notebook or a folder, whatever format that has."""

import re
from pathlib import PurePath
from typing import Any

from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.lines import Lines, NotebookFault

METADATA = ("slug", "title", "order_number", "topic", "limits", "environment", "released_at", "due_at", "files")


class Draft:
    """An assignment as it grows out of a notebook: bundle `data`, where its parts are, faults and notes.

    There is no `data` where the notebook could not be read at all.
    `imported`: it was written for another tool, so that nobody has chosen yet where its tests run.
    """

    def __init__(self, name: str) -> None:
        """`name` is the notebook's file name."""
        self.name = name
        self.data: dict[str, Any] = {}
        self.places: dict[str, Lines] = {}
        self.faults: list[NotebookFault] = []
        self.notes: list[str] = []
        self.slug_given = False
        self.imported = False

    def place(self, fault: Fault) -> NotebookFault:
        """A fault of the bundle's validator, whose path begins at the assignment, at its cell and line."""
        if fault.path == "slug" and not self.slug_given:
            told = (
                f"slug: {fault.text} (it comes from the file name: rename the file, or set slug in the metadata pyprac)"
            )
            return NotebookFault("", told)
        path = max((path for path in self.places if is_below(fault.path, path)), key=len, default=None)
        if path is None or (path == "handout" and fault.line is None):  # it is in many cells
            first = re.split(r"[.\[]", fault.path)[0]
            where = "notebook metadata" if first in METADATA else ""
            return NotebookFault(where, f"{fault.path}: {fault.text}" if fault.path else fault.text)
        lines = self.places[path]
        line = lines[min(fault.line or 1, len(lines)) - 1]
        rest = fault.path[len(path) :].lstrip(".") or (path.rpartition("].")[2] if "]." in path else "")
        return NotebookFault(line.where, f"{rest}: {fault.text}" if rest else fault.text)


def is_below(path: str, parent: str) -> bool:
    """Whether a path is another one or leads into it."""
    return path == parent or path.startswith((f"{parent}.", f"{parent}["))


def slug_of(name: str) -> str:
    """A slug from a file name, without its extension and the number it is ordered by."""
    words = re.sub(r"[^a-z0-9]+", "-", PurePath(name).stem.lower()).strip("-")
    return re.sub(r"^[0-9]+-", "", words) or words
