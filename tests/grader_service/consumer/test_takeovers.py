"""Claims are renewed, and the jobs of a dead grader are taken over by another."""

import pytest

from grader_service import contract
from grader_service.contract import GROUP, MAX_DELIVERIES, STREAM, Event, encode, inflight_key
from grader_service.fakes import FakeWorkshop
from tests.grader_service.consumer.deliveries import HARDLY_ANY_TIME, a_dead_grader_had, is_settled
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import dead_letters, pending, put, verdict_of
from tests.services.waiting import eventually


async def test_a_job_of_a_dead_grader_is_taken_over(valkey, client):
    job = a_job()
    a_dead_grader_had(client, job)
    async with a_grader(valkey.url, claim_seconds=HARDLY_ANY_TIME):
        await eventually(lambda: is_settled(client, job))
    assert verdict_of(client, job).correct


async def test_a_job_taken_over_runs_alone(valkey, client):
    suspects, fresh = [a_job(), a_job()], a_job()
    a_dead_grader_had(client, *suspects)
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=3, claim_seconds=HARDLY_ANY_TIME):
        await eventually(lambda: workshop.graded)
        put(client, fresh)
        workshop.release()
        await eventually(lambda: is_settled(client, *suspects, fresh))
    assert workshop.most_at_once == 1


async def test_a_job_taken_over_waits_for_the_others_to_end(valkey, client):
    suspect, busy = a_job(), a_job()
    client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
    entry = put(client, suspect)
    client.xreadgroup(GROUP, "dead", {STREAM: ">"})
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, slots=2, claim_seconds=5):
        put(client, busy)
        await eventually(lambda: workshop.graded)
        client.xclaim(STREAM, GROUP, "dead", 0, [entry], idle=3_600_000, retrycount=1, justid=True)
        await eventually(lambda: b"dead" not in {row["consumer"] for row in pending(client)})
        assert workshop.graded == [busy]
        workshop.release()
        await eventually(lambda: is_settled(client, suspect, busy))
    assert workshop.most_at_once == 1


@pytest.mark.parametrize("times", [MAX_DELIVERIES, MAX_DELIVERIES + 5])
async def test_a_job_delivered_too_often_is_given_up_with_a_verdict(valkey, client, heard, times):
    job = a_job(tests=(contract.Test(name="a", call="f()", points=2), contract.Test(name="b", call="f()")))
    a_dead_grader_had(client, job, times=times)
    workshop = FakeWorkshop()
    async with a_grader(valkey.url, workshop, claim_seconds=HARDLY_ANY_TIME):
        await eventually(lambda: is_settled(client, job))
    assert not workshop.graded
    verdict = verdict_of(client, job)
    assert (verdict.status, verdict.points, verdict.max_points) == ("system", 0, 3)
    assert dead_letters(client)[0]["job"] == encode(job).decode()
    assert Event(type="graded", job_id=job.job_id, verdict=verdict) in heard()
    assert not client.exists(inflight_key(job.digest))


async def test_a_claim_is_renewed_while_the_job_runs_and_counts_no_delivery(valkey, client):
    job = a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, claim_seconds=HARDLY_ANY_TIME):
        put(client, job)
        await eventually(lambda: workshop.graded)
        idle = []

        def has_been_renewed():
            idle.append(pending(client)[0]["time_since_delivered"])
            return len(idle) > 1 and idle[-1] < idle[-2]

        await eventually(has_been_renewed)
        assert pending(client)[0]["times_delivered"] == 1
        workshop.release()
        await eventually(lambda: is_settled(client, job))


async def test_a_claim_that_another_grader_took_is_not_taken_back(valkey, client):
    job = a_job()
    workshop = FakeWorkshop(held=True)
    async with a_grader(valkey.url, workshop, claim_seconds=HARDLY_ANY_TIME):
        entry = put(client, job)
        await eventually(lambda: workshop.graded)
        client.xclaim(STREAM, GROUP, "another", 0, [entry])
        idle = []
        await eventually(lambda: idle.append(pending(client)[0]) or idle[-1]["time_since_delivered"] > 150)
        assert pending(client)[0]["consumer"] == b"another"
        workshop.release()
        await eventually(lambda: is_settled(client, job))
