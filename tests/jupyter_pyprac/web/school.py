"""Several viewers in front of one Jupyter server: the handlers do not know that it is a test's."""

import json
from collections.abc import Callable
from contextlib import suppress
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

    async def next(self) -> dict[str, Any] | None:
        """The next frame; None when the connection is closed."""
        text = await self.connection.read_message()
        if text is None:
            return None
        frame = json.loads(text)
        self.frames.append(frame)
        return frame

    async def until(self, kind: str, matches: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """Read up to such a frame."""
        while True:
            frame = await self.next()
            assert frame is not None, f"closed before a frame {kind}"
            if frame["type"] == kind and matches(frame):
                return frame


class School:
    """The host of these tests: identity by a header, the practice of a room."""

    def __init__(self, room: Room, app: ServerApp, fetch: Any, connect: Any) -> None:
        self.room = room
        self.app = app
        self.out_of_order: PyPracError | None = None
        self.seen: list[str] = []
        self._fetch = fetch
        self._connect = connect
        self._tabs: list[Tab] = []

    def mount(self) -> None:
        """Mount the handlers as the extension does."""
        base = self.app.web_app.settings["base_url"]
        mounted = [(url_path_join(base, path), handler, given) for path, handler, given in rules(self)]
        self.app.web_app.add_handlers(".*$", mounted)

    async def enter(self, handler: JupyterHandler) -> tuple[Practice, Viewer]:
        """The practice and the viewer of the header."""
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
            *path.strip("/").split("/"),
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

    async def tab(self, viewer: str = "ada") -> Tab:
        """Open a socket and read its greeting."""
        tab = Tab(await self._connect("pyprac", "connect", headers={VIEWER_HEADER: viewer}))
        self._tabs.append(tab)
        await tab.until("hello")
        return tab

    async def leave(self) -> None:
        """Close every tab."""
        for tab in self._tabs:
            tab.connection.close()
            with suppress(AssertionError):
                while await tab.next() is not None:
                    pass
