"""A student's server in front of whatever a test puts in the place of the service."""

from collections.abc import Generator

import pytest
from jupyter_server.utils import url_path_join
from traitlets.config import Config

from jupyter_pyprac.hosts.relay import Relay
from tests.services.fake_upstream import FakeUpstream

TOKEN = "of-ada"


@pytest.fixture
def upstream(jp_asyncio_loop) -> Generator[FakeUpstream, None, None]:
    """What stands in the place of the service."""

    async def opened() -> FakeUpstream:
        return FakeUpstream()

    fake = jp_asyncio_loop.run_until_complete(opened())
    yield fake
    jp_asyncio_loop.run_until_complete(fake.close())


@pytest.fixture
def environment() -> dict[str, str]:
    """The variables of the student's server."""
    return {"JUPYTERHUB_API_TOKEN": TOKEN}


@pytest.fixture
def settings() -> Config:
    """Its configuration."""
    return Config()


@pytest.fixture
def relay(
    jp_asyncio_loop, jp_serverapp, upstream: FakeUpstream, environment: dict[str, str], settings: Config
) -> Generator[Relay, None, None]:
    """The relay, mounted as the extension does."""
    made = Relay(upstream.url, [settings], environment)
    base = jp_serverapp.base_url
    jp_serverapp.web_app.add_handlers(".*$", [(url_path_join(base, path), *rest) for path, *rest in made.rules()])
    yield made
    jp_asyncio_loop.run_until_complete(made.close())
