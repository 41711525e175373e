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
    if not isinstance(error, SyntaxError) or not error.lineno or "f-string" in error.msg:
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


def _filled(template: str, line: str, match: re.Match[str], number: int) -> str:
    def part(sign: re.Match[str]) -> str:
        text = (
            line[slice(*match.span(int(sign[2])))].strip()
            if "{line}" in template
            else line[slice(*match.span(int(sign[2])))]
        )
        return text.lower() if sign[1] else text

    return re.sub(r"\\(l?)(\d)", part, template).replace("{line}", str(number))


def _repairs(reading: _Reading) -> Advice | None:
    for pattern, instead, words in REPAIRS:
        for number in _near(reading):
            line, blank = reading.lines[number - 1], reading.blank[number - 1]
            for matches in _choices(list(re.finditer(pattern, blank))):
                written = line
                for match in reversed(matches):
                    written = written[: match.start()] + _filled(instead, line, match, number) + written[match.end() :]
                if written != line and _helps(reading, number, written):
                    return Advice(_filled(words, line, matches[0], number), number)
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
                return Advice(_filled(words, reading.lines[number - 1], match, number), number)
    return None


def _texts(reading: _Reading) -> Advice | None:
    """A text without its end: the quote is missing, or an apostrophe ended it early."""
    if "unterminated" not in reading.message or "triple" in reading.message:
        return None
    number, line = reading.at, reading.lines[reading.at - 1][:LINE]
    if re.search(r"'[^'\"]*\w'\w[^'\"]*'", line):
        words = f'The apostrophe inside the text on line {number} ends it too early. Put the text in double quotes `"`.'
        return Advice(words, number)
    quote = line[reading.column : reading.column + 1] if reading.column < len(line) else ""
    quote = quote if quote in {"'", '"'} else next(iter(re.findall(_QUOTE, line[reading.column :])), "'")
    other = {"'": '"', '"': "'"}[quote]
    if line.rstrip("): ").endswith(other):
        return Advice(
            f"The text on line {number} begins with `{quote}` but ends with `{other}`: use the same quote.", number
        )
    return Advice(f"The text on line {number} begins with `{quote}`, but the `{quote}` at its end is missing.", number)


def _braces(reading: _Reading) -> Advice | None:
    """A block in curly brackets that begins on the next line."""
    below = next((line.strip() for line in reading.blank[reading.at :] if line.strip()), "")
    if below != "{" or "expected ':'" not in reading.message:
        return None
    words = (
        f"Python has no curly brackets around a block. End line {reading.at} with a colon "
        "and indent the lines that belong to it."
    )
    return Advice(words, reading.at)


def _misspelled(reading: _Reading) -> Advice | None:
    """The first word of a line that is nearly one of Python's."""
    for number in _near(reading):
        line = reading.lines[number - 1]
        match = re.match(r"(\s*)([A-Za-z]+)\b(?!\s*[=.(\[])", reading.blank[number - 1])
        for word in _similar(match[2]) if match else ():
            if match and _helps(reading, number, match[1] + word + line[match.end() :]):
                words = f"Python does not know the word `{match[2]}` on line {number}. Did you mean `{word}`?"
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
        start = f"The bracket `{sign}` on line {number} is never closed. Is a `{close}` missing"
        line = reading.lines[number - 1].rstrip()
        if line.endswith(":") and _helps(reading, number, f"{line[:-1]}{close}:"):
            return Advice(f"{start} before the colon?", number)
        for end, text in enumerate(reading.lines[number - 1 : number + BELOW], number):
            if text.strip() and _helps(reading, end, f"{text.rstrip()}{close}"):
                where = "the line" if end == number else f"line {end}"
                return Advice(f"{start} at the end of {where}?", number)
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
    word, owner = match[1], "`if`" if match[1] in {"else", "elif"} else "`try`"
    words = (
        f"The `{word}` on line {reading.at} belongs to no {owner}. It must line up with its {owner}, "
        "and every line between them must be indented further."
    )
    return Advice(words, reading.at)
