"""What is known about an error of a student's code: its class, its text, its place, and the values there."""

from collections.abc import Mapping
from typing import NamedTuple

from grader_service.say import Said, say


class Place(NamedTuple):
    """A part of the source; lines count from 1, columns from 0 in bytes of UTF-8, as Python counts them."""

    line: int
    column: int
    end_line: int
    end_column: int


class Seen(NamedTuple):
    """What a name stood for: its type, its text where that is short, and how many items it has, or -1."""

    kind: str
    text: str
    size: int


class Mistake(NamedTuple):
    """An exception: its class names, its text, its line and place, the source, values there, and names that exist.

    Of the test: `typed` is how many lines it types, None where it types nothing; whether it `wants_number` back; and
    `tried`, whether it is none but an input that the student tries the program on.
    """

    names: tuple[str, ...]
    text: str
    line: int | None
    source: str
    place: Place | None = None
    values: Mapping[str, Seen] = {}
    known: tuple[str, ...] = ()
    typed: int | None = None
    wants_number: bool = False
    tried: bool = False

    @property
    def at(self) -> Said:
        """Where a sentence begins: `On line 3`, or what is said without a line."""
        return say("On line %1", self.line) if self.line else say("In this call")


class Advice(NamedTuple):
    """What to tell about a mistake: the sentences, and the line that they are about."""

    words: Said
    line: int | None
