"""What commands for staff share: the database, and who they act as."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from jupyter_pyprac.cli import settings
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.store.engine import Database

STAFF = Viewer(name="", roles=frozenset({"instructor", "admin"}))
"""Whoever may open the database may do all that instructors may."""


@asynccontextmanager
async def opened(options: argparse.Namespace) -> AsyncIterator[Database]:
    """The database that the settings and the command line mean.

    Raises:
        Unavailable, Misconfigured: it cannot be used.
    """
    database = Database(settings.load(options).database_url, threads=1)
    try:
        await asyncio.to_thread(database.prepare)
        yield database
    finally:
        await database.close()
