from datetime import timedelta

import pytest

from grader_service.contract import GROUP, STREAM, inflight_key, result_key
from jupyter_pyprac.broker import BrokerDown
from jupyter_pyprac.model import Submission
from jupyter_pyprac.practice.submissions import Reply
from tests.jupyter_pyprac.practice.course import ADA, BOB, assignment, system_verdict, verdict_of
from tests.jupyter_pyprac.practice.room import FakeSocket, Room
from tests.services.waiting import eventually

CODE = "def double(x):\n    return 2 * x\n"
FIRST = "basics/first"


async def submit(room: Room) -> Reply:
    return await room.practice.submissions.submit(ADA, FIRST, CODE)


async def later(room: Room) -> None:
    """Let more time pass than a row may be pending without a look."""
    room.clock.shift += timedelta(seconds=6)
    await room.practice.reconciler.look()


async def row(room: Room) -> Submission:
    [pending] = await room.pending()
    return pending


async def is_graded(room: Room, made: Reply) -> bool:
    found = await room.practice.submissions.get(ADA, made.submission.id)
    return found.status == "processed"


async def test_a_verdict_whose_message_was_lost_is_found(room: Room):
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    made = await submit(room)
    job = await room.marker.take()
    await room.marker.store(job, verdict_of(job))
    await later(room)
    assert await is_graded(room, made)
    assert (await socket.heard("graded"))["submission"]["id"] == made.submission.id


async def test_what_waits_in_the_queue_is_left_alone_however_long_it_waits(room: Room):
    await submit(room)
    await eventually(lambda: has_place(room))
    for _ in range(5):
        await later(room)
    assert (await row(room)).queued_times == 0
    assert await room.marker.waiting() == 1


async def has_place(room: Room) -> bool:
    return (await row(room)).stream_id is not None


async def test_what_a_grader_has_taken_is_left_alone(room: Room):
    await submit(room)
    await room.marker.take()
    for _ in range(5):
        await later(room)
    assert (await row(room)).queued_times == 0
    assert await room.marker.waiting() == 0


async def test_a_row_that_was_committed_and_never_queued_is_queued(room: Room, tmp_path):
    room.valkey.stop()
    made = await submit(room)
    await room.leave()
    room.valkey.start()
    async with Room.another(room, tmp_path) as other:
        await later(other)
        await other.mark()
        assert await is_graded(other, made)


async def test_submissions_made_while_redis_was_down_are_graded_when_it_is_back(room: Room):
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    room.valkey.stop()
    made = await submit(room)
    with pytest.raises(BrokerDown):
        await later(room)
    assert (await row(room)).queued_times == 0
    room.valkey.start()
    await later(room)
    await room.marker.mark()
    assert (await socket.heard("graded"))["submission"]["id"] == made.submission.id


async def test_a_redis_that_lost_everything_loses_no_submission(room: Room):
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    made = [await room.practice.submissions.submit(ADA, FIRST, f"# {number}") for number in range(3)]
    await room.marker.take()
    await eventually(lambda: all_have_places(room))
    room.valkey.lose_data()
    await later(room)
    for _ in made:
        await room.marker.mark()
    await eventually(lambda: len(socket.frames("graded")) == 3)
    assert await room.pending() == []


async def all_have_places(room: Room) -> bool:
    return all(pending.stream_id for pending in await room.pending())


async def test_a_job_lost_three_times_is_given_up_and_can_be_submitted_again(room: Room):
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    made = await submit(room)
    job_id = (await row(room)).job_id
    for times in range(3):
        room.valkey.lose_data()
        await later(room)
        assert ((await row(room)).queued_times, (await row(room)).job_id) == (times + 1, job_id)
    room.valkey.lose_data()
    await later(room)
    failed = await room.practice.submissions.get(ADA, made.submission.id)
    assert (failed.status, failed.correct, failed.feedback) == ("failed", None, None)
    assert (await socket.heard("graded"))["submission"]["status"] == "failed"
    assert (await submit(room)).submission.status == "pending"
    await room.mark()
    assert await is_graded(room, made)


async def test_a_verdict_that_cannot_be_read_ends_failed_and_not_pending_for_ever(room: Room):
    made = await submit(room)
    job = await room.marker.take()
    with room.valkey.client() as client:
        client.set(result_key(job.job_id), "damaged")
        [entry] = client.xpending_range(STREAM, GROUP, "-", "+", 1)
        client.xack(STREAM, GROUP, entry["message_id"])
        client.delete(inflight_key(job.digest))
    for _ in range(4):
        await later(room)
    found = await room.practice.submissions.get(ADA, made.submission.id)
    assert found.status == "failed"
    assert await room.marker.waiting() == 0


async def test_a_job_given_up_by_the_graders_ends_failed(room: Room):
    made = await submit(room)
    job = await room.marker.take()
    await room.marker.store(job, system_verdict(job))
    await later(room)
    assert (await room.practice.submissions.get(ADA, made.submission.id)).status == "failed"


async def test_a_row_is_queued_again_with_the_tests_of_its_own_revision(room: Room):
    await submit(room)
    await room.change(assignment("first", 1, setup_code="# newer"))
    room.valkey.lose_data()
    await later(room)
    job = await room.marker.take()
    assert "newer" not in job.setup_code


async def test_a_row_of_a_withdrawn_assignment_is_graded_all_the_same(room: Room):
    made = await submit(room)
    await room.change_to(assignment("second", 2))
    room.valkey.lose_data()
    await later(room)
    await room.mark()
    assert await is_graded(room, made)


async def test_rows_that_share_a_job_are_queued_again_once(room: Room):
    await submit(room)
    await room.practice.submissions.submit(BOB, FIRST, CODE)
    room.valkey.lose_data()
    await later(room)
    assert await room.marker.waiting() == 1
    await room.mark()
    assert await room.pending() == []


async def test_one_replica_looks_at_a_time(rooms: tuple[Room, Room]):
    here, there = rooms
    await submit(here)
    here.valkey.lose_data()
    await later(here)
    assert (await row(here)).queued_times == 1
    here.valkey.lose_data()
    there.clock.shift = here.clock.shift + timedelta(seconds=8)
    await there.practice.reconciler.look()
    assert (await row(here)).queued_times == 1
    there.clock.shift += timedelta(seconds=20)
    await there.practice.reconciler.look()
    assert (await row(here)).queued_times == 2


async def test_a_verdict_found_by_one_replica_is_told_to_the_tabs_of_another(rooms: tuple[Room, Room]):
    here, there = rooms
    tab = FakeSocket()
    await there.practice.connections.join(ADA, tab)
    made = await submit(here)
    job = await here.marker.take()
    await here.marker.store(job, verdict_of(job))
    await later(here)
    assert (await tab.heard("graded"))["submission"]["id"] == made.submission.id


async def test_an_entry_that_was_acknowledged_without_a_verdict_is_queued_again(room: Room):
    made = await submit(room)
    await eventually(lambda: has_place(room))
    await room.marker.take()
    await room.marker.redis.xack(STREAM, GROUP, (await row(room)).stream_id)
    await later(room)
    assert (await row(room)).queued_times == 1
    await room.mark()
    assert await is_graded(room, made)
