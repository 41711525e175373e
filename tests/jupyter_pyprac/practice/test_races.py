"""Many viewers, tabs and replicas at the same moment, on both databases."""

import asyncio
import threading
from collections import Counter
from datetime import timedelta

import pytest

from grader_service.contract import Event
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice import submissions
from tests.jupyter_pyprac.practice.course import ADA, BOB, EVE
from tests.jupyter_pyprac.practice.marking import marking
from tests.jupyter_pyprac.practice.room import FakeSocket, Room
from tests.services.waiting import PATIENCE, eventually

FIRST = "basics/first"


async def test_the_same_code_from_everywhere_is_one_submission_of_each_and_one_grading(hub_rooms: tuple[Room, Room]):
    viewers = (ADA, BOB, EVE)
    replies = await asyncio.gather(
        *(
            room.practice.submissions.submit(viewer, FIRST, "# same")
            for viewer in viewers
            for room in hub_rooms
            for _ in range(2)
        )
    )
    assert Counter(reply.submission.attempt for reply in replies) == {1: 12}
    assert len({reply.submission.id for reply in replies}) == 3
    assert sum(reply.is_new for reply in replies) == 3
    job = await hub_rooms[0].mark()
    for viewer in viewers:
        page = await hub_rooms[1].practice.submissions.page(
            viewer, course=None, assignment_id=None, correct=None, limit=50, before=None
        )
        assert [each.status for each in page.submissions] == ["processed"]
    assert await hub_rooms[0].marker.waiting() == 0
    assert hub_rooms[0].marker.taken == [job]


async def test_the_same_code_of_two_hundred_is_graded_once_while_verdicts_arrive(hub_rooms: tuple[Room, Room]):
    viewers = [Viewer(name=f"student-{number}") for number in range(200)]

    async def none_waits() -> bool:
        return not await hub_rooms[0].pending()

    async with marking(hub_rooms[0].valkey.url) as marker:
        submitting = (
            hub_rooms[index % 2].practice.submissions.submit(viewer, FIRST, "# same")
            for index, viewer in enumerate(viewers)
        )
        made = await asyncio.gather(*submitting)
        await eventually(none_waits)
    assert len({reply.submission.id for reply in made}) == len(viewers)
    assert [job.code for job in marker.taken] == ["# same"]


async def test_a_class_that_submits_while_verdicts_arrive_has_every_one_graded_and_told(hub_rooms: tuple[Room, Room]):
    here, there = hub_rooms
    sockets = {}
    for viewer in (ADA, BOB, EVE):
        for room in hub_rooms:
            sockets[viewer.name, room.settings] = socket = FakeSocket()
            await room.practice.connections.join(viewer, socket)
    async with marking(here.valkey.url):
        made = await asyncio.gather(
            *(
                room.practice.submissions.submit(viewer, FIRST, f"# {number}")
                for number in range(3)
                for viewer in (ADA, BOB, EVE)
                for room in hub_rooms
            )
        )
        for viewer in (ADA, BOB, EVE):
            for room in hub_rooms:
                socket = sockets[viewer.name, room.settings]
                await eventually(
                    lambda socket=socket: len({f["submission"]["id"] for f in socket.frames("graded")}) == 3
                )
    assert len({reply.submission.id for reply in made}) == 9
    assert await there.pending() == []


async def test_both_replicas_looking_at_once_queue_a_lost_job_once(hub_rooms: tuple[Room, Room]):
    here, there = hub_rooms
    await here.practice.submissions.submit(ADA, FIRST, "# lost")
    here.valkey.lose_data()
    for room in hub_rooms:
        room.clock.shift = timedelta(seconds=6)
    await asyncio.gather(*(room.practice.reconciler.look() for room in hub_rooms))
    assert await here.marker.waiting() == 1
    [row] = await there.pending()
    assert row.queued_times == 1


async def test_a_verdict_that_is_there_before_its_submission_is_committed_reaches_every_tab(
    hub_rooms: tuple[Room, Room], monkeypatch: pytest.MonkeyPatch
):
    here, there = hub_rooms
    tabs = (FakeSocket(), FakeSocket())
    for room, tab in zip(hub_rooms, tabs, strict=True):
        await room.practice.connections.join(ADA, tab)
    await here.practice.runs.start(ADA, FIRST, "# tried")
    run = await here.marker.take()
    add, graded = submissions.stored.add, threading.Event()

    def add_slowly(*args, **given):
        added = add(*args, **given)
        assert graded.wait(PATIENCE)
        return added

    monkeypatch.setattr(submissions.stored, "add", add_slowly)
    submitting = asyncio.create_task(here.practice.submissions.submit(ADA, FIRST, "# quick"))
    await here.marker.finish(await here.marker.take())
    await here.marker.tell(Event(type="started", job_id=run.job_id))
    await tabs[0].heard("started")  # so the verdict was heard before it
    assert await there.pending() == []
    graded.set()
    made = await submitting
    for tab in tabs:
        assert (await tab.heard("graded"))["submission"]["id"] == made.submission.id
    assert len(here.marker.taken) == 2


async def test_a_submission_that_could_not_be_written_is_graded_once_when_it_is_sent_again(
    hub_rooms: tuple[Room, Room], monkeypatch: pytest.MonkeyPatch
):
    here, there = hub_rooms
    add = submissions.stored.add

    def fail(*args, **given):
        add(*args, **given)
        text = "the disk is full"
        raise OSError(text)

    with monkeypatch.context() as broken:
        broken.setattr(submissions.stored, "add", fail)
        with pytest.raises(OSError, match="full"):
            await here.practice.submissions.submit(ADA, FIRST, "# again")
    job = await here.marker.take()
    assert await there.pending() == []
    made = await there.practice.submissions.submit(ADA, FIRST, "# again")
    assert (made.is_new, made.submission.attempt) == (True, 1)
    await here.marker.finish(job)
    found = await there.practice.submissions.get(ADA, made.submission.id, wait=PATIENCE)
    assert found.status == "processed"
    assert await here.marker.waiting() == 0
