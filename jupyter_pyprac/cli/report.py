"""How commands print: reports of courses as text, and anything as JSON."""

import json
from typing import Any

from jupyter_pyprac.authoring.report import counted


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
