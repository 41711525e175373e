"""The lines of an Otter solution: what of them a student begins with."""

import re
from typing import NamedTuple

from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault

BEGIN = re.compile(r"(?P<indent>\s*+)#\s*BEGIN SOLUTION(?P<quiet> NO PROMPT)?\b.*")
END = re.compile(r".*#\s*END SOLUTION\s*+")
BEGIN_IGNORE = re.compile(r"\s*+#\s*BEGIN\s*IGNORE\b.*", re.IGNORECASE)
END_IGNORE = re.compile(r".*#\s*END IGNORE\s*+", re.IGNORECASE)
IGNORE = re.compile(r".*#\s*IGNORE\s*+")
LEFT_OUT = re.compile(r".*#\s*(?:SOLUTION NO PROMPT|BEGIN PROMPT|END PROMPT)\s*+")
SEED = re.compile(r"(?P<code>.*)#\s*SEED\s*+")
SOLUTION = re.compile(r"(?P<indent>\s*+).*#\s?SOLUTION\b.*")
TARGET = r"[\w.]+(?:\[[^=\[\]]*\])*"
ASSIGNED = re.compile(rf"\s*+{TARGET}(?:\s*,\s*{TARGET})*\s*=(?!=)")
PROMPT = "..."


class Halves(NamedTuple):
    """A cell as its author runs it, and as a student gets it."""

    solution: Lines
    starter: Lines


def split(lines: Lines, faults: list[NotebookFault]) -> Halves:
    """Both halves of a cell in a block of solutions."""
    kept = without_ignored(lines, faults)
    starter: list[Line] = []
    begin: Line | None = None
    for line in kept:
        opening = BEGIN.fullmatch(line.text)
        if opening:
            if begin:
                faults.append(NotebookFault(line.where, "BEGIN SOLUTION inside a region that is still open"))
            begin = line
            starter += [] if opening["quiet"] else [line._replace(text=opening["indent"] + PROMPT)]
        elif END.fullmatch(line.text):
            if not begin:
                faults.append(NotebookFault(line.where, "END SOLUTION without a BEGIN"))
            begin = None
        elif not begin and not LEFT_OUT.fullmatch(line.text):
            starter.append(line._replace(text=prompted(line.text)))
    if begin:
        faults.append(NotebookFault(begin.where, "BEGIN SOLUTION without an END SOLUTION below it"))
    return Halves(kept, tuple(starter))


def prompted(text: str) -> str:
    """A line as a student gets it: what is assigned or done on a line of the solution is theirs to write."""
    seed = SEED.fullmatch(text)
    if seed:  # nobody else sets the seed here, and without it right answers would differ
        return seed["code"].rstrip()
    line = SOLUTION.fullmatch(text)
    if line is None:
        return text
    assigned = ASSIGNED.match(text)
    return f"{assigned[0]} {PROMPT}" if assigned else line["indent"] + PROMPT


def without_ignored(lines: Lines, faults: list[NotebookFault]) -> Lines:
    """The lines that are not marked as the author's own."""
    kept: list[Line] = []
    begin: Line | None = None
    for line in lines:
        if BEGIN_IGNORE.fullmatch(line.text):
            begin = line
        elif END_IGNORE.fullmatch(line.text):
            if not begin:
                faults.append(NotebookFault(line.where, "END IGNORE without a BEGIN"))
            begin = None
        elif not begin and not IGNORE.fullmatch(line.text):
            kept.append(line)
    if begin:
        faults.append(NotebookFault(begin.where, "BEGIN IGNORE without an END IGNORE below it"))
    return tuple(kept)
