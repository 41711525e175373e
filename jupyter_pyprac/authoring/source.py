"""A course from wherever it lies: a bundle, a notebook, or a folder of notebooks.

A folder holds `course.toml` with `slug`, `title` and `language`, and a notebook for each assignment, or a folder of
Python files, ordered by name. A notebook by itself is a course of its own, named after it.
"""

import mimetypes
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from jupyter_pyprac.authoring import bundle, formats
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.draft import Draft, slug_of
from jupyter_pyprac.authoring.faults import Fault, Reason, Refused
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers import exercises
from jupyter_pyprac.authoring.lines import Origin, trimmed
from jupyter_pyprac.authoring.stages import Stage, untold

NOTEBOOK_BYTES = 256 * 1024 * 1024
COURSE_FILE = "course.toml"


def load(path: Path, stage: Stage = untold) -> Bundle:
    """The course at a path; `stage` hears how many notebooks are read.

    Raises:
        Refused: there is none, or something in it is to be mended; lists every fault.
    """
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise unreadable(path, error) from error
    if is_folder:
        return load_folder(path, stage)
    if path.name == COURSE_FILE:
        raise Refused((Reason(str(path), f"is not the whole course: give the folder, {path.parent}"),))
    if path.suffix == ".ipynb":
        return load_notebook(path)
    return bundle.read(read_bytes(path, bundle.BYTES), path.name)


def load_notebook(path: Path) -> Bundle:
    """The course that a notebook by itself is, with a warning where it seems to belong to another."""
    draft = read_notebook(path)
    slug = slug_of(path.name)
    found = assemble({"slug": slug, "title": draft.data.get("title", path.stem)}, path.name, [draft])
    if not (path.parent / COURSE_FILE).exists():
        return found
    told = f"this notebook by itself is a course of its own, {slug!r}: for the course of the {COURSE_FILE} beside it, "
    return msgspec.structs.replace(found, warnings=(*found.warnings, f"{told}give the folder"))


def load_folder(folder: Path, stage: Stage) -> Bundle:
    """The course of a folder of notebooks, or of exercises where it holds no notebook."""
    paths = notebooks(folder)
    found = [] if paths else sorted(exercises.find(folder), key=in_order)
    if not paths and not found:
        told = "holds no notebooks: an assignment is a file that ends in .ipynb"
        deeper = next(iter(sorted(folder.glob("[!.]*/[!.]*.ipynb"))), None)
        raise Refused((Reason(str(folder), told + (f" (there are some in {deeper.parent})" if deeper else "")),))
    course, warnings = read_course(folder)
    drafts = []
    with stage("Reading", len(paths) + len(found)) as ended:
        load_file = beside(folder)
        for path in (*paths, *found):
            drafts.append(read_notebook(path, load_file) if paths else exercises.read(path, beside(path)))
            ended()
    return assemble(course, COURSE_FILE, drafts, warnings)


def notebooks(folder: Path) -> list[Path]:
    """The notebooks of a folder in their order."""
    return sorted(folder.glob("[!.]*.ipynb"), key=in_order)


def in_order(path: Path) -> list[Any]:
    """The key by which notebooks are ordered: by file name, numbers in it by their value."""
    parts = re.split(r"(\d+)", path.name.casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)] + [path.name]


