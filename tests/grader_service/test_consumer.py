import asyncio
import json
import math
import signal

import msgspec
import pytest

from grader_service import contract
from grader_service.connection import connect
from grader_service.contract import (
    GROUP,
    JOB_FIELD,
    LATER_STREAM,
    MAX_DELIVERIES,
    REFUSAL,
    RESULT_SECONDS,
    RESULTS_CHANNEL,
    STREAM,
    VERSION,
    Event,
    File,
    asset_key,
    decode,
    encode,
    inflight_key,
    result_key,
)
from grader_service.errors import Refused
from grader_service.fakes import FakeWorkshop
from grader_service.queue import Queue
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import dead_letters, pending, put, verdict_of
from tests.services.waiting import eventually

NEVER = 3600.0
HARDLY_ANY_TIME = 0.3


@pytest.fixture
def client(valkey):
    with valkey.client() as client:
        yield client


@pytest.fixture
def heard(client):
    """Every event published until the call, oldest first."""
    hearing = client.pubsub()
    hearing.subscribe(RESULTS_CHANNEL)
    hearing.get_message(timeout=5)

    def so_far():
        return [decode(message["data"], Event) for message in iter(lambda: hearing.get_message(timeout=0.2), None)]

    yield so_far
    hearing.close()


def is_settled(client, *jobs, stream=STREAM):
    return all(client.exists(result_key(job.job_id)) for job in jobs) and not pending(client, stream)


def a_dead_grader_had(client, *jobs, times=1):
    """Give the jobs to a grader that will not come back, its claim long run out."""
    client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
    ids = [put(client, job) for job in jobs]
    client.xreadgroup(GROUP, "dead", {STREAM: ">"})
    client.xclaim(STREAM, GROUP, "dead", 0, ids, idle=3_600_000, retrycount=times, justid=True)


def never_reached(client, *jobs, times=1, consumer="held"):
    """Give the jobs to a grader which is there and will not see the reply; the entries' ids."""
    if not client.exists(STREAM):
        client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
    ids = [put(client, job) for job in jobs]
    client.xreadgroup(GROUP, consumer, {STREAM: ">"})
    client.xclaim(STREAM, GROUP, consumer, 0, ids, retrycount=times, justid=True)
    return ids


async def a_grader_that_ends_by_itself(url):
    async with a_grader(url):
        await asyncio.Event().wait()


async def test_a_job_is_graded_stored_published_and_acknowledged(valkey, client, heard):
    job = a_job()
    async with a_grader(valkey.url):
        put(client, job)
        await eventually(lambda: is_settled(client, job))
    assert verdict_of(client, job).correct
    assert RESULT_SECONDS - 60 < client.ttl(result_key(job.job_id)) <= RESULT_SECONDS
    assert not client.exists(inflight_key(job.digest))
    assert heard()[-1] == Event(type="graded", job_id=job.job_id)


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
    assert verdict_of(client, job).status == "system"
    assert not client.exists(inflight_key(job.digest))
    assert Event(type="graded", job_id=job.job_id) in heard()


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
    assert Event(type="graded", job_id=job.job_id) in heard()
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
