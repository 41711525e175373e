"""The live connection passed on: the service's frames to the page, and the page's pings to the service."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado.httpclient import HTTPClientError
from tornado.web import HTTPError
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, WebSocketHandler

from jupyter_pyprac.hosts.relay.rest import understood
from jupyter_pyprac.hosts.relay.upstream import AWAY, PING_SECONDS
from jupyter_pyprac.web import paths
from jupyter_pyprac.web.replies import JsonErrors

if TYPE_CHECKING:
    from jupyter_pyprac.hosts.relay.host import Relay

TRY_AGAIN_LATER = 1013
SENDABLE = frozenset({*range(1000, 1004), *range(1007, 1014), *range(3000, 5000)})
"""Codes that a closing frame may carry; the others tell how a connection ended that had none."""


class LiveRelay(WebSocketMixin, JsonErrors, WebSocketHandler, JupyterHandler):
    """`/connect`: opened only where the service has opened its side, so that a refusal fails the handshake."""

    upstream: WebSocketClientConnection
    _passing: "asyncio.Task[None] | None" = None
    ping_interval = PING_SECONDS
    ping_timeout = None
    """As in `web.connect`: the mixin counts in milliseconds what tornado reads as seconds."""

    def initialize(self, relay: "Relay") -> None:
        """Take the relay from the rule."""
        self.relay = relay

    @property
    def max_message_size(self) -> int:
        """What a client may send."""
        return paths.MESSAGE_BYTES

    @ws_authenticated
    async def get(self, *args: str, **kwargs: str) -> None:
        """Connect to the service, then accept the socket; returns when either side has ended it."""
        self.relay.check()
        self.upstream = await self._connected()
        try:
            await super().get(*args, **kwargs)
        finally:
            self.upstream.close()
            if self._passing:
                self._passing.cancel()

    async def _connected(self) -> WebSocketClientConnection:
        try:
            return await self.relay.upstream.connect("/connect")
        except HTTPClientError as refused:
            if refused.response is not None:
                understood(refused.response)
            raise HTTPError(refused.code if refused.response else 502, AWAY) from refused

    def open(self, *_args: str, **_kwargs: str) -> None:
        """Begin to pass frames on."""
        self._passing = asyncio.create_task(self._pass_on())

    async def _pass_on(self) -> None:
        """The service's frames, no faster than the page takes them, and then its end."""
        with suppress(WebSocketClosedError):  # the page has gone: `get` ends the service's side
            while (frame := await self.upstream.read_message()) is not None:
                await self.write_message(frame)
            self.close(sendable(self.upstream.close_code), self.upstream.close_reason)

    async def on_message(self, message: str | bytes) -> None:
        """A ping."""
        with suppress(WebSocketClosedError):  # the service has gone: `_pass_on` ends the page's side
            await self.upstream.write_message(message, binary=isinstance(message, bytes))


def sendable(code: int | None) -> int:
    """The code with which to end the page's side after the service's has; one that was lost is to be tried again."""
    return code if code and code in SENDABLE else TRY_AGAIN_LATER
