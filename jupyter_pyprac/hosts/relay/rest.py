"""Requests passed on: what is asked and answered goes through as it is, and nothing about who asks."""

import math
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.httpclient import HTTPResponse
from tornado.web import HTTPError, authenticated

from jupyter_pyprac.errors import Misconfigured, TooLarge, Unavailable
from jupyter_pyprac.hosts.relay.upstream import AWAY
from jupyter_pyprac.web import paths
from jupyter_pyprac.web.health import Health
from jupyter_pyprac.web.replies import JSON, JsonErrors

if TYPE_CHECKING:
    from jupyter_pyprac.hosts.relay.host import Relay

SENT = ("Accept", "Accept-Language", "Content-Type", "X-Request-Id")
"""Headers of a request that the service gets: no cookie, no token of this server."""
RETURNED = ("Retry-After", "X-Request-Id")
NO_CONTENT, UNAUTHENTICATED = 204, 401
NOT_KNOWN = (
    "The practice service does not accept this server. Stop it and start it again (File, Hub Control Panel); if that "
    "does not help, staff must give the token of students' servers the scope access:services!service=pyprac."
)
NOT_PRACTICE = "What answers at PYPRAC_UPSTREAM is no practice service: staff must set it to the service's address."


class FromService(JsonErrors, APIHandler):
    """Behind what is asked of the service."""

    def initialize(self, relay: "Relay") -> None:
        """Take the relay from the rule."""
        self.relay = relay

    def finish(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  tornado's signature
        """Keep our content type."""
        return super().finish(*args, **{"set_content_type": JSON, **kwargs})


class Forward(FromService):
    """Every path but those of probes and sockets."""

    async def prepare(self, **kwargs: Any) -> None:  # noqa: ANN401  jupyter_server's own keyword
        """Authenticate; who is not authenticated is refused by the verb's decorator."""
        await super().prepare(**kwargs)
        if self.current_user is not None:
            self.relay.check()

    @authenticated
    async def get(self) -> None:
        """Pass it on."""
        await self._forward(None)

    @authenticated
    async def post(self) -> None:
        """Pass it on."""
        await self._forward(self._bounded_body())

    @authenticated
    async def put(self) -> None:
        """Pass it on."""
        await self._forward(self._bounded_body())

    async def _forward(self, body: bytes | None) -> None:
        request = self.request
        headers = {name: request.headers[name] for name in SENT if name in request.headers}
        query = f"?{request.query}" if request.query else ""
        reply = await self.relay.upstream.ask(
            str(request.method), self._path() + query, headers, body, waited(self.get_query_argument("wait", "0"))
        )
        understood(reply)
        self.set_status(reply.code)
        for name in RETURNED:
            if name in reply.headers:
                self.set_header(name, reply.headers[name])
        self.set_header("Cache-Control", "no-store")
        await self.finish(None if reply.code == NO_CONTENT else reply.body)

    def _path(self) -> str:
        """The path below our own, as it was sent."""
        return self.request.path.removeprefix(url_path_join(self.base_url, paths.BASE))

    def _bounded_body(self) -> bytes:
        """The body; a course may be larger than anything else.

        Raises:
            TooLarge: it is larger than the service takes.
        """
        size, limit = len(self.request.body), paths.read_limit(paths.BASE + self._path())
        if size > limit:
            message = f"The request is {size:,} bytes, at most {limit:,} are allowed."
            raise TooLarge(message)
        return self.request.body


class Probe(Health, FromService):
    """`/health`: well where the service is."""

    get = allow_unauthenticated(Health.get)

    async def check(self) -> None:
        """Ask the service."""
        self.relay.check()
        try:
            understood(reply := await self.relay.upstream.ask("GET", "/health", {}))
        except HTTPError as error:
            raise Unavailable(str(error.log_message)) from error
        if reply.error:
            raise Unavailable(str(reply.error))


def waited(text: str) -> float:
    """How long the service may take its time by the request's own word; what is none is the service's to refuse."""
    try:
        seconds = float(text)
    except ValueError:
        return 0
    return min(max(seconds, 0), paths.WAIT_SECONDS) if math.isfinite(seconds) else 0


def understood(reply: HTTPResponse) -> None:
    """Make sure that the reply is the service's, and to somebody whom it knows.

    Raises:
        Misconfigured: another server answered, or the service does not accept this server's token.
        HTTPError: 502, something on the way answered in the service's place.
    """
    if reply.code == UNAUTHENTICATED:
        raise Misconfigured(NOT_KNOWN)
    if reply.code == NO_CONTENT or reply.headers.get("Content-Type", "").startswith("application/json"):
        return
    if reply.code >= 500:  # noqa: PLR2004  HTTP's own numbers
        raise HTTPError(502, AWAY)
    raise Misconfigured(NOT_PRACTICE)
