"""The practice of a server: its database, Redis and graders, started or joined, and the example course."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy.orm import Session

from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.example import example_course
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.broker import Broker
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.embedded import ensure
from jupyter_pyprac.practice.bootstrap import Practice, practice
from jupyter_pyprac.store import assignments
from jupyter_pyprac.store.engine import Database

log = logging.getLogger(__name__)


@asynccontextmanager
async def running_practice(settings: PyPrac, *, local: bool) -> AsyncIterator[Practice]:
    """Everything started and joined; leaving closes it in the opposite order. `local`: on a student's own machine.

    Raises:
        Unavailable, Misconfigured: something does not start; the message says what to do.
    """
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        await asyncio.to_thread(database.prepare)
        if settings.example_course:
            await bring_example(database)
        # last: graders that warm up take the processor from all that goes on beside
        runtime = await ensure(settings, local=local)
        stack.push_async_callback(runtime.close)
        broker = Broker(runtime.redis_url)
        stack.push_async_callback(broker.close)
        yield await stack.enter_async_context(practice(database, broker, settings))


async def bring_example(database: Database) -> None:
    """Put the example course into a database that has no course; one that is broken is nobody's obstacle."""
    if not await database.read(assignments.is_empty):
        return
    try:
        bundle = await asyncio.to_thread(example_course)
    except Refused as error:
        log.warning("the example course is left out: %s", error)
        return
    if bundle is not None:
        await database.write(save_if_empty, bundle)


def save_if_empty(session: Session, bundle: Bundle) -> None:
    """Save the course unless another server of the same user was quicker."""
    if assignments.is_empty(session):
        assignments.save_course(session, bundle.course, bundle.assignments, bundle.files)
