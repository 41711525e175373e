import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.utils import url_path_join
from traitlets.config import Config

from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.hosts.extension import PyPracExtension
from jupyter_pyprac.hosts.local import LocalHost, settings_of
from jupyter_pyprac.hosts.mounting import rules
from tests.jupyter_pyprac.practice.marking import Marker
from tests.services.valkey import Valkey

EXAMPLE = "hello-at-the-door"


@pytest.fixture
def jp_server_config(valkey: Valkey, tmp_path: Path) -> Config:
    """The extension over the test's Valkey, with no graders of its own."""
    return Config(
        {
            "ServerApp": {"jpserver_extensions": {"jupyter_pyprac": True}},
            "PyPrac": {
                "data_dir": str(tmp_path / "pyprac"),
                "redis_url": valkey.url,
                "graders": 0,
                "local_user": "Ada Lovelace",
            },
        }
    )


async def fetch(jp_fetch: Any, path: str, body: Any = None, **other: Any) -> Any:
    """One request and its JSON."""
    method, sent = ("GET", None) if body is None else ("POST", json.dumps(body))
    headers = {"Content-Type": "application/json"} | other.pop("headers", {})
    reply = await jp_fetch(
        "pyprac", *path.split("/"), method=method, body=sent, headers=headers, raise_error=False, **other
    )
    return reply.code, json.loads(reply.body)


async def test_an_empty_database_gets_the_example_course(jp_fetch):
    status, listing = await fetch(jp_fetch, "assignments")
    assert status == 200
    assert (listing["course"]["slug"], listing["assignments"][0]["slug"]) == ("python-basics", EXAMPLE)


class TestWithoutTheExample:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.PyPrac.example_course = False
        return jp_server_config

    async def test_a_database_stays_empty_where_the_settings_say_so(self, jp_fetch):
        assert await fetch(jp_fetch, "courses") == (200, {"courses": [], "current": None, "instructor": True})
        status, reply = await fetch(jp_fetch, "assignment")
        assert (status, reply["code"]) == (404, "no-assignments")


async def test_every_user_of_this_server_is_the_local_user(jp_fetch, jp_ws_fetch, valkey: Valkey):
    made = []
    for _ in range(3):  # each request without a cookie has another name for jupyter_server
        status, reply = await fetch(
            jp_fetch, "submission", {"assignment_id": f"python-basics/{EXAMPLE}", "code": "x = 1"}
        )
        made.append((status, reply["id"]))
    assert [status for status, _ in made] == [201, 200, 200]
    assert len({submission_id for _, submission_id in made}) == 1
    tab = await jp_ws_fetch("pyprac", "connect")
    assert json.loads(await tab.read_message())["pending"] == [made[0][1]]
    marker = Marker(valkey.url)
    await marker.mark()
    while json.loads(await tab.read_message())["type"] != "graded":
        pass
    await marker.redis.aclose()
    await shut(tab)


async def test_the_local_user_may_preview(jp_fetch):
    status, _ = await fetch(jp_fetch, "assignments", params={"preview": "true"})
    assert status == 200


async def test_the_server_stops_with_everything_closed(jp_serverapp, jp_fetch, jp_ws_fetch, valkey: Valkey):
    await fetch(jp_fetch, "assignments")
    tab = await jp_ws_fetch("pyprac", "connect")
    await tab.read_message()
    with valkey.client() as client:
        assert clients(client) > 1
        await jp_serverapp._cleanup()
        assert clients(client) == 1
    await shut(tab)
    status, reply = await fetch(jp_fetch, "assignments")
    assert (status, reply["code"]) == (503, "unavailable")


async def shut(tab: Any) -> None:
    """Close a socket and wait until it is."""
    tab.close()
    while await tab.read_message() is not None:
        pass


def clients(client: Any) -> int:
    """How many connections the server has."""
    return len(client.client_list())


async def test_requests_at_once_are_all_served(jp_fetch):
    replies = await asyncio.gather(*(fetch(jp_fetch, "courses") for _ in range(8)))
    assert {status for status, _ in replies} == {200}


