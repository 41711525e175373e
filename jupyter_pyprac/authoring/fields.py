"""Readers of single values: each takes what JSON holds and a `Spot`, and notes there what does not fit.

A reader returns the value as the model wants it, or `FAULTY` after noting a fault; it never raises for bad input.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeAlias

from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.jsontext import Doubled

Reader: TypeAlias = Callable[[Any, Spot], Any]
FAULTY: Final = object()
"""What a reader returns for a value that does not fit."""

SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[Zz]|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
KINDS = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", type(None): "null"}


class Field(NamedTuple):
    """A field of an object: how it is read and whether it must be there."""

    reader: Reader
    required: bool = False


def kind_of(value: object) -> str:
    """What JSON calls a value."""
    return KINDS.get(type(value), "an object")


def mapping(value: Any, fields: Mapping[str, Field], spot: Spot) -> dict[str, Any]:  # noqa: ANN401  unread JSON
    """The fields of an object that fit; null stands for a field left out, and every other fault is noted."""
    if not isinstance(value, dict):
        spot.fault(f"must be an object, not {kind_of(value)}")
        return {}
    for name in value.twice if isinstance(value, Doubled) else ():
        spot.field(name).fault("is there twice: keep one of the two")
    for name in value:
        if name not in fields:
            spot.field(printable(name)).fault(unknown(name, fields))
    found = {}
    for name, (reader, required) in fields.items():
        if value.get(name) is not None:
            found[name] = reader(value[name], spot.field(name))
        elif required:
            spot.field(name).fault("is missing")
    return {name: read for name, read in found.items() if read is not FAULTY}


def unknown(name: str, fields: Mapping[str, Field]) -> str:
    """The sentence about a field that nobody reads, with the one that was probably meant."""
    near = difflib.get_close_matches(name, fields, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the fields here are {', '.join(fields)}"
    return f"is not a known field: {hint}"


def printable(text: str) -> str:
    """A text that can be shown in one line whatever is in it."""
    shown = text if text.isprintable() else ascii(text)[1:-1]
    return shown if len(shown) <= 60 else f"{shown[:57]}..."  # noqa: PLR2004  a line of a report


def items(reader: Reader, *, at_least: int = 0, at_most: int = 1000, noun: str = "items") -> Reader:
    """A reader of lists; gives a tuple of what fits."""

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if not isinstance(value, list):
            spot.fault(f"must be a list, not {kind_of(value)}")
            return FAULTY
        if not at_least <= len(value) <= at_most:
            spot.fault(f"needs {at_least} to {at_most} {noun}, not {len(value)}")
        read_items = [reader(item, spot.item(index)) for index, item in enumerate(value)]
        return tuple(item for item in read_items if item is not FAULTY)

    return read


def text(*, at_most: int, blank: bool = True, one_line: bool = False) -> Reader:
    """A reader of text of at most so many UTF-8 bytes, with Unix line ends."""

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if not isinstance(value, str):
            spot.fault(f"must be text, not {kind_of(value)}")
            return FAULTY
        clean = value.replace("\r\n", "\n").replace("\r", "\n")
        fault = text_fault(clean, at_most=at_most, blank=blank, one_line=one_line)
        if fault is None:
            return clean.strip() if one_line else clean
        spot.fault(*fault)
        return FAULTY

    return read


def text_fault(value: str, *, at_most: int, blank: bool, one_line: bool) -> tuple[str, int | None] | None:
    """What is wrong with a text, and on which of its lines; None where nothing is."""
    bad = next((index for index, sign in enumerate(value) if sign == "\0" or "\ud800" <= sign <= "\udfff"), None)
    if bad is not None:
        name = "a NUL character" if value[bad] == "\0" else f"half a character ({ascii(value[bad])[1:-1]})"
        return f"holds {name}, which cannot be stored: write it as an escape", value.count("\n", 0, bad) + 1
    if len(value.encode()) > at_most:
        return f"is {len(value.encode()):,} bytes long; at most {at_most:,} are allowed", None
    if not blank and not value.strip():
        return "is empty", None
    if one_line and any(sign < " " or "\x7f" <= sign <= "\x9f" for sign in value.strip()):
        return "must be a single line of plain text", None
    return None


def matching(pattern: re.Pattern[str], sentence: str) -> Reader:
    """A reader of short texts that match a pattern as a whole; `sentence` says what fits."""
    line = text(at_most=100, one_line=True)

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        found = line(value, spot)
        if found is FAULTY or pattern.fullmatch(found):
            return found
        spot.fault(f"{printable(found)!r} does not fit: {sentence}")
        return FAULTY

    return read


def number(low: float, high: float, *, whole: bool = False) -> Reader:
    """A reader of numbers from `low` to `high`; a float unless `whole`."""

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            spot.fault(f"must be a number, not {kind_of(value)}")
        elif not low <= value <= high:
            spot.fault(f"must be between {low:,} and {high:,}")
        elif whole and value != int(value):
            spot.fault("must be a whole number")
        else:
            return int(value) if whole else float(value)
        return FAULTY

    return read


def choice(*words: str) -> Reader:
    """A reader of one of some words."""

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if isinstance(value, str) and value in words:
            return value
        spot.fault(f"must be {' or '.join(map(repr, words))}")
        return FAULTY

    return read


def flag(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read true or false."""
    if isinstance(value, bool):
        return value
    spot.fault(f"must be true or false, not {kind_of(value)}")
    return FAULTY


def moment(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read a time in RFC 3339, as UTC."""
    if isinstance(value, str) and TIME.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    spot.fault("must be a time with its zone, such as 2026-09-01T08:00:00Z")
    return FAULTY


slug = matching(SLUG, "a slug has lower-case letters and digits, with single - or _ between them")
language = matching(LANGUAGE, "a language is written like en or pt-BR")
