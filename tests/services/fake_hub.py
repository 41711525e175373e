"""The two questions that the service asks a Hub, answered by a test."""

import json
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, HTTPError, RequestHandler

ACCESS = "access:services!service=pyprac"
OWN_TOKEN = "of-the-service"


class FakeHub:
    """A Hub with people by their tokens; `asked` counts what it was asked, `down` makes it fail."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any]] = {}
        self.groups: list[str] = []
        self.asked: list[str] = []
        self.down = False
        self.may_list_groups = True
        self.page = 2
        socket, port = bind_unused_port()
        self.url = f"http://127.0.0.1:{port}/hub/api"
        self._server = HTTPServer(
            Application([("/hub/api/user", User, {"hub": self}), ("/hub/api/groups", Groups, {"hub": self})])
        )
        self._server.add_socket(socket)

    def enrol(self, token: str, name: str, **other: Any) -> None:
        """Know somebody by a token."""
        self.people[token] = {"kind": "user", "name": name, "groups": [], "admin": False, "scopes": [ACCESS], **other}

    async def close(self) -> None:
        """Stop listening."""
        self._server.stop()
        await self._server.close_all_connections()


class Answer(RequestHandler):
    """Counts, and fails where the Hub is down."""

    def initialize(self, hub: FakeHub) -> None:
        self.hub = hub

    def prepare(self) -> None:
        self.hub.asked.append(self.request.path.rpartition("/")[2])
        if self.hub.down:
            raise HTTPError(503)
        self.token = self.request.headers["Authorization"].removeprefix("token ")


class User(Answer):
    """Who the token is of."""

    def get(self) -> None:
        if self.token not in self.hub.people:
            raise HTTPError(403)
        self.finish(json.dumps(self.hub.people[self.token]))


class Groups(Answer):
    """All groups, a page at a time."""

    def get(self) -> None:
        if self.token != OWN_TOKEN or not self.hub.may_list_groups:
            raise HTTPError(403)
        assert self.request.headers["Accept"] == "application/jupyterhub-pagination+json"
        start = int(self.get_argument("offset"))
        end = start + self.hub.page
        following = {"offset": end} if end < len(self.hub.groups) else None
        items = [{"kind": "group", "name": name} for name in self.hub.groups[start:end]]
        self.finish(json.dumps({"items": items, "_pagination": {"next": following}}))
