"""A replica of the service, in this process."""

import asyncio
import json
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.hosts.hub.environment import HubEnvironment
from jupyter_pyprac.hosts.hub.service import serve


class Replica:
    """A running service, as a client at its port meets it."""

    def __init__(self, settings: PyPrac, variables: dict[str, str]) -> None:
        self.url = f"{variables['JUPYTERHUB_SERVICE_URL']}/services/pyprac/"
        self.stop = asyncio.Event()
        self.tabs: list[WebSocketClientConnection] = []
        self.task = asyncio.create_task(serve(settings, HubEnvironment.read(variables), self.stop))

    async def ask(self, path: str, body: Any = None, name: str = "ada") -> tuple[int, Any]:
        method, sent = ("GET", None) if body is None else ("POST", json.dumps(body))
        headers = {"Authorization": f"token of-{name}", "Content-Type": "application/json"}
        request = HTTPRequest(self.url + path, method, headers, sent, request_timeout=30)
        reply = await AsyncHTTPClient().fetch(request, raise_error=False)
        return reply.code, json.loads(reply.body)

    async def tab(self) -> WebSocketClientConnection:
        address = self.url.replace("http", "ws", 1) + "connect"
        self.tabs.append(await websocket_connect(HTTPRequest(address, headers={"Authorization": "token of-ada"})))
        return self.tabs[-1]

    async def is_well(self) -> bool:
        try:
            return (await self.ask("courses"))[0] == 200
        except OSError:
            return False

    async def end(self) -> None:
        self.stop.set()
        await self.task
        for tab in self.tabs:
            tab.close()
