"""Jobs that a grader was given and never saw are its own all the same."""

from grader_service.contract import GROUP, JOB_FIELD, MAX_DELIVERIES, STREAM, encode, result_key
from grader_service.fakes import FakeWorkshop
from tests.grader_service.consumer.deliveries import HARDLY_ANY_TIME, NEVER, is_settled, never_reached
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import dead_letters, pending, put, verdict_of
from tests.services.waiting import eventually


async def test_jobs_that_were_given_and_never_arrived_are_graded_without_waiting_for_the_claim(valkey, client):
    jobs = [a_job() for _ in range(3)]
    never_reached(client, *jobs)
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=2, claim_seconds=NEVER, name="held"):
        await eventually(lambda: len(workshop.graded) == 2)
        assert {row["times_delivered"] for row in pending(client)} == {1}
        workshop.release()
        await eventually(lambda: is_settled(client, *jobs))
    assert workshop.graded == jobs
    assert workshop.most_at_once == 2


async def test_a_job_in_work_is_not_started_again_however_often_the_grader_looks_for_what_it_has(valkey, client):
    slow, lost = a_job("slow"), a_job("lost")
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=3, claim_seconds=HARDLY_ANY_TIME, name="held"):
        put(client, slow)
        await eventually(lambda: workshop.graded)
        with client.pipeline(transaction=True) as at_once:  # so that the grader's own read does not get it
            at_once.xadd(STREAM, {JOB_FIELD: encode(lost)})
            at_once.xreadgroup(GROUP, "held", {STREAM: ">"})
            at_once.execute()
        await eventually(lambda: len(workshop.graded) == 2)
        workshop.release()
        await eventually(lambda: is_settled(client, slow, lost))
    assert workshop.graded == [slow, lost]


async def test_a_job_in_work_whose_claim_ran_out_while_all_slept_is_not_started_again(valkey, client):
    slow, other = a_job("slow"), a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=2, claim_seconds=5, name="held"):
        entry = put(client, slow)
        await eventually(lambda: workshop.graded)
        client.xclaim(STREAM, GROUP, "held", 0, [entry], idle=3_600_000, justid=True)
        await eventually(lambda: pending(client)[0]["time_since_delivered"] < 3_600_000)
        assert pending(client)[0]["times_delivered"] == 1
        put(client, other)
        await eventually(lambda: len(workshop.graded) == 2)
        workshop.release()
        await eventually(lambda: is_settled(client, slow, other))
    assert workshop.graded == [slow, other]


async def test_a_job_in_work_that_comes_back_from_a_grader_which_took_it_is_not_started_again(valkey, client):
    slow, other = a_job("slow"), a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=2, claim_seconds=5, name="held"):
        entry = put(client, slow)
        await eventually(lambda: workshop.graded)
        client.xclaim(STREAM, GROUP, "another", 0, [entry], idle=3_600_000, justid=True)
        await eventually(lambda: pending(client)[0]["consumer"] == b"held")
        put(client, other)
        await eventually(lambda: len(workshop.graded) == 2)
        workshop.release()
        await eventually(lambda: is_settled(client, slow, other))
    assert workshop.graded == [slow, other]


async def test_a_job_that_never_arrived_and_is_gone_from_the_stream_is_forgotten(valkey, client):
    gone, job = a_job("gone"), a_job()
    [entry, _] = never_reached(client, gone, job)
    client.xdel(STREAM, entry)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop, claim_seconds=NEVER, name="held"):
        await eventually(lambda: is_settled(client, job))
    assert workshop.graded == [job]


async def test_a_job_that_never_arrived_and_that_another_grader_has_by_now_is_left_to_it(valkey, client):
    taken, job = a_job("taken"), a_job()
    [entry] = never_reached(client, taken)
    client.xclaim(STREAM, GROUP, "another", 0, [entry])
    never_reached(client, job)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop, claim_seconds=NEVER, name="held"):
        await eventually(lambda: client.exists(result_key(job.job_id)))
    assert workshop.graded == [job]
    assert [row["consumer"] for row in pending(client)] == [b"another"]


async def test_jobs_that_never_arrived_at_their_second_delivery_run_alone(valkey, client):
    suspects, fresh = [a_job(), a_job()], a_job()
    never_reached(client, *suspects, times=2)
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=3, claim_seconds=NEVER, name="held"):
        await eventually(lambda: workshop.graded)
        put(client, fresh)
        workshop.release()
        await eventually(lambda: is_settled(client, *suspects, fresh))
    assert workshop.most_at_once == 1


async def test_a_job_that_never_arrived_and_was_delivered_too_often_is_given_up(valkey, client):
    job = a_job()
    never_reached(client, job, times=MAX_DELIVERIES + 1)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop, claim_seconds=NEVER, name="held"):
        await eventually(lambda: is_settled(client, job))
    assert not workshop.graded
    assert verdict_of(client, job).status == "system"
    assert dead_letters(client)[0]["deliveries"] == str(MAX_DELIVERIES + 1)
