import asyncio
import logging
import signal
import socket
from contextlib import aclosing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader_service.connection import POOL
from grader_service.contract import (
    ASSET_SECONDS,
    CLAIM_SECONDS,
    GROUP,
    INFLIGHT_SECONDS,
    JOB_BYTES,
    JOB_FIELD,
    LATER_STREAM,
    RESULTS_CHANNEL,
    STREAM,
    Event,
    Job,
    asset_key,
    decode,
    encode,
    inflight_key,
    result_key,
)
from grader_service.queue import LAST_ID
from jupyter_pyprac.broker import ALIVE_SECONDS, Broker, BrokerDown, Resubscribed, ViewerEvent
from jupyter_pyprac.broker.client import last_visit_key
from jupyter_pyprac.broker.graders import is_alive
from jupyter_pyprac.errors import Misconfigured, TooLarge
from tests.services.jobs import PASSED, a_job
from tests.services.waiting import eventually


@pytest.fixture
def broker(valkey, jp_asyncio_loop):
    broker = Broker(valkey.url)
    yield broker
    jp_asyncio_loop.run_until_complete(broker.close())


def graders_exist(client):
    client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)


def a_grader_takes(client, count=1):
    [[_, entries]] = client.xreadgroup(GROUP, "grader", {STREAM: ">"}, count=count)
    return [entry_id.decode() for entry_id, _ in entries]


async def test_a_queued_job_is_in_the_stream_as_it_was_sent(valkey, broker):
    job = a_job("s = '\ud83d \x00 😀'")
    queued = await broker.queue(job, {})
    with valkey.client() as client:
        [(entry_id, fields)] = client.xrange(STREAM)
    assert (queued.job_id, queued.stream_id, queued.fresh) == (job.job_id, entry_id.decode(), True)
    assert decode(fields[JOB_FIELD.encode()], Job) == job


async def test_a_class_that_asks_at_once_is_answered(valkey, broker):
    await broker.remember_run("run", "ada", "job")
    assert await asyncio.gather(*(broker.run("run") for _ in range(1_000))) == [("ada", "job")] * 1_000
    with valkey.client() as client:
        assert int(client.info("clients")["connected_clients"]) <= POOL["max_connections"] + 2


async def test_the_same_digest_finds_the_job_under_way(valkey, broker):
    first = await broker.queue(a_job(digest="same"), {})
    second = await broker.queue(a_job(digest="same"), {})
    with valkey.client() as client:
        assert client.xlen(STREAM) == 1
        assert INFLIGHT_SECONDS - 60 < client.ttl(inflight_key("same")) <= INFLIGHT_SECONDS
    assert (second.job_id, second.stream_id, second.fresh) == (first.job_id, first.stream_id, False)


async def test_the_job_under_way_is_found_while_a_grader_has_it(valkey, broker):
    with valkey.client() as client:
        graders_exist(client)
        first = await broker.queue(a_job(digest="same"), {})
        a_grader_takes(client)
        assert (await broker.queue(a_job(digest="same"), {})).job_id == first.job_id


async def test_a_job_that_was_graded_before_all_had_brought_it_is_not_queued_again(valkey, broker):
    job = a_job(digest="same")
    await broker.queue(job, {})
    with valkey.client() as client:
        client.set(result_key(job.job_id), encode(PASSED))
        client.delete(inflight_key("same"), STREAM)
        second = await broker.queue(job, {})
        assert (second.job_id, second.stream_id, second.fresh) == (job.job_id, None, False)
        assert client.xlen(STREAM) == 0
        assert (await broker.queue(a_job(digest="same"), {})).fresh


async def test_a_job_that_is_shared_with_nobody_neither_finds_nor_is_found(broker):
    first = await broker.queue(a_job(digest="same"), {})
    run = await broker.queue(a_job(digest="same"), {}, shared=False)
    again = await broker.queue(a_job(digest="same"), {})
    assert run.fresh
    assert again.job_id == first.job_id


@pytest.mark.parametrize("loss", ["acknowledged", "trimmed", "key damaged", "stream deleted"])
async def test_an_inflight_key_left_behind_swallows_no_job(valkey, broker, loss):
    with valkey.client() as client:
        graders_exist(client)
        first = await broker.queue(a_job(digest="same"), {})
        [entry_id] = a_grader_takes(client)
        if loss in {"acknowledged", "trimmed"}:
            client.xack(STREAM, GROUP, entry_id)
        if loss == "trimmed":
            client.xtrim(STREAM, maxlen=0)
        if loss == "key damaged":
            client.set(inflight_key("same"), "nonsense")
        if loss == "stream deleted":
            client.delete(STREAM)
    second = await broker.queue(a_job(digest="same"), {})
    assert second.fresh
    assert second.job_id != first.job_id


async def test_two_at_the_same_moment_share_one_job(broker):
    queued = await asyncio.gather(*(broker.queue(a_job(digest="same"), {}) for _ in range(20)))
    assert len({one.job_id for one in queued}) == 1
    assert sum(one.fresh for one in queued) == 1


