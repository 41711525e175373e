"""Readers of single values: each takes what JSON holds and a `Spot`, and notes there what does not fit.

A reader returns the value as the model wants it, or `FAULTY` after noting a fault; it never raises for bad input.
It carries its JSON Schema, made from the same limits: what the schema refuses, the reader refuses too.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeAlias

from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.jsontext import Doubled

FAULTY: Final = object()
"""What a reader returns for a value that does not fit."""

Schema: TypeAlias = Mapping[str, Any]
KINDS = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", type(None): "null"}
CLOCK = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?"
TIME = rf"{CLOCK}([Zz]|[+-]\d\d:\d\d)"


class Reader(NamedTuple):
    """Reads a value, and says in JSON Schema what fits."""

    read: Callable[[Any, Spot], Any]
    schema: Schema

    def __call__(self, value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        """The value as the model wants it, or `FAULTY`."""
        return self.read(value, spot)


class Field(NamedTuple):
    """A field of an object: how it is read, whether it must be there, and what it is for."""

    reader: Reader
    required: bool = False
    about: str = ""


Fields: TypeAlias = Mapping[str, Field]


def kind_of(value: object) -> str:
    """What JSON calls a value."""
    return KINDS.get(type(value), "an object")


def mapping(value: Any, fields: Fields, spot: Spot) -> dict[str, Any]:  # noqa: ANN401  unread JSON
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
    for name, (reader, required, _) in fields.items():
        if value.get(name) is not None:
            found[name] = reader(value[name], spot.field(name))
        elif required:
            spot.field(name).fault("is missing")
    return {name: read for name, read in found.items() if read is not FAULTY}


def object_schema(fields: Fields) -> dict[str, Any]:
    """The schema of an object with these fields."""
    return {
        "type": "object",
        "properties": {name: property_schema(field) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
        "additionalProperties": False,
    }


def property_schema(field: Field) -> dict[str, Any]:
    """The schema of a field; null stands for one that is left out."""
    schema = field.reader.schema if field.required else {"anyOf": [field.reader.schema, {"type": "null"}]}
    return {"description": field.about, **schema} if field.about else dict(schema)


def unknown(name: str, fields: Fields) -> str:
    """The sentence about a field that nobody reads, with the one that was probably meant."""
    near = difflib.get_close_matches(name, fields, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the fields here are {', '.join(fields)}"
    return f"is not a known field: {hint}"


def printable(text: str) -> str:
    """A text that can be shown in one line whatever is in it."""
    shown = text if text.isprintable() else ascii(text)[1:-1]
    return shown if len(shown) <= 60 else f"{shown[:57]}..."  # noqa: PLR2004  a line of a report


def items(reader: Reader, *, at_least: int = 0, at_most: int, noun: str) -> Reader:
    """A reader of lists; gives a tuple of what fits."""

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if not isinstance(value, list):
            spot.fault(f"must be a list, not {kind_of(value)}")
            return FAULTY
        if not at_least <= len(value) <= at_most:
            spot.fault(f"needs {at_least} to {at_most} {noun}, not {len(value)}")
        read_items = [reader(item, spot.item(index)) for index, item in enumerate(value)]
        return tuple(item for item in read_items if item is not FAULTY)

    return Reader(read, {"type": "array", "items": reader.schema, "minItems": at_least, "maxItems": at_most})


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

    return Reader(read, {"type": "integer" if whole else "number", "minimum": low, "maximum": high})


def choice(*words: str) -> Reader:
    """A reader of one of some words."""

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        if isinstance(value, str) and value in words:
            return value
        near = difflib.get_close_matches(str(value), words, n=1)
        spot.fault(f"must be {' or '.join(map(repr, words))}" + (f": did you mean {near[0]}?" if near else ""))
        return FAULTY

    return Reader(read, {"enum": list(words)})


def read_flag(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read true or false."""
    if isinstance(value, bool):
        return value
    spot.fault(f"must be true or false, not {kind_of(value)}")
    return FAULTY


def read_moment(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read a time in RFC 3339, the seconds of which may be left out, as UTC."""
    told = "must be a time with its zone, such as 2026-09-01T08:00:00Z"
    if isinstance(value, str) and re.fullmatch(TIME, value, re.ASCII):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            told = f"is no time that there is: {error}"
    elif isinstance(value, str) and re.fullmatch(CLOCK, value, re.ASCII):
        told = f"has no zone: write {value}Z for UTC, or {value}+02:00 with the difference to it"
    spot.fault(told)
    return FAULTY


flag = Reader(read_flag, {"type": "boolean"})
moment = Reader(read_moment, {"type": "string", "pattern": f"^{TIME}$", "examples": ["2026-09-01T08:00:00Z"]})
