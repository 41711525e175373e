"""A Hub that answers as a test says, and what the service knows by it."""

from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from jupyterhub.services.auth import HubAuth

from jupyter_pyprac.config import PyPrac
from tests.jupyter_pyprac.hosts.hub.replica import Replica
from tests.services.fake_hub import ACCESS, OWN_TOKEN, FakeHub
from tests.services.jupyter import free_port
from tests.services.valkey import Valkey
from tests.services.waiting import eventually


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


@pytest.fixture
def variables(fake_hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the Hub sets for its service; the Hub's own client reads them from this process's environment."""
    given = {
        "JUPYTERHUB_SERVICE_NAME": "pyprac",
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{free_port()}",
        "JUPYTERHUB_SERVICE_PREFIX": "/services/pyprac/",
        "JUPYTERHUB_API_URL": fake_hub.url,
        "JUPYTERHUB_API_TOKEN": OWN_TOKEN,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


@pytest.fixture
def settings(valkey: Valkey, tmp_path: Path) -> PyPrac:
    """A service with no graders of its own."""
    return PyPrac(data_dir=str(tmp_path), redis_url=valkey.url, graders=0, metrics_address="off")


@pytest.fixture
def running(variables: dict[str, str], settings: PyPrac):
    """Start a replica and wait until it serves."""

    @asynccontextmanager
    async def running(**changes: str) -> AsyncIterator[Replica]:
        replica = Replica(settings, variables | changes)
        try:
            await eventually(replica.is_well)
            yield replica
        finally:
            await replica.end()

    return running
