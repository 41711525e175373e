"""One Hub for all tests of a session: a class whose service, Redis and graders come from one line of configuration."""

from collections.abc import Iterator

import pytest

from tests.hub.course import COURSE, bring, named
from tests.services.hub import PROXY, Hub, Person, jupyterhub

GROUPS = """
c.JupyterHub.load_groups.update({
    "pyprac-students:closed": {"users": ["alice"]},
    "pyprac-instructors:closed": {"users": ["carol"]},
})
"""


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    """A running Hub; the tutor has brought in a course for everybody, and one that has students of its own."""
    if not PROXY.exists():
        pytest.skip("the Hub's proxy is not there: python3 scripts/dev.py setup")
    with jupyterhub(GROUPS) as running:
        [tutor, *_] = running.seat("tutor", "alice", "bob")
        bring(tutor, COURSE)
        bring(tutor, named("closed"))
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
