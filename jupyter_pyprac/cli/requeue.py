"""Have submissions graded once more that could not be: those marked `failed`. The running service queues them."""

import argparse
import asyncio
import sys

from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.staff import STAFF, opened
from jupyter_pyprac.practice.clock import utc_now
from jupyter_pyprac.practice.teaching import Teaching


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("course", metavar="COURSE", nargs="?", help="the course's slug, where there are several")
    parser.add_argument("--json", action="store_true", help="print how many there were as JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Requeue, and say how many there were."""
    number = asyncio.run(requeue(options))
    sentence = f"{counted(number, 'submission')} will be graded once more.\n"
    sys.stdout.write(report.as_json({"requeued": number}) if options.json else sentence)
    return 0


async def requeue(options: argparse.Namespace) -> int:
    """Make them pending."""
    async with opened(options) as database:
        return await Teaching(database=database, clock=utc_now).requeue(STAFF, options.course)
