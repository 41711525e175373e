"""What commands for staff share: the database, and who they act as."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from jupyter_pyprac.cli import settings
from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.store.engine import Database

STAFF = Viewer(name="", roles=frozenset({"instructor", "admin"}))
"""Whoever may open the database may do all that instructors may."""

NOT_THERE = (
    "There is no database {url}: the first request of a panel or a cell makes it, or `jupyter pyprac import`. If you "
    "mean that of a running service name its PYPRAC_DATA_DIR or PYPRAC_DB_URL."
)


@asynccontextmanager
async def opened(options: argparse.Namespace) -> AsyncIterator[Database]:
    """The database that the settings and the command line mean; none is made, for nobody would be in it.

    Raises:
        Unavailable, Misconfigured: it cannot be used, or is not there.
    """
    url = settings.load(options).database_url
    database = Database(url, threads=1)
    try:
        if not await asyncio.to_thread(database.exists):
            raise Misconfigured(NOT_THERE.format(url=url))
        await asyncio.to_thread(database.prepare)
        yield database
    finally:
        await database.close()
