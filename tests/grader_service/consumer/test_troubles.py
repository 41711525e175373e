"""A grader that is stopped, and servers that go and come back."""

import asyncio
import signal

import pytest

from grader_service.contract import GROUP, STREAM, result_key
from grader_service.fakes import FakeWorkshop
from tests.grader_service.consumer.deliveries import NEVER, a_dead_grader_had, is_settled
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import pending, put, verdict_of
from tests.services.waiting import eventually


async def test_a_stopped_grader_finishes_what_it_grades_and_leaves_the_group(valkey, client):
    job, unread = a_job(), a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, drain_seconds=NEVER) as grader:
        put(client, job)
        await eventually(lambda: workshop.graded)
        grader.stop()
        put(client, unread)
        workshop.release()
    assert is_settled(client, job)
    assert not client.exists(result_key(unread.job_id))
    assert client.xinfo_consumers(STREAM, GROUP) == []


async def test_a_stopped_grader_hands_back_what_takes_too_long_and_it_counts_no_delivery(valkey, client):
    job = a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, drain_seconds=0) as grader:
        put(client, job)
        await eventually(lambda: workshop.graded)
        grader.stop()
    [entry] = pending(client)
    assert entry["times_delivered"] == 0
    assert entry["time_since_delivered"] >= 30_000
    other = FakeWorkshop()
    async with a_grader(valkey.url, other):
        await eventually(lambda: is_settled(client, job))
    workshop.release()


async def test_consumers_long_gone_are_forgotten_unless_they_have_entries(valkey, client):
    a_dead_grader_had(client, a_job())
    client.xgroup_createconsumer(STREAM, GROUP, "alive")
    async with a_grader(valkey.url, claim_seconds=NEVER):
        await eventually(lambda: len(client.xinfo_consumers(STREAM, GROUP)) == 3)
    assert {row["name"] for row in client.xinfo_consumers(STREAM, GROUP)} == {b"dead", b"alive"}


async def test_a_grader_outlives_a_restart_of_the_server(valkey, client):
    before, after = a_job(), a_job()
    async with a_grader(valkey.url):
        put(client, before)
        await eventually(lambda: is_settled(client, before))
        await asyncio.to_thread(valkey.restart, signal.SIGKILL)
        put(client, after)
        await eventually(lambda: is_settled(client, after))


async def test_a_grader_outlives_the_loss_of_all_data(valkey, client):
    job = a_job()
    async with a_grader(valkey.url):
        await eventually(lambda: client.exists(STREAM))
        await asyncio.to_thread(valkey.lose_data)
        put(client, job)
        await eventually(lambda: is_settled(client, job))


@pytest.mark.parametrize("trouble", ["DEL", "XGROUP DESTROY"])
async def test_a_grader_makes_its_group_again_where_it_was_deleted(valkey, client, trouble):
    job = a_job()
    async with a_grader(valkey.url):
        await eventually(lambda: client.exists(STREAM) and client.xinfo_consumers(STREAM, GROUP))
        if trouble == "DEL":
            client.delete(STREAM)
        else:
            client.xgroup_destroy(STREAM, GROUP)
        put(client, job)
        await eventually(lambda: is_settled(client, job))


async def test_a_verdict_waits_for_a_server_that_is_away(valkey, client):
    job = a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop):
        put(client, job)
        await eventually(lambda: workshop.graded)
        await asyncio.to_thread(valkey.stop)
        workshop.release()
        await eventually(lambda: workshop.at_once == 0)
        await asyncio.to_thread(valkey.start)
        await eventually(lambda: is_settled(client, job))
    assert len(workshop.graded) == 1


async def test_a_verdict_outlives_the_loss_of_its_job(valkey, client):
    job = a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop):
        put(client, job)
        await eventually(lambda: workshop.graded)
        await asyncio.to_thread(valkey.lose_data)
        workshop.release()
        await eventually(lambda: verdict_of(client, job))


async def test_a_verdict_waits_for_a_full_server_to_have_room(valkey, client):
    job = a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop):
        put(client, job)
        await eventually(lambda: workshop.graded)
        client.config_set("maxmemory", "1")
        workshop.release()
        await eventually(lambda: workshop.at_once == 0)
        client.config_set("maxmemory", "0")
        await eventually(lambda: is_settled(client, job))
    assert len(workshop.graded) == 1


async def test_a_grader_waits_for_a_server_that_is_not_there_yet(valkey, client):
    job = a_job()
    valkey.stop()
    async with a_grader(valkey.url):
        await asyncio.to_thread(valkey.start)
        put(client, job)
        await eventually(lambda: is_settled(client, job))


async def test_a_grader_stops_at_once_while_the_server_is_away(valkey):
    valkey.stop()
    async with asyncio.timeout(10), a_grader(valkey.url) as grader:
        grader.stop()
