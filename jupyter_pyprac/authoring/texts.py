"""Readers of text: how long it may be, whether it may be empty, and the form in which it is kept."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import FAULTY, Reader, kind_of, printable

Form: TypeAlias = Literal["exact", "line", "page", "note"]
"""How a text is kept: as it is, as one line without blanks around, or without blank lines around; a page, such as a
program, then ends with a line end, and a note does not. So a text means the same wherever it was written."""

SLUG = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
LANGUAGE = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
CONTROL = "\\x00-\\x1f\\x7f-\\x9f"


def text(*, at_most: int, blank: bool = True, form: Form = "exact") -> Reader:
    """A reader of text of at most so many UTF-8 bytes, with Unix line ends."""

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if not isinstance(value, str):
            spot.fault(f"must be text, not {kind_of(value)}")
            return FAULTY
        clean = FORMS[form](value.replace("\r\n", "\n").replace("\r", "\n"))
        fault = fault_of(value, clean, at_most) or (fault_of_line(clean) if form == "line" else None)
        if fault is None and not blank and not clean.strip():
            fault = "is empty", None
        if fault is None:
            return clean
        spot.fault(*fault)
        return FAULTY

    patterns = [] if blank else [r"\S"]
    patterns += [rf"^\s*[^{CONTROL}]*\s*$"] if form == "line" else []
    return Reader(read, {"type": "string", "maxLength": at_most, **matches(*patterns)})


def matches(*patterns: str) -> dict[str, Any]:
    """The part of a schema that asks for patterns."""
    if len(patterns) > 1:
        return {"allOf": [{"pattern": pattern} for pattern in patterns]}
    return {"pattern": patterns[0]} if patterns else {}


def page(value: str) -> str:
    """The text without blank lines around it; ends with a line end unless it is empty."""
    lines = value.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return "\n".join([*lines[filled[0] : filled[-1] + 1], ""]) if filled else ""


def fault_of(value: str, clean: str, at_most: int) -> tuple[str, int | None] | None:
    """What is wrong with a text, as it was written or as it is kept, and on which line; None where nothing is."""
    bad = next((index for index, sign in enumerate(value) if sign == "\0" or "\ud800" <= sign <= "\udfff"), None)
    if bad is not None:
        name = "a NUL character" if value[bad] == "\0" else f"half a character ({ascii(value[bad])[1:-1]})"
        return f"holds {name}, which cannot be stored: write it as an escape", value.count("\n", 0, bad) + 1
    size = max(len(value.encode()), len(clean.encode()))
    return (f"is {size:,} bytes long; at most {at_most:,} are allowed", None) if size > at_most else None


def fault_of_line(clean: str) -> tuple[str, int | None] | None:
    """What keeps a text from being a line."""
    return ("must be a single line of plain text", None) if re.search(f"[{CONTROL}]", clean) else None


def matching(pattern: str, sentence: str) -> Reader:
    """A reader of short texts that match a pattern as a whole; `sentence` says what fits."""
    line = text(at_most=100, form="line")

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        found = line(value, spot)
        if found is FAULTY or re.fullmatch(pattern, found):
            return found
        spot.fault(f"{printable(found)!r} does not fit: {sentence}")
        return FAULTY

    return Reader(read, {**line.schema, "pattern": rf"^\s*{pattern}\s*$"})


FORMS: Mapping[Form, Callable[[str], str]] = {
    "exact": str,
    "line": str.strip,
    "page": page,
    "note": lambda value: page(value).removesuffix("\n"),
}
slug = matching(SLUG, "a slug has lower-case letters and digits, with single - or _ between them")
language = matching(LANGUAGE, "a language is written like en or pt-BR")
