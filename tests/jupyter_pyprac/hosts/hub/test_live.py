"""Live connections of a class: for those who may, and no more than a replica can bear."""

import asyncio
import json
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPClientError

from jupyter_pyprac.hosts.hub.live import MOST_OF_VIEWER, LiveConnection
from tests.jupyter_pyprac.hosts.hub.replica import Replica
from tests.services.waiting import eventually


async def test_the_socket_of_a_viewer_who_is_none_any_more_is_closed(running, fake_hub, monkeypatch):
    monkeypatch.setattr(LiveConnection, "look_seconds", 0.05)
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.service.CACHE_SECONDS", 1)
    async with running() as replica:
        tab = await replica.tab()
        await tab.read_message()
        asked = len(fake_hub.asked)
        fake_hub.down = True
        await eventually(lambda: len(fake_hub.asked) > asked + 1)  # it cannot tell, and is asked again
        fake_hub.down = False
        assert tab.close_code is None
        del fake_hub.people["of-ada"]
        assert await tab.read_message() is None
        assert tab.close_code == 1013


async def test_the_socket_of_a_viewer_whose_roles_change_is_opened_anew(running, fake_hub, monkeypatch):
    monkeypatch.setattr(LiveConnection, "look_seconds", 0.05)
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.service.CACHE_SECONDS", 1)
    async with running() as replica:
        tab = await replica.tab()
        await tab.read_message()
        fake_hub.enrol("of-ada", "ada", groups=["pyprac-instructors"])
        assert await tab.read_message() is None
        assert tab.close_code == 1013


async def test_a_viewer_has_sockets_for_many_tabs_and_one_more_is_told_why_it_is_closed(running):
    async with running() as replica:
        tabs = [await replica.tab() for _ in range(MOST_OF_VIEWER)]
        for tab in tabs:
            assert is_greeting(await tab.read_message())
        one_more = await replica.tab()
        assert await one_more.read_message() is None
        assert (one_more.close_code, one_more.close_reason) == (1013, "slow-down")
        tabs[0].close()
        await eventually(lambda: can_open(replica))


async def test_those_who_drag_their_closing_out_are_soon_not_let_in(running, monkeypatch):
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.live.MOST_OF_VIEWER", 0)
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.live.MOST_TURNED_AWAY", 2)
    async with running() as replica:
        silent = [await opened_without_a_word(replica.url) for _ in range(2)]
        with pytest.raises(HTTPClientError) as refused:
            await replica.tab()
        assert refused.value.code == 429
        for writer in silent:
            writer.close()
        await eventually(lambda: is_let_in(replica))


async def opened_without_a_word(url: str) -> asyncio.StreamWriter:
    """A socket whose client never answers, not even a closing."""
    at = urlsplit(url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    asks = {
        "Host": at.netloc,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        "Authorization": "token of-ada",
    }
    lines = [f"GET {at.path}connect HTTP/1.1", *(f"{name}: {value}" for name, value in asks.items()), "\r\n"]
    writer.write("\r\n".join(lines).encode())
    assert b" 101 " in await reader.readline()
    return writer


def is_greeting(frame: str | bytes | None) -> bool:
    """Whether a socket has heard this because it stays open."""
    return frame is not None and json.loads(frame)["type"] == "hello"


async def is_let_in(replica: Replica) -> bool:
    """Whether another tab gets as far as being told."""
    try:
        await replica.tab()
    except HTTPClientError:
        return False
    return True


async def can_open(replica: Replica) -> bool:
    """Whether another tab stays open."""
    return is_greeting(await (await replica.tab()).read_message())
