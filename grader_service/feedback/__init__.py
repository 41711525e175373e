"""What an error of a student's code means and what to do about it, in words for a beginner."""

import re

from grader_service.feedback.blocks import empty_block
from grader_service.feedback.effects import without_effect
from grader_service.feedback.endless import never_ends
from grader_service.feedback.lessons import explain_missing, hidden_method, wrong_result
from grader_service.feedback.mistake import Advice, Mistake, Place, Seen
from grader_service.feedback.programs import wrong_output
from grader_service.feedback.reading import expression
from grader_service.feedback.syntax import repaired
from grader_service.feedback.table import TABLE
from grader_service.feedback.words import own_raise
from grader_service.say import Said, say

__all__ = [
    "Advice",
    "Mistake",
    "Place",
    "Seen",
    "explain",
    "explain_missing",
    "hidden_method",
    "never_ends",
    "without_effect",
    "wrong_output",
    "wrong_result",
]

LENGTH = 500
"""Characters of an error's text that are looked at."""


def explain(mistake: Mistake) -> Advice | None:
    """One or two plain sentences about the commonest errors; None where nothing helpful is known."""
    return repaired(mistake) or empty_block(mistake) or own_raise(mistake, expression(mistake)) or _from_table(mistake)


def _from_table(mistake: Mistake) -> Advice | None:
    for name, pattern, words in TABLE:
        if name in mistake.names:
            match = re.search(pattern, mistake.text[:LENGTH], re.DOTALL)
            found = match and (words(mistake, match) if callable(words) else _filled(words, mistake, match))
            if found:
                return Advice(found, mistake.line)
    return None


def _filled(words: str, mistake: Mistake, match: re.Match[str]) -> Said:
    return say(words, mistake.at, *(text or "" for text in match.groups()), mistake.line or 0)
