"""What stands where a student's server looks for the practice service: it answers as a test says."""

from collections.abc import Awaitable, Callable

from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

PREFIX = "/services/pyprac/"


class FakeUpstream:
    """A server that keeps every request and gives `answer` to it; its sockets do what `greet` does."""

    def __init__(self) -> None:
        self.requests: list[RequestHandler] = []
        self.answer: Callable[[RequestHandler], object] = lambda handler: said(handler, 200, "{}")
        self.greet: Callable[[WebSocketHandler], Awaitable[None] | None] = lambda _: None
        self.sockets: list[Socket] = []
        listening, port = bind_unused_port()
        self.url = f"http://127.0.0.1:{port}{PREFIX}"
        self._server = HTTPServer(
            Application([(".*/connect", Socket, {"upstream": self}), (".*", Any, {"upstream": self})])
        )
        self._server.add_socket(listening)

    async def close(self) -> None:
        """Stop listening, and drop every connection."""
        self._server.stop()
        await self._server.close_all_connections()


class Any(RequestHandler):
    """Any verb of any path."""

    def initialize(self, upstream: FakeUpstream) -> None:
        self.upstream = upstream

    async def get(self) -> None:
        self.upstream.requests.append(self)
        done = self.upstream.answer(self)
        if isinstance(done, Awaitable):
            await done

    post = put = delete = get


class Socket(WebSocketHandler):
    """A socket, refused where the answer has a status."""

    def initialize(self, upstream: FakeUpstream) -> None:
        self.upstream = upstream
        self.heard: list[str | bytes] = []
        self.closed = False

    async def prepare(self) -> None:
        self.upstream.requests.append(self)
        self.upstream.answer(self)

    def open(self) -> Awaitable[None] | None:
        self.upstream.sockets.append(self)
        return self.upstream.greet(self)

    def on_message(self, message: str | bytes) -> None:
        self.heard.append(message)

    def on_close(self) -> None:
        self.closed = True


def said(
    handler: RequestHandler, status: int, body: str, kind: str = "application/json; charset=UTF-8", **headers: str
):
    """Answer so; a socket is let in by 200."""
    if isinstance(handler, WebSocketHandler) and status == 200:
        return
    handler.set_status(status)
    handler.set_header("Content-Type", kind)
    for name, value in headers.items():
        handler.set_header(name.replace("_", "-"), value)
    handler.finish(body)
