"""A practice over a real Valkey and SQLite, without a server."""

from asyncio import AbstractEventLoop
from collections.abc import Generator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.jupyter_pyprac.practice.room import Room
from tests.services.valkey import Valkey


@pytest.fixture
def room(jp_asyncio_loop, valkey: Valkey, tmp_path: Path) -> Generator[Room, None, None]:
    """A practice with the course of the tests in it."""
    yield from opened(jp_asyncio_loop, valkey, tmp_path)


@pytest.fixture
def slow_room(jp_asyncio_loop, valkey: Valkey, tmp_path: Path) -> Generator[Room, None, None]:
    """The same where a viewer may submit twice a minute."""
    yield from opened(jp_asyncio_loop, valkey, tmp_path, rate_per_minute=1, burst=2)


@pytest.fixture
def rooms(jp_asyncio_loop, valkey: Valkey, tmp_path: Path) -> Generator[tuple[Room, Room], None, None]:
    """Two replicas over the same database and Redis."""
    stack = AsyncExitStack()
    both = [jp_asyncio_loop.run_until_complete(Room.open(stack, valkey, tmp_path)) for _ in range(2)]
    yield both[0], both[1]
    jp_asyncio_loop.run_until_complete(stack.aclose())


@pytest.fixture
def hub_rooms(
    jp_asyncio_loop, valkey: Valkey, tmp_path: Path, database_url: str
) -> Generator[tuple[Room, Room], None, None]:
    """Two replicas, over SQLite and then over PostgreSQL."""
    stack = AsyncExitStack()
    opening = [Room.open(stack, valkey, tmp_path, database_url=database_url) for _ in range(2)]
    both = [jp_asyncio_loop.run_until_complete(room) for room in opening]
    yield both[0], both[1]
    jp_asyncio_loop.run_until_complete(stack.aclose())


def opened(loop: AbstractEventLoop, valkey: Valkey, folder: Path, **settings: Any) -> Generator[Room, None, None]:
    """A room for as long as a fixture lasts."""
    stack = AsyncExitStack()
    yield loop.run_until_complete(Room.open(stack, valkey, folder, **settings))
    loop.run_until_complete(stack.aclose())
