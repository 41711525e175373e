"""A replica of the service from its first listening to its last reply, with a Hub that answers as a test says."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from jupyter_pyprac.cli.main import main
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.hosts.hub import service
from jupyter_pyprac.hosts.hub.environment import HubEnvironment
from jupyter_pyprac.hosts.hub.live import MOST_OF_VIEWER, LiveConnection
from jupyter_pyprac.hosts.hub.service import serve
from jupyter_pyprac.practice import waiting
from tests.services.fake_hub import OWN_TOKEN, FakeHub
from tests.services.jupyter import free_port
from tests.services.valkey import Valkey
from tests.services.waiting import eventually

FIRST = "python-basics/hello-at-the-door"
SUBMIT = {"assignment_id": FIRST, "code": "x = 1"}


class Replica:
    """A running service, as a client at its port meets it."""

    def __init__(self, settings: PyPrac, variables: dict[str, str]) -> None:
        self.url = f"{variables['JUPYTERHUB_SERVICE_URL']}/services/pyprac/"
        self.stop = asyncio.Event()
        self.tabs: list[WebSocketClientConnection] = []
        self.task = asyncio.create_task(serve(settings, HubEnvironment.read(variables), self.stop))

    async def ask(self, path: str, body: Any = None, name: str = "ada") -> tuple[int, Any]:
        method, sent = ("GET", None) if body is None else ("POST", json.dumps(body))
        headers = {"Authorization": f"token of-{name}", "Content-Type": "application/json"}
        request = HTTPRequest(self.url + path, method, headers, sent, request_timeout=30)
        reply = await AsyncHTTPClient().fetch(request, raise_error=False)
        return reply.code, json.loads(reply.body)

    async def tab(self) -> WebSocketClientConnection:
        address = self.url.replace("http", "ws", 1) + "connect"
        self.tabs.append(await websocket_connect(HTTPRequest(address, headers={"Authorization": "token of-ada"})))
        return self.tabs[-1]

    async def is_well(self) -> bool:
        try:
            return (await self.ask("courses"))[0] == 200
        except OSError:
            return False

    async def end(self) -> None:
        self.stop.set()
        await self.task
        for tab in self.tabs:
            tab.close()


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


async def test_a_replica_serves_the_users_of_its_hub(running):
    async with running() as replica:
        assert await replica.ask("health") == (200, {"status": "ok", "grading": "no-graders"})
        status, made = await replica.ask("submission", SUBMIT)
        assert (status, made["status"]) == (201, "pending")
        assert (await replica.ask("courses", name="eve"))[0] == 401


async def test_a_courses_own_list_says_who_its_students_are(running, settings, fake_hub):
    fake_hub.enrol("of-bob", "bob")
    async with running():
        pass  # so that there is a course
    words = ["members", "python-basics", "add", "bob", "--data-dir", settings.data_dir]
    assert await asyncio.to_thread(main, words) == 0
    async with running() as replica:
        assert (await replica.ask("courses"))[1]["courses"] == []
        assert (await replica.ask("submission", SUBMIT))[0] == 404
        assert (await replica.ask("submission", SUBMIT, name="bob"))[0] == 201


async def test_at_its_end_whoever_waits_is_answered_and_every_socket_is_closed(running, monkeypatch):
    waits, woken = asyncio.Event(), waiting.woken

    async def noted(event: asyncio.Event, seconds: float) -> None:
        waits.set()
        await woken(event, seconds)

    monkeypatch.setattr(waiting, "woken", noted)
    async with running() as replica:
        made = (await replica.ask("submission", SUBMIT))[1]
        tab = await replica.tab()
        assert json.loads(await tab.read_message())["type"] == "hello"
        asking = asyncio.create_task(replica.ask(f"submission/{made['id']}?wait=15"))
        await waits.wait()  # were it answered before, the test would show nothing
        assert not asking.done()
        await replica.end()
        assert await asking == (200, made)
        assert await tab.read_message() is None
        with pytest.raises(OSError, match="refused"):
            await replica.ask("health")


async def test_a_replica_waits_for_an_earlier_one_to_let_go_of_the_address(variables, settings, monkeypatch):
    tried, bound = asyncio.Event(), service.bound

    def noted(address: str, port: int) -> socket.socket:
        tried.set()
        return bound(address, port)

    monkeypatch.setattr(service, "bound", noted)
    port = int(variables["JUPYTERHUB_SERVICE_URL"].rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)):
        replica = Replica(settings, variables)
        await tried.wait()
    await eventually(replica.is_well)
    await replica.end()


def test_an_address_that_something_else_keeps_is_told_with_what_mends_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(service, "BIND_SECONDS", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        for name, value in {
            "JUPYTERHUB_SERVICE_NAME": "pyprac",
            "JUPYTERHUB_SERVICE_URL": f"http://{address}",
            "JUPYTERHUB_API_URL": "http://127.0.0.1:1/hub/api",
            "JUPYTERHUB_API_TOKEN": OWN_TOKEN,
            "PYPRAC_DATA_DIR": str(tmp_path),
        }.items():
            monkeypatch.setenv(name, value)
        assert main(["hub"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"jupyter pyprac: The service cannot listen at {address}, ")
    assert "configure(c, url=...)" in said


async def test_a_replica_is_told_to_end_while_it_still_starts(variables, settings):
    replica = Replica(settings, variables)
    await replica.end()


async def test_the_hub_finds_something_where_it_looks_at_its_start(running, caplog):
    async with running() as replica:
        for url in (replica.url, replica.url.rstrip("/")):
            assert (await AsyncHTTPClient().fetch(url)).code == 204
    assert "404" not in caplog.text


async def test_where_practice_cannot_be_opened_the_sentence_is_served(variables, settings):
    settings.database_url = "mysql://h/d"
    replica = Replica(settings, variables)

    async def says_why() -> bool:
        try:
            status, said = await replica.ask("courses")
        except OSError:
            return False
        return (status, said["code"]) == (503, "misconfigured") and "PYPRAC_DB_URL" in said["message"]

    await eventually(says_why)
    assert (await replica.ask("health"))[0] == 503
    await replica.end()


async def test_the_socket_of_a_viewer_who_is_none_any_more_is_closed(running, fake_hub, monkeypatch):
    monkeypatch.setattr(LiveConnection, "look_seconds", 0.05)
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.service.CACHE_SECONDS", 1)
    async with running() as replica:
        tab = await replica.tab()
        await tab.read_message()
        asked = len(fake_hub.asked)
        fake_hub.down = True
        await eventually(lambda: len(fake_hub.asked) > asked + 1)  # it cannot tell, and is asked again
        fake_hub.down = False
        assert tab.close_code is None
        del fake_hub.people["of-ada"]
        assert await tab.read_message() is None
        assert tab.close_code == 1013


async def test_the_socket_of_a_viewer_whose_roles_change_is_opened_anew(running, fake_hub, monkeypatch):
    monkeypatch.setattr(LiveConnection, "look_seconds", 0.05)
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.service.CACHE_SECONDS", 1)
    async with running() as replica:
        tab = await replica.tab()
        await tab.read_message()
        fake_hub.enrol("of-ada", "ada", groups=["pyprac-instructors"])
        assert await tab.read_message() is None
        assert tab.close_code == 1013


async def test_a_viewer_has_sockets_for_many_tabs_and_one_more_is_told_why_it_is_closed(running):
    async with running() as replica:
        tabs = [await replica.tab() for _ in range(MOST_OF_VIEWER)]
        for tab in tabs:
            assert is_greeting(await tab.read_message())
        one_more = await replica.tab()
        assert await one_more.read_message() is None
        assert (one_more.close_code, one_more.close_reason) == (1013, "slow-down")
        tabs[0].close()
        await eventually(lambda: can_open(replica))


async def test_those_who_drag_their_closing_out_are_soon_not_let_in(running, monkeypatch):
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.live.MOST_OF_VIEWER", 0)
    monkeypatch.setattr("jupyter_pyprac.hosts.hub.live.MOST_TURNED_AWAY", 2)
    async with running() as replica:
        silent = [await opened_without_a_word(replica.url) for _ in range(2)]
        with pytest.raises(HTTPClientError) as refused:
            await replica.tab()
        assert refused.value.code == 429
        for writer in silent:
            writer.close()
        await eventually(lambda: is_let_in(replica))


async def opened_without_a_word(url: str) -> asyncio.StreamWriter:
    """A socket whose client never answers, not even a closing."""
    at = urlsplit(url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    asks = {
        "Host": at.netloc,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        "Authorization": "token of-ada",
    }
    lines = [f"GET {at.path}connect HTTP/1.1", *(f"{name}: {value}" for name, value in asks.items()), "\r\n"]
    writer.write("\r\n".join(lines).encode())
    assert b" 101 " in await reader.readline()
    return writer


def is_greeting(frame: str | bytes | None) -> bool:
    """Whether a socket has heard this because it stays open."""
    return frame is not None and json.loads(frame)["type"] == "hello"


async def is_let_in(replica: Replica) -> bool:
    """Whether another tab gets as far as being told."""
    try:
        await replica.tab()
    except HTTPClientError:
        return False
    return True


async def can_open(replica: Replica) -> bool:
    """Whether another tab stays open."""
    return is_greeting(await (await replica.tab()).read_message())


@pytest.mark.parametrize("name", ["NAME", "URL", "API_URL", "API_TOKEN"])
def test_what_the_hub_has_not_set_is_named(variables, name):
    variable = f"JUPYTERHUB_{name}" if name.startswith("API") else f"JUPYTERHUB_SERVICE_{name}"
    with pytest.raises(Misconfigured, match=variable):
        HubEnvironment.read({**variables, variable: ""})


@pytest.mark.parametrize(
    ("api", "prefix"),
    [
        ("http://127.0.0.1:8081/hub/api", "/services/pyprac/"),
        ("http://127.0.0.1:8081/class/hub/api", "/class/services/pyprac/"),
        ("http://127.0.0.1:8081/a/hub/api/", "/a/services/pyprac/"),
    ],
)
def test_a_service_that_the_hub_does_not_start_is_below_the_hubs_base_url(variables, api, prefix):
    given = {**variables, "JUPYTERHUB_API_URL": api, "JUPYTERHUB_SERVICE_PREFIX": ""}
    assert HubEnvironment.read(given).prefix == prefix


@pytest.mark.parametrize(
    "url", ["127.0.0.1:1", "http://127.0.0.1", "https://h:1", "http://h:x", "http://:1", "http://[::1"]
)
def test_an_address_that_cannot_be_listened_at_is_refused(variables, url):
    with pytest.raises(Misconfigured, match="JUPYTERHUB_SERVICE_URL"):
        HubEnvironment.read({**variables, "JUPYTERHUB_SERVICE_URL": url})


def test_without_a_prefix_it_is_that_of_the_name(variables):
    del variables["JUPYTERHUB_SERVICE_PREFIX"]
    assert HubEnvironment.read({**variables, "JUPYTERHUB_SERVICE_NAME": "p"}).prefix == "/services/p/"
