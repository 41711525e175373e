"""What the source itself tells about a program that printed something else than it should."""

import ast
import re

from grader_service.feedback import reading
from grader_service.feedback.words import without_f
from grader_service.say import Said, joined, say


def wrong_output(source: str, printed: str, said: str | None) -> str | None:
    """What to say about a program that printed something else: what was `said`, and its cause where that is plain."""
    lessons = (_never_called(source),) if not printed.strip() else (_braces_printed(source, printed),)
    return joined(said, *lessons) or None


def _never_called(source: str) -> Said | None:
    """A function of a program that nothing calls."""
    used = {node.id for node in reading.every(source, ast.Name)}
    for node in reading.parsed(source).body:
        if isinstance(node, reading.Function) and node.name not in used:
            return say(
                "`%1` on line %2 is never called: write `%3` on a line of its own below it, at the left edge.",
                node.name,
                node.lineno,
                f"{node.name}(...)" if node.args.args else f"{node.name}()",
            )
    return None


def _braces_printed(source: str, printed: str) -> Said | None:
    """A name in curly brackets that was printed as it is."""
    shown = {name for name in re.findall(r"\{(\w+)", printed) if name in reading.first_lines(reading.parsed(source))}
    for node in reading.every(source, ast.Constant):
        found = re.findall(r"\{(\w+)", node.value) if isinstance(node.value, str) else []
        if used := [name for name in found if name in shown]:
            return without_f(node.lineno, used[0])
    return None
