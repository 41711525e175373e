"""Erase all that is kept of one student, or of everybody who has done nothing for some time; or write it to a file.

With --export nothing is erased: the file gets the student's submissions, with what the student saw of their verdicts,
drafts, and the lists of courses that have the student's name.
"""

import argparse
import asyncio
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import msgspec

from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.agreeing import agreed
from jupyter_pyprac.cli.import_course import redis_url
from jupyter_pyprac.cli.staff import opened
from jupyter_pyprac.errors import PyPracError
from jupyter_pyprac.practice.clock import utc_now
from jupyter_pyprac.store import people
from jupyter_pyprac.visibility import submission_view


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("student", metavar="STUDENT", nargs="?", help="the student's name on the Hub")
    whose.add_argument("--idle-days", type=int, metavar="N", help="everybody who did nothing for N days")
    parser.add_argument("--export", metavar="FILE", type=Path, help="write it there and erase nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print what was erased as JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Export, or ask and erase; 1 where nobody agreed."""
    if options.export:
        return asyncio.run(export(options))
    names = [options.student] if options.student else asyncio.run(idle(options))
    if names and not options.yes and not agreed(f"All that is kept of {', '.join(names)} will be gone. Erase it?"):
        sys.stderr.write("Nothing was erased: agree with --yes\n")
        return 1
    erased = asyncio.run(erase(names, options))
    sys.stdout.write(report.as_json(msgspec.to_builtins(erased)) if options.json else as_text(erased))
    return 0


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
    options.export.write_text(report.as_json(told), encoding="ascii")
    sys.stdout.write(f"{options.export}: {counts(len(kept.submissions), len(kept.drafts))}\n")
    return 0


async def idle(options: argparse.Namespace) -> list[str]:
    """Who has done nothing for so long."""
    async with opened(options) as database:
        return await database.read(people.idle_since, utc_now() - timedelta(days=options.idle_days))


async def erase(names: list[str], options: argparse.Namespace) -> dict[str, people.Erased]:
    """Erase each in a transaction of its own; Redis forgets them, too, where it runs."""
    async with opened(options) as database:
        erased = {name: await database.write(people.erase, name) for name in names}
    with suppress(BrokerDown, PyPracError):  # nothing runs that remembers them
        await forget(names, redis_url(settings.load(options)))
    return erased


async def forget(names: list[str], url: str) -> None:
    """Have Redis remember them no more."""
    broker = Broker(url)
    try:
        for name in names:
            await broker.forget_viewer(name)
    finally:
        await broker.close()


def as_text(erased: dict[str, people.Erased]) -> str:
    """A line a student."""
    lines = [f"{name}: {counts(each.submissions, each.drafts)} erased" for name, each in erased.items()]
    return "\n".join(lines or ["There is nobody to erase."]) + "\n"


def counts(submissions: int, drafts: int) -> str:
    """How much it is."""
    return f"{counted(submissions, 'submission')} and {counted(drafts, 'draft')}"
