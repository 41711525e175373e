import asyncio
import json

import pytest

from grader_service.contract import REFUSAL, Event
from jupyter_pyprac.cli import import_course
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.practice.frames import Hello, Started
from jupyter_pyprac.practice.live import Live
from tests.jupyter_pyprac.practice.course import ADA, BOB, verdict_of
from tests.jupyter_pyprac.practice.room import FakeSocket, Room
from tests.services.waiting import eventually

CODE = "def double(x):\n    return 2 * x\n"
FIRST = "basics/first"


async def sockets(room: Room, *viewers) -> list[FakeSocket]:
    opened = [FakeSocket() for _ in viewers]
    for viewer, socket in zip(viewers, opened, strict=True):
        await room.practice.connections.join(viewer, socket)
    return opened


async def test_every_tab_of_a_viewer_hears_everything_and_nobody_else_a_word(room: Room):
    one, two, others = await sockets(room, ADA, ADA, BOB)
    await room.practice.submissions.submit(ADA, FIRST, CODE)
    await room.mark()
    for socket in (one, two):
        await socket.heard("graded")
        assert [frame["type"] for frame in socket.frames()].count("test") == 3
    assert [frame["type"] for frame in others.frames()] == ["hello"]


async def test_the_greeting_has_scores_and_what_is_pending(room: Room):
    await room.practice.submissions.submit(ADA, FIRST, CODE)
    await room.mark()
    pending = await room.practice.submissions.submit(ADA, FIRST, "# another")
    [mine, others] = await sockets(room, ADA, BOB)
    hello = {"type": "hello", "scores": {"basics": 100}, "pending": [pending.submission.id]}
    assert mine.frames() == [hello]
    assert others.frames() == [{"type": "hello", "scores": {"basics": 0}, "pending": []}]


async def test_a_tab_that_comes_late_hears_the_verdict_of_what_was_pending(room: Room):
    made = await room.practice.submissions.submit(ADA, FIRST, CODE)
    [socket] = await sockets(room, ADA)
    await room.mark()
    assert (await socket.heard("graded"))["submission"]["id"] == made.submission.id


async def test_a_socket_that_left_hears_nothing_more(room: Room):
    stays, leaves = await sockets(room, ADA, ADA)
    room.practice.connections.leave(ADA, leaves)
    room.practice.connections.leave(ADA, leaves)
    await room.practice.submissions.submit(ADA, FIRST, CODE)
    await room.mark()
    await stays.heard("graded")
    assert [frame["type"] for frame in leaves.frames()] == ["hello"]


async def test_events_of_a_job_reach_all_who_share_it_under_their_own_ids(room: Room):
    mine, others = await sockets(room, ADA, BOB)
    ids = [(await room.practice.submissions.submit(viewer, FIRST, CODE)).submission.id for viewer in (ADA, BOB)]
    await room.mark()
    for socket, submission_id in zip((mine, others), ids, strict=True):
        await socket.heard("graded")
        told = {frame.get("submission_id") for frame in socket.frames()} - {None}
        assert told == {submission_id}


async def test_a_verdict_that_comes_with_the_word_of_it_is_not_asked_for(room: Room):
    [socket] = await sockets(room, ADA)
    made = await room.practice.submissions.submit(ADA, FIRST, CODE)
    job = await room.marker.take()
    await room.marker.tell(Event(type="graded", job_id=job.job_id, verdict=verdict_of(job)))
    graded = await socket.heard("graded")
    assert (graded["submission"]["id"], graded["submission"]["status"]) == (made.submission.id, "processed")
    assert await room.broker.result(job.job_id) is None


async def test_events_of_unknown_jobs_concern_nobody(room: Room):
    [socket] = await sockets(room, ADA)
    await room.practice.submissions.submit(ADA, FIRST, CODE)
    await room.marker.take()
    await room.marker.tell(Event(type="started", job_id="unknown"))
    await room.marker.tell(Event(type="test", job_id="unknown", name="x"))
    await room.marker.tell(Event(type="graded", job_id="unknown"))
    await room.marker.tell(Event(type="started", job_id=room.marker.taken[0].job_id))
    await socket.heard("started")
    assert [frame["type"] for frame in socket.frames()] == ["hello", "queued", "started"]


async def test_the_place_in_the_queue_is_told_again_when_it_changes(room: Room):
    [socket] = await sockets(room, ADA)
    for number in range(3):
        await room.practice.submissions.submit(BOB, FIRST, f"# {number}")
    made = await room.practice.submissions.submit(ADA, FIRST, CODE)
    assert [frame["position"] for frame in socket.frames("queued")] == [3]
    await room.mark()
    await room.mark()
    last = await socket.heard("queued", lambda frame: frame["position"] == 1)
    assert last["submission_id"] == made.submission.id
    assert last["eta_seconds"] >= 1


async def test_that_graders_refuse_to_work_is_told_with_their_reason_until_one_works(room: Room, caplog):
    await room.marker.redis.set(REFUSAL, "this machine is not protected")
    [socket] = await sockets(room, ADA)
    made = await room.practice.submissions.submit(ADA, FIRST, CODE)
    told = await socket.heard("queued", lambda frame: "refusal" in frame)
    assert told["submission_id"] == made.submission.id
    assert told["refusal"] == "this machine is not protected"
    assert "this machine is not protected" in caplog.text
    await room.marker.redis.delete(REFUSAL)
    await eventually(lambda: "refusal" not in socket.frames("queued")[-1])
    await room.mark()
    await socket.heard("graded")


async def test_graded_is_told_once_the_row_is_committed(room: Room):
    made = await room.practice.submissions.submit(ADA, FIRST, CODE)
    statuses = []

    class Looking(FakeSocket):
        def send(self, text: str) -> None:
            super().send(text)
            if json.loads(text)["type"] == "graded":
                look = room.practice.submissions.get(ADA, made.submission.id)
                statuses.append(asyncio.get_running_loop().create_task(look))

    await room.practice.connections.join(ADA, Looking())
    await room.mark()
    await eventually(lambda: statuses)
    assert (await statuses[0]).status == "processed"


async def test_a_socket_that_cannot_be_greeted_has_left_again(room: Room):
    await room.database.close()
    with pytest.raises(Unavailable):
        await room.practice.connections.join(ADA, FakeSocket())


def test_what_comes_before_the_greeting_is_kept_for_after_it():
    live, socket = Live(), FakeSocket()
    line = live.join(ADA, socket)
    live.send("ada", Started(submission_id="1"))
    assert socket.frames() == []
    line.greet(Hello(scores={}, pending=[]))
    live.send("ada", Started(submission_id="2"))
    assert [frame["type"] for frame in socket.frames()] == ["hello", "started", "started"]


def test_closing_ends_every_socket():
    live, socket = Live(), FakeSocket()
    live.join(ADA, socket)
    live.close()
    assert socket.closed
    assert not live.hears("ada")


async def test_an_import_tells_everybody_that_the_assignments_changed(room: Room):
    mine, others = await sockets(room, ADA, BOB)
    await room.practice.submissions.submit(ADA, FIRST, CODE)
    await room.mark()
    await mine.heard("graded")  # so the practice listens
    await import_course.tell("basics", PyPrac(redis_url=room.valkey.url))
    for socket in (mine, others):
        assert await socket.heard("assignments-changed") == {"type": "assignments-changed", "course": "basics"}
