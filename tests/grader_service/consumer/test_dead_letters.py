"""What cannot be graded leaves the queue with a reason, and the grader goes on."""

import asyncio
import json
import math

import msgspec
import pytest

from grader_service.contract import JOB_FIELD, STREAM, VERSION, Event, File, encode, inflight_key
from grader_service.errors import Refused
from tests.grader_service.consumer.deliveries import is_settled
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import dead_letters, pending, put, verdict_of
from tests.services.waiting import eventually


async def a_grader_that_ends_by_itself(url):
    async with a_grader(url):
        await asyncio.Event().wait()


async def test_a_job_whose_files_are_gone_is_a_dead_letter_that_names_them(valkey, client):
    job = msgspec.structs.replace(a_job(), files=(File("data.csv", "abc"),))
    async with a_grader(valkey.url):
        put(client, job)
        await eventually(lambda: is_settled(client, job))
    assert verdict_of(client, job).status == "system"
    assert "data.csv" in dead_letters(client)[0]["reason"]


async def test_a_fault_of_the_grading_makes_a_dead_letter_and_the_grader_goes_on(valkey, client):
    bad, good = a_job("raise our own bug"), a_job()
    async with a_grader(valkey.url):
        put(client, bad)
        put(client, good)
        await eventually(lambda: is_settled(client, bad, good))
    assert verdict_of(client, bad).status == "system"
    assert verdict_of(client, good).correct
    assert "our own bug" in dead_letters(client)[0]["reason"]


@pytest.mark.parametrize("message", [b"", b"{", b"[]", b"null", b'{"job_id": 7}', b"[" * 100_000, b"\xff\xfe"])
async def test_a_damaged_message_is_a_dead_letter_and_the_grader_goes_on(valkey, client, message):
    job = a_job()
    async with a_grader(valkey.url):
        client.xadd(STREAM, {JOB_FIELD: message})
        put(client, job)
        await eventually(lambda: is_settled(client, job))
    [letter] = dead_letters(client)
    assert letter["reason"].startswith("damaged")
    assert letter["stream"] == STREAM


@pytest.mark.parametrize(
    "limits",
    [
        {"seconds": -1},
        {"seconds": 0},
        {"seconds": 1e308},
        {"seconds": math.nan},
        {"memory_mb": 0},
        {"memory_mb": 1 << 40},
    ],
)
async def test_a_job_with_limits_that_nothing_can_keep_is_damaged(valkey, client, limits):
    job = a_job()
    async with a_grader(valkey.url):
        client.xadd(STREAM, {JOB_FIELD: json.dumps({**json.loads(encode(job)), "limits": limits})})
        await eventually(lambda: is_settled(client, job))
    [letter] = dead_letters(client)
    assert letter["reason"].startswith("damaged")
    assert next(iter(limits)) in letter["reason"]


async def test_a_message_without_a_job_is_a_dead_letter(valkey, client):
    async with a_grader(valkey.url):
        client.xadd(STREAM, {"something": "else"})
        await eventually(lambda: dead_letters(client) and not pending(client))
    assert dead_letters(client)[0]["something"] == "else"


async def test_who_waits_for_a_damaged_job_gets_a_verdict_where_its_id_is_legible(valkey, client, heard):
    job = a_job()
    damaged = {**json.loads(encode(job)), "code": 7}
    client.set(inflight_key(job.digest), f"{job.job_id} 1-1")
    async with a_grader(valkey.url):
        client.xadd(STREAM, {JOB_FIELD: json.dumps(damaged)})
        await eventually(lambda: is_settled(client, job))
    verdict = verdict_of(client, job)
    assert verdict.status == "system"
    assert not client.exists(inflight_key(job.digest))
    assert Event(type="graded", job_id=job.job_id, verdict=verdict) in heard()


async def test_a_newer_message_stops_the_grader_and_is_left_to_another(valkey, client):
    newer = {**json.loads(encode(a_job())), "version": VERSION + 1}
    client.xadd(STREAM, {JOB_FIELD: json.dumps(newer)})
    with pytest.raises(ExceptionGroup) as raised:
        await a_grader_that_ends_by_itself(valkey.url)
    assert raised.group_contains(Refused, match="older than the service")
    assert not dead_letters(client)
    [entry] = pending(client)
    assert entry["times_delivered"] == 0
    assert entry["time_since_delivered"] >= 30_000
