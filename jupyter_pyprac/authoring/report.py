"""What an import or a check came to, as the data that every program gets: the command line, a server and a panel.

`findings` are all faults and notes with their places, in one list; the sentences under `refused` and `notes` are the
same for whoever only reads them.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, Literal

import msgspec

from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.model import Assignment

PLACE: Final = re.compile(r"cell (?P<cell>\d+)(?:, line (?P<line>\d+))?(?P<end>: )?")
"""How a sentence about a notebook begins (see `lines.Line.where`)."""


class Finding(msgspec.Struct, frozen=True):
    """A fault (`error`: the course cannot be imported as it is) or a note (`warning`), and where its author looks.

    `source` is the notebook's file name or, in a bundle, what names the place; `slug` is empty where the assignment
    could not be read. `cell` and `line` count from 1; None where the notebook as a whole is meant.
    """

    severity: Literal["error", "warning"]
    message: str
    source: str = ""
    slug: str = ""
    cell: int | None = None
    line: int | None = None


def accepted(bundle: Bundle) -> dict[str, Any]:
    """The report of a course that came in."""
    notes = {each.slug: bundle.notes.get(each.slug, ()) for each in bundle.assignments}
    return {
        "course": bundle.course.slug,
        "assignments": [entry(each, notes[each.slug]) for each in bundle.assignments],
        "refused": [],
        "warnings": list(bundle.warnings),
        "findings": told(finding("warning", note, source, slug) for slug, (source, note) in bundle.worth_a_look()),
    }


def refused(error: Refused) -> dict[str, Any]:
    """The report of a course that did not, of which not even the slug counts as read."""
    return {
        "course": None,
        "assignments": [],
        "refused": [{"source": source, "reason": reason} for source, reason in error.reasons],
        "warnings": [f"{source}: {note}" if source else note for source, note in error.notes],
        "findings": [
            *told(finding("error", reason, source) for source, reason in error.reasons),
            *told(finding("warning", note, source) for source, note in error.notes),
        ],
    }


def finding(severity: Literal["error", "warning"], sentence: str, source: str, slug: str = "") -> Finding:
    """A sentence with the place that it names."""
    place = PLACE.match(sentence)
    if place is None:
        return Finding(severity, sentence, source, slug)
    message = sentence[place.end() :] if place["end"] else sentence
    return Finding(severity, message, source, slug, int(place["cell"]), int(place["line"]) if place["line"] else None)


def told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as JSON."""
    return [msgspec.to_builtins(each) for each in findings]


def entry(assignment: Assignment, notes: tuple[str, ...]) -> dict[str, Any]:
    """One assignment in a report; `tests` counts the hidden ones too."""
    return {
        "slug": assignment.slug,
        "title": assignment.title,
        "tests": len(assignment.tests),
        "hidden": len(assignment.tests) - len(assignment.visible_tests),
        "points": plain(assignment.max_points),
        "notes": list(notes),
    }


def plain(number: float) -> float:
    """A whole number without its fraction; others to six places."""
    return int(number) if number == int(number) else round(number, 6)


def counted(number: float, word: str) -> str:
    """A number of things."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