async def test_position_counts_the_jobs_ahead(valkey, broker):
    with valkey.client() as client:
        ids = [(await broker.queue(a_job(), {})) for _ in range(3)]
        assert [queued.ahead for queued in ids] == [0, 1, 2]
        graders_exist(client)
        assert [await broker.position(queued.stream_id) for queued in ids] == [0, 1, 2]
        [taken] = a_grader_takes(client)
        assert [await broker.position(queued.stream_id) for queued in ids] == [0, 1, 2]
        client.xack(STREAM, GROUP, taken)
        client.xtrim(STREAM, minid=ids[1].stream_id)
        assert [await broker.position(queued.stream_id) for queued in ids] == [None, 0, 1]
        assert (await broker.queue(a_job(), {})).ahead == 2


async def test_position_stays_right_when_another_client_adds_to_the_stream(valkey, broker):
    with valkey.client() as client:
        graders_exist(client)
        await broker.queue(a_job(), {})
        client.xadd(STREAM, {JOB_FIELD: encode(a_job())})
        queued = await broker.queue(a_job(), {})
        assert await broker.position(queued.stream_id) == queued.ahead == 2


async def test_a_job_is_queued_even_when_the_clock_went_back(valkey, broker):
    with valkey.client() as client:
        client.xadd(STREAM, {JOB_FIELD: encode(a_job())}, id="99999999999999-7")
        queued = await broker.queue(a_job(), {})
        assert [entry_id.decode() for entry_id, _ in client.xrange(STREAM)][-1] == queued.stream_id


async def test_whereabouts_follow_the_entry(valkey, broker):
    queued = await broker.queue(a_job(), {})
    assert await broker.whereabouts(queued.stream_id) == "undelivered"
    with valkey.client() as client:
        graders_exist(client)
        assert await broker.whereabouts(queued.stream_id) == "undelivered"
        a_grader_takes(client)
        assert await broker.whereabouts(queued.stream_id) == "pending"
        client.xack(STREAM, GROUP, queued.stream_id)
        assert await broker.whereabouts(queued.stream_id) == "gone"


@pytest.mark.parametrize("stream_id", ["1-1", "", "nonsense", "-"])
async def test_an_entry_that_never_was_is_gone(broker, stream_id):
    assert await broker.whereabouts(stream_id) == "gone"
    assert await broker.position(stream_id) is None


async def test_files_are_kept_once_and_renewed(valkey, broker):
    with valkey.client() as client:
        await broker.queue(a_job(), {"abc": b"\x00data"})
        client.expire(asset_key("abc"), 10)
        await broker.queue(a_job(), {"abc": b"\x00data"})
        assert client.get(asset_key("abc")) == b"\x00data"
        assert client.ttl(asset_key("abc")) > ASSET_SECONDS - 60


async def test_a_job_over_the_limit_is_refused_by_size(broker):
    with pytest.raises(TooLarge, match=str(JOB_BYTES)):
        await broker.queue(a_job("#" * JOB_BYTES), {})


async def test_a_stored_verdict_is_found_and_a_damaged_one_is_none(valkey, broker):
    with valkey.client() as client:
        client.set(result_key("a"), encode(PASSED))
        client.set(result_key("b"), b"{")
    assert await broker.result("a") == PASSED
    assert await broker.result("b") is None
    assert await broker.result("c") is None


async def test_visits_are_remembered_for_course_and_user(broker):
    assert await broker.last_visit("c", "u") is None
    await broker.remember_visit("c", "u", "c/first")
    await broker.remember_visit("c:u", "", "c/other")
    assert await broker.last_visit("c", "u") == "c/first"


@given(st.text(), st.text(), st.text(), st.text())
def test_no_two_pairs_of_names_share_a_key(course, user, other_course, other_user):
    same = (course, user) == (other_course, other_user)
    assert (last_visit_key(course, user) == last_visit_key(other_course, other_user)) == same


async def test_runs_are_remembered_with_their_viewer(broker):
    await broker.remember_run("r", "Zoë \ud83d", "job")
    assert await broker.run("r") == ("Zoë \ud83d", "job")
    assert await broker.run("s") is None


async def test_the_bucket_lets_a_burst_through_and_then_says_how_long_to_wait(broker):
    waits = [await broker.take_token("u", per_minute=6, burst=3) for _ in range(4)]
    assert waits[:3] == [0.0, 0.0, 0.0]
    assert 0 < waits[3] <= 10
    assert await broker.take_token("somebody else", per_minute=6, burst=3) == 0.0


async def test_the_bucket_fills_again_but_never_over_its_burst(valkey, broker):
    await broker.take_token("u", per_minute=60, burst=2)
    with valkey.client() as client:
        assert 0 < client.ttl("rate:u") <= 3
        client.hset("rate:u", mapping={"tokens": "0", "at": "1000000"})
    waits = [await broker.take_token("u", per_minute=60, burst=2) for _ in range(3)]
    assert waits[:2] == [0.0, 0.0]
    assert waits[2] > 0


