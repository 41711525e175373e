"""Several viewers in front of one Jupyter server: the handlers do not know that it is a test's."""

import asyncio
import base64
import json
import os
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado.httpclient import HTTPResponse
from tornado.websocket import WebSocketClientConnection

from jupyter_pyprac.errors import PyPracError
from jupyter_pyprac.hosts.mounting import rules
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.bootstrap import Practice
from tests.jupyter_pyprac.practice.course import ADA, TEACHER
from tests.jupyter_pyprac.practice.room import Room
from tests.services.waiting import PATIENCE

VIEWER_HEADER = "X-Viewer"


@dataclass(frozen=True)
class Reply:
    """What a request came to."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Tab:
    """An open socket of a viewer, with every frame it got."""

    connection: WebSocketClientConnection
    frames: list[dict[str, Any]] = field(default_factory=list)
    passed_over: list[dict[str, Any]] = field(default_factory=list)
    closed: bool = False

    async def next(self) -> dict[str, Any] | None:
        """The next frame; None when the connection is closed."""
        text = None if self.closed else await self.connection.read_message()
        if text is None:
            self.closed = True
            return None
        frame = json.loads(text)
        self.frames.append(frame)
        return frame

    async def until(self, kind: str, matches: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """The next such frame; those that came before it are kept for other questions."""
        for frame in self.passed_over:
            if frame["type"] == kind and matches(frame):
                self.passed_over.remove(frame)
                return frame
        async with asyncio.timeout(PATIENCE):
            while True:
                frame = await self.next()
                assert frame is not None, f"closed before a frame {kind}"
                if frame["type"] == kind and matches(frame):
                    return frame
                self.passed_over.append(frame)


class School:
    """The host of these tests: identity by a header, the practice of a room."""

    def __init__(self, room: Room, app: ServerApp, fetch: Any, connect: Any) -> None:
        self.room = room
        self.app = app
        self.out_of_order: PyPracError | None = None
        self.seen: list[str] = []
        self.entered = 0
        self.host = f"localhost:{app.port}"
        """The host as a browser spells it; the names of the cookies hold it."""
        self._fetch = fetch
        self._connect = connect
        self.tabs: list[Tab] = []
        self._writers: list[StreamWriter] = []

    def mount(self) -> None:
        """Mount the handlers as the extension does."""
        base = self.app.web_app.settings["base_url"]
        mounted = [(url_path_join(base, path), handler, given) for path, handler, given in rules(self)]
        self.app.web_app.add_handlers(".*$", mounted)

    async def enter(self, handler: JupyterHandler) -> tuple[Practice, Viewer]:
        """The practice and the viewer of the header."""
        self.entered += 1
        await self.check()
        name = handler.request.headers.get(VIEWER_HEADER, ADA.name)
        return self.room.practice, TEACHER if name == TEACHER.name else Viewer(name=name)

    async def check(self) -> None:
        """Fail where the test says so."""
        if self.out_of_order is not None:
            raise self.out_of_order

    async def request(
        self, method: str, path: str, *, viewer: str = "ada", body: Any = None, headers: Any = None, **params: Any
    ) -> Reply:
        """One request; a body that is no text is sent as JSON. No status is an error here."""
        sent = body if body is None or isinstance(body, str | bytes) else json.dumps(body)
        given = {VIEWER_HEADER: viewer, "Content-Type": "application/json"} | (headers or {})
        response: HTTPResponse = await self._fetch(
            "pyprac",
            *path.split("/"),
            method=method,
            body=sent,
            headers=given,
            params=params,
            raise_error=False,
            follow_redirects=False,
            allow_nonstandard_methods=True,
            request_timeout=60,
        )
        text = response.body.decode()
        self.seen.append(text)
        return Reply(response.code, dict(response.headers.get_all()), text)

    async def get(self, path: str, **params: Any) -> Reply:
        """GET."""
        return await self.request("GET", path, **params)

    async def post(self, path: str, body: Any, **params: Any) -> Reply:
        """POST."""
        return await self.request("POST", path, body=body, **params)

    async def submit(self, code: str, *, assignment: str = "first", viewer: str = "ada", **other: Any) -> Reply:
        """POST `/submission`."""
        return await self.post(
            "submission", {"assignment_id": f"basics/{assignment}", "code": code} | other, viewer=viewer
        )

    async def tab(self, viewer: str = "ada", headers: Mapping[str, str] | None = None) -> Tab:
        """Open a socket and read its greeting."""
        given = {VIEWER_HEADER: viewer} | dict(headers or {})
        tab = Tab(await self._connect("pyprac", "connect", headers=given))
        self.tabs.append(tab)
        await tab.until("hello")
        return tab

    async def silent_tab(self) -> StreamReader:
        """A socket whose client reads nothing, until the test does."""
        token = self.app.identity_provider.token
        host = f"127.0.0.1:{self.app.port}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.app.port, limit=2**16)
        lines = [
            f"GET {self.app.base_url}pyprac/connect HTTP/1.1",
            f"Host: {host}",
            f"Authorization: token {token}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        await reader.readuntil(b"hello")
        self._writers.append(writer)
        return reader

    async def login(self) -> str:
        """The cookies of a browser that has logged in and has shown a page."""
        response = await self._fetch("lab", headers={"Host": self.host}, raise_error=False)
        return "; ".join(cookie.partition(";")[0] for cookie in response.headers.get_list("Set-Cookie"))

    async def leave(self) -> None:
        """Close every tab."""
        for writer in self._writers:
            writer.close()
        for tab in self.tabs:
            tab.connection.close()
            while await tab.next() is not None:
                pass
