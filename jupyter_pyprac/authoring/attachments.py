"""What an assignment brings along beside its texts: data files, and the images in its handout."""

import base64
import binascii
import hashlib
import re
from typing import Any

from grader_service.contract import File
from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import FAULTY, Field, Reader, items, mapping, object_schema
from jupyter_pyprac.authoring.texts import text

FILE_BYTES = 5 * 1024 * 1024
NAME_BYTES = 100
IMAGE_BYTES = 1024 * 1024
DATA_URI = re.compile(r"data:image/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=]+)", re.IGNORECASE)


def handout(*, at_most: int) -> Reader:
    """A reader of Markdown whose images, as data URIs, hold at most `IMAGE_BYTES` together."""
    plain = text(at_most=at_most, blank=False, form="page")

    def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
        found = DATA_URI.finditer(value) if isinstance(value, str) else ()
        images = sum(len(match[1].rstrip("=")) * 3 // 4 for match in found)
        if images > IMAGE_BYTES:
            spot.fault(f"holds {images:,} bytes of images; at most {IMAGE_BYTES:,} are allowed: make them smaller")
            return FAULTY
        return plain(value, spot)

    return Reader(read, plain.schema)


def read_name(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read a plain file name: no folder, nothing hidden, nothing that a terminal would act on."""
    name = NAME(value, spot)
    if name is FAULTY or (
        name == name.strip() and name.isprintable() and not name.startswith(".") and not {"/", "\\"} & {*name}
    ):
        return name
    spot.fault("must be a plain file name such as data.csv, with no folder and no dot at its start")
    return FAULTY


def read_content(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read bytes written as base64; those of a file beside a notebook come as they are."""
    if isinstance(value, bytes):
        return value
    try:
        return base64.b64decode("".join(value.split()), validate=True)
    except (AttributeError, binascii.Error, ValueError):
        spot.fault("must be text in base64")
        return FAULTY


def read_file(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read one data file as its name, its hash and its bytes."""
    found = mapping(value, FILE, spot)
    if len(found) < len(FILE):
        return FAULTY
    return File(found["name"], hashlib.sha256(found["base64"]).hexdigest()), found["base64"]


def read_files(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read all data files of an assignment, which have different names and at most `FILE_BYTES` together."""
    found = FILES(value, spot)
    if found is FAULTY:
        return FAULTY
    names = [file.name.casefold() for file, _ in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        spot.fault(f"two files are named {name}")
    total = sum(len(data) for _, data in found)
    if total > FILE_BYTES:
        spot.fault(f"hold {total:,} bytes together; at most {FILE_BYTES:,} are allowed")
    return found


NAME = text(at_most=NAME_BYTES, blank=False)
FILE = {
    "name": Field(
        Reader(read_name, {**NAME.schema, "pattern": r"^[^\s./\\][^/\\]*$"}),
        required=True,
        about="A plain file name, such as data.csv, by which programs open it.",
    ),
    "base64": Field(
        Reader(read_content, {"type": "string", "contentEncoding": "base64"}),
        required=True,
        about="Its bytes.",
    ),
}
FILES = items(Reader(read_file, object_schema(FILE)), at_most=100, noun="files")
files = Reader(read_files, FILES.schema)
