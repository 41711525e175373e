"""The live connection: frames to the client, and nothing but pings from it."""

import asyncio
import logging
from typing import TYPE_CHECKING

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from jupyter_pyprac.errors import PyPracError
from jupyter_pyprac.web.paths import MESSAGE_BYTES
from jupyter_pyprac.web.replies import JsonErrors

if TYPE_CHECKING:
    from jupyter_pyprac.model import Viewer
    from jupyter_pyprac.practice.bootstrap import Practice

UNSENT_FRAMES = 256
"""A client that has left so many frames unread is cut off; it comes back and reads what it missed."""
TRY_AGAIN_LATER = 1013
PING_SECONDS = 30.0
"""How often a connection is asked whether it still lives."""

log = logging.getLogger(__name__)


class Connect(WebSocketHandler, JsonErrors):
    """`/connect`. The host decorates `get` with its own check of the user, which must not redirect."""

    practice: "Practice"
    viewer: "Viewer"
    ping_interval = PING_SECONDS
    ping_timeout = None
    """As tornado chooses it for the interval."""
    _unsent = 0

    @property
    def max_message_size(self) -> int:
        """What a client may send."""
        return MESSAGE_BYTES

    async def open(self, *args: str, **kwargs: str) -> None:
        """Greet, and let the socket hear."""
        opened = super().open(*args, **kwargs)
        if opened is not None:
            await opened
        try:
            await self.practice.connections.join(self.viewer, self)
        except PyPracError as error:
            self.close(TRY_AGAIN_LATER, error.code)

    def on_message(self, message: str | bytes) -> None:
        """A ping, or none of our business: nothing a client says here has a meaning."""

    def on_close(self) -> None:
        """The socket hears nothing any more."""
        super().on_close()
        self.practice.connections.leave(self.viewer, self)

    def send(self, text: str) -> None:
        """Hand over a frame without waiting."""
        if self._unsent >= UNSENT_FRAMES:
            self.close(TRY_AGAIN_LATER, "too slow")
            return
        try:
            written = self.write_message(text)
        except WebSocketClosedError:
            return
        self._unsent += 1
        written.add_done_callback(self._sent)

    def _sent(self, written: "asyncio.Future[None]") -> None:
        self._unsent -= 1
        if not written.cancelled() and written.exception() is not None:
            log.debug("a frame did not reach its socket: %s", written.exception())
