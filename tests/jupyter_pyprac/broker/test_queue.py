"""Jobs are queued once, found while they are under way, and never lost."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader_service.connection import POOL
from grader_service.contract import (
    ASSET_SECONDS,
    GROUP,
    INFLIGHT_SECONDS,
    JOB_FIELD,
    STREAM,
    Job,
    asset_key,
    decode,
    encode,
    inflight_key,
    result_key,
)
from tests.services.jobs import PASSED, a_job


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_a_student_can_send_reaches_the_grader(valkey, broker, jp_asyncio_loop, code):
    job = a_job(code)
    queued = jp_asyncio_loop.run_until_complete(broker.queue(job, {}))
    with valkey.client() as client:
        [(_, fields)] = client.xrange(STREAM, queued.stream_id, queued.stream_id)
    assert decode(fields[JOB_FIELD.encode()], Job) == job
