"""A Hub that answers as a test says, and what the service knows by it."""

from collections.abc import Generator

import pytest
from jupyterhub.services.auth import HubAuth

from tests.services.fake_hub import ACCESS, OWN_TOKEN, FakeHub


@pytest.fixture
def fake_hub(jp_asyncio_loop) -> Generator[FakeHub, None, None]:
    """A Hub that knows ada."""

    async def opened() -> FakeHub:
        return FakeHub()

    hub = jp_asyncio_loop.run_until_complete(opened())
    hub.enrol("of-ada", "ada")
    yield hub
    jp_asyncio_loop.run_until_complete(hub.close())


@pytest.fixture
def auth(fake_hub: FakeHub) -> HubAuth:
    """The Hub's own client, which remembers answers for a second at the most."""
    return HubAuth(api_url=fake_hub.url, api_token=OWN_TOKEN, access_scopes={ACCESS}, cache_max_age=1)
