"""Text that remembers the notebook cell and line each of its lines came from, so that faults can name them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias


class Line(NamedTuple):
    """A line of text, the number of its cell (from 1) or the name of its file, and its number in there (from 1)."""

    text: str
    cell: int | str
    number: int

    @property
    def part(self) -> str:
        """The cell or the file as a report names it."""
        return f"cell {self.cell}" if isinstance(self.cell, int) else self.cell

    @property
    def where(self) -> str:
        """The place as a report names it."""
        return f"{self.part}, line {self.number}"


Lines: TypeAlias = tuple[Line, ...]


class Origin(NamedTuple):
    """The file an assignment was written in, and the lines of its parts there by their path (`tests[0]`)."""

    source: str
    places: Mapping[str, Lines]

    def where(self, path: str, line: int | None = None) -> str:
        """The place of a part: its line where one is named or it has no other, else its cell; empty where unknown."""
        lines = self.places.get(path)
        if not lines:
            return ""
        found = lines[min(line or 1, len(lines)) - 1]
        return found.where if line or len(lines) == 1 else found.part


class NotebookFault(NamedTuple):
    """Something to mend in a notebook: `where` is empty for the notebook as a whole."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


def of_cell(source: str, cell: int | str) -> Lines:
    """The lines of a cell, or of a file."""
    return tuple(Line(text, cell, number) for number, text in enumerate(source.split("\n"), start=1))


def joined(lines: Iterable[Line]) -> str:
    """The text of the lines; ends with a line end unless it is empty."""
    text = "\n".join(line.text for line in lines)
    return f"{text}\n" if text else ""


def trimmed(lines: Sequence[Line]) -> Lines:
    """The lines without blank ones at both ends."""
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    return tuple(lines[filled[0] : filled[-1] + 1]) if filled else ()


def stacked(parts: Iterable[Lines]) -> Lines:
    """The parts one below the other, two blank lines between them."""
    stack: list[Line] = []
    for part in filter(None, map(trimmed, parts)):
        if stack:
            stack += [Line("", *stack[-1][1:])] * 2
        stack += part
    return tuple(stack)
