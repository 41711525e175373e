"""Sentences about lines that are not indented as the lines around them ask for."""

import re
from re import Match

from grader_service.feedback.mistake import Advice, Mistake
from grader_service.say import Said, say

_NO_BODY = re.compile(r"\s*(?:#|$|(?:else|elif|except|finally)\b)")
_NEXT = re.compile(r"(?:async\s+)?def\b|class\b|@")


def empty_block(mistake: Mistake) -> Advice | None:
    """A line with a colon to which nothing belongs, comments apart; None where its lines only lack their spaces."""
    head = re.search(r"expected an indented block after .* on line (\d+)", mistake.text)
    if not head or not mistake.line:
        return None
    lines, first = mistake.source.split("\n"), int(head[1])
    owner, found = lines[first - 1], lines[mistake.line - 1]
    between = lines[first : mistake.line - 1]
    commented = any(line.strip() and _indent(line) > _indent(owner) for line in between)
    another = _indent(found) <= _indent(owner) and _NEXT.match(found.lstrip()) and "class" not in mistake.text
    if first < mistake.line and not (commented or another or _NO_BODY.match(found)):
        return None
    words = say(
        "Line %1 needs an indented line below it, and a comment does not count. "
        "Write what belongs there, or `pass` for now.",
        first,
    )
    return Advice(words, first)


def begins_indented(mistake: Mistake, _: Match[str]) -> Said | None:
    """The first line of the code begins with spaces."""
    above = mistake.source.split("\n")[: (mistake.line or 1) - 1]
    if any(line.strip() and not line.strip().startswith("#") for line in above):
        return None
    return say("%1 the code begins with spaces: its first line stands at the left edge.", mistake.at)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
