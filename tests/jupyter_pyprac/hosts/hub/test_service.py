"""A replica of the service from its first listening to its last reply, with a Hub that answers as a test says."""

import asyncio
import json
import socket

import pytest
from tornado.httpclient import AsyncHTTPClient

from jupyter_pyprac.cli.main import main
from jupyter_pyprac.hosts.hub import service
from jupyter_pyprac.practice import waiting
from tests.jupyter_pyprac.hosts.hub.replica import Replica
from tests.services.fake_hub import OWN_TOKEN
from tests.services.waiting import eventually

FIRST = "python-basics/hello-at-the-door"
SUBMIT = {"assignment_id": FIRST, "code": "x = 1"}


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
