"""A grader takes what is queued, as much as it has room for, and sees it out of the queue."""

import msgspec

from grader_service import contract
from grader_service.connection import connect
from grader_service.contract import (
    GROUP,
    LATER_STREAM,
    REFUSAL,
    RESULT_SECONDS,
    STREAM,
    Event,
    File,
    asset_key,
    inflight_key,
    result_key,
)
from grader_service.fakes import FakeWorkshop, passed
from grader_service.outcome import Outcomes
from grader_service.queue import Delivery, Queue
from tests.grader_service.consumer.deliveries import NEVER, is_settled
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import pending, put, verdict_of
from tests.services.waiting import eventually


async def test_a_job_is_graded_stored_published_and_acknowledged(valkey, client, heard):
    job = a_job()
    async with a_grader(valkey.url):
        put(client, job)
        await eventually(lambda: is_settled(client, job))
    verdict = verdict_of(client, job)
    assert verdict.correct
    assert RESULT_SECONDS - 60 < client.ttl(result_key(job.job_id)) <= RESULT_SECONDS
    assert not client.exists(inflight_key(job.digest))
    assert heard()[-1] == Event(type="graded", job_id=job.job_id, verdict=verdict)


async def test_a_long_verdict_is_stored_and_only_its_word_is_told(valkey, client, heard):
    job = a_job(tests=tuple(contract.Test(name=f"test {number}", call="f()") for number in range(300)))
    async with a_grader(valkey.url):
        put(client, job)
        await eventually(lambda: is_settled(client, job))
    assert len(verdict_of(client, job).tests) == 300
    assert heard()[-1] == Event(type="graded", job_id=job.job_id)


async def test_a_second_verdict_of_a_job_is_neither_stored_nor_told(valkey, client, heard):
    job, sent = a_job(), Delivery(STREAM, "1-1", {})
    first, second = (passed(job, level, lambda _: None) for level in ("A", "B"))
    async with connect(valkey.url) as commands:
        for verdict in (first, second):
            await Outcomes(commands).finish(sent, job, verdict)
    assert verdict_of(client, job) == first
    told = [event for event in heard() if event.job_id == job.job_id]
    assert told == [Event("graded", job.job_id, verdict=first), Event("graded", job.job_id)]


async def test_a_grader_that_reads_removes_the_word_of_one_that_refused(valkey, client):
    client.set(REFUSAL, "it must not run")
    async with a_grader(valkey.url):
        await eventually(lambda: not client.exists(REFUSAL))


async def test_a_grader_with_nothing_to_do_is_seen_and_takes_nothing_by_that(valkey, client):
    async with connect(valkey.url) as commands:
        queue = Queue(commands, commands, "idle", claim_seconds=NEVER)
        await queue.prepare()
        put(client, a_job())
        await queue.be_seen()
    assert [row["name"] for row in client.xinfo_consumers(STREAM, GROUP)] == [b"idle"]
    assert not pending(client)


async def test_a_grader_is_seen_before_there_is_any_job(valkey, client):
    """Redis 7.0 counts a read only where it finds something."""
    async with a_grader(valkey.url):
        await eventually(lambda: client.exists(STREAM) and client.xinfo_consumers(STREAM, GROUP))


async def test_jobs_queued_before_any_grader_came_are_graded(valkey, client):
    jobs = [a_job() for _ in range(5)]
    for job in jobs:
        put(client, job)
    async with a_grader(valkey.url):
        await eventually(lambda: is_settled(client, *jobs))


async def test_a_job_tells_that_it_started_and_how_its_tests_end(valkey, client, heard):
    job = a_job(tests=(contract.Test(name="a", call="f()"), contract.Test(name="b", call="g()")))
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop):
        put(client, job)
        await eventually(lambda: workshop.graded)
        await eventually(lambda: Event(type="started", job_id=job.job_id, total=2) in heard())
        workshop.release()
        await eventually(lambda: is_settled(client, job))


async def test_no_more_jobs_are_taken_than_there_are_slots(valkey, client):
    jobs = [a_job() for _ in range(6)]
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=2):
        for job in jobs:
            put(client, job)
        await eventually(lambda: len(workshop.graded) == 2)
        assert len(pending(client)) == 2
        workshop.release()
        await eventually(lambda: is_settled(client, *jobs))
    assert workshop.most_at_once == 2


async def test_two_graders_share_the_work(valkey, client):
    jobs = [a_job() for _ in range(2)]
    first, second = FakeWorkshop(held=True), FakeWorkshop(held=True)
    async with a_grader(valkey.url, first), a_grader(valkey.url, second):
        for job in jobs:
            put(client, job)
        await eventually(lambda: first.graded and second.graded)
        first.release()
        second.release()
        await eventually(lambda: is_settled(client, *jobs))
    assert {job.job_id for job in first.graded + second.graded} == {job.job_id for job in jobs}


async def test_later_jobs_wait_until_the_first_stream_has_nothing(valkey, client):
    later, urgent = a_job(), [a_job() for _ in range(3)]
    put(client, later, LATER_STREAM)
    for job in urgent:
        put(client, job)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop):
        await eventually(lambda: is_settled(client, later, stream=LATER_STREAM))
    assert [job.job_id for job in workshop.graded] == [job.job_id for job in [*urgent, later]]


async def test_a_job_of_the_later_stream_runs_while_nothing_else_does(valkey, client):
    job = a_job()
    async with a_grader(valkey.url):
        await eventually(lambda: client.exists(LATER_STREAM))
        put(client, job, LATER_STREAM)
        await eventually(lambda: is_settled(client, job, stream=LATER_STREAM))


async def test_files_reach_the_grading(valkey, client):
    job = msgspec.structs.replace(a_job(), files=(File("data.csv", "abc"),))
    client.set(asset_key("abc"), b"\x00data")
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop):
        put(client, job)
        await eventually(lambda: is_settled(client, job))
    assert workshop.files == [{"abc": b"\x00data"}]


async def test_a_later_job_under_the_same_digest_keeps_its_inflight_key(valkey, client):
    job = a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop):
        put(client, job)
        await eventually(lambda: workshop.graded)
        client.set(inflight_key(job.digest), "another 1-1")
        workshop.release()
        await eventually(lambda: is_settled(client, job))
    assert client.get(inflight_key(job.digest)) == b"another 1-1"


async def test_the_first_verdict_of_a_job_stays(valkey, client):
    job = a_job()
    client.set(result_key(job.job_id), b"the first")
    async with a_grader(valkey.url):
        put(client, job)
        await eventually(lambda: not client.exists(inflight_key(job.digest)))
    assert client.get(result_key(job.job_id)) == b"the first"


async def test_the_stream_is_trimmed_but_never_past_what_is_graded_or_unread(valkey, client):
    slow, quick, unread = a_job("slow"), [a_job() for _ in range(5)], [a_job() for _ in range(2)]
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop):
        entry = put(client, slow)
        await eventually(lambda: workshop.graded)
        async with a_grader(valkey.url):
            for job in quick:
                put(client, job)
            await eventually(lambda: all(client.exists(result_key(job.job_id)) for job in quick))
        assert client.xrange(STREAM)[0][0].decode() == entry
        ids = [put(client, job) for job in unread]
        assert [entry_id.decode() for entry_id, _ in client.xrange(STREAM)][-2:] == ids
        workshop.release()
        await eventually(lambda: is_settled(client, slow, *unread))
    assert client.xlen(STREAM) <= 1
    assert client.xinfo_groups(STREAM)[0]["lag"] == 0
