"""Regions of a solution between `### BEGIN SOLUTION` and `### END SOLUTION`, which students do not get."""

import difflib
import re
from collections.abc import Iterable
from typing import NamedTuple

from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault

PLACEHOLDER = ("# Write your code here", "...")


class Kind(NamedTuple):
    """A kind of region: what its markers are called, how they are written, and what stands in its place."""

    name: str
    marker: re.Pattern[str]
    instead: tuple[str, ...] = ()


SOLUTION = Kind(
    "SOLUTION",
    re.compile(r"(?P<indent>\s*)#+\s*(?P<word>BEGIN|END) SOLUTION\b.*", re.IGNORECASE),
    PLACEHOLDER,
)


def split(lines: Lines, faults: list[NotebookFault], kind: Kind = SOLUTION) -> tuple[Lines, Lines | None]:
    """All lines without markers, and those outside with a placeholder for each region; None without regions."""
    every: list[Line] = []
    outside: list[Line] = []
    begin: Line | None = None
    regions = 0
    for line in lines:
        match = kind.marker.fullmatch(line.text)
        if not match:
            every.append(line)
            outside += [] if begin else [line]
        elif (match["word"].upper() == "BEGIN") == (begin is not None):
            told = (
                f"BEGIN {kind.name} inside a region that is still open" if begin else f"END {kind.name} without a BEGIN"
            )
            told += "" if begin else near_miss(lines, "BEGIN", kind)
            faults.append(NotebookFault(line.where, told))
        elif begin is None:
            begin, regions = line, regions + 1
            outside += placeholder(match["indent"], line, kind.instead)
        else:
            begin = None
    if begin:
        told = f"BEGIN {kind.name} without an END {kind.name} below it{near_miss(lines, 'END', kind)}"
        faults.append(NotebookFault(begin.where, told))
    return tuple(every), tuple(outside) if regions else None


def near_miss(lines: Lines, word: str, kind: Kind) -> str:
    """What to say of a comment that was probably meant as the marker that is missing; empty where none was."""
    for line in lines:
        text = line.text.strip()
        if text.startswith("#") and not kind.marker.fullmatch(line.text):
            near = difflib.get_close_matches(text.strip("# ").upper(), [f"{word} {kind.name}"], cutoff=0.8)
            if near:
                return f": did you mean `### {near[0]}` by `{text:.60}` in {line.where}?"
    return ""


def first(lines: Iterable[Line]) -> Line | None:
    """The first marker of a region in some lines."""
    return next((line for line in lines if SOLUTION.marker.fullmatch(line.text)), None)


def refuse(lines: Iterable[Line], role: str, faults: list[NotebookFault]) -> None:
    """Note markers in what students get as it is: the lines between them would not be taken out."""
    for line in lines:
        if SOLUTION.marker.fullmatch(line.text):
            told = f"students get the {role} as it is: solution markers belong into a solution cell"
            faults.append(NotebookFault(line.where, told))


def placeholder(indent: str, line: Line, texts: Iterable[str] = PLACEHOLDER) -> list[Line]:
    """What stands where a region was."""
    return [Line(indent + text, line.cell, line.number) for text in texts]
