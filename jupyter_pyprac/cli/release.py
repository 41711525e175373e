"""Write what students are given of a course into a folder: a notebook for each assignment, to practise in.

`--for hub` is for a class on a JupyterHub, whose service has the course. `--for laptop` puts the course itself beside
the notebooks: students unzip the folder, open a notebook and run its cell. The hidden tests can then be read by
whoever has the folder. Solutions and wrong solutions are never in it, nor are assignments that are not released yet.

The course is one of the database, by its slug, which was checked when it was imported; or it lies in a bundle, a
notebook or a folder, and what goes out of it is checked first, as `import` does, and goes out as a whole or not at all.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from jupyter_pyprac.authoring import release, source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.cli import check, report, settings
from jupyter_pyprac.cli.export import from_database, write
from jupyter_pyprac.cli.paths import given, given_path
from jupyter_pyprac.model import Assignment
from jupyter_pyprac.practice.clock import utc_now

READABLE = (
    f"The hidden tests are in {release.COURSE_FILE}, where whoever has the folder can read them: this is for "
    "practice, not for marks."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "course", metavar="COURSE", type=given, help="a course's slug, a bundle, a notebook, or a folder of them"
    )
    parser.add_argument(
        "out", metavar="OUT", type=given_path, help="the folder to write; an earlier release is replaced"
    )
    parser.add_argument("--for", dest="place", choices=("hub", "laptop"), required=True, help="where students practise")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Read the course and write the folder."""
    try:
        found, later = released(options)
        files = release.folder(found, options.place)
        bring_out(options.out, files)
    except Refused as error:
        return check.refuse(error, options)
    told = {
        "course": found.course.slug,
        "for": options.place,
        "folder": str(options.out),
        "files": list(files),
        "left_out": [each.slug for each in later],
        "warnings": [READABLE] if options.place == "laptop" else [],
    }
    heading = f"{found.course.title}: {counted(len(files), 'file')} written to {options.out}"
    sys.stdout.write(report.as_json(told) if options.json else as_text(heading, later, told["warnings"]))
    return 0


def released(options: argparse.Namespace) -> tuple[Bundle, tuple[Assignment, ...]]:
    """What goes out of the course, in order, and the assignments that do not yet.

    Raises:
        Refused: there is nothing, or something in it is to be mended.
        Unknown: there is no such course.
    """
    path, now = Path(options.course), utc_now()
    if not path.exists():
        return release.split(asyncio.run(from_database(options.course, settings.load(options))), now)
    found, later = release.split(source.load(path, check.shown), now)
    return check.checked(found), later


def bring_out(out: Path, files: dict[str, bytes]) -> None:
    """Write the files; all of them, or none where one would take the place of what was not released.

    Raises:
        Refused: names each file that is in the way, or what the system says.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        earlier = release.Earlier(path.read_bytes() for path in out.glob("*.ipynb"))
        there = {name: (out / name).read_bytes() for name in files if (out / name).exists()}
    except OSError as error:
        raise Refused((Reason(str(out), f"cannot be written: {error.strerror}"),)) from error
    in_the_way = [name for name, old in there.items() if old != files[name] and not earlier.holds(old)]
    if in_the_way:
        told = "is there already and was not released: choose another folder, or move it away"
        raise Refused(tuple(Reason(str(out / name), told) for name in in_the_way))
    for name, content in files.items():
        write(out / name, content)


def as_text(heading: str, later: tuple[Assignment, ...], warnings: list[str]) -> str:
    """What was done, for a person."""
    lines = [heading]
    lines += [f"  left out: {each.slug}, which is released {each.released_at:%Y-%m-%d %H:%M} UTC" for each in later]
    lines += [f"  {warning}" for warning in warnings]
    return "\n".join(lines) + "\n"