@pytest.mark.parametrize(("per_minute", "burst"), [(0, 10), (30, 0)])
async def test_no_rate_or_no_burst_is_no_limit(broker, per_minute, burst):
    assert {await broker.take_token("u", per_minute=per_minute, burst=burst) for _ in range(50)} == {0.0}


async def test_events_of_graders_and_replicas_are_heard(valkey, broker):
    started = Event(type="started", job_id="j")
    async with asyncio.timeout(20), aclosing(broker.events()) as events:
        assert await anext(events) == Resubscribed()
        with valkey.client() as client:
            client.publish(RESULTS_CHANNEL, b"damaged")
            client.publish("viewer-events", b'{"viewer": 1}')
            client.publish(RESULTS_CHANNEL, encode(started))
        await broker.tell_viewer("Zoë", {"type": "queued", "position": 1})
        assert await anext(events) == started
        assert await anext(events) == ViewerEvent(viewer="Zoë", event={"type": "queued", "position": 1})


async def test_events_come_back_after_the_server_did(valkey, broker):
    async with asyncio.timeout(60), aclosing(broker.events()) as events:
        assert await anext(events) == Resubscribed()
        await asyncio.to_thread(valkey.restart, signal.SIGKILL)
        assert await anext(events) == Resubscribed()
        await broker.tell_viewer("u", {"type": "pong"})
        assert await anext(events) == ViewerEvent(viewer="u", event={"type": "pong"})


async def test_a_loss_is_logged_once_however_long_it_lasts_and_so_is_its_end(valkey, broker, caplog):
    caplog.set_level(logging.DEBUG, "jupyter_pyprac.broker.events")

    def said():
        return [record for record in caplog.records if record.name == "jupyter_pyprac.broker.events"]

    async with asyncio.timeout(60), aclosing(broker.events()) as events:
        assert await anext(events) == Resubscribed()
        await asyncio.to_thread(valkey.stop, signal.SIGKILL)
        back = asyncio.create_task(anext(events))
        await eventually(lambda: len(said()) >= 4)
        await asyncio.to_thread(valkey.start)
        assert await back == Resubscribed()
    loss, *again, end = said()
    assert [loss.levelname, end.levelname] == ["WARNING", "WARNING"]
    assert {record.levelname for record in again} == {"DEBUG"}
    assert end.message == "events are heard again"


async def test_graders_are_counted_once_whichever_stream_keeps_them_busy(valkey, broker):
    assert (await broker.graders()).reading == 0
    with valkey.client() as client:
        for stream, names in ((STREAM, ("a", "b")), (LATER_STREAM, ("b", "c"))):
            client.xgroup_create(stream, GROUP, id="0", mkstream=True)
            for name in names:
                client.xreadgroup(GROUP, name, {stream: LAST_ID})
    assert (await broker.graders()).reading == 3


def test_a_grader_is_counted_no_longer_than_it_takes_two_renewals_of_its_claims():
    assert is_alive(0)
    assert is_alive(ALIVE_SECONDS * 1000 - 1)
    assert not is_alive(ALIVE_SECONDS * 1000)
    assert 1 < ALIVE_SECONDS / (CLAIM_SECONDS / 3) <= 2


async def test_a_server_that_is_away_is_broker_down_and_works_again_when_back(valkey, broker):
    assert await broker.ping()
    valkey.stop(signal.SIGKILL)
    assert not await broker.ping()
    with pytest.raises(BrokerDown):
        await broker.queue(a_job(), {})
    with pytest.raises(BrokerDown):
        await broker.last_visit("c", "u")
    valkey.start()
    assert (await broker.queue(a_job(), {})).fresh


async def test_a_full_server_is_broker_down(valkey, broker):
    with valkey.client() as client:
        client.config_set("maxmemory", "1")
        with pytest.raises(BrokerDown):
            await broker.queue(a_job(), {})
        with pytest.raises(BrokerDown):
            await broker.remember_visit("c", "u", "a")
        client.config_set("maxmemory", "0")
    assert (await broker.queue(a_job(), {})).fresh


async def test_a_node_of_a_cluster_is_refused_with_a_sentence(valkey):
    valkey.stop()
    with socket.create_server(("127.0.0.1", 0)) as unused, socket.create_server(("127.0.0.1", 0)) as unused_too:
        port, bus = unused.getsockname()[1], unused_too.getsockname()[1]
    valkey.start("--cluster-enabled", "yes", "--port", str(port), "--cluster-port", str(bus))
    broker = Broker(valkey.url)
    try:
        with pytest.raises(Misconfigured, match="Sentinel"):
            await broker.queue(a_job(), {})
    finally:
        await broker.close()


def test_what_is_no_url_is_refused_with_what_to_set():
    with pytest.raises(Misconfigured, match="PYPRAC_REDIS_URL"):
        Broker("nonsense")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_a_student_can_send_reaches_the_grader(valkey, broker, jp_asyncio_loop, code):
    job = a_job(code)
    queued = jp_asyncio_loop.run_until_complete(broker.queue(job, {}))
    with valkey.client() as client:
        [(_, fields)] = client.xrange(STREAM, queued.stream_id, queued.stream_id)
    assert decode(fields[JOB_FIELD.encode()], Job) == job
