"""One replica of the practice service, from its first listening to its last reply."""

import asyncio
import logging
import socket
import time
from collections import Counter
from contextlib import suppress

from jupyterhub.services.auth import HubAuth
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest

from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import Misconfigured, PyPracError, in_full
from jupyter_pyprac.hosts.hub.environment import HubEnvironment
from jupyter_pyprac.hosts.hub.groups import CourseGroups
from jupyter_pyprac.hosts.hub.handlers import Service
from jupyter_pyprac.hosts.hub.identity import CACHE_SECONDS, Identity
from jupyter_pyprac.hosts.hub.metrics import expose
from jupyter_pyprac.hosts.hub.throttle import Throttle
from jupyter_pyprac.hosts.opening import Opening
from jupyter_pyprac.hosts.running import running_practice
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.bootstrap import Practice

BIND_SECONDS = 20.0
"""So long an earlier service may take to let go of the address."""
BACKLOG = 512
"""A class that opens its pages at the same moment."""
DRAIN_SECONDS = 5.0
"""So long what is under way may take to end; a Hub that stops a service waits ten seconds for it."""
STEP = 0.1

log = logging.getLogger(__name__)


class HubHost:
    """The practice of a class, for the users of its Hub."""

    def __init__(self, settings: PyPrac, identity: Identity) -> None:
        self._identity = identity
        self.turned_away: Counter[str] = Counter()
        self._under_way = 0
        self._opening = Opening(lambda: running_practice(settings, local=False))

    async def open(self) -> None:
        """Open the practice before anybody asks; where that fails, whoever asks first is the next to try."""
        try:
            await self._opening.practice()
        except PyPracError as error:
            log.error("practice cannot be served: %s", in_full(error))  # noqa: TRY400  the sentence is all there is to say
        else:
            log.info("practice is ready")

    async def enter(self, request: HTTPServerRequest) -> tuple[Practice, Viewer]:
        """The practice, and who asks."""
        viewer = await self._identity.viewer(request.headers.get("Authorization", ""))
        practice = await self._opening.practice()
        return practice, await practice.members.as_listed(viewer)

    async def check(self) -> str | None:
        """Whether practice can be served, and why nothing is graded, where that is so."""
        return await self._opening.check()

    async def metrics(self) -> bytes:
        """What is measured."""
        practice = await self._opening.practice()
        return await practice.measures.text()

    def began(self) -> None:
        """Count a request whose reply is waited for at the end."""
        self._under_way += 1

    def ended(self) -> None:
        """Count it no more."""
        self._under_way -= 1

    async def drain(self) -> None:
        """Send all who wait or listen away, to come back to another replica, and let what is under way end."""
        practice = self._opening.opened
        if practice is not None:
            practice.connections.close()
            practice.waiting.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while self._under_way:  # noqa: ASYNC110  a counter tells no event, and this is the end
                    await asyncio.sleep(STEP)

    async def close(self) -> None:
        """Close what was opened."""
        await self._opening.close()


async def serve(settings: PyPrac, hub: HubEnvironment, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; then take nothing new, end in order, and return.

    Raises:
        Misconfigured: the address cannot be listened at.
    """
    auth = HubAuth(cache_max_age=CACHE_SECONDS)
    host = HubHost(settings, Identity(auth, CourseGroups(auth), Throttle()))
    server = HTTPServer(Service(host, hub.prefix))
    server.add_socket(await listening(hub.address, hub.port))
    log.info("listening at %s:%s%s", hub.address, hub.port, hub.prefix)
    metrics = expose(settings.metrics_address, host.metrics)
    opening = asyncio.create_task(host.open())
    try:
        await stop.wait()
    finally:
        log.info("asked to end")
        for each in (server, metrics):
            if each is not None:
                each.stop()
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await host.drain()
        await host.close()
        await server.close_all_connections()


async def listening(address: str, port: int) -> socket.socket:
    """A socket at the address, as soon as nobody else has it.

    Raises:
        Misconfigured: somebody else keeps it, or it is not of this machine.
    """
    give_up = time.monotonic() + BIND_SECONDS
    while True:
        try:
            return bound(address, port)
        except OSError as error:
            if time.monotonic() > give_up:
                message = (
                    f"The service cannot listen at {address}:{port}, {error.strerror}: end what has that port, or "
                    "give the service another address by configure(c, url=...) or JUPYTERHUB_SERVICE_URL."
                )
                raise Misconfigured(message) from error
        await asyncio.sleep(STEP)


def bound(address: str, port: int) -> socket.socket:
    """A socket at the address.

    Raises:
        OSError: somebody else has it.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.create_server((address, port), family=family, backlog=BACKLOG)
    listener.settimeout(0)
    return listener
