from jupyter_pyprac.practice.news import Reworked, as_event
from tests.jupyter_pyprac.practice.course import ADA, BOB
from tests.jupyter_pyprac.practice.room import FakeSocket, Room
from tests.services.waiting import eventually

CODE = "def double(x):\n    return 2 * x\n"
FIRST = "basics/first"


async def test_a_tab_on_another_replica_hears_the_same(rooms: tuple[Room, Room]):
    here, there = rooms
    tabs = [FakeSocket(), FakeSocket(), FakeSocket()]
    await here.practice.connections.join(ADA, tabs[0])
    await there.practice.connections.join(ADA, tabs[1])
    await there.practice.connections.join(BOB, tabs[2])
    made = await here.practice.submissions.submit(ADA, FIRST, CODE)
    for tab in tabs[:2]:
        assert (await tab.heard("queued"))["submission_id"] == made.submission.id
    await here.mark()
    for tab in tabs[:2]:
        graded = await tab.heard("graded")
        assert (graded["submission"]["id"], graded["score"]) == (made.submission.id, 100)
    assert [frame["type"] for frame in tabs[2].frames()] == ["hello"]


async def test_a_tab_on_another_replica_hears_of_a_verdict_that_was_taken_over(rooms: tuple[Room, Room]):
    here, there = rooms
    await here.practice.submissions.submit(BOB, FIRST, CODE)
    await here.mark()
    tab = FakeSocket()
    await there.practice.connections.join(ADA, tab)
    made = await here.practice.submissions.submit(ADA, FIRST, CODE)
    assert (await tab.heard("graded"))["submission"]["id"] == made.submission.id


async def test_a_tab_on_another_replica_hears_of_a_run(rooms: tuple[Room, Room]):
    here, there = rooms
    tab = FakeSocket()
    await there.practice.connections.join(ADA, tab)
    run_id = await here.practice.runs.start(ADA, FIRST, CODE)
    await here.marker.mark()
    assert (await tab.heard("run"))["run_id"] == run_id


async def test_the_same_code_on_two_replicas_shares_one_grading(rooms: tuple[Room, Room]):
    here, there = rooms
    mine, others = FakeSocket(), FakeSocket()
    await here.practice.connections.join(ADA, mine)
    await there.practice.connections.join(BOB, others)
    await here.practice.submissions.submit(ADA, FIRST, CODE)
    await there.practice.submissions.submit(BOB, FIRST, CODE)
    await here.marker.mark()
    await mine.heard("graded")
    await others.heard("graded")
    assert await here.marker.waiting() == 0


async def test_a_submission_is_graded_although_its_replica_is_gone(room: Room, tmp_path):
    made = await room.practice.submissions.submit(ADA, FIRST, CODE)
    await room.leave()
    async with Room.another(room, tmp_path) as other:
        tab = FakeSocket()
        await other.practice.connections.join(ADA, tab)
        await other.marker.mark()
        assert (await tab.heard("graded"))["submission"]["id"] == made.submission.id


async def test_an_import_is_told_to_every_tab_of_everybody(rooms: tuple[Room, Room]):
    tabs = []
    for room in rooms:
        for viewer in (ADA, BOB):
            tabs.append(FakeSocket())
            await room.practice.connections.join(viewer, tabs[-1])
    await rooms[0].broker.tell_everyone(as_event(Reworked("basics")))
    for tab in tabs:
        assert await tab.heard("assignments-changed") == {"type": "assignments-changed", "course": "basics"}


async def test_news_of_another_release_are_passed_over(rooms: tuple[Room, Room]):
    here, there = rooms
    tab = FakeSocket()
    await there.practice.connections.join(ADA, tab)
    await here.broker.tell_viewer(ADA.name, {"type": "from-the-future"})
    await here.practice.submissions.submit(ADA, FIRST, CODE)
    await eventually(lambda: tab.frames("queued"))
    assert [frame["type"] for frame in tab.frames()] == ["hello", "queued"]
