"""Text that remembers the notebook cell and line each of its lines came from, so that faults can name them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias


class Line(NamedTuple):
    """A line of text, the number of its cell (from 1) and its number in that cell (from 1)."""

    text: str
    cell: int
    number: int

    @property
    def where(self) -> str:
        """The place as a report names it."""
        return f"cell {self.cell}, line {self.number}"


Lines: TypeAlias = tuple[Line, ...]


class NotebookFault(NamedTuple):
    """Something to mend in a notebook: `where` is empty for the notebook as a whole."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


def of_cell(source: str, cell: int) -> Lines:
    """The lines of a cell."""
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
