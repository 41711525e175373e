"""Bring the database to this release. A database that is there already is safe to migrate again."""

import argparse
import asyncio
import sys

from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.store.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--json", action="store_true", help="print JSON")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Migrate."""
    database = Database(settings.load(options).database_url, threads=1)
    try:
        database.migrate()
    finally:
        asyncio.run(database.close())
    sys.stdout.write(report.as_json({"migrated": True}) if options.json else "The database is of this release.\n")
    return 0