def read_course(folder: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the folder says of its course, and warnings."""
    path = folder / COURSE_FILE
    if not path.exists():
        name = folder.resolve().name
        told = f"there is no {COURSE_FILE} in {folder}: slug and title are the folder's name"
        return {"slug": slug_of(name) or "course", "title": name}, (told,)
    return course_in(read_bytes(path, 1024 * 1024)), ()


def course_in(raw: bytes) -> dict[str, Any]:
    """What the bytes of a `course.toml` say of the course."""
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = ': texts need quotes, as in title = "My course"' if "Invalid value" in str(error) else ""
        raise Refused((Reason(COURSE_FILE, f"is not TOML: {error}{hint}"),)) from error


def read_notebook(path: Path, load_file: LoadFile | None = None) -> Draft:
    """The assignment of a notebook file; `load_file` gives what lies beside it, and is there for several."""
    return formats.read(read_bytes(path, NOTEBOOK_BYTES), path.name, load_file or beside(path.parent))


def beside(place: Path) -> LoadFile:
    """Gives the bytes of files in a folder, and of nothing that lies outside, by whatever name or link.

    A data file of many assignments is kept, so that it takes its place in memory once; an image becomes text anyway.
    """
    folder = place.resolve()
    kept: dict[Path, bytes] = {}

    def load(name: str) -> bytes | None:
        try:
            target = (folder / name).resolve()
            if target in kept:
                return kept[target]
            if not (target.is_relative_to(folder) and target.is_file()):
                return None
            with target.open("rb") as file:
                content = file.read(bundle.BYTES)
        except (OSError, ValueError):
            return None
        if not (mimetypes.guess_type(name)[0] or "").startswith("image/"):
            kept[target] = content
        return content

    return load


def read_bytes(path: Path, at_most: int) -> bytes:
    """A file's bytes, if there are not too many of them."""
    try:
        size = path.stat().st_size
        if size <= at_most:
            content = path.read_bytes() if path.is_file() else start_of(path, at_most + 1)
            size = len(content)
            if size <= at_most:
                return content
    except OSError as error:
        raise unreadable(path, error) from error
    raise Refused((Reason(path.name, f"is {size:,} bytes long; at most {at_most:,} can be read"),))


def start_of(path: Path, count: int) -> bytes:
    """So many bytes of a pipe or a device, which does not say how many there are."""
    with path.open("rb") as file:
        return file.read(count)


def unreadable(path: Path, error: OSError) -> Refused:
    """What is said of a file that the system does not give."""
    return Refused((Reason(str(path), f"cannot be read: {error.strerror}"),))


def assemble(
    course: dict[str, Any], course_source: str, drafts: Sequence[Draft], warnings: tuple[str, ...] = ()
) -> Bundle:
    """The bundle of a course and its drafts, through the one validator; `warnings` come before its own.

    Raises:
        Refused: with the faults of the drafts and of the validator, notebook by notebook, and the drafts' notes.
    """
    read = [draft for draft in drafts if draft.data]
    faults: list[Fault] = []
    data = {"format": bundle.FORMAT, "course": course, "assignments": [draft.data for draft in read]}
    found = bundle.build(data, faults)
    reasons = [reason for reason in (placed(fault, course_source, read) for fault in faults) if reason]
    reasons += [Reason(draft.name, str(fault)) for draft in drafts for fault in draft.faults]
    if reasons or found is None:
        names = [draft.name for draft in drafts]
        order = {name: index for index, name in enumerate(names)}
        told = sorted(dict.fromkeys(reasons), key=lambda reason: order.get(reason.source, -1))
        noted = [Reason("", warning) for warning in warnings]
        noted += [Reason(draft.name, note) for draft in drafts for note in draft.notes]
        raise Refused(tuple(told), tuple(noted))
    written = [(each.slug, draft) for each, draft in zip(found.assignments, read, strict=True)]
    notes = {slug: (*draft.notes, *found.notes.get(slug, ())) for slug, draft in written}
    notes = {slug: told for slug, told in notes.items() if told}
    origins = {slug: origin(draft) for slug, draft in written}
    imported = frozenset(slug for slug, draft in written if draft.imported)
    whole = {"notes": notes, "origins": origins, "imported": imported, "warnings": warnings + found.warnings}
    return msgspec.structs.replace(found, **whole)


def origin(draft: Draft) -> Origin:
    """Where the parts of a draft are, its tests in the order of the assignment: visible ones first."""
    places = {path: lines for path, lines in draft.places.items() if trimmed(lines) and not path.startswith("tests")}
    tests = sorted(enumerate(draft.data.get("tests", ())), key=lambda numbered: bool(numbered[1].get("hidden")))
    moved = {f"tests[{new}]": draft.places[f"tests[{old}]"] for new, (old, _) in enumerate(tests)}
    return Origin(draft.name, {**places, **moved})


def placed(fault: Fault, course_source: str, drafts: Sequence[Draft]) -> Reason | None:
    """A fault of the validator where its author finds it; None for what a draft has said already."""
    match = re.match(r"assignments\[(\d+)\]\.?", fault.path)
    if match is None:
        beside_drafts = fault.path.startswith("assignments")
        path = fault.path.removeprefix("course").lstrip(".")
        return None if beside_drafts else Reason(course_source, str(fault._replace(path=path)))
    draft = drafts[int(match[1])]
    if fault.path == f"{match[0]}tests" and draft.faults:
        return None
    text = re.sub(r"assignments\[(\d+)\]", lambda other: drafts[int(other[1])].name, fault.text)
    return Reason(draft.name, str(draft.place(Fault(fault.path[match.end() :], text, fault.line))))
