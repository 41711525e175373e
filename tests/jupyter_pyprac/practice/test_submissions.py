import asyncio
from datetime import timedelta

import pytest

from grader_service.contract import JOB_BYTES
from jupyter_pyprac.errors import Changed, Closed, Malformed, SlowDown, TooLarge, Unknown
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.submissions import Reply
from tests.jupyter_pyprac.practice.course import ADA, BOB, EVE, assignment, machine_verdict, system_verdict, verdict_of
from tests.jupyter_pyprac.practice.room import FakeSocket, Room

CODE = "def double(x):\n    return 2 * x\n"


async def submit(room: Room, code: str = CODE, viewer: Viewer = ADA, slug: str = "first", **other: int) -> Reply:
    return await room.practice.submissions.submit(viewer, f"basics/{slug}", code, **other)


async def test_a_submission_is_pending_until_its_verdict_is_stored_and_told(room: Room):
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    made = await submit(room)
    assert (made.is_new, made.submission.status, made.submission.feedback) == (True, "pending", None)
    await room.mark()
    graded = await socket.heard("graded")
    assert graded["submission"]["id"] == made.submission.id
    assert (graded["submission"]["status"], graded["submission"]["correct"]) == ("processed", True)
    assert (graded["course"], graded["score"]) == ("basics", 100)
    kinds = [frame["type"] for frame in socket.frames()]
    assert kinds == ["hello", "queued", "started", "test", "test", "test", "graded"]


async def test_the_grader_gets_code_and_tests_and_no_word_of_whose_they_are(room: Room):
    made = await submit(room, viewer=EVE)
    job = await room.marker.take()
    assert (job.code, [test.name for test in job.tests]) == (CODE, ["doubles 2", "doubles a word", "Hidden test 1"])
    assert EVE.name not in repr(job)
    assert made.submission.id not in repr(job)


async def test_the_same_code_again_is_the_same_submission_whatever_its_line_ends(room: Room):
    first = await submit(room)
    waiting = await submit(room, CODE.replace("\n", "\r\n"))
    assert (waiting.is_new, waiting.submission.id, waiting.submission.status) == (False, first.submission.id, "pending")
    await room.mark()
    again = await submit(room, CODE.replace("\n", "\r"))
    assert (again.is_new, again.submission.id, again.submission.attempt) == (False, first.submission.id, 1)
    assert (again.submission.status, again.submission.reused) == ("processed", True)
    assert again.submission.feedback is not None
    assert await room.marker.waiting() == 0


async def test_attempts_are_numbered_per_viewer_and_assignment(room: Room):
    attempts = [(await submit(room, f"# {number}")).submission.attempt for number in range(3)]
    assert attempts == [1, 2, 3]
    assert (await submit(room, "# 0", slug="second")).submission.attempt == 1
    assert (await submit(room, "# 0", viewer=BOB)).submission.attempt == 1


async def test_the_same_code_of_another_viewer_is_a_new_submission_with_the_known_verdict(room: Room):
    first = await submit(room)
    await room.mark()
    socket = FakeSocket()
    await room.practice.connections.join(BOB, socket)
    other = await submit(room, viewer=BOB)
    assert other.is_new
    assert other.submission.id != first.submission.id
    assert (other.submission.status, other.submission.correct, other.submission.attempt) == ("processed", True, 1)
    assert other.submission.reused is False
    assert other.submission.submitted_at <= (other.submission.graded_at or other.submission.submitted_at)
    assert await room.marker.waiting() == 0
    graded = await socket.heard("graded")
    assert (graded["submission"]["id"], graded["score"]) == (other.submission.id, 100)


async def test_the_same_code_at_the_same_moment_is_one_submission_of_each_and_one_grading(room: Room):
    sockets = {viewer.name: FakeSocket() for viewer in (ADA, BOB, EVE)}
    for viewer in (ADA, BOB, EVE):
        await room.practice.connections.join(viewer, sockets[viewer.name])
    replies = await asyncio.gather(*(submit(room, viewer=viewer) for viewer in (ADA, BOB, EVE) for _ in range(3)))
    assert len({reply.submission.id for reply in replies}) == 3
    assert sum(reply.is_new for reply in replies) == 3
    await room.mark()
    for name, socket in sockets.items():
        graded = await socket.heard("graded")
        assert graded["submission"]["id"] in {reply.submission.id for reply in replies}, name
        assert len(socket.frames("graded")) == 1
    assert await room.marker.waiting() == 0
    assert len(room.marker.taken) == 1


