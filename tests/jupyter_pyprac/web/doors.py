"""The hosts by which viewers come to the handlers: each lets in whom it knows, in its own way.

local   a Jupyter server; a header says who asks
hub     the service of a Hub; a token says who asks
relay   a student's server that asks the service; a header chooses whose server it is
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest, url_concat
from tornado.testing import bind_unused_port
from tornado.web import RequestHandler
from tornado.websocket import WebSocketClientConnection, websocket_connect

from jupyter_pyprac.hosts.hub.handlers import Service
from jupyter_pyprac.hosts.hub.identity import Identity
from jupyter_pyprac.hosts.hub.roles import INSTRUCTORS
from jupyter_pyprac.hosts.hub.throttle import Throttle
from jupyter_pyprac.hosts.mounting import Rule, rules
from jupyter_pyprac.hosts.relay import Relay
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.bootstrap import Practice
from tests.jupyter_pyprac.practice.course import ADA, TEACHER

VIEWER_HEADER = "X-Viewer"
PREFIX = "/services/pyprac/"


class Door(Protocol):
    """A host that runs, at `base` of a port of this machine."""

    port: int
    base: str
    out_of_order: Exception | None
    refusal: tuple[int, str]
    """Status and code for who is nobody here."""

    def headers(self, viewer: str) -> dict[str, str]:
        """What names the viewer."""

    async def fetch(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], params: Mapping[str, Any]
    ) -> HTTPResponse:
        """The reply, whatever its status."""

    async def connect(self, headers: Mapping[str, str]) -> WebSocketClientConnection:
        """An open socket."""

    async def leave(self) -> None:
        """Close the host."""


class Host:
    """A practice that is there until a test says otherwise."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.out_of_order: Exception | None = None
        self.entered = 0

    async def check(self) -> None:
        """Fail where the test says so."""
        if self.out_of_order is not None:
            raise self.out_of_order

    async def fetch(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], params: Mapping[str, Any]
    ) -> HTTPResponse:
        """One request to the host's port."""
        request = HTTPRequest(
            url_concat(f"http://127.0.0.1:{self.port}{self.base}{quote(path)}", dict(params)),
            method,
            headers,
            body,
            follow_redirects=False,
            allow_nonstandard_methods=True,
            request_timeout=60,
        )
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def connect(self, headers: Mapping[str, str]) -> WebSocketClientConnection:
        """One socket to the host's port."""
        return await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{self.port}{self.base}connect", headers=headers))


class LocalDoor(Host):
    """Handlers mounted as the extension mounts them."""

    refusal = (403, "unauthenticated")

    def __init__(self, practice: Practice, app: ServerApp) -> None:
        super().__init__(practice)
        self.app = app
        self.port = app.port
        self.base = f"{app.base_url}pyprac/"
        table = [(url_path_join(app.base_url, path), *rest) for path, *rest in self.rules()]
        app.web_app.add_handlers(".*$", table)

    def rules(self) -> list[Rule]:
        """The handlers as the extension mounts them."""
        return rules(self)

    def headers(self, viewer: str) -> dict[str, str]:
        """The login of the server, and the name in a header of the tests' own."""
        return {"Authorization": f"token {self.app.identity_provider.token}", VIEWER_HEADER: viewer}

    async def enter(self, handler: JupyterHandler) -> tuple[Practice, Viewer]:
        """The practice and the viewer of the header."""
        self.entered += 1
        await self.check()
        name = handler.request.headers.get(VIEWER_HEADER, ADA.name)
        return self.practice, TEACHER if name == TEACHER.name else Viewer(name=name)

    async def leave(self) -> None:
        """The server is pytest-jupyter's to close."""


class FakeHubAuth:
    """A Hub that knows everybody by a token with their name in it."""

    access_scopes = frozenset({"access:services!service=pyprac"})

    async def user_for_token(self, token: str, *, sync: bool) -> dict[str, Any] | None:
        """The user of the token; None for one that is not the Hub's."""
        assert not sync
        own, _, name = token.partition("-")
        groups = [INSTRUCTORS] if name == TEACHER.name else []
        return {"kind": "user", "name": name, "groups": groups, "scopes": []} if own == "of" else None

    def check_scopes(self, required: frozenset[str], user: dict[str, Any]) -> frozenset[str]:
        """Everybody may."""
        del user
        return required


class FakeGroups:
    """No course has students of its own."""

    async def closed_courses(self) -> frozenset[str]:
        """None."""
        return frozenset()


class HubDoor(Host):
    """The service on a port of its own."""

    refusal = (401, "unauthenticated")
    base = PREFIX

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self.turned_away: Counter[str] = Counter()
        self.under_way = 0
        self._identity = Identity(FakeHubAuth(), FakeGroups(), Throttle(1e6, 1e6))  # type: ignore[arg-type]
        self._server = HTTPServer(Service(self, PREFIX))
        listening, self.port = bind_unused_port()
        self._server.add_socket(listening)

    def headers(self, viewer: str) -> dict[str, str]:
        """The viewer's token of the Hub."""
        return {"Authorization": f"token of-{viewer}"}

    async def enter(self, request: HTTPServerRequest) -> tuple[Practice, Viewer]:
        """As the service lets somebody in."""
        viewer = await self._identity.viewer(request.headers.get("Authorization", ""))
        self.entered += 1
        await self.check()
        return self.practice, viewer

    def began(self) -> None:
        """Count it, as the service does."""
        self.under_way += 1

    def ended(self) -> None:
        """Count it no more."""
        self.under_way -= 1

    async def leave(self) -> None:
        """Stop listening."""
        self._server.stop()
        await self._server.close_all_connections()


class Relays(dict[str, Relay]):
    """A relay for each viewer, made when the first request of that viewer comes."""

    def __init__(self, upstream: str) -> None:
        super().__init__()
        self._upstream = upstream

    def __missing__(self, viewer: str) -> Relay:
        self[viewer] = Relay(self._upstream, [], {"JUPYTERHUB_API_TOKEN": f"of-{viewer}"})
        return self[viewer]


class RelayDoor(LocalDoor):
    """Students' servers on one port, in front of the service on another."""

    def __init__(self, practice: Practice, app: ServerApp) -> None:
        self._service = HubDoor(practice)
        self._relays = Relays(f"http://127.0.0.1:{self._service.port}{PREFIX}")
        super().__init__(practice, app)

    @property
    def out_of_order(self) -> Exception | None:
        """Of the service."""
        return self._service.out_of_order

    @out_of_order.setter
    def out_of_order(self, error: Exception | None) -> None:
        self._service.out_of_order = error

    def rules(self) -> list[Rule]:
        """The relay's own, each choosing the relay by a header."""
        own = Relay("http://127.0.0.1", [], {}).rules()
        return [(path, chosen(handler), {"relays": self._relays}) for path, handler, _ in own]

    async def leave(self) -> None:
        """Stop listening."""
        for relay in self._relays.values():
            await relay.close()
        await self._service.leave()


def chosen(handler: type[RequestHandler]) -> type[RequestHandler]:
    """The relay's handler for whichever viewer a request names."""

    def initialize(self: RequestHandler, relays: Relays) -> None:
        handler.initialize(self, relays[self.request.headers.get(VIEWER_HEADER, ADA.name)])

    return type(handler.__name__, (handler,), {"initialize": initialize})
