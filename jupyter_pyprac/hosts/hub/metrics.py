"""`/metrics` at an address of its own, which the Hub's proxy does not lead to."""

import logging
from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from jupyter_pyprac.errors import Misconfigured, PyPracError

OFF = "off"
UNAVAILABLE = 503

log = logging.getLogger(__name__)

Read = Callable[[], Awaitable[bytes]]


class Metrics(RequestHandler):
    """Everything that is measured, for Prometheus."""

    def initialize(self, read: Read) -> None:
        """Take what gives the text from the rule."""
        self.read = read

    async def get(self) -> None:
        """The text; 503 while there is no practice to tell of."""
        try:
            text = await self.read()
        except PyPracError as error:
            self.set_status(UNAVAILABLE)
            self.set_header("Content-Type", "text/plain; charset=UTF-8")
            self.finish(f"{error}\n")
        else:
            self.set_header("Content-Type", CONTENT_TYPE_LATEST)
            self.finish(text)


def expose(address: str, read: Read) -> HTTPServer | None:
    """Show metrics at `host:port`, until the server is stopped; None where they are off.

    An address that is taken, as by another replica on this machine, costs the metrics and not the service.

    Raises:
        Misconfigured: it is no address.
    """
    if address == OFF:
        return None
    host, _, port = address.rpartition(":")
    if not (host and port.isascii() and port.isdigit()):
        message = f"PYPRAC_METRICS_ADDR={address!r} must be like 127.0.0.1:28091, or {OFF}."
        raise Misconfigured(message)
    server = HTTPServer(Application([("/metrics", Metrics, {"read": read})]))
    try:
        server.add_sockets(bind_sockets(int(port), host.strip("[]")))
    except (OSError, OverflowError) as error:
        log.warning("no metrics are shown, %s cannot be listened at: set PYPRAC_METRICS_ADDR (%s)", address, error)
        return None
    log.info("metrics are at http://%s/metrics", address)
    return server