@pytest.mark.parametrize("how", [machine_verdict, system_verdict])
async def test_code_that_the_machine_failed_is_graded_again_as_the_same_attempt(room: Room, how):
    first = await submit(room)
    job = await room.mark(how)
    ended = await room.practice.submissions.get(ADA, first.submission.id)
    assert ended.status == ("failed" if how is system_verdict else "processed")
    again = await submit(room)
    assert (again.is_new, again.submission.id, again.submission.attempt) == (False, first.submission.id, 1)
    assert (again.submission.status, again.submission.feedback) == ("pending", None)
    assert (await room.mark()).job_id != job.job_id
    graded = await room.practice.submissions.get(ADA, first.submission.id)
    assert (graded.status, graded.correct) == ("processed", True)


@pytest.mark.parametrize("how", [machine_verdict, system_verdict])
async def test_a_verdict_about_the_machine_is_not_taken_over_by_another_viewer(room: Room, how):
    await submit(room)
    await room.mark(how)
    assert (await submit(room, viewer=BOB)).submission.status == "pending"
    await room.mark()


async def test_a_failed_submission_is_not_held_against_the_viewer(room: Room):
    made = await submit(room)
    await room.mark(system_verdict)
    failed = await room.practice.submissions.get(ADA, made.submission.id)
    assert (failed.correct, failed.points, failed.max_points) == (None, None, None)


async def test_past_the_deadline_only_what_was_submitted_before_comes_back(room: Room):
    due = room.clock() + timedelta(minutes=1)
    await room.change(assignment("first", 1, due_at=due))
    made = await submit(room)
    room.clock.shift = timedelta(minutes=2)
    assert (await submit(room)).submission.id == made.submission.id
    with pytest.raises(Closed, match="deadline"):
        await submit(room, "# late")


async def test_a_verdict_after_the_deadline_belongs_to_its_submission(room: Room):
    await room.change(assignment("first", 1, due_at=room.clock() + timedelta(minutes=1)))
    made = await submit(room)
    room.clock.shift = timedelta(minutes=2)
    await room.mark()
    assert (await room.practice.submissions.get(ADA, made.submission.id)).correct


async def test_code_for_an_older_revision_is_refused_with_the_new_assignment(room: Room):
    await room.change(assignment("first", 1, handout="changed"))
    with pytest.raises(Changed) as refused:
        await submit(room, revision=1)
    assert (refused.value.current.revision, refused.value.current.handout) == (2, "changed")
    assert (await submit(room, revision=2)).is_new
    assert (await submit(room, "# without a revision")).is_new


async def test_the_same_code_for_a_new_revision_is_a_new_attempt(room: Room):
    first = await submit(room)
    await room.mark()
    await room.change(assignment("first", 1, handout="changed"))
    second = await submit(room)
    assert second.is_new
    assert (second.submission.attempt, second.submission.revision) == (2, 2)
    assert second.submission.id != first.submission.id


async def test_a_submission_is_graded_by_the_revision_it_was_made_for(room: Room):
    made = await submit(room)
    await room.change(assignment("first", 1, setup_code="# another"))
    await room.mark()
    graded = await room.practice.submissions.get(ADA, made.submission.id)
    assert (graded.revision, graded.status) == (1, "processed")


async def test_too_many_submissions_are_told_when_to_come_back(slow_room: Room):
    for number in range(2):
        await submit(slow_room, f"# {number}")
    with pytest.raises(SlowDown) as refused:
        await submit(slow_room, "# 2")
    assert 0 < refused.value.retry_after <= 60
    assert (await submit(slow_room, "# 0")).is_new is False
    assert (await submit(slow_room, "# 2", viewer=BOB)).is_new


async def test_code_that_makes_too_large_a_job_with_its_tests_is_refused_before_it_is_stored(room: Room):
    await room.change(assignment("second", 2, setup_code="#" * JOB_BYTES))
    with pytest.raises(TooLarge, match="code and the tests of 'Second' together are too long"):
        await submit(room, slug="second")
    assert await room.pending() == []


