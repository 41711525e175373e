"""Several viewers in front of one Jupyter server: the handlers do not know that it is a test's."""

import asyncio
import base64
import json
import os
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tornado.websocket import WebSocketClientConnection

from jupyter_pyprac.errors import PyPracError
from tests.jupyter_pyprac.practice.room import Room
from tests.jupyter_pyprac.web.doors import Door
from tests.services.waiting import PATIENCE

NO_NUMBERS = ("1_0", " 5", "5 ", "+5", "\u0665", "1e1", "0x1", "5\x00", "1,5")
"""What is no number in a query, though Python reads most of them as one."""


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
    """A room behind a host: any number of viewers, who come in by its door."""

    def __init__(self, room: Room, door: Door) -> None:
        self.room = room
        self.door = door
        self.seen: list[str] = []
        self.tabs: list[Tab] = []
        self._writers: list[StreamWriter] = []

    def close(self, error: PyPracError | Exception) -> None:
        """Let whoever comes from now on meet this error."""
        self.door.out_of_order = error

    async def request(
        self, method: str, path: str, *, viewer: str = "ada", body: Any = None, headers: Any = None, **params: Any
    ) -> Reply:
        """One request; a body that is no text is sent as JSON. No status is an error here."""
        sent = body if body is None or isinstance(body, str | bytes) else json.dumps(body)
        given = self.door.headers(viewer) | {"Content-Type": "application/json"} | (headers or {})
        response = await self.door.fetch(method, path, sent, given, params)
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
        tab = Tab(await self.door.connect(self.door.headers(viewer) | dict(headers or {})))
        self.tabs.append(tab)
        await tab.until("hello")
        return tab

    async def silent_tab(self) -> StreamReader:
        """A socket whose client reads nothing, until the test does."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.door.port, limit=2**16)
        named = self.door.headers("ada")
        lines = [
            f"GET {self.door.base}connect HTTP/1.1",
            f"Host: 127.0.0.1:{self.door.port}",
            *(f"{name}: {value}" for name, value in named.items()),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        await reader.readuntil(b"hello")
        self._writers.append(writer)
        return reader

    async def leave(self) -> None:
        """Close every tab."""
        for writer in self._writers:
            writer.close()
        for tab in self.tabs:
            tab.connection.close()
            while await tab.next() is not None:
                pass
        await self.door.leave()
