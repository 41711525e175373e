"""What an import or a check came to, for a program and for a person."""

import json
from typing import Any

from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.model import Assignment


def accepted(bundle: Bundle) -> dict[str, Any]:
    """The report of a course that came in."""
    return {
        "course": bundle.course.slug,
        "assignments": [entry(each, bundle.notes.get(each.slug, ())) for each in bundle.assignments],
        "refused": [],
        "warnings": list(bundle.warnings),
    }


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


def refused(error: Refused, course: str | None = None) -> dict[str, Any]:
    """The report of a course that did not; `course` is its slug where that much could be read."""
    reasons = [{"source": source, "reason": reason} for source, reason in error.reasons]
    return {"course": course, "assignments": [], "refused": reasons, "warnings": []}


def plain(number: float) -> float:
    """A whole number without its fraction; others to six places."""
    return int(number) if number == int(number) else round(number, 6)


def counted(number: float, word: str) -> str:
    """A number of things."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def as_json(value: Any) -> str:  # noqa: ANN401  anything JSON holds
    """Text for a program: ASCII, so that every terminal and pipe takes it."""
    return json.dumps(value, indent=2) + "\n"


def as_text(report: dict[str, Any], heading: str) -> str:
    """Text for a person."""
    lines = [heading]
    width = max((len(each["slug"]) for each in report["assignments"]), default=0)
    for each in report["assignments"]:
        counts = f"{counted(each['tests'], 'test')} ({each['hidden']} hidden), {counted(each['points'], 'point')}"
        lines.append(f"  {each['slug']:{width}}  {counts}  {each['title']}")
        lines += [f"  {'':{width}}  note: {note}" for note in each["notes"]]
    lines += [f"  {each['source']}: {each['reason']}" for each in report["refused"]]
    lines += [f"  warning: {warning}" for warning in report["warnings"]]
    return "\n".join(lines) + "\n"
