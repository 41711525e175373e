"""One replica of the practice service, from its first listening to its last reply."""

import asyncio
import logging
import socket
from contextlib import suppress

from jupyterhub.services.auth import HubAuth
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets

from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import PyPracError
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
STEP = 0.1

log = logging.getLogger(__name__)


class HubHost:
    """The practice of a class, for the users of its Hub."""

    def __init__(self, settings: PyPrac, identity: Identity) -> None:
        self._identity = identity
        self._opening = Opening(lambda: running_practice(settings, local=False))

    async def open(self) -> None:
        """Open the practice before anybody asks; where that fails, whoever asks first is the next to try."""
        try:
            await self._opening.practice()
        except PyPracError as error:
            log.error("practice cannot be served: %s", error)  # noqa: TRY400  the sentence is all there is to say
        else:
            log.info("practice is ready")

    async def enter(self, request: HTTPServerRequest) -> tuple[Practice, Viewer]:
        """The practice, and who asks."""
        viewer = await self._identity.viewer(request.headers.get("Authorization", ""))
        return await self._opening.practice(), viewer

    async def check(self) -> None:
        """Whether practice can be served."""
        await self._opening.check()

    async def metrics(self) -> bytes:
        """What is measured."""
        practice = await self._opening.practice()
        return await practice.measures.text()

    async def close(self) -> None:
        """End every socket, then close what was opened."""
        await self._opening.close()


async def serve(settings: PyPrac, hub: HubEnvironment, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; then take nothing new, end in order, and return.

    Raises:
        OSError: the address cannot be listened at.
    """
    auth = HubAuth(cache_max_age=CACHE_SECONDS)
    host = HubHost(settings, Identity(auth, CourseGroups(auth), Throttle()))
    server = HTTPServer(Service(host, hub.prefix))
    server.add_sockets(await listening(hub.address, hub.port))
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
        await host.close()
        await server.close_all_connections()


async def listening(address: str, port: int) -> list[socket.socket]:
    """Sockets at the address, as soon as nobody else has it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(BIND_SECONDS):
            while True:
                with suppress(OSError):
                    return bind_sockets(port, address)
                await asyncio.sleep(STEP)
    return bind_sockets(port, address)
