"""What clients send, checked before a use case sees it."""

import json
import re
from typing import TypeVar

import msgspec

from jupyter_pyprac.errors import Malformed


class Submit(msgspec.Struct, frozen=True):
    """POST `/submission`."""

    assignment_id: str
    code: str
    revision: int | None = None


class Run(msgspec.Struct, frozen=True):
    """POST `/run`."""

    assignment_id: str
    code: str
    stdin: str | None = None


class Visit(msgspec.Struct, frozen=True):
    """POST `/assignment/last-visit`."""

    assignment_id: str


class SaveDraft(msgspec.Struct, frozen=True):
    """PUT `/draft`: `version` is that of the draft which the code goes on from."""

    assignment_id: str
    code: str
    version: int


Body = TypeVar("Body", Submit, Run, Visit, SaveDraft)

PLACE = re.compile(r" - at `\$\.?(?P<field>[^`]*)`$")
MISSING = re.compile(r"^Object missing required field `(?P<field>[^`]*)`$")


def decode(raw: bytes, kind: type[Body]) -> Body:
    """Read the body.

    Raises:
        Malformed: not JSON, or a field is missing or of the wrong type; names the field.
    """
    try:
        return msgspec.convert(json.loads(raw.decode("utf-8-sig")), kind)  # of bytes json reads UTF-16, too
    except msgspec.ValidationError as error:
        raise Malformed(sentence(str(error))) from error
    except (ValueError, RecursionError) as error:
        message = "The body is not JSON in UTF-8."
        raise Malformed(message) from error


def sentence(complaint: str) -> str:
    """The library's complaint, for a person."""
    missing = MISSING.match(complaint)
    if missing:
        return f"The field {missing['field']} is missing."
    place = PLACE.search(complaint)
    if place and place["field"]:
        return f"The field {place['field']} does not fit: {lowered(complaint[: place.start()])}."
    return f"The body does not fit: {lowered(complaint)}."


def lowered(text: str) -> str:
    """The text as it reads in the middle of a sentence."""
    return text[:1].lower() + text[1:].replace("`", "")
