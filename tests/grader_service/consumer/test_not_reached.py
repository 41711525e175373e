"""Jobs that a grader was given and never saw are its own all the same."""

from grader_service.contract import GROUP, STREAM
from grader_service.fakes import FakeWorkshop
from tests.grader_service.consumer.deliveries import HARDLY_ANY_TIME, given, is_settled
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import pending, put, reads
from tests.services.waiting import eventually


async def test_jobs_that_were_given_and_never_arrived_are_graded_without_waiting_for_the_claim(valkey, client):
    jobs = [a_job() for _ in range(3)]
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=2, claim_seconds=5, name="held"):
        await eventually(lambda: reads(client))
        given(client, *jobs)
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
        given(client, lost)
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
