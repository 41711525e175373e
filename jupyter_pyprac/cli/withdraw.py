"""Withdraw a course: students do not see it any more, every submission stays, and importing it brings it back."""

import argparse
import asyncio
import sys

from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.agreeing import agreed
from jupyter_pyprac.cli.import_course import tell
from jupyter_pyprac.cli.staff import opened
from jupyter_pyprac.errors import Unknown
from jupyter_pyprac.store import assignments as stored


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("course", metavar="COURSE", help="the course's slug")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print what was withdrawn as JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, withdraw and report; 1 where nobody agreed."""
    slugs = asyncio.run(withdraw(options))
    if slugs is None:
        sys.stderr.write(f"{options.course} was left as it is: agree with --yes\n")
        return 1
    count = counted(len(slugs), "assignment")
    sentence = f"{options.course}: {count} withdrawn; its submissions stay, and `import` brings it back\n"
    told = {"course": options.course, "withdrawn": list(slugs)}
    sys.stdout.write(report.as_json(told) if options.json else sentence)
    return 0


async def withdraw(options: argparse.Namespace) -> tuple[str, ...] | None:
    """Leave the course without assignments that are offered; gives the slugs of those that were, None = not agreed."""
    slug = options.course
    async with opened(options) as database:
        course = await database.read(stored.course, slug)
        if course is None:
            message = f"There is no course {slug!r} in the database."
            raise Unknown(message, "unknown-course")
        if not options.yes and not agreed(f"Students will not see {slug} any more. Withdraw it?"):
            return None
        saved = await database.write(stored.save_course, course, (), {})
    await tell(slug, settings.load(options))
    return saved.withdrawn
