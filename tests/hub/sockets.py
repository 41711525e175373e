"""Live connections through the Hub's proxy."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from jupyter_pyprac.web.connect import TRY_AGAIN_LATER
from tests.jupyter_pyprac.web.school import Tab
from tests.services.hub import Person
from tests.services.waiting import eventually


async def connected(person: Person, url: str | None = None) -> WebSocketClientConnection:
    """A connection to somebody's own server, unless another address is given."""
    address = f"{url or f'{person.url}/pyprac/'}connect"
    return await websocket_connect(
        HTTPRequest(address.replace("http", "ws", 1), headers={"Authorization": f"token {person.token}"})
    )


@asynccontextmanager
async def tab(person: Person, url: str | None = None) -> AsyncIterator[Tab]:
    """An open tab of somebody, greeted; at the own server unless another address is given."""
    opened = Tab(await connected(person, url))
    try:
        await opened.until("hello")
        yield opened
    finally:
        opened.connection.close()


class Page:
    """A page that stays: told to try again, it opens its connection anew."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._frames: list[dict] = []

    @property
    def graded(self) -> set[str]:
        """The submissions of which it heard a verdict."""
        return {frame["submission"]["id"] for frame in self._frames if frame["type"] == "graded"}

    @property
    def heard_of(self) -> set[str]:
        """The submissions of which it heard anything."""
        return self.graded | {frame["submission_id"] for frame in self._frames if "submission_id" in frame}

    async def stay(self) -> None:
        """Listen until cancelled."""
        await eventually(self._leaves, math.inf)

    async def _leaves(self) -> bool:
        with suppress(OSError, HTTPClientError):
            await self._listen(Tab(await connected(self._person)))
        return False

    async def _listen(self, opened: Tab) -> None:
        try:
            while (frame := await opened.next()) is not None:
                self._frames.append(frame)
            assert opened.connection.close_code == TRY_AGAIN_LATER
        finally:
            opened.connection.close()


@asynccontextmanager
async def page(person: Person) -> AsyncIterator[Page]:
    """A page of somebody at the own server, for as long as the context lasts."""
    opened = Page(person)
    staying = asyncio.create_task(opened.stay())
    try:
        yield opened
        assert not staying.done(), staying.exception()
    finally:
        staying.cancel()
        await asyncio.gather(staying, return_exceptions=True)
