"""A grader that is started in the place of one that died has its name in the group, and with it its jobs."""

from grader_service.connection import connect
from grader_service.contract import GROUP, MAX_DELIVERIES, STREAM, TAKEOVERS, result_key
from grader_service.fakes import FakeWorkshop
from grader_service.queue import Queue
from tests.grader_service.consumer.deliveries import NEVER, given, is_settled
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import dead_letters, pending, put, verdict_of
from tests.services.waiting import eventually

LONG_MS = 60_000


async def test_jobs_of_the_process_before_are_graded_alone_and_without_waiting_for_the_claim(valkey, client):
    suspects, fresh = [a_job(), a_job()], a_job()
    given(client, *suspects, idle=LONG_MS)
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=3, claim_seconds=NEVER, name="held"):
        await eventually(lambda: workshop.graded)
        put(client, fresh)
        workshop.release()
        await eventually(lambda: is_settled(client, *suspects, fresh))
    assert workshop.most_at_once == 1
    assert client.get(TAKEOVERS) == b"2"


async def test_one_that_took_its_processes_along_too_often_is_given_up(valkey, client):
    job = a_job()
    given(client, job, times=MAX_DELIVERIES, idle=LONG_MS)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop, claim_seconds=NEVER, name="held"):
        await eventually(lambda: is_settled(client, job))
    assert not workshop.graded
    assert verdict_of(client, job).status == "system"
    assert dead_letters(client)[0]["deliveries"] == str(MAX_DELIVERIES + 1)


async def test_one_that_is_gone_from_the_stream_is_forgotten(valkey, client):
    gone, job = a_job("gone"), a_job()
    [entry, _] = given(client, gone, job, idle=LONG_MS)
    client.xdel(STREAM, entry)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop, claim_seconds=NEVER, name="held"):
        await eventually(lambda: is_settled(client, job))
    assert workshop.graded == [job]


async def test_one_that_another_grader_has_by_now_is_left_to_it(valkey, client):
    taken, job = a_job("taken"), a_job()
    [entry] = given(client, taken)
    client.xclaim(STREAM, GROUP, "another", 0, [entry])
    given(client, job, idle=LONG_MS)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop, claim_seconds=NEVER, name="held"):
        await eventually(lambda: client.exists(result_key(job.job_id)))
    assert workshop.graded == [job]
    assert [row["consumer"] for row in pending(client)] == [b"another"]


async def test_what_redis_did_and_could_not_tell_is_one_delivery(valkey, client):
    job = a_job()
    given(client, job, times=MAX_DELIVERIES - 1, idle=LONG_MS)
    async with connect(valkey.url) as commands:
        queue = Queue(commands, commands, "held", claim_seconds=NEVER)
        lost, told = [await queue.take_back(STREAM, []) for _ in range(2)]
    assert lost == told
    assert told.times == MAX_DELIVERIES
    assert client.get(TAKEOVERS) == b"1"
