"""Several courses, each with its own students and instructors."""

from datetime import UTC, datetime, timedelta

import pytest

from jupyter_pyprac.errors import Forbidden, Malformed, Unknown
from jupyter_pyprac.model import Course, Viewer
from jupyter_pyprac.practice.news import Reworked, as_event
from jupyter_pyprac.store import assignments
from tests.jupyter_pyprac.practice.course import assignment
from tests.jupyter_pyprac.practice.room import FakeSocket, Room

OUTSIDER = Viewer(name="ada", barred=frozenset({"loops"}))
MEMBER = Viewer(name="bob")
TUTOR = Viewer(name="tutor", taught=frozenset({"loops"}), barred=frozenset({"loops"}))
ADMIN = Viewer(name="root", roles=frozenset({"admin"}), barred=frozenset({"loops"}))
LATER = datetime.now(UTC) + timedelta(days=1)
WHILE, UNTIL = "loops/while", "loops/until"


@pytest.fixture
def room(jp_asyncio_loop, room: Room) -> Room:
    """A room with a second course, of which one assignment is not released yet."""
    given = [assignment("while", 1), assignment("until", 2, released_at=LATER)]
    saving = room.database.write(assignments.save_course, Course(slug="loops", title="Loops"), given, {})
    jp_asyncio_loop.run_until_complete(saving)
    return room


@pytest.mark.parametrize("viewer", [MEMBER, TUTOR, ADMIN])
async def test_members_instructors_and_admins_see_the_course(room: Room, viewer: Viewer):
    offer = await room.practice.assignments.courses(viewer)
    assert [course.slug for course in offer.courses] == ["basics", "loops"]
    listing = await room.practice.assignments.listing(viewer, "loops")
    assert [each.slug for each in listing.assignments] == ["while"]
    assert (await room.practice.submissions.submit(viewer, WHILE, "x = 1")).is_new


async def test_where_several_are_seen_and_none_is_named_they_are_told(room: Room):
    with pytest.raises(Malformed, match=r"more than one course here \(basics, loops\)"):
        await room.practice.assignments.listing(MEMBER, None)


async def test_for_anybody_else_there_is_no_such_course(room: Room):
    practice = room.practice
    assert [course.slug for course in (await practice.assignments.courses(OUTSIDER)).courses] == ["basics"]
    assert (await practice.assignments.listing(OUTSIDER, None)).course.slug == "basics"
    for asked, code in [
        (practice.assignments.listing(OUTSIDER, "loops"), "unknown-course"),
        (practice.assignments.current(OUTSIDER, "loops"), "unknown-course"),
        (practice.assignments.visit(OUTSIDER, WHILE), "unknown-assignment"),
        (practice.assignments.hint(OUTSIDER, WHILE, 1), "unknown-assignment"),
        (practice.submissions.submit(OUTSIDER, WHILE, "x = 1"), "unknown-assignment"),
        (practice.runs.start(OUTSIDER, WHILE, "x = 1"), "unknown-assignment"),
        (practice.drafts.get(OUTSIDER, WHILE), "unknown-assignment"),
        (practice.drafts.save(OUTSIDER, WHILE, "x = 1", 0), "unknown-assignment"),
    ]:
        with pytest.raises(Unknown) as refused:
            await asked
        assert refused.value.code == code


async def test_an_instructor_of_one_course_is_a_student_in_another(room: Room):
    await room.change(assignment("third", 3, released_at=LATER))
    practice = room.practice
    previewed = await practice.assignments.listing(TUTOR, "loops", preview=True)
    assert [each.slug for each in previewed.assignments] == ["while", "until"]
    assert (await practice.submissions.submit(TUTOR, UNTIL, "x = 1")).is_new
    with pytest.raises(Forbidden):
        await practice.assignments.listing(TUTOR, "basics", preview=True)
    with pytest.raises(Unknown):
        await practice.submissions.submit(TUTOR, "basics/third", "x = 1")


async def test_only_who_sees_the_course_hears_of_it(room: Room):
    mine, others = FakeSocket(), FakeSocket()
    for viewer, socket in ((MEMBER, mine), (OUTSIDER, others)):
        await room.practice.connections.join(viewer, socket)
    await room.practice.submissions.submit(MEMBER, WHILE, "x = 1")
    await room.mark()
    await mine.heard("graded")  # so the practice listens
    for course in ("loops", "basics"):
        await room.broker.tell_everyone(as_event(Reworked(course)))
    for socket in (mine, others):
        await socket.heard("assignments-changed", lambda frame: frame["course"] == "basics")
    assert [frame["scores"] for frame in mine.frames("hello")] == [{"basics": 0, "loops": 0}]
    assert [frame["scores"] for frame in others.frames("hello")] == [{"basics": 0}]
    assert [frame["course"] for frame in mine.frames("assignments-changed")] == ["loops", "basics"]
    assert [frame["course"] for frame in others.frames("assignments-changed")] == ["basics"]
