"""A practice over a real Valkey and SQLite, without a server."""

from collections.abc import Generator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.jupyter_pyprac.practice.room import Room
from tests.services.valkey import Valkey


@pytest.fixture
def room(jp_asyncio_loop, valkey: Valkey, tmp_path: Path) -> Generator[Room, None, None]:
    """A practice with the course of the tests in it."""
    stack = AsyncExitStack()
    opened = jp_asyncio_loop.run_until_complete(Room.open(stack, valkey, tmp_path))
    yield opened
    jp_asyncio_loop.run_until_complete(stack.aclose())
