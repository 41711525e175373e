"""The practice behind each host: the same tests hold all of them to the contract."""

from collections.abc import Generator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.jupyter_pyprac.practice.room import Room
from tests.jupyter_pyprac.web.doors import Door, HubDoor, LocalDoor, RelayDoor
from tests.jupyter_pyprac.web.school import School
from tests.services.valkey import Valkey


@pytest.fixture(params=["local", "hub", "relay"])
def host(request: pytest.FixtureRequest) -> Any:
    """By which host viewers come; a test that is about one of them names it."""
    return request.param


@pytest.fixture
def school(
    jp_asyncio_loop, request: pytest.FixtureRequest, host: str, valkey: Valkey, tmp_path: Path
) -> Generator[School, None, None]:
    """The course of the tests behind a host, for any number of viewers."""
    if host != "hub":
        request.getfixturevalue("http_server")  # takes the requests of the app
    app = None if host == "hub" else request.getfixturevalue("jp_serverapp")
    stack = AsyncExitStack()

    async def opened() -> School:
        room = await Room.open(stack, valkey, tmp_path)
        doors: dict[str, Any] = {"local": LocalDoor, "hub": HubDoor, "relay": RelayDoor}
        door: Door = doors[host](room.practice, *([app] if app else []))
        return School(room, door)

    school = jp_asyncio_loop.run_until_complete(opened())
    yield school
    jp_asyncio_loop.run_until_complete(school.leave())
    jp_asyncio_loop.run_until_complete(stack.aclose())
