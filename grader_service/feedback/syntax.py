"""What is wrong with code that Python cannot read, found by trying small repairs until it can be read further.

Python names the place where it gave up, which is often behind the slip. A repair that helps is the better witness,
and one that does not depend on the words of a version of Python.
"""

import difflib
import keyword
import re
from collections.abc import Iterator
from itertools import repeat
from typing import Final, NamedTuple

from grader_service.feedback.mistake import Advice, Mistake
from grader_service.feedback.reading import READABLE, attempt
from grader_service.feedback.repairs import HABITS, REPAIRS
from grader_service.say import joined, say

READ: Final = 200_000
"""Characters that all attempts together may read: each reads the source anew."""

BELOW: Final = 8
"""Lines below an open bracket at whose end it may be closed."""

LINE: Final = 200
"""Longer lines are left alone: nobody writes them by hand."""

_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_BLANK: Final = re.compile(
    r"\"\"\".*?(?:\"\"\"|\Z)|'''.*?(?:'''|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|#[^\n]*", re.DOTALL
)
_QUOTE: Final = r"([\"'])"
_PLAIN: Final = ("f-string", "positional argument follows keyword", "invalid non-printable character")
"""What Python tells of a line that needs no guess: a repair that helps would be another one than is meant."""


class _Reading(NamedTuple):
    """The source as lines, the same with texts and comments blanked out, and where Python gave up."""

    lines: list[str]
    blank: list[str]
    at: int
    column: int
    message: str
    left: Iterator[None]
    """One for each attempt that may still be made."""


