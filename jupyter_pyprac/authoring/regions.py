"""Regions of a solution between `### BEGIN SOLUTION` and `### END SOLUTION`, which students do not get."""

import difflib
import re
from collections.abc import Iterable

from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault

MARKER = re.compile(r"(?P<indent>\s*)#+\s*(?P<word>BEGIN|END) SOLUTION\b.*", re.IGNORECASE)
PLACEHOLDER = ("# Write your code here", "...")


def split(lines: Lines, faults: list[NotebookFault]) -> tuple[Lines, Lines | None]:
    """The solution without markers, and the starter with a placeholder for each region; None without regions."""
    solution: list[Line] = []
    starter: list[Line] = []
    begin: Line | None = None
    regions = 0
    for line in lines:
        match = MARKER.fullmatch(line.text)
        if not match:
            solution.append(line)
            starter += [] if begin else [line]
        elif (match["word"].upper() == "BEGIN") == (begin is not None):
            told = "BEGIN SOLUTION inside a region that is still open" if begin else "END SOLUTION without a BEGIN"
            told += "" if begin else near_miss(lines, "BEGIN")
            faults.append(NotebookFault(line.where, told))
        elif begin is None:
            begin, regions = line, regions + 1
            starter += placeholder(match["indent"], line)
        else:
            begin = None
    if begin:
        faults.append(
            NotebookFault(begin.where, f"BEGIN SOLUTION without an END SOLUTION below it{near_miss(lines, 'END')}")
        )
    return tuple(solution), tuple(starter) if regions else None


def near_miss(lines: Lines, word: str) -> str:
    """What to say of a comment that was probably meant as the marker that is missing; empty where none was."""
    for line in lines:
        text = line.text.strip()
        if text.startswith("#") and not MARKER.fullmatch(line.text):
            near = difflib.get_close_matches(text.strip("# ").upper(), [f"{word} SOLUTION"], cutoff=0.8)
            if near:
                return f": did you mean `### {near[0]}` by `{text:.60}` in {line.where}?"
    return ""


def refuse(lines: Iterable[Line], role: str, faults: list[NotebookFault]) -> None:
    """Note markers in what students get as it is: the lines between them would not be taken out."""
    for line in lines:
        if MARKER.fullmatch(line.text):
            told = f"students get the {role} as it is: solution markers belong into a solution cell"
            faults.append(NotebookFault(line.where, told))


def placeholder(indent: str, line: Line) -> Iterable[Line]:
    """What stands where a region was."""
    return [Line(indent + text, line.cell, line.number) for text in PLACEHOLDER]
