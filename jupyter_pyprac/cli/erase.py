"""Erase all that is kept of one student, or of everybody who has done nothing for some time; or write it to a file.

With --export nothing is erased: the file gets the student's submissions, with what the student saw of their verdicts,
drafts, and the lists of courses that have the student's name.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec

from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.agreeing import agreed
from jupyter_pyprac.cli.paths import given_path
from jupyter_pyprac.cli.staff import opened
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.embedded.finding import at_hand, data_of
from jupyter_pyprac.errors import Misconfigured, PyPracError
from jupyter_pyprac.practice.clock import utc_now
from jupyter_pyprac.store import people
from jupyter_pyprac.visibility import submission_view

REMEMBERS = (
    "Redis was not told, and may still know the assignment that was last visited: {reason}. Run this again with the "
    "service's PYPRAC_REDIS_URL or PYPRAC_DATA_DIR, as a user who may reach it.\n"
)

STILL_READ = (
    "What was erased still stands in the database's write-ahead log, because something else has been reading for long. "
    "Run this again.\n"
)


MOST_DAYS = 36_500


def days(text: str) -> int:
    """So many days; with fewer than one everybody would have done nothing for so long."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:10]) <= MOST_DAYS):
        message = f"must be a number of days from 1 to {MOST_DAYS}, not {text!r}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("student", metavar="STUDENT", nargs="?", help="the student's name on the Hub")
    whose.add_argument("--idle-days", type=days, metavar="N", help="everybody who did nothing for N days")
    parser.add_argument("--export", metavar="FILE", type=given_path, help="write it there and erase nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print what was erased as JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Export, or ask and erase; 1 where nobody agreed, somebody is not known, or Redis still remembers."""
    if options.export:
        return asyncio.run(export(options))
    names = asyncio.run(meant(options))
    if names and not options.yes and not agreed(f"All that is kept of {', '.join(names)} will be gone. Erase it?"):
        sys.stderr.write("Nothing was erased: agree with --yes\n")
        return 1
    erased, gone = asyncio.run(erase(names, options))
    if not gone:
        sys.stderr.write(STILL_READ)
    remembered = forgotten(names, settings.load(options))
    if options.student and remembered == 0 and not any(msgspec.structs.astuple(erased[options.student])):
        sys.stderr.write(nobody(options.student))
        return 1
    sys.stdout.write(report.as_json(msgspec.to_builtins(erased)) if options.json else as_text(erased))
    return 0 if gone and remembered is not None else 1


async def export(options: argparse.Namespace) -> int:
    """Write one student's data; 1 where everybody's is asked for."""
    if not options.student:
        sys.stderr.write("--export takes the name of one student\n")
        return 1
    async with opened(options) as database:
        kept = await database.read(people.everything_of, options.student)
    told = {
        "student": options.student,
        "submissions": [msgspec.to_builtins(submission_view(each)) for each in kept.submissions],
        "drafts": msgspec.to_builtins(kept.drafts),
        "memberships": [{"course": each.course, "role": each.role} for each in kept.memberships],
    }
    if not (kept.submissions or kept.drafts or kept.memberships):
        sys.stderr.write(nobody(options.student))
        return 1
    write_privately(options.export, report.as_json(told))
    found = people.Erased(len(kept.submissions), len(kept.drafts), len(kept.memberships))
    sys.stdout.write(f"{options.export}: {counts(found)}\n")
    return 0


def write_privately(file: Path, text: str) -> None:
    """Write what nobody but its owner may read.

    Raises:
        Misconfigured: the file cannot be written.
    """
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
            os.fchmod(out.fileno(), 0o600)  # it may have been there
            out.write(text)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}"
        raise Misconfigured(message) from error


async def meant(options: argparse.Namespace) -> list[str]:
    """The student, or who has done nothing for so long; nothing is asked where the database cannot be used."""
    async with opened(options) as database:
        if options.student:
            return [options.student]
        return await database.read(people.idle_since, utc_now() - timedelta(days=options.idle_days))


async def erase(names: list[str], options: argparse.Namespace) -> tuple[dict[str, people.Erased], bool]:
    """Erase each from the database, in a transaction of its own; and whether they are gone from its files, too."""
    async with opened(options) as database:
        erased = {name: await database.write(people.erase, name) for name in names}
        return erased, await database.forget_deleted()


def forgotten(names: list[str], given: PyPrac) -> int | None:
    """Have Redis forget them: how many keys that were; None where it does not, and why was said."""
    if not names:
        return 0
    try:
        with redis_of(given) as url:
            if url is not None:
                return asyncio.run(forget(names, url, ours=not given.redis_url))
            reason = "there is none by these settings"
    except (BrokerDown, PyPracError) as error:
        reason = str(error).removesuffix(".")
    sys.stderr.write(REMEMBERS.format(reason=reason))
    return None


@contextmanager
def redis_of(given: PyPrac) -> Iterator[str | None]:
    """The address of the Redis that servers with these settings use."""
    if given.redis_url:
        yield given.redis_url
        return
    with at_hand(data_of(given.data_dir)) as url:
        yield url


async def forget(names: list[str], url: str, *, ours: bool) -> int:
    """Have Redis remember them no more, on its disk neither where it is a private one; how many keys that were."""
    broker = Broker(url)
    try:
        keys = sum([await broker.forget_viewer(name) for name in names])
        if ours:
            await broker.compact()
        return keys
    finally:
        await broker.close()


def nobody(name: str) -> str:
    """Whom a slip of the pen means."""
    return f"Nothing is kept of {name}: nobody of that name is known here.\n"


def as_text(erased: dict[str, people.Erased]) -> str:
    """A line a student."""
    lines = [f"{name}: {counts(each)} erased" for name, each in erased.items()]
    return "\n".join(lines or ["There is nobody to erase."]) + "\n"


def counts(found: people.Erased) -> str:
    """How much it is."""
    places = counted(found.memberships, "place")
    return (
        f"{counted(found.submissions, 'submission')}, {counted(found.drafts, 'draft')} and {places} on lists of courses"
    )