async def test_the_checks_come_in_the_order_of_the_contract(slow_room: Room):
    room = slow_room
    await room.change(assignment("second", 2, due_at=room.clock() - timedelta(minutes=1), handout="changed"))
    with pytest.raises(Malformed):
        await submit(room, "\0", slug="missing", revision=0)
    with pytest.raises(TooLarge):
        await submit(room, "x" * 65537, slug="missing", revision=0)
    with pytest.raises(Unknown):
        await submit(room, slug="missing", revision=0)
    for _ in range(2):
        with pytest.raises(Closed):
            await submit(room, slug="second", revision=0)
    with pytest.raises(SlowDown):
        await submit(room, slug="second", revision=0)


async def test_nothing_is_stored_of_what_is_refused(room: Room):
    await room.change(assignment("first", 1, handout="changed"))
    with pytest.raises(Changed):
        await submit(room, revision=1)
    page = await room.practice.submissions.page(
        ADA, course=None, assignment_id=None, correct=None, limit=50, before=None
    )
    assert page.submissions == []


async def test_with_redis_down_a_submission_is_stored_and_pending(room: Room):
    room.valkey.stop()
    made = await submit(room)
    assert (made.is_new, made.submission.status) == (True, "pending")
    assert (await room.practice.submissions.get(ADA, made.submission.id)).status == "pending"


async def test_nobody_sees_the_submission_of_another(room: Room):
    made = await submit(room)
    for submission_id in (made.submission.id, "nonsense", ""):
        with pytest.raises(Unknown) as refused:
            await room.practice.submissions.get(BOB, submission_id)
        assert refused.value.code == "unknown-submission"


async def test_a_waiting_request_answers_as_soon_as_there_is_a_verdict(room: Room):
    made = await submit(room)
    waiting = asyncio.create_task(room.practice.submissions.get(ADA, made.submission.id, wait=60))
    await room.mark()
    assert (await waiting).status == "processed"


async def test_a_waiting_request_finds_a_verdict_of_which_no_word_came(room: Room):
    made = await submit(room)
    waiting = asyncio.create_task(room.practice.submissions.get(ADA, made.submission.id, wait=60))
    job = await room.marker.take()
    await room.settle_behind_its_back(job.job_id, verdict_of(job))
    assert (await waiting).status == "processed"


async def test_a_waiting_request_without_a_verdict_answers_what_there_is(room: Room):
    made = await submit(room)
    assert (await room.practice.submissions.get(ADA, made.submission.id, wait=0.01)).status == "pending"


async def test_pages_hold_the_viewers_own_submissions_newest_first(room: Room):
    made = [(await submit(room, f"# {number}")).submission.id for number in range(5)]
    await submit(room, viewer=BOB)
    filters = {"course": "basics", "assignment_id": "basics/first", "correct": None}
    page = await room.practice.submissions.page(ADA, **filters, limit=2, before=None)
    assert [each.id for each in page.submissions] == [made[4], made[3]]
    rest = await room.practice.submissions.page(ADA, **filters, limit=10, before=page.next)
    assert [each.id for each in rest.submissions] == [made[2], made[1], made[0]]
    assert rest.next is None
    with pytest.raises(Malformed, match="field before"):
        await room.practice.submissions.page(BOB, **filters, limit=10, before=page.next)


async def test_the_earliest_correct_submission_of_each_assignment_is_found(room: Room):
    wrong = await submit(room, "# wrong")
    await room.mark(lambda job: verdict_of(job, passed=False))
    right = await submit(room, "# right")
    await room.mark()
    await submit(room, "# right too")
    await room.mark()
    other = await submit(room, slug="second")
    await room.mark()
    found = await room.practice.submissions.first_correct(ADA, None)
    assert {each.id for each in found.submissions} == {right.submission.id, other.submission.id}
    assert wrong.submission.id not in {each.id for each in found.submissions}
    assert (await room.practice.submissions.first_correct(ADA, "basics")).submissions == found.submissions
    assert (await room.practice.submissions.first_correct(ADA, "nowhere")).submissions == []
