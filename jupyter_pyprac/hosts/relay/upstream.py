"""The practice service as a student's server asks it: with the owner's token, within limits, following nothing."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from tornado.httpclient import HTTPRequest, HTTPResponse
from tornado.iostream import StreamClosedError
from tornado.simple_httpclient import HTTPStreamClosedError, HTTPTimeoutError, SimpleAsyncHTTPClient
from tornado.web import HTTPError
from tornado.websocket import WebSocketClientConnection, WebSocketError, websocket_connect

from jupyter_pyprac.errors import Misconfigured

CONNECT_SECONDS = 5.0
MARGIN_SECONDS = 10.0
"""What a reply may take beyond the time for which it was asked to wait."""
AT_ONCE = 50
"""Requests of all tabs under way together; more wait for a place."""
REPLY_BYTES = 64 * 1024 * 1024
PING_SECONDS = 30.0
AWAY = "The practice service cannot be reached just now. What you wrote stays here; try again in a moment."
SILENT = "The practice service did not answer in time. What you wrote stays here; try again in a moment."
NO_ADDRESS = (
    "PyPrac.upstream (PYPRAC_UPSTREAM) is {address!r}: staff must set it to the address of the practice service, like "
    "http://127.0.0.1:28090/services/pyprac/"
)

log = logging.getLogger(__name__)


class Upstream:
    """A client of the service at `address`, which ends in the service's prefix."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address.rstrip("/")
        self._authorization = f"token {token}"
        self._client: SimpleAsyncHTTPClient | None = None

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None, wait: float = 0
    ) -> HTTPResponse:
        """The service's reply, whatever its status; `wait` seconds of silence are no sign of trouble.

        Raises:
            HTTPError: 502 or 504, it cannot be reached or does not answer.
            Misconfigured: the address is none.
        """
        self._client = self._client or SimpleAsyncHTTPClient(
            force_instance=True, max_clients=AT_ONCE, max_body_size=REPLY_BYTES, max_buffer_size=REPLY_BYTES
        )
        request = HTTPRequest(
            self._url(path),
            method,
            headers=self._named(headers),
            body=body,
            connect_timeout=CONNECT_SECONDS,
            request_timeout=wait + MARGIN_SECONDS,
            follow_redirects=False,
            decompress_response=False,
        )
        with reaching():
            return await self._client.fetch(request, raise_error=False)

    async def connect(self, path: str) -> WebSocketClientConnection:
        """An open live connection.

        Raises:
            HTTPClientError: the service refuses it; its reply is in `response`.
            HTTPError: 502 or 504, it cannot be reached or does not answer.
            Misconfigured: the address is none.
        """
        request = HTTPRequest(
            "ws" + self._url(path).removeprefix("http"),
            headers=self._named({}),
            connect_timeout=CONNECT_SECONDS,
            request_timeout=MARGIN_SECONDS,
            follow_redirects=False,
        )
        with reaching():
            return await websocket_connect(request, ping_interval=PING_SECONDS)

    def close(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            self._client.close()

    def _url(self, path: str) -> str:
        if not is_address(self.address):
            raise Misconfigured(NO_ADDRESS.format(address=self.address))
        return self.address + path

    def _named(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {**headers, "Authorization": self._authorization}


def is_address(text: str) -> bool:
    """Whether a service can be asked at this URL."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@contextmanager
def reaching() -> Iterator[None]:
    """Turn what goes wrong on the way to the service into a reply; the reasons are for the log."""
    try:
        yield
    except HTTPTimeoutError as error:
        log.warning("the practice service does not answer: %s", error)
        raise HTTPError(504, SILENT) from error
    except (OSError, HTTPStreamClosedError, StreamClosedError, WebSocketError) as error:
        log.warning("the practice service cannot be reached: %s", error)
        raise HTTPError(502, AWAY) from error
