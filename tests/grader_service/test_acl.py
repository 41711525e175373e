"""What the documentation lets graders do in Redis is all that they need, and shows them nobody."""

import msgspec
import pytest
from redis.exceptions import NoPermissionError, ResponseError

from grader_service.connection import connect
from grader_service.contract import (
    GROUP,
    JOB_FIELD,
    LATER_STREAM,
    RESULTS_CHANNEL,
    STREAM,
    TAKEOVERS,
    File,
    asset_key,
    result_key,
)
from grader_service.fakes import FakeWorkshop
from tests.services.acl import documented
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import dead_letters, pending, put
from tests.services.waiting import eventually

READ = "return redis.call('GET', KEYS[1])"
HIDDEN = "return redis.call('GET', '{}')"
OTHERS = ("rate:ada", "last-visit:basics:ada", "run:1", "check:1")


@pytest.fixture
def client(valkey):
    with valkey.client() as client:
        yield client


@pytest.fixture
def url(valkey, client):
    """The server as the user that the documentation has staff make for graders."""
    return documented(valkey, client, "pyprac-grader")


ASKED_BY_KEDA = (
    *("HELLO 3", "CLIENT SETINFO LIB-NAME keda", "INFO"),
    *(f"XINFO GROUPS {STREAM}", f"XPENDING {STREAM} {GROUP}", f"XLEN {STREAM}"),
)


@pytest.mark.parametrize("asked", ASKED_BY_KEDA)
@pytest.mark.usefixtures("url")
def test_an_autoscaler_may_ask_how_much_waits_as_the_same_user(client, asked):
    assert client.execute_command("ACL", "DRYRUN", "pyprac-grader", *asked.split()) == b"OK"


async def test_a_grader_does_all_its_work_with_what_it_may(client, url):
    first, later = a_job(), a_job()
    client.set(asset_key("f" * 64), b"1,2")
    with_file = msgspec.structs.replace(a_job(), files=(File("data.csv", "f" * 64),))
    held = FakeWorkshop(held=True)
    async with a_grader(url, held, claim_seconds=0.3, drain_seconds=0.1):
        put(client, first)
        await eventually(lambda: held.graded)  # handed back at the end, claims renewed meanwhile
    client.xgroup_setid(STREAM, GROUP, "$")
    put(client, a_job("of a dead grader"))
    client.xreadgroup(GROUP, "dead", {STREAM: ">"})
    async with a_grader(url, FakeWorkshop(), claim_seconds=0.3):
        put(client, with_file)
        put(client, later, LATER_STREAM)
        client.xadd(STREAM, {JOB_FIELD: b"damaged"})
        put(client, a_job("raise"))
        await eventually(lambda: all(client.exists(result_key(job.job_id)) for job in (first, later, with_file)))
        await eventually(lambda: len(dead_letters(client)) == 2 and not pending(client))
    assert int(client.get(TAKEOVERS)) >= 1
    assert [entry["reason"] for entry in client.acl_log()] == []


@pytest.mark.parametrize("key", OTHERS)
async def test_a_grader_sees_nobody(client, url, key):
    client.set(key, "ada")
    async with connect(url) as grader:
        for ask in (("GET", key), ("SET", key, "eve"), ("EVAL", READ, "1", key), ("EVAL", HIDDEN.format(key), "0")):
            with pytest.raises(ResponseError, match=r"(?i)permission|ACL failure|can't access"):
                await grader.execute_command(*ask)
    assert client.get(key) == b"ada"


async def test_a_grader_hears_nobody_and_speaks_as_nobody_else(url):
    async with connect(url) as grader:
        with pytest.raises(NoPermissionError):
            await grader.publish("viewer-events", "{}")
        with pytest.raises(NoPermissionError):
            await grader.keys("*")
        with pytest.raises(NoPermissionError):
            await grader.set(asset_key("0"), "other data")
        assert await grader.publish(RESULTS_CHANNEL, "{}") == 0
