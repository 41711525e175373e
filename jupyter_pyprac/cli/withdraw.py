"""Withdraw a course: students do not see it any more, every submission stays, and importing it brings it back."""

import argparse
import asyncio
import sys
from contextlib import suppress

from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.broker import BrokerDown
from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.agreeing import agreed
from jupyter_pyprac.cli.import_course import redis_url, tell
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import PyPracError, Unknown
from jupyter_pyprac.store import assignments as stored
from jupyter_pyprac.store.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("course", metavar="COURSE", help="the course's slug")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print what was withdrawn as JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, withdraw and report; 1 where nobody agreed."""
    if not options.yes and not agreed(f"Students will not see {options.course} any more. Withdraw it?"):
        sys.stderr.write(f"{options.course} was left as it is: agree with --yes\n")
        return 1
    slugs = asyncio.run(withdraw(options.course, settings.load(options)))
    count = counted(len(slugs), "assignment")
    sentence = f"{options.course}: {count} withdrawn; its submissions stay, and `import` brings it back\n"
    told = {"course": options.course, "withdrawn": list(slugs)}
    sys.stdout.write(report.as_json(told) if options.json else sentence)
    return 0


async def withdraw(slug: str, config: PyPrac) -> tuple[str, ...]:
    """Leave the course without assignments that are offered; gives the slugs of those that were."""
    database = Database(config.database_url, threads=1)
    try:
        await asyncio.to_thread(database.migrate)
        course = await database.read(stored.course, slug)
        if course is None:
            message = f"There is no course {slug!r} in the database."
            raise Unknown(message, "unknown-course")
        saved = await database.write(stored.save_course, course, (), {})
    finally:
        await database.close()
    with suppress(BrokerDown, PyPracError):  # no server runs, so no page is open
        await tell(slug, redis_url(config))
    return saved.withdrawn
