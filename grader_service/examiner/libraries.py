"""What unittest, NumPy and pandas say of values that are not as expected, in words for a beginner.

Where the text of a library holds numbers it stands below the words.
"""

import re
from collections.abc import Callable, Mapping
from re import Match
from typing import Final

from grader_service.examiner import differences
from grader_service.examiner.raising import OTHER_TEXT
from grader_service.feedback.items import a_value
from grader_service.say import Said, joined, say

_TELLING: Final = re.compile(r"\A\n|\A[^\n]* are different\n\n|\A\w+ Expected type ")
"""How the texts of NumPy and pandas begin."""


def _of_type(found: Match[str]) -> Said:
    expected, actual = found.groups()
    if actual == "NoneType":
        return differences.NOTHING
    return say("It returned %1, but %2 is expected.", a_value(actual), a_value(expected))


_WORDS: Final[Mapping[str, Callable[[Match[str]], Said]]] = {
    r"\(shapes (\(.*?\)), (\(.*?\)) mismatch\)": lambda found: say("The shapes differ: %1 and %2.", *found.groups()),
    r"Mismatched elements: (\d+) / (\d+)": lambda found: say("%1 of %2 values are not as expected.", *found.groups()),
    r"Expected type <class '(?:\w+\.)*(\w+)'>, found <class '(?:\w+\.)*(\w+)'>": _of_type,
    r'column name="([^\n]*)"\) values are different \((\S+) %\)': lambda found: say(
        "In the column `%1` %2 % of the values are not as expected.", *found.groups()
    ),
    r'Attribute "([^"\n]*)" are different\n\[left\]: *([^\n]*)\n\[right\]: *([^\n]*)': lambda found: say(
        "The attribute `%1` differs: %2 and %3.", *found.groups()
    ),
    r"(\S+) values are different \((\S+) %\)": lambda found: say(
        "In `%1` %2 % of the values are not as expected.", *found.groups()
    ),
    r"": lambda _: say("The values are not as expected."),
}
"""The first pattern that is found in a text chooses the words."""


def in_words(text: str) -> str:
    """A text of theirs with a sentence before or instead of it; any other text as it is."""
    if found := OTHER_TEXT.match(text):
        return say("The text of the error is %1, in which there is no %2.", repr(found["text"]), repr(found["wanted"]))
    if not _TELLING.match(text):
        return text
    words = next(words(found) for pattern, words in _WORDS.items() if (found := re.search(pattern, text)))
    return joined(words, f"\n{text.strip()}")
