import asyncio

import pytest

from jupyter_pyprac.errors import Malformed, SlowDown, TooLarge, Unavailable, Unknown
from tests.jupyter_pyprac.practice.course import ADA, BOB, assignment, verdict_of
from tests.jupyter_pyprac.practice.room import FakeSocket, Room
from tests.services.waiting import eventually

CODE = "def double(x):\n    return 2 * x\n"
FIRST = "basics/first"


async def test_a_run_has_the_visible_tests_and_its_verdict_comes_to_the_sockets_of_its_viewer(room: Room):
    mine, others = FakeSocket(), FakeSocket()
    await room.practice.connections.join(ADA, mine)
    await room.practice.connections.join(BOB, others)
    run_id = await room.practice.runs.start(ADA, FIRST, CODE)
    job = await room.marker.mark()
    assert [test.name for test in job.tests] == ["doubles 2", "doubles a word"]
    ran = await mine.heard("run")
    assert ran["run_id"] == run_id
    assert ran["verdict"]["visible"] == {"passed": 2, "total": 2}
    assert [frame["type"] for frame in mine.frames()] == ["hello", "started", "test", "test", "run"]
    assert {frame["run_id"] for frame in mine.frames()[1:]} == {run_id}
    assert not any("submission_id" in frame for frame in mine.frames())
    assert [(frame["index"], frame["total"], frame["status"]) for frame in mine.frames("test")] == [
        (0, 2, "passed"),
        (1, 2, "passed"),
    ]
    assert [frame["type"] for frame in others.frames()] == ["hello"]


async def test_a_run_on_input_runs_the_script_once_with_no_expectation(room: Room):
    await room.practice.runs.start(ADA, FIRST, "print(input())", "Ada\r\n")
    job = await room.marker.take()
    [test] = job.tests
    assert (test.kind, test.stdin, test.stdout, test.hidden) == ("stdin", "Ada\n", None, False)


async def test_nothing_of_a_run_is_stored_and_no_submission_takes_its_verdict(room: Room):
    await room.practice.runs.start(ADA, FIRST, CODE)
    run = await room.mark()
    made = await room.practice.submissions.submit(ADA, FIRST, CODE)
    assert (made.submission.status, made.submission.attempt) == ("pending", 1)
    job = await room.mark()
    assert job.digest != run.digest
    assert (await room.practice.assignments.listing(ADA, None)).score == 100


async def test_a_run_takes_no_verdict_and_shares_no_grading(room: Room):
    ids = {await room.practice.runs.start(viewer, FIRST, CODE) for viewer in (ADA, ADA, BOB)}
    assert len(ids) == 3
    assert await room.marker.waiting() == 3


async def test_the_deadline_does_not_matter_to_a_run(room: Room):
    await room.change(assignment("first", 1, due_at=room.clock()))
    assert await room.practice.runs.start(ADA, FIRST, CODE)


async def test_a_run_can_be_asked_for_by_its_viewer_only(room: Room):
    run_id = await room.practice.runs.start(ADA, FIRST, CODE)
    assert (await room.practice.runs.get(ADA, run_id)).verdict is None
    waiting = asyncio.create_task(room.practice.runs.get(ADA, run_id, wait=60))
    await room.marker.mark()
    verdict = (await waiting).verdict
    assert verdict is not None
    assert verdict.correct
    for viewer, asked in ((BOB, run_id), (ADA, "nonsense"), (ADA, "")):
        with pytest.raises(Unknown) as refused:
            await room.practice.runs.get(viewer, asked)
        assert refused.value.code == "unknown-run"


async def test_runs_and_submissions_share_one_rate(slow_room: Room):
    await slow_room.practice.runs.start(ADA, FIRST, CODE)
    await slow_room.practice.submissions.submit(ADA, FIRST, CODE)
    with pytest.raises(SlowDown):
        await slow_room.practice.runs.start(ADA, FIRST, CODE)


async def test_what_cannot_be_run_is_refused(room: Room):
    with pytest.raises(Malformed, match="field code"):
        await room.practice.runs.start(ADA, FIRST, "\ud800")
    with pytest.raises(Malformed, match="field stdin"):
        await room.practice.runs.start(ADA, FIRST, CODE, "\0")
    with pytest.raises(TooLarge, match="Your input is 65 kB"):
        await room.practice.runs.start(ADA, FIRST, CODE, "x" * 65537)
    with pytest.raises(Unknown) as refused:
        await room.practice.runs.start(ADA, "basics/missing", CODE)
    assert refused.value.code == "unknown-assignment"


async def test_with_redis_down_a_run_is_refused_with_a_sentence(room: Room):
    run_id = await room.practice.runs.start(ADA, FIRST, CODE)
    room.valkey.stop()
    with pytest.raises(Unavailable, match="try Run again"):
        await room.practice.runs.start(ADA, FIRST, CODE)
    with pytest.raises(Unavailable):
        await room.practice.runs.get(ADA, run_id)


async def test_the_verdict_of_a_run_comes_although_the_connection_was_lost_meanwhile(room: Room):
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    run_id = await room.practice.runs.start(ADA, FIRST, CODE)
    job = await room.marker.take()
    await room.marker.store(job, verdict_of(job))
    room.valkey.restart()
    await eventually(lambda: socket.frames("run"))
    assert socket.frames("run")[0]["run_id"] == run_id
