"""A course as a page or a program sends it: a bundle, or one notebook as it is in an editor.

    {"name": "01-search.ipynb", "notebook": {...}, "files": [{"name": "images/list.png", "base64": "..."}]}

`files` are those beside the notebook that it may need, `course.toml` among them; one that is too large to be sent has
its `size` in bytes instead of its content, and is refused where it is needed. Nothing of what is sent is run here.
"""

import json
import posixpath
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from jupyter_pyprac.authoring import attachments, bundle, formats, source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Fault, Reason, Refused, Spot, TooMany
from jupyter_pyprac.authoring.fields import FAULTY, Field, Reader, items, kind_of, mapping, number, object_schema
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.jsontext import parse
from jupyter_pyprac.authoring.texts import text


def read(raw: bytes, *, whole: bool = False) -> Bundle:
    """The course in the body of a request; where it must be `whole`, a notebook by itself is refused.

    Raises:
        Refused: it holds none, or something in it is to be mended; lists every fault.
    """
    if len(raw) > bundle.BYTES:
        raise Refused((Reason("", f"is {len(raw):,} bytes long; at most {bundle.BYTES:,} can be sent"),))
    data = parse(raw)
    if not (isinstance(data, dict) and "notebook" in data):
        return bundle.made(data)
    if whole:
        told = "is one notebook: a course is imported as a whole, as a bundle (`jupyter pyprac export` writes one)"
        raise Refused((Reason("", told),))
    return notebook(data)


def notebook(data: Mapping[str, Any]) -> Bundle:
    """The course that one notebook is, with what a `course.toml` beside it says."""
    faults: list[Fault] = []
    found = {}
    with suppress(TooMany):
        found = mapping(data, FIELDS, Spot(faults))
    if faults:
        raise Refused(tuple(Reason("", str(fault)) for fault in faults))
    load = loading(found.get("files", ()))
    name = posixpath.basename(found["name"]) or "notebook.ipynb"
    draft = formats.read(found["notebook"], name, load)
    beside = load(source.COURSE_FILE)
    title = draft.data.get("title") or name
    course = {"slug": "course", "title": title} if beside is None else source.course_in(beside)
    return source.assemble(course, source.COURSE_FILE, [draft])


def loading(files: Iterable[Mapping[str, Any]]) -> LoadFile:
    """Gives the bytes of files that were sent, and refuses one that was too large."""
    named = {posixpath.normpath(file["name"]): file for file in files}

    def load(path: str) -> bytes | None:
        file = named.get(posixpath.normpath(path), {})
        if "base64" in file or not file:
            return file.get("base64")
        told = f"is {file.get('size', 0):,} bytes long, too large to be sent: the files of an assignment may have "
        raise Refused((Reason(path, f"{told}{attachments.FILE_BYTES:,} bytes together"),))

    return load


def as_file(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read a notebook as the bytes of its file, which the readers of notebooks take."""
    if not isinstance(value, dict):
        spot.fault(f"must be a notebook, not {kind_of(value)}")
        return FAULTY
    try:
        return json.dumps(value).encode("ascii")
    except RecursionError:
        spot.fault("is nested too deeply to be read")
        return FAULTY


def beside(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read one file beside the notebook, by its path from there: its bytes, or how many they are."""
    found = mapping(value, FILE, spot)
    if isinstance(value, dict) and value.get("base64") is None and value.get("size") is None:
        spot.field("base64").fault("is missing")
    return found


PATH = Field(text(at_most=1000, blank=False), required=True)
FILE = {
    "name": PATH,
    "base64": attachments.FILE["base64"]._replace(required=False),
    "size": Field(number(0, 1 << 60, whole=True)),
}
FIELDS = {
    "name": PATH,
    "notebook": Field(Reader(as_file, {"type": "object"}), required=True),
    "files": Field(items(Reader(beside, object_schema(FILE)), at_most=200, noun="files")),
}
