"""A student's server on which staff have made a mistake serves nothing but the sentence that says which."""

import json

import pytest
from tornado.httpclient import HTTPClientError
from traitlets.config import Config

from tests.services.fake_upstream import FakeUpstream

VERBS = [("GET", "courses"), ("POST", "submission"), ("PUT", "draft"), ("GET", "health"), ("GET", "nowhere")]
SECRET = "postgresql://pyprac:hunter2@db/pyprac"

pytestmark = pytest.mark.usefixtures("relay")


async def nothing_is_served(fetch, connect, upstream: FakeUpstream, *words: str) -> None:
    for method, path in VERBS:
        body = None if method == "GET" else "{}"
        reply = await fetch("pyprac", path, method=method, body=body, raise_error=False)
        said = json.loads(reply.body)
        if path == "health":
            assert (reply.code, said["code"]) == (503, "unavailable")
            continue
        assert (reply.code, said["code"]) == (503, "misconfigured")
        assert all(word in said["message"] for word in words)
        assert "hunter2" not in said["message"]
    with pytest.raises(HTTPClientError) as refused:
        await connect("pyprac", "connect")
    assert refused.value.code == 503
    assert upstream.requests == []


@pytest.mark.parametrize(
    "variable", ["PYPRAC_DB_URL", "PYPRAC_DB_URL_FILE", "PYPRAC_REDIS_URL", "PYPRAC_REDIS_URL_FILE"]
)
class TestSecretInTheEnvironment:
    @pytest.fixture
    def environment(self, environment: dict[str, str], variable: str) -> dict[str, str]:
        return {**environment, variable: SECRET}

    async def test_nothing_is_served(self, jp_fetch, jp_ws_fetch, upstream: FakeUpstream, variable: str):
        await nothing_is_served(jp_fetch, jp_ws_fetch, upstream, variable, "staff")


@pytest.mark.parametrize("name", ["database_url", "redis_url"])
class TestSecretInAFile:
    @pytest.fixture
    def settings(self, name: str) -> Config:
        return Config({"PyPrac": {name: SECRET}})

    async def test_nothing_is_served(self, jp_fetch, jp_ws_fetch, upstream: FakeUpstream, name: str):
        await nothing_is_served(jp_fetch, jp_ws_fetch, upstream, f"PyPrac.{name}")


class TestWithoutAToken:
    @pytest.fixture
    def environment(self) -> dict[str, str]:
        return {}

    async def test_nothing_is_served(self, jp_fetch, jp_ws_fetch, upstream: FakeUpstream):
        await nothing_is_served(jp_fetch, jp_ws_fetch, upstream, "PYPRAC_UPSTREAM", "Hub")


class TestEmptySettings:
    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return {**environment, "PYPRAC_DB_URL": ""}

    @pytest.fixture
    def settings(self) -> Config:
        return Config({"PyPrac": {"redis_url": ""}})

    async def test_are_as_good_as_none(self, jp_fetch):
        assert (await jp_fetch("pyprac", "courses")).code == 200
