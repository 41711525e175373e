"""One Hub for all tests of a session: a class whose service, Redis and graders come from one line of configuration."""

from collections.abc import Iterator

import pytest

from tests.services.hub import PROXY, Hub, Person, jupyterhub


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    """A running Hub."""
    if not PROXY.exists():
        pytest.skip("the Hub's proxy is not there: python3 scripts/dev.py setup")
    with jupyterhub() as running:
        yield running


@pytest.fixture
def alice(hub: Hub) -> Person:
    """A student whose server runs."""
    return hub.person("alice")


@pytest.fixture
def bob(hub: Hub) -> Person:
    """Another one."""
    return hub.person("bob")


@pytest.fixture
def tutor(hub: Hub) -> Person:
    """An instructor of every course."""
    return hub.person("tutor")
