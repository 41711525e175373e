"""What an error of a student's code means and what to do about it, in words for a beginner."""

import re

from grader_service.feedback.lessons import explain_missing, never_ends, wrong_result
from grader_service.feedback.mistake import Advice, Mistake, Place, Seen
from grader_service.feedback.reading import expression
from grader_service.feedback.syntax import repaired
from grader_service.feedback.table import TABLE
from grader_service.feedback.words import own_raise

__all__ = ["Advice", "Mistake", "Place", "Seen", "explain", "explain_missing", "never_ends", "wrong_result"]

LENGTH = 500


def explain(mistake: Mistake) -> Advice | None:
    """One or two plain sentences about the commonest errors; None where nothing helpful is known."""
    words = repaired(mistake) or own_raise(mistake, expression(mistake)) or _from_table(mistake)
    return words and words._replace(words=words.words[:LENGTH])


def _from_table(mistake: Mistake) -> Advice | None:
    for name, pattern, words in TABLE:
        if name in mistake.names:
            match = re.search(pattern, mistake.text[:LENGTH], re.DOTALL)
            found = match and (words(mistake, match) if callable(words) else match.expand(words))
            if found:
                return Advice(found.replace("{at}", mistake.at).replace("{here}", f"line {mistake.line}"), mistake.line)
    return None
