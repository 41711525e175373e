"""Students at their pages: each with a token, a live connection and code of their own, all in one loop."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

from jupyter_pyprac.model import Assignment

AT_ONCE = 50
"""Pages that are opened at the same moment."""
PATIENCE = 120.0
NEIGHBOURS = 5
"""One student in so many sends the code of a neighbour."""


class Student:
    """A viewer of the service at `address` with the page that is open there."""

    def __init__(self, address: str, token: str, socket: WebSocketClientConnection) -> None:
        self._address = address
        self._token = token
        self._socket = socket
        self._graded: dict[str, asyncio.Future[float]] = {}
        self.reworked: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        """When the page heard that the course has changed."""
        self._listening = asyncio.create_task(self._listen())

    async def submit(self, client: SimpleAsyncHTTPClient, what: Assignment, code: str) -> tuple[float, float]:
        """When a submission was sent and when its verdict was heard, in seconds."""
        heard = self._graded[code] = asyncio.get_running_loop().create_future()
        body = json.dumps({"assignment_id": what.id, "code": code})
        request = HTTPRequest(f"{self._address}/submission", "POST", named(self._token), body, request_timeout=PATIENCE)
        sent = time.perf_counter()
        reply = await client.fetch(request)
        assert reply.code == HTTPStatus.CREATED, reply.code  # noqa: S101  a figure of an error is none
        return sent, await heard

    async def leave(self) -> None:
        """Close the page."""
        self._socket.close()
        await self._listening

    async def _listen(self) -> None:
        while (text := await self._socket.read_message()) is not None:
            self._hear(json.loads(text), time.perf_counter())

    def _hear(self, frame: dict[str, Any], now: float) -> None:
        if frame["type"] == "graded":
            assert frame["submission"]["correct"], frame  # noqa: S101  a figure of a failure is none
            heard = self._graded.pop(frame["submission"]["code"], None)  # it may be told more than once
            if heard:
                heard.set_result(now)
        elif frame["type"] == "assignments-changed":
            self.reworked.set_result(now)


def named(token: str) -> dict[str, str]:
    """The headers of a student's request."""
    return {"Authorization": f"token {token}", "Content-Type": "application/json"}


async def arrive(address: str, tokens: Sequence[str]) -> list[Student]:
    """A page for each token, connected and greeted."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(token: str) -> Student:
        url = f"{address}/connect".replace("http", "ws", 1)
        async with places:
            socket = await websocket_connect(HTTPRequest(url, headers=named(token), request_timeout=PATIENCE))
            await socket.read_message()
        return Student(address, token, socket)

    return await asyncio.gather(*map(one, tokens))


@dataclass(frozen=True)
class Rush:
    """What came of it when everybody submitted."""

    taken: list[float]
    """Milliseconds to each verdict."""
    drained: float
    """Seconds from the last submission to the last verdict."""


async def rush(students: Sequence[Student], what: Assignment, title: str, seconds: float) -> Rush:
    """Everybody submits once, at a moment of one's own within so many seconds."""
    chance = random.Random(title)  # noqa: S311  the same moments each time
    codes = [f"{what.solution}\n# {title} {number}\n" for number in numbers(len(students))]
    client = SimpleAsyncHTTPClient(force_instance=True, max_clients=len(students))

    async def one(student: Student, code: str) -> tuple[float, float]:
        await asyncio.sleep(chance.uniform(0, seconds))
        return await student.submit(client, what, code)

    times = await asyncio.gather(*map(one, students, codes))
    client.close()
    last = max(sent for sent, _ in times)
    return Rush(taken=[1000 * (heard - sent) for sent, heard in times], drained=max(heard for _, heard in times) - last)


def numbers(students: int) -> list[int]:
    """A number for each student's code; now and then it is the one of the neighbour before."""
    return [each - (each % NEIGHBOURS == NEIGHBOURS - 1) for each in range(students)]
