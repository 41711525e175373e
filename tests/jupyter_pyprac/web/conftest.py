"""A Jupyter server with the practice mounted, where a header says who asks."""

from collections.abc import Generator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.jupyter_pyprac.practice.room import Room
from tests.jupyter_pyprac.web.school import School
from tests.services.valkey import Valkey


@pytest.fixture
def school(  # noqa: PLR0913, PLR0917  fixtures
    jp_asyncio_loop, jp_serverapp, jp_fetch, jp_ws_fetch, valkey: Valkey, tmp_path: Path
) -> Generator[School, None, None]:
    """The course of the tests behind a server, for any number of viewers."""
    stack = AsyncExitStack()
    room = jp_asyncio_loop.run_until_complete(Room.open(stack, valkey, tmp_path))
    opened = School(room, jp_serverapp, jp_fetch, jp_ws_fetch)
    opened.mount()
    yield opened
    jp_asyncio_loop.run_until_complete(opened.leave())
    jp_asyncio_loop.run_until_complete(stack.aclose())