@pytest.mark.parametrize("variable", ["JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_PREFIX"])
class TestOnAHub:
    @pytest.fixture
    def jp_server_config(self) -> Config:
        return Config({"ServerApp": {"jpserver_extensions": {}}})

    async def test_nothing_starts_and_the_sentence_says_what_staff_must_set(
        self, jp_serverapp, jp_fetch, tmp_path: Path, variable: str
    ):
        folder = tmp_path / "untouched"
        host = LocalHost(Config({"PyPrac": {"data_dir": str(folder)}}), Config(), {variable: "x"})
        mount(jp_serverapp, host)
        for path in ("assignments", "courses"):
            status, reply = await fetch(jp_fetch, path)
            assert (status, reply["code"]) == (503, "misconfigured")
            assert "PYPRAC_UPSTREAM" in reply["message"]
        assert not folder.exists()
        assert (await fetch(jp_fetch, "health"))[0] == 503


class TestWithoutARedis:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config, tmp_path: Path) -> Config:
        jp_server_config.PyPrac.redis_url = f"unix://{tmp_path}/nowhere.sock"
        return jp_server_config

    async def test_submissions_are_taken_all_the_same(self, jp_fetch):
        status, reply = await fetch(
            jp_fetch, "submission", {"assignment_id": f"python-basics/{EXAMPLE}", "code": "x = 1"}
        )
        assert (status, reply["status"]) == (201, "pending")
        assert (await fetch(jp_fetch, "health")) == (200, {"status": "ok", "grading": "no-redis"})


class TestWithoutADatabase:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config, tmp_path: Path) -> Config:
        (tmp_path / "file").write_text("no folder")
        jp_server_config.PyPrac.data_dir = str(tmp_path / "file" / "pyprac")
        return jp_server_config

    async def test_the_sentence_says_what_is_wrong_and_the_next_request_tries_again(self, jp_fetch, tmp_path: Path):
        status, reply = await fetch(jp_fetch, "assignments")
        assert (status, reply["code"]) == (503, "misconfigured")
        assert (await fetch(jp_fetch, "health"))[0] == 503
        (tmp_path / "file").unlink()
        assert (await fetch(jp_fetch, "assignments"))[0] == 200
        assert (await fetch(jp_fetch, "health"))[0] == 200


def mount(app: Any, host: LocalHost) -> None:
    """Mount a host as the extension does."""
    base = app.web_app.settings["base_url"]
    app.web_app.add_handlers(".*$", [(url_path_join(base, path), *rest) for path, *rest in rules(host)])


def test_the_environment_wins_over_a_file_and_the_command_line_over_both():
    file = Config({"PyPrac": {"local_user": "file", "burst": 1, "graders": 1}})
    line = Config({"PyPrac": {"local_user": "line"}})
    environment = {"PYPRAC_LOCAL_USER": "environment", "PYPRAC_BURST": "2"}
    settings = settings_of(file, line, environment)
    assert (settings.local_user, settings.burst, settings.graders) == ("line", 2, 1)
    assert settings_of(file, Config(), environment).local_user == "environment"


def test_an_empty_setting_of_the_command_line_is_as_good_as_none():
    settings = settings_of(Config(), Config({"PyPrac": {"database_url": ""}}), {"PYPRAC_DATA_DIR": "/elsewhere"})
    assert settings.database_url == "sqlite:////elsewhere/pyprac.sqlite"


@pytest.mark.filterwarnings("ignore:Config option `nosuch`:UserWarning")
def test_a_setting_of_the_command_line_that_is_none_changes_nothing():
    settings = settings_of(Config(), Config({"PyPrac": {"nosuch": 1, "burst": 3}}), {})
    assert settings.burst == 3


def test_a_value_of_the_command_line_that_does_not_fit_is_refused_in_a_sentence():
    with pytest.raises(Misconfigured, match="'burst'"):
        settings_of(Config(), Config({"PyPrac": {"burst": "many"}}), {})


def test_the_settings_are_listed_with_the_extensions_options():
    assert PyPrac in PyPracExtension.classes
