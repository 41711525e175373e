"""Two Hubs for all tests of a session: a class by one line of configuration, and one that is run by its parts."""

from collections.abc import Iterator

import pytest

from tests.hub.course import COURSE, bring, named
from tests.services.deployment import Deployment, deployment
from tests.services.hub import PROXY, Hub, Person, jupyterhub
from tests.services.postgres import programs

GROUPS = """
c.JupyterHub.load_groups.update({
    "pyprac-students:closed": {"users": ["alice"]},
    "pyprac-instructors:closed": {"users": ["carol"]},
})
"""


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    """A running Hub; the tutor has brought in a course for everybody, and one that has students of its own."""
    need_proxy()
    with jupyterhub(GROUPS) as running:
        [tutor, *_] = running.seat("tutor", "alice", "bob")
        bring(tutor, COURSE)
        bring(tutor, named("closed"))
        yield running


@pytest.fixture(scope="session")
def parts() -> Iterator[Deployment]:
    """Two replicas of the service, two graders, PostgreSQL and Redis, and a Hub; the tutor has brought in a course."""
    need_proxy()
    if programs() is None:
        pytest.skip("PostgreSQL is missing: apt install postgresql, or brew install postgresql")
    with deployment(PYPRAC_RATE_PER_MINUTE="0") as running:
        [tutor, *_] = running.hub.seat("tutor", "alice", "bob")
        bring(tutor, COURSE)
        yield running


def need_proxy() -> None:
    """Skip where the Hub could not run."""
    if not PROXY.exists():
        pytest.skip("the Hub's proxy is not there: python3 scripts/dev.py setup")


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
