"""What an error of a student's code means and what to do about it, in words for a beginner."""

import re

from grader_service.feedback.table import TABLE
from grader_service.feedback.words import Mistake, closest

__all__ = ["Mistake", "explain", "explain_missing"]

LENGTH = 500


def explain(mistake: Mistake) -> str | None:
    """One or two plain sentences about the commonest errors; None where nothing helpful is known."""
    for name, pattern, words in TABLE:
        if name in mistake.names:
            match = re.search(pattern, mistake.text, re.DOTALL)
            if match:
                return (words(mistake, match) if callable(words) else match.expand(words))[:LENGTH]
    return None


def explain_missing(name: str, source: str) -> str:
    """What to do where the tests use a name that the submission does not define."""
    start = f"The tests use `{name}`, but your code does not define it."
    defined = re.findall(r"^(?:def|class)\s+(\w+)|^(\w+)\s*=", source, re.MULTILINE)
    close = closest(name, {one or other for one, other in defined})
    if close:
        return f"{start} It has `{close}`: is that a typing mistake?"
    return f"{start} Its name must be spelled exactly like this, and its line must not be indented."
