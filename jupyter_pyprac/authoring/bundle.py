"""The bundle `pyprac-course/1`: a whole course in one JSON text, read, checked and written.

This is the one validator: notebooks become the same plain data and go through it too. A bundle is valid or refused
as a whole, with every fault listed; reading it runs none of its code.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from jupyter_pyprac.authoring import assignment, images
from jupyter_pyprac.authoring.faults import Fault, Reason, Refused, Spot, TooMany
from jupyter_pyprac.authoring.fields import FAULTY, Field, Reader, items, kind_of, mapping, object_schema
from jupyter_pyprac.authoring.jsontext import parse
from jupyter_pyprac.authoring.lines import Origin
from jupyter_pyprac.authoring.texts import language, slug
from jupyter_pyprac.model import Assignment, Course

FORMAT = "pyprac-course/1"
BYTES = 20 * 1024 * 1024


class Bundle(msgspec.Struct, frozen=True):
    """A course ready to be saved: `files` by SHA-256; `notes` by slug and `warnings` are for its author to read.

    `origins` tells, by slug, of what was written in notebooks where it was. `imported` names the slugs of what was
    written for another tool: where their tests run is still to be chosen (see `settling`).
    """

    course: Course
    assignments: tuple[Assignment, ...]
    files: Mapping[str, bytes] = {}
    notes: Mapping[str, tuple[str, ...]] = {}
    warnings: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = {}
    imported: frozenset[str] = frozenset()

    def worth_a_look(self) -> Iterator[tuple[str, Reason]]:
        """All warnings and notes with where they are, each with its assignment's slug; warnings have neither."""
        yield from (("", Reason("", warning)) for warning in self.warnings)
        for each in self.assignments:
            origin = self.origins.get(each.slug)
            source = origin.source if origin else each.slug
            yield from ((each.slug, Reason(source, note)) for note in self.notes.get(each.slug, ()))


def read(raw: bytes, source: str = "") -> Bundle:
    """The course in a bundle's text; `source` names it in faults.

    Raises:
        Refused: it is not a bundle, or something in it is to be mended; lists every fault.
    """
    if len(raw) > BYTES:
        raise Refused((Reason(source, f"is {len(raw):,} bytes long; a bundle has at most {BYTES:,}"),))
    return made(parse(raw, source), source)


def made(data: Any, source: str = "") -> Bundle:  # noqa: ANN401  unread JSON
    """The course in a bundle's data; `Refused` as for `read`."""
    faults: list[Fault] = []
    bundle = build(data, faults)
    if bundle is None:
        raise Refused(tuple(Reason(source, str(fault)) for fault in faults))
    return bundle


def build(data: Any, faults: list[Fault]) -> Bundle | None:  # noqa: ANN401  unread JSON
    """The course in a bundle's data; None after noting in `faults` all that is to be mended."""
    spot = Spot(faults)
    if not isinstance(data, dict):
        spot.fault(f"a bundle is an object, not {kind_of(data)}")
        return None
    found: dict[str, Any] = {}
    with suppress(TooMany):
        found = mapping(data, FIELDS, spot)
        refuse_doubles(data.get("assignments"), spot.field("assignments"))
    entries: tuple[assignment.Entry, ...] = found.get("assignments", ())
    if faults:
        return None
    course = Course(**found["course"])
    files = {file.sha256: content for entry in entries for file, content in entry.files}
    assignments = tuple(entry.assignment(course.slug, position) for position, entry in enumerate(entries, start=1))
    return Bundle(course, assignments, files, notes=lost_images(assignments), warnings=shared_places(assignments))


def read_version(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read the format's name."""
    if value == FORMAT:
        return value
    name = FORMAT.rpartition("/")[0]
    newer = isinstance(value, str) and value.startswith(f"{name}/")
    spot.fault(f"must be {FORMAT!r}" + (": this one is of another release of jupyter_pyprac" if newer else ""))
    return FAULTY


def read_course(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read the course's own fields."""
    return mapping(value, COURSE, spot)


def refuse_doubles(entries: Any, spot: Spot) -> None:  # noqa: ANN401  unread JSON
    """Note each assignment whose slug an earlier one has."""
    first: dict[str, int] = {}
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        name = entry.get("slug") if isinstance(entry, dict) else None
        if isinstance(name, str) and first.setdefault(name.strip(), index) != index:
            spot.item(index).field("slug").fault(f"{name!r:.60} is the slug of assignments[{first[name.strip()]}] too")


def lost_images(assignments: Sequence[Assignment]) -> dict[str, tuple[str, ...]]:
    """By slug a note for each image of a handout that no student sees."""
    told = (
        "no student sees the image {!r:.80} of the handout, which loads nothing: lay it beside the notebook, or "
        "write it into the text as a data URI"
    )
    lost = {each.slug: images.leading_nowhere(each.handout) for each in assignments}
    return {slug: tuple(map(told.format, addresses)) for slug, addresses in lost.items() if addresses}


def shared_places(assignments: Sequence[Assignment]) -> tuple[str, ...]:
    """A warning for each order number that several assignments have."""
    slugs: dict[int, list[str]] = {}
    for each in assignments:
        slugs.setdefault(each.order_number, []).append(each.slug)
    return tuple(
        f"{' and '.join(names)} have the same order_number {number}: give each its own"
        for number, names in slugs.items()
        if len(names) > 1
    )


def write(course: Course, assignments: Sequence[Assignment], files: Mapping[str, bytes]) -> dict[str, Any]:
    """A course as a bundle's data, solutions and hidden tests included; `files` holds every file's bytes."""
    kept = [each for each in assignments if not each.withdrawn]
    return {
        "format": FORMAT,
        "course": msgspec.to_builtins(course),
        "assignments": [written(each, files) for each in kept],
    }


def written(each: Assignment, files: Mapping[str, bytes]) -> dict[str, Any]:
    """One assignment as a bundle's data."""
    data: dict[str, Any] = msgspec.to_builtins(each)
    for name in ("course", "revision", "changed_at", "withdrawn"):
        del data[name]
    data["files"] = [
        {"name": file.name, "base64": base64.b64encode(files[file.sha256]).decode("ascii")} for file in each.files
    ]
    return data


def schema() -> dict[str, Any]:
    """The JSON Schema of a bundle, from the fields that are read: what it refuses is refused.

    It cannot say all: whether a text is Python, how large parts are together, which slugs are there twice.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": "A course of jupyter_pyprac. Where null is allowed, it stands for a field that is left out.",
        **object_schema(FIELDS),
    }


COURSE = {
    "slug": Field(slug, required=True, about="Identifies the course in a deployment."),
    "title": Field(assignment.TITLE, required=True, about="The title that students see."),
    "language": Field(language, about="The language it is written in, such as en or pt-BR. Without it en."),
}
FIELDS = {
    "format": Field(Reader(read_version, {"const": FORMAT}), required=True, about="The name of this format."),
    "course": Field(Reader(read_course, object_schema(COURSE)), required=True, about="The course itself."),
    "assignments": Field(
        items(assignment.entry, at_least=1, at_most=1000, noun="assignments"), required=True, about="In their order."
    ),
}
