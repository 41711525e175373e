"""One Hub for all tests of a session: a class whose service, Redis and graders come from one line of configuration."""

from collections.abc import Iterator

import pytest

from tests.hub.course import COURSE, bring
from tests.services.hub import PROXY, Hub, Person, jupyterhub


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    """A running Hub; the tutor has brought in a course with secrets in it."""
    if not PROXY.exists():
        pytest.skip("the Hub's proxy is not there: python3 scripts/dev.py setup")
    with jupyterhub() as running:
        [tutor, *_] = running.seat("tutor", "alice", "bob")
        bring(tutor, COURSE)
        yield running


@pytest.fixture
def alice(hub: Hub) -> Person:
    """A student."""
    return hub.seat("alice")[0]


@pytest.fixture
def bob(hub: Hub) -> Person:
    """Another one."""
    return hub.seat("bob")[0]


@pytest.fixture
def tutor(hub: Hub) -> Person:
    """An instructor of every course."""
    return hub.seat("tutor")[0]
