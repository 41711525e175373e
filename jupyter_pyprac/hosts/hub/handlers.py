"""Our handlers on a server of their own: the table of `web` with the Hub's identity behind it."""

from typing import Any, cast

from tornado.http1connection import HTTP1Connection
from tornado.httputil import HTTPServerRequest
from tornado.web import Application

from jupyter_pyprac.hosts.hub.entering import Counted, Host
from jupyter_pyprac.hosts.hub.live import LiveConnection
from jupyter_pyprac.hosts.hub.requests import log_request
from jupyter_pyprac.web import paths, routes
from jupyter_pyprac.web.health import Health
from jupyter_pyprac.web.missing import Missing
from jupyter_pyprac.web.replies import JsonErrors

NO_CONTENT = 204


class Probe(Health):
    """`/health`."""

    def initialize(self, host: Host) -> None:
        """Take the host from the rule."""
        self.host = host

    async def check(self) -> str | None:
        """As the host says."""
        return await self.host.check()


class Root(JsonErrors):
    """The service's own address, at which the Hub looks when it starts: it is there, and shows nothing."""

    def get(self) -> None:
        """Answer."""
        self.set_status(NO_CONTENT)


class Service(Application):
    """The handlers below the service's prefix; any other path is nobody's."""

    def __init__(self, host: Host, prefix: str) -> None:
        """`prefix` ends in a slash."""
        self._prefix = prefix.rstrip("/")
        rest = [(path, type(verbs.__name__, (verbs, Counted), {})) for path, verbs in routes.ROUTES]
        table = [*rest, (paths.HEALTH, Probe), (paths.CONNECT, LiveConnection)]
        rules = [(self._prefix + path.removeprefix(paths.BASE), handler, {"host": host}) for path, handler in table]
        super().__init__([*rules, (self._prefix + "/?", Root)], default_handler_class=Missing, log_function=log_request)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:  # noqa: ANN401  tornado's signature
        """Before the body is read: see to it that not more of it is than the path takes."""
        limit = paths.read_limit(paths.BASE + request.path.removeprefix(self._prefix))
        cast("HTTP1Connection", request.connection).set_max_body_size(limit)
        return super().find_handler(request, **kwargs)
