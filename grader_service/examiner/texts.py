"""One sentence about how two texts differ, where the eye may pass over it."""

import unicodedata
from itertools import zip_longest
from typing import Final

from grader_service.sandbox.values import Value
from grader_service.say import Said, say

LENGTH: Final = 20_000
"""Longer texts are not searched for their difference."""

SEEN: Final = 2_000
"""Longer ones are not compared as they look: to put accents into their order takes the square of their number."""


def difference(actual: Value, expected: Value, _printed: str) -> Said | None:
    """What differs; None where one is no text, or they are too long."""
    if not isinstance(actual, str) or not isinstance(expected, str) or max(len(actual), len(expected)) > LENGTH:
        return None
    position = _position(actual, expected)
    if unseen := difference_unseen(actual, expected):
        return say("The texts look alike, but at position %1 there is %2 instead of %3.", *unseen)
    if differ_in_blanks(actual, expected):
        return _blanks(actual, expected, position)
    if actual.lower() == expected.lower():
        return say("Only upper and lower case differ, first at position %1.", position + 1)
    return _one_letter(actual, expected, position) or (
        say("The texts differ from position %1 on.", position + 1) if position else None
    )


def _one_letter(actual: str, expected: str, position: int) -> Said | None:
    if len(actual) + 1 == len(expected) and actual == expected[:position] + expected[position + 1 :]:
        return say("%1 is missing at position %2.", repr(expected[position]), position + 1)
    if len(expected) + 1 == len(actual) and expected == actual[:position] + actual[position + 1 :]:
        return say("There is a %1 too many at position %2.", repr(actual[position]), position + 1)
    return None


def differ_in_blanks(actual: str, expected: str) -> bool:
    """Whether nothing but spaces, tabs and line breaks differs, if anything does."""
    return "".join(actual.split()) == "".join(expected.split())


def difference_unseen(actual: str, expected: str) -> tuple[int, Said | str, Said | str] | None:
    """Where two texts that look alike differ, from 1, and what is there and what should be; None for any others."""
    if max(len(actual), len(expected)) > SEEN or _as_seen(actual) != _as_seen(expected):
        return None
    position = _position(actual, expected)
    here, there = (_character(text[position : position + 1]) for text in (actual, expected))
    return position + 1, here, there


def _position(actual: str, expected: str) -> int:
    return next(index for index, (a, b) in enumerate(zip_longest(actual, expected)) if a != b)


def _as_seen(text: str) -> str:
    """The text without what no eye tells apart: kinds of spaces, invisible characters, ways to put accents."""
    letters = [(letter, unicodedata.category(letter)) for letter in unicodedata.normalize("NFC", text)]
    return "".join(" " if kind == "Zs" or letter == "\t" else letter for letter, kind in letters if kind != "Cf")


def _character(letter: str) -> Said | str:
    """What a character is called."""
    known = {"": say("nothing"), " ": say("a space"), "\t": say("a tab")}
    if letter in known:
        return known[letter]
    return repr(letter) if letter.isascii() else f"{unicodedata.name(letter, '?')} (U+{ord(letter):04X})"


def _blanks(actual: str, expected: str, position: int) -> Said:
    difference = len(expected) - len(actual)
    here = (actual[position : position + 1], expected[position : position + 1])
    if difference not in {1, -1}:
        return say("Only spaces and line breaks differ, first at position %1.", position + 1)
    if "\n" in here:
        what = say("1 line break is missing") if difference > 0 else say("1 line break is too many")
    else:
        what = say("1 space is missing") if difference > 0 else say("1 space is too many")
    if position >= min(len(actual), len(expected)):
        return say("%1 at position %2, at the end.", what, position + 1)
    return say("%1 at position %2.", what, position + 1)
