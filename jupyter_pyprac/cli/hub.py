"""Run the practice service of a JupyterHub, until this command is ended. The Hub, or you, say by the environment where.

With PYPRAC_DB_URL and PYPRAC_REDIS_URL any number of these run side by side; with neither this one has SQLite, a
private Redis and two graders of its own.
"""

import argparse
import asyncio
import os
import signal

from grader_service.logs import set_up
from jupyter_pyprac import config
from jupyter_pyprac.cli import settings
from jupyter_pyprac.errors import Misconfigured

LOOK_SECONDS = 1.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--managed", action="store_true", help="end with the process that started this one")


def run(options: argparse.Namespace) -> int:
    """Serve; 0 when asked to end."""
    try:
        from jupyter_pyprac.hosts.hub.environment import HubEnvironment  # noqa: PLC0415  needs JupyterHub
        from jupyter_pyprac.hosts.hub.service import serve  # noqa: PLC0415  the same
    except ModuleNotFoundError as error:
        message = f"The practice service needs {error.name}: pip install 'jupyter_pyprac[hub]'."
        raise Misconfigured(message) from error
    given = config.load(settings.files())
    set_up(given.log_format)
    hub = HubEnvironment.read(os.environ)

    async def until_stopped() -> None:
        stop = stopping()
        watching = asyncio.create_task(watch_parent(stop)) if options.managed else None
        try:
            await serve(given, hub, stop)
        finally:
            if watching:
                watching.cancel()

    asyncio.run(until_stopped())
    return 0


def stopping() -> asyncio.Event:
    """An event that is set when the command is to end."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def watch_parent(stop: asyncio.Event) -> None:
    """Set the event when whoever started this process is gone: a Hub that was killed asks nobody to end."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110  no event tells that a parent is gone
        await asyncio.sleep(LOOK_SECONDS)
    stop.set()
