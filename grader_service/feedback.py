"""What an error means and what to do about it, in words for a beginner. A table: what an error says -> a sentence."""

import difflib
import keyword
import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple


class Mistake(NamedTuple):
    """An exception of the student's code: the class names of its line, its text, its line and the whole source."""

    names: tuple[str, ...]
    text: str
    line: int | None
    source: str

    @property
    def code(self) -> str:
        """The text of its line; empty where that is not known."""
        lines = self.source.splitlines()
        return lines[self.line - 1].strip() if self.line and self.line <= len(lines) else ""


def explain(mistake: Mistake) -> str | None:
    """One or two plain sentences about the commonest errors; None where nothing helpful is known."""
    for name, pattern, words in _TABLE:
        if name in mistake.names:
            match = re.search(pattern, mistake.text, re.DOTALL)
            if match:
                return words(mistake, match) if callable(words) else match.expand(words)
    return None


def explain_missing(name: str, source: str) -> str:
    """What to do where the tests use a name that the submission does not define."""
    return f"The tests use `{name}`, but your code does not define it."


_TABLE: Final[tuple[tuple[str, str, str | Callable[[Mistake, re.Match[str]], str]], ...]] = ()
