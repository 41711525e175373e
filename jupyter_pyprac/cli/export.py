"""Write a course, solutions and hidden tests included: as a bundle, or as a folder of notebooks.

The course is one of the database, by its slug, or lies in a bundle, a notebook or a folder. What is written and read
again is the same course: nothing is lost on the way, into either form and back.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from jupyter_pyprac.authoring import bundle, source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.authoring.writing import folder
from jupyter_pyprac.cli import check, report, settings
from jupyter_pyprac.cli.paths import given, given_path
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import Unknown
from jupyter_pyprac.store import assignments as stored
from jupyter_pyprac.store.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "course", metavar="COURSE", type=given, help="a course's slug, a bundle, a notebook, or a folder of them"
    )
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("out", metavar="OUT", nargs="?", help="the bundle to write; - for standard output")
    target.add_argument(
        "--notebooks", metavar="FOLDER", type=given_path, help="write notebooks into a new folder instead"
    )
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Read the course, write it and say so."""
    path = Path(options.course)
    found = (
        check.settled(source.load(path, check.shown))
        if path.exists()
        else asyncio.run(from_database(options.course, settings.load(options)))
    )
    if options.notebooks:
        folder.write(found, options.notebooks)
    else:
        text = as_bundle(found)
        if options.out == "-":
            sys.stdout.write(text)
            return 0
        write(Path(options.out), text.encode("ascii"))
    tell(found, options)
    return 0


def as_bundle(found: Bundle) -> str:
    """The course as the text of a bundle; `Refused` where it would be too large to be imported."""
    attached = sum(len(found.files[file.sha256]) for each in found.assignments for file in each.files)
    text = ""
    if attached <= bundle.BYTES:
        text = report.as_json(bundle.write(found.course, found.assignments, found.files))
    if max(attached, len(text)) <= bundle.BYTES:
        return text
    told = f"is larger than a bundle that can be imported, {bundle.BYTES:,} bytes: export --notebooks"
    raise Refused((Reason(found.course.slug, told),))


def tell(found: Bundle, options: argparse.Namespace) -> None:
    """Say what was written where."""
    key, place = ("folder", options.notebooks) if options.notebooks else ("file", options.out)
    told: dict[str, Any] = {"course": found.course.slug, "assignments": len(found.assignments), key: str(place)}
    count = counted(len(found.assignments), "assignment")
    sentence = f"{found.course.title}: {count} written to {place}\n"
    sys.stdout.write(report.as_json(told) if options.json else sentence)


def write(path: Path, content: bytes) -> None:
    """Write the file as a whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Refused((Reason(str(path), f"cannot be written: {error.strerror}"),)) from error


async def from_database(slug: str, config: PyPrac) -> Bundle:
    """The course of that slug with all it needs; `Unknown` where there is none."""
    database = Database(config.database_url, threads=1)
    try:
        await asyncio.to_thread(database.migrate)
        course = await database.read(stored.course, slug)
        if course is None:
            message = f"There is no course {slug!r} in the database, and no file or folder of that name."
            raise Unknown(message, "unknown-course")
        found = await database.read(stored.assignments, slug)
        files = await database.read(stored.file_bytes, {file.sha256 for each in found for file in each.files})
        return Bundle(course, tuple(found), files)
    finally:
        await database.close()
