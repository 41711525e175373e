"""Live connections through the Hub's proxy."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests.jupyter_pyprac.web.school import Tab
from tests.services.hub import Person


@asynccontextmanager
async def tab(person: Person, url: str | None = None) -> AsyncIterator[Tab]:
    """An open tab of somebody, greeted; at the own server unless another address is given."""
    address = f"{url or f'{person.url}/pyprac/'}connect"
    request = HTTPRequest(address.replace("http", "ws", 1), headers={"Authorization": f"token {person.token}"})
    opened = Tab(await websocket_connect(request))
    try:
        await opened.until("hello")
        yield opened
    finally:
        opened.connection.close()
