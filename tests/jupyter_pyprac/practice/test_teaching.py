from datetime import timedelta

import pytest

from jupyter_pyprac.errors import Forbidden, Unknown
from jupyter_pyprac.model import Viewer
from tests.jupyter_pyprac.practice.course import ADA, BOB, EVE, TEACHER, assignment, system_verdict, verdict_of
from tests.jupyter_pyprac.practice.room import FakeSocket, Room


async def submit(room: Room, viewer: Viewer, slug: str, code: str, how=verdict_of) -> str:
    made = await room.practice.submissions.submit(viewer, f"basics/{slug}", code)
    await room.mark(how)
    return made.submission.id


async def board(room: Room, **page):
    return await room.practice.teaching.progress(TEACHER, "basics", **{"limit": 100, "after": None, **page})


async def test_the_board_says_who_has_solved_what(room: Room):
    await submit(room, ADA, "first", "# 1")
    await submit(room, ADA, "second", "# 2", lambda job: verdict_of(job, passed=False))
    await submit(room, ADA, "second", "# 3", lambda job: verdict_of(job, passed=False))
    await submit(room, BOB, "third", "# 4")
    found = await board(room)
    assert (found.course.slug, [each.slug for each in found.assignments]) == ("basics", ["first", "second", "third"])
    rows = {
        student.name: (
            student.score,
            {slug: (each.status, each.attempts) for slug, each in student.assignments.items()},
        )
        for student in found.students
    }
    assert rows == {
        "ada": (100, {"first": ("solved", 1), "second": ("attempted", 2)}),
        "bob": (100, {"third": ("solved", 1)}),
    }
    assert (found.failed, found.next) == (0, None)


async def test_the_board_comes_in_pages_by_name(room: Room):
    for viewer in (EVE, ADA, BOB):
        await submit(room, viewer, "first", f"# {viewer.name}")
    first = await board(room, limit=2)
    assert ([student.name for student in first.students], first.next) == (["ada", "bob"], "bob")
    second = await board(room, limit=2, after=first.next)
    assert ([student.name for student in second.students], second.next) == ([EVE.name], None)


async def test_what_is_withdrawn_leaves_the_board(room: Room):
    await submit(room, ADA, "third", "# 1")
    await room.change_to(assignment("first", 1))
    found = await board(room)
    assert ([each.slug for each in found.assignments], found.students) == (["first"], [])


async def test_what_could_not_be_graded_is_queued_once_more_and_graded(room: Room):
    failed = await submit(room, ADA, "first", "# 1", system_verdict)
    graded = await submit(room, BOB, "first", "# 2")
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    assert (await board(room)).failed == 1
    assert await room.practice.teaching.requeue(TEACHER, None) == 1
    assert (await room.practice.submissions.get(ADA, failed)).status == "pending"
    assert (await board(room)).failed == 0
    room.clock.shift += timedelta(seconds=6)
    await room.practice.reconciler.look()
    await room.mark()
    assert (await socket.heard("graded"))["submission"]["id"] == failed
    again = await room.practice.submissions.get(ADA, failed)
    assert (again.status, again.correct, again.attempt) == ("processed", True, 1)
    assert (await room.practice.submissions.get(BOB, graded)).status == "processed"
    assert await room.practice.teaching.requeue(TEACHER, "basics") == 0


async def test_students_and_instructors_of_another_course_are_refused(room: Room):
    for viewer in (ADA, Viewer(name="tutor", taught=frozenset({"loops"}))):
        with pytest.raises(Forbidden):
            await room.practice.teaching.progress(viewer, "basics", limit=1, after=None)
        with pytest.raises(Forbidden):
            await room.practice.teaching.requeue(viewer, "basics")
    for asked in (
        room.practice.teaching.progress(TEACHER, "nowhere", limit=1, after=None),
        room.practice.teaching.requeue(TEACHER, "nowhere"),
    ):
        with pytest.raises(Unknown):
            await asked


async def test_an_instructor_of_the_course_alone_may(room: Room):
    tutor = Viewer(name="tutor", taught=frozenset({"basics"}))
    assert (await room.practice.teaching.progress(tutor, None, limit=1, after=None)).students == []
    assert await room.practice.teaching.requeue(tutor, None) == 0
