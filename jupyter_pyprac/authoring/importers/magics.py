"""Cells as plain Python: what only Jupyter understands is left out, and said."""

import re

from jupyter_pyprac.authoring.lines import Line, Lines, joined, trimmed
from jupyter_pyprac.authoring.pytext import Syntax, parsed

AROUND_PYTHON = frozenset({"%%time", "%%timeit", "%%capture", "%%prun", "%%python", "%%python3"})
"""Magics of a whole cell that run the rest of it as Python."""

OWN = re.compile(r"\s*+(?:[%!].*|\?.*|[\w.]+\?\??\s*)")
INDENT = re.compile(r"\s*+")


def without_magics(cell: Lines, notes: list[str]) -> Lines:
    """The cell's lines without Jupyter's own; nothing where the cell is another language's."""
    lines = trimmed(cell)
    word = lines[0].text.split()[0] if lines else ""
    if word.startswith("%%"):
        notes.append(told(lines[0], "it" if word in AROUND_PYTHON else "with it the whole cell"))
        lines = lines[1:] if word in AROUND_PYTHON else ()
    if not any(OWN.fullmatch(line.text) for line in lines) or not isinstance(parsed(joined(lines)), Syntax):
        return lines
    return tuple(left for line in lines for left in one(line, notes))


def one(line: Line, notes: list[str]) -> Lines:
    """The line; in an indented magic's place something that does nothing, as a block must not be empty."""
    if not OWN.fullmatch(line.text):
        return (line,)
    notes.append(told(line, "it"))
    indent = INDENT.match(line.text)
    return (line._replace(text=f"{indent[0]}pass"),) if indent and indent[0] else ()


def told(line: Line, what: str) -> str:
    """The note about a line that only Jupyter understands."""
    return f"{line.where}: `{line.text.strip():.60}` is Jupyter's own: {what} was left out"