def repaired(mistake: Mistake) -> Advice | None:
    """The slip in a source that cannot be read; None where no repair and no habit fits."""
    if mistake.names[0] != "SyntaxError" or len(mistake.source) > READABLE:
        return None
    error = attempt(mistake.source)
    if not isinstance(error, SyntaxError) or not error.lineno or any(words in error.msg for words in _PLAIN):
        return None
    source = mistake.source.split("\n")
    at = min(error.lineno, len(source))
    blank = _BLANK.sub(_blanked, mistake.source).split("\n")
    left = repeat(None, READ // (len(mistake.source) + 1))
    reading = _Reading(source, blank, at, (error.offset or 1) - 1, error.msg, left)
    finders = (_braces, _texts, _misspelled, _repairs, _brackets, _without_if, _habits)
    return next((advice for find in finders if (advice := find(reading))), None)


def _blanked(match: re.Match[str]) -> str:
    text = match[0]
    if text.startswith("#"):
        return " " * len(text)
    return re.sub(r"[^\n]", "s", text[:-1]).replace("s", text[0], 1) + text[-1]


def _helps(reading: _Reading, number: int, line: str) -> bool:
    """Whether Python reads further once that line is written so."""
    if next(reading.left, line) is not None:
        return False
    lines = [*reading.lines[: number - 1], line, *reading.lines[number:]]
    error = attempt("\n".join(lines))
    if not isinstance(error, SyntaxError):
        return True
    further = (error.lineno or 0) > max(reading.at, number)
    return further and not ("was never closed" in error.msg or isinstance(error, IndentationError))


def _near(reading: _Reading) -> Iterator[int]:
    """The line where Python gave up, and the last one above it that is not empty."""
    above = next((at for at in range(reading.at - 1, 0, -1) if reading.blank[at - 1].strip()), None)
    yield from (number for number in (reading.at, above) if number and len(reading.lines[number - 1]) < LINE)


def _parts(line: str, match: re.Match[str]) -> list[str]:
    """What the line has where the pattern fits as a whole, and in each of its brackets."""
    return [line[slice(*match.span(group))] for group in range(match.re.groups + 1)]


def _filled(instead: str, parts: list[str]) -> str:
    def part(sign: re.Match[str]) -> str:
        text = parts[int(sign[2])]
        return text.lower() if sign[1] else text

    return re.sub(r"\\(l?)(\d)", part, instead)


def _told(words: str, number: int, parts: list[str], instead: str = "") -> Advice:
    return Advice(say(words, number, *(part.strip() for part in (*parts[1:], instead))), number)


def _repairs(reading: _Reading) -> Advice | None:
    for pattern, instead, words in REPAIRS:
        for number in _near(reading):
            line, blank = reading.lines[number - 1], reading.blank[number - 1]
            for matches in _choices(list(re.finditer(pattern, blank))):
                written = line
                for match in reversed(matches):
                    written = written[: match.start()] + _filled(instead, _parts(line, match)) + written[match.end() :]
                if written != line and _helps(reading, number, written):
                    parts = _parts(line, matches[0])
                    return _told(words, number, parts, _filled(instead, parts))
    return None


def _choices(matches: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Each match by itself, then all of them."""
    yield from ([match] for match in matches)
    if len(matches) > 1:
        yield matches


def _habits(reading: _Reading) -> Advice | None:
    for pattern, words in HABITS:
        for number in _near(reading):
            match = re.search(pattern, reading.blank[number - 1])
            if match:
                return _told(words, number, _parts(reading.lines[number - 1], match))
    return None


def _texts(reading: _Reading) -> Advice | None:
    """A text without its end: the quote is missing, or an apostrophe ended it early."""
    if "unterminated" not in reading.message or "triple" in reading.message:
        return None
    number, line = reading.at, reading.lines[reading.at - 1][:LINE]
    if re.search(r"'[^'\"]*\w'\w[^'\"]*'", line):
        return Advice(
            say(
                'The apostrophe inside the text on line %1 ends it too early. Put the text in double quotes `"`.',
                number,
            ),
            number,
        )
    quote = line[reading.column : reading.column + 1] if reading.column < len(line) else ""
    quote = quote if quote in {"'", '"'} else next(iter(re.findall(_QUOTE, line[reading.column :])), "'")
    other = {"'": '"', '"': "'"}[quote]
    if line.rstrip("): ").endswith(other):
        words = say(
            "The text on line %1 begins with `%2` but ends with `%3`: use the same quote.", number, quote, other
        )
        return Advice(words, number)
    words = say("The text on line %1 begins with `%2`, but the `%2` at its end is missing.", number, quote)
    return Advice(words, number)


def _braces(reading: _Reading) -> Advice | None:
    """A block in curly brackets that begins on the next line."""
    below = next((line.strip() for line in reading.blank[reading.at :] if line.strip()), "")
    if below != "{" or "expected ':'" not in reading.message:
        return None
    words = say(
        "Python has no curly brackets around a block. End line %1 with a colon and indent the lines that belong to it.",
        reading.at,
    )
    return Advice(words, reading.at)


def _misspelled(reading: _Reading) -> Advice | None:
    """The first word of a line that is nearly one of Python's."""
    for number in _near(reading):
        line = reading.lines[number - 1]
        match = re.match(r"(\s*)([A-Za-z]+)\b(?!\s*[=.(\[])", reading.blank[number - 1])
        for word in _similar(match[2]) if match else ():
            if match and _helps(reading, number, match[1] + word + line[match.end() :]):
                words = say("Python does not know the word `%1` on line %2. Did you mean `%3`?", match[2], number, word)
                return Advice(words, number)
    return None


def _similar(word: str) -> list[str]:
    """Words of Python that nearly look like this one, capitals apart."""
    if word.lower() in {*keyword.kwlist, "switch"}:
        return []
    return difflib.get_close_matches(word.lower(), keyword.kwlist, n=3, cutoff=0.6)


def _brackets(reading: _Reading) -> Advice | None:
    """A bracket that is open where Python gave up, on the line where it was opened."""
    for sign, number in reversed(_open(reading)):
        close = _CLOSING[sign]
        start = say("The bracket `%1` on line %2 is never closed.", sign, number)
        line = reading.lines[number - 1].rstrip()
        if line.endswith(":") and _helps(reading, number, f"{line[:-1]}{close}:"):
            return Advice(joined(start, say("Is a `%1` missing before the colon?", close)), number)
        for end, text in enumerate(reading.lines[number - 1 : number + BELOW], number):
            if text.strip() and _helps(reading, end, f"{text.rstrip()}{close}"):
                here = say("Is a `%1` missing at the end of the line?", close)
                below = say("Is a `%1` missing at the end of line %2?", close, end)
                return Advice(joined(start, here if end == number else below), number)
    return None


def _open(reading: _Reading) -> list[tuple[str, int]]:
    """The brackets that are open before the end of the line where Python gave up, with their lines."""
    found: list[tuple[str, int]] = []
    for number, line in enumerate(reading.blank[: reading.at], 1):
        for sign in line:
            if sign in _CLOSING:
                found.append((sign, number))
            elif sign in _CLOSING.values() and found:
                found.pop()
    return found


def _without_if(reading: _Reading) -> Advice | None:
    """An `else` that belongs to nothing above it."""
    match = re.match(r"\s*(else|elif|except|finally)\b", reading.blank[reading.at - 1])
    if not match or reading.column >= match.end():
        return None
    owner = "if" if match[1] in {"else", "elif"} else "try"
    words = say(
        "The `%1` on line %2 belongs to no `%3`. It must line up with its `%3`, "
        "and every line between them must be indented further.",
        match[1],
        reading.at,
        owner,
    )
    return Advice(words, reading.at)
