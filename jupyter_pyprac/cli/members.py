"""Show or change who is a student or an instructor of a course, by lists of your own.

    jupyter pyprac members python-basics                             who is on its lists
    jupyter pyprac members python-basics add ada bob                 two more students
    jupyter pyprac members python-basics set --file class.txt        these are the students, a name a line
    jupyter pyprac members python-basics add carol --role instructor

Names are those of the Hub. A course with a list of students is for them alone, and one with a list of instructors is
taught by them alone, whatever the Hub's groups of that course say; without a list the groups decide. Admins, and
instructors of every course, stay what they are. Running services heed a change within a minute.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.paths import given_path
from jupyter_pyprac.cli.staff import STAFF, opened
from jupyter_pyprac.errors import Malformed
from jupyter_pyprac.practice.catalogue import the_course
from jupyter_pyprac.store import members
from jupyter_pyprac.store.members import Member, Revised

COMMENT = "#"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("course", metavar="COURSE", help="the course's slug")
    parser.add_argument("change", nargs="?", choices=["add", "remove", "set"], help="what to do with the names")
    parser.add_argument("names", metavar="NAME", nargs="*", help="a name on the Hub")
    parser.add_argument(
        "--file", metavar="FILE", type=given_path, help=f"more names, a line each; {COMMENT} begins a remark"
    )
    parser.add_argument("--role", choices=["student", "instructor"], default="student", help="whose list (student)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Change, where that is asked for, and print."""
    names = frozenset([*options.names, *(names_in(options.file) if options.file else [])])
    if bool(options.change) != bool(names):
        message = "Say what to do with which names: add, remove or set, then names or --file."
        raise Malformed(message)
    refuse_nobodies(names)
    if options.change:
        revised = asyncio.run(revise(options, names))
        told = msgspec.to_builtins(revised)
        sys.stdout.write(report.as_json(told) if options.json else of_change(revised, options))
    else:
        lines = asyncio.run(shown(options))
        told = msgspec.to_builtins(lines)
        sys.stdout.write(report.as_json(told) if options.json else as_text(lines, options.course))
    return 0


async def revise(options: argparse.Namespace, names: frozenset[str]) -> Revised:
    """Change the list."""
    async with opened(options) as database:
        return await database.write(of_known, options.course, options.role, options.change, names)


def of_known(
    session: Session, course: str, role: members.Membership, change: members.Change, names: frozenset[str]
) -> Revised:
    """Change the list of a course that is there: a slip of the pen makes no list that nobody heeds.

    Raises:
        Unknown: there is none.
    """
    return members.revise(session, the_course(session, STAFF, course).slug, role, change, names)


async def shown(options: argparse.Namespace) -> list[Member]:
    """The lines of the course's lists."""
    async with opened(options) as database:
        course = await database.read(the_course, STAFF, options.course)
        return [each for each in await database.read(members.everybody) if each.course == course.slug]


def refuse_nobodies(names: Iterable[str]) -> None:
    """Make sure that somebody can have each of the names: a list of nobody closes a course to everybody.

    Raises:
        Malformed: nobody can; names it.
    """
    for name in sorted(names):
        if not name.strip() or not name.isprintable():
            message = f"{name!r} is nobody's name on a Hub: give names as they are there."
            raise Malformed(message)


def names_in(file: Path) -> list[str]:
    """The names in a file.

    Raises:
        Malformed: it cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}"
        raise Malformed(message) from error
    except UnicodeDecodeError as error:
        message = f"{file} is not text in UTF-8: byte {error.start} cannot be read"
        raise Malformed(message) from error
    names = [line.partition(COMMENT)[0].strip() for line in lines]
    return [name for name in names if name]


def of_change(revised: Revised, options: argparse.Namespace) -> str:
    """What came of it, in words; an end of the list is an opening of the course, and said."""
    done = f"{revised.added} added, {revised.removed} removed: {options.course} has "
    if revised.listed:
        return f"{done}a list of {counted(revised.listed, options.role)}.\n"
    return f"{done}no list of {options.role}s any more, so that groups of the Hub decide again.\n"


def as_text(lines: list[Member], course: str) -> str:
    """A line a member."""
    if not lines:
        return f"{course} has no list of its own: groups of the Hub decide.\n"
    width = max(len(line.name) for line in lines)
    return "".join(f"{line.name:{width}}  {line.role}\n" for line in lines)
