"""The practice on one's own computer: SQLite, a private Redis with graders, and the example course."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from jupyter_pyprac.authoring import course as examples
from jupyter_pyprac.broker import Broker
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.embedded import ensure
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.bootstrap import Practice, practice
from jupyter_pyprac.store import assignments
from jupyter_pyprac.store.engine import Database


def local_viewer(settings: PyPrac) -> Viewer:
    """The one user of this computer, who is also staff."""
    return Viewer(name=settings.local_user, roles=frozenset({"student", "instructor", "admin"}))


@asynccontextmanager
async def laptop_practice(settings: PyPrac) -> AsyncIterator[Practice]:
    """Everything started and joined; leaving closes it in the opposite order.

    Raises:
        Unavailable, Misconfigured: something does not start; the message says what to do.
    """
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        await asyncio.to_thread(database.migrate)
        runtime = await ensure(settings)
        stack.push_async_callback(runtime.close)
        broker = Broker(runtime.redis_url)
        stack.push_async_callback(broker.close)
        if settings.example_course:
            await bring_example(database)
        yield await stack.enter_async_context(practice(database, broker, settings))


async def bring_example(database: Database) -> None:
    """Put the example course into a database that has no course."""
    if await database.read(assignments.is_empty):
        course, contents, files = await asyncio.to_thread(examples.example)
        await database.write(assignments.save_course, course, contents, files)
