"""Our handlers on a Jupyter server: the table of `web` with the server's own base classes behind it."""

from typing import TYPE_CHECKING, Any, Protocol

from jupyter_server.auth.decorator import allow_unauthenticated, ws_authenticated
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado.web import RequestHandler

from jupyter_pyprac.web import paths, routes
from jupyter_pyprac.web.connect import Connect
from jupyter_pyprac.web.health import Health
from jupyter_pyprac.web.missing import Missing
from jupyter_pyprac.web.replies import JSON

if TYPE_CHECKING:
    from jupyter_pyprac.model import Viewer
    from jupyter_pyprac.practice.bootstrap import Practice

Rule = tuple[str, type[RequestHandler], dict[str, Any]]


class Host(Protocol):
    """What a Jupyter server must know to serve practice."""

    async def enter(self, handler: JupyterHandler) -> "tuple[Practice, Viewer]":
        """The practice, and who asks; only for requests the server has authenticated.

        Raises:
            Unavailable, Misconfigured: there is no practice at the moment.
        """

    async def check(self) -> str | None:
        """Whether practice can be served; a word for why nothing is graded, where that is so.

        Raises:
            Unavailable, Misconfigured: it cannot.
        """


class Entering(JupyterHandler):
    """A request of an authenticated user meets the practice."""

    def initialize(self, host: Host) -> None:
        """Take the host from the rule."""
        self.host = host

    async def prepare(self, **kwargs: Any) -> None:  # noqa: ANN401  jupyter_server's own keyword
        """Authenticate, then open the practice; who is not authenticated is refused by the verb's decorator."""
        await super().prepare(**kwargs)
        if self.current_user is not None and not self._finished:
            self.practice, self.viewer = await self.host.enter(self)


class Open(APIHandler):
    """Behind what needs no user."""

    def initialize(self, host: Host) -> None:
        """Take the host from the rule."""
        self.host = host

    def finish(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  tornado's signature
        """Keep our content type."""
        return super().finish(*args, **{"set_content_type": JSON, **kwargs})


class Api(Entering, Open):
    """Behind the handlers of REST."""


class Probe(Health, Open):
    """`/health`."""

    get = allow_unauthenticated(Health.get)

    async def check(self) -> str | None:
        """As the host says."""
        return await self.host.check()


class Nothing(Missing, Open):
    """Any other path."""


class LiveConnection(WebSocketMixin, Connect, Entering):
    """`/connect`: refused with 403 instead of a login page, and to pages of other origins by jupyter_server's mixin.

    The pings are tornado's: the mixin counts in milliseconds what tornado reads as seconds.
    """

    open = Connect.open
    ping_interval = Connect.ping_interval
    ping_timeout = Connect.ping_timeout
    get = ws_authenticated(Connect.get)


def rules(host: Host) -> list[Rule]:
    """What to mount below the server's base URL; the last one takes what is nobody's."""
    rest = [(path, type(verbs.__name__, (verbs, Api), {})) for path, verbs in routes.ROUTES]
    table = [*rest, (paths.HEALTH, Probe), (paths.CONNECT, LiveConnection), (paths.REST, Nothing)]
    return [(path, handler, {"host": host}) for path, handler in table]
