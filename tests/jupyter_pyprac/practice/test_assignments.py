from datetime import UTC, datetime, timedelta

import pytest

from jupyter_pyprac.errors import Forbidden, Malformed, Unknown
from jupyter_pyprac.model import Course
from jupyter_pyprac.store import assignments
from tests.jupyter_pyprac.practice.course import ADA, BOB, EVE, TEACHER, assignment
from tests.jupyter_pyprac.practice.room import Room

LATER = datetime.now(UTC) + timedelta(days=1)


async def solve(room: Room, slug: str) -> None:
    await room.practice.submissions.submit(ADA, f"basics/{slug}", f"# {slug}")
    await room.mark()


async def test_assignments_come_by_order_number_with_the_viewers_standing(room: Room):
    await solve(room, "second")
    await room.practice.submissions.submit(ADA, "basics/third", "# tried")
    listing = await room.practice.assignments.listing(ADA, None)
    assert [(each.slug, each.status) for each in listing.assignments] == [
        ("first", "untouched"),
        ("second", "solved"),
        ("third", "attempted"),
    ]
    assert (listing.score, listing.course.slug) == (100, "basics")
    others = await room.practice.assignments.listing(BOB, "basics")
    assert {each.status for each in others.assignments} == {"untouched"}
    assert others.score == 0


async def test_without_a_record_the_first_uncompleted_assignment_is_shown(room: Room):
    assert (await room.practice.assignments.current(ADA, None)).slug == "first"
    await solve(room, "first")
    assert (await room.practice.assignments.current(ADA, None)).slug == "second"


async def test_when_all_are_completed_the_first_is_shown(room: Room):
    for slug in ("first", "second", "third"):
        await solve(room, slug)
    current = await room.practice.assignments.current(ADA, None)
    assert (current.slug, current.status) == ("first", "solved")


async def test_the_assignment_last_visited_is_shown_to_its_viewer_only(room: Room):
    for viewer in (ADA, EVE):
        await room.practice.assignments.visit(viewer, "basics/third")
        assert (await room.practice.assignments.current(viewer, "basics")).slug == "third"
    assert (await room.practice.assignments.current(BOB, "basics")).slug == "first"


async def test_a_visit_of_a_withdrawn_or_unreleased_assignment_counts_as_none(room: Room):
    await room.practice.assignments.visit(ADA, "basics/third")
    await room.change(assignment("third", 3, released_at=LATER))
    assert (await room.practice.assignments.current(ADA, None)).slug == "first"
    await room.change_to(assignment("first", 1), assignment("second", 2))
    assert (await room.practice.assignments.current(ADA, None)).slug == "first"


async def test_with_redis_down_a_visit_is_forgotten_and_no_error(room: Room):
    room.valkey.stop()
    await room.practice.assignments.visit(ADA, "basics/third")
    assert (await room.practice.assignments.current(ADA, None)).slug == "first"


async def test_visiting_what_is_not_there_is_refused(room: Room):
    await room.change(assignment("third", 3, released_at=LATER))
    for missing in ("basics/fourth", "other/first", "first", "", "basics/third"):
        with pytest.raises(Unknown) as refused:
            await room.practice.assignments.visit(ADA, missing)
        assert refused.value.code == "unknown-assignment"


async def test_an_unreleased_assignment_is_shown_in_an_instructors_preview_only(room: Room):
    await room.change(assignment("second", 2, released_at=LATER))
    seen = await room.practice.assignments.listing(TEACHER, None)
    assert [each.slug for each in seen.assignments] == ["first", "third"]
    preview = await room.practice.assignments.listing(TEACHER, None, preview=True)
    assert [each.slug for each in preview.assignments] == ["first", "second", "third"]
    with pytest.raises(Forbidden):
        await room.practice.assignments.listing(ADA, None, preview=True)


async def test_an_assignment_appears_at_its_time(room: Room):
    await room.change(assignment("second", 2, released_at=LATER))
    room.clock.shift = timedelta(days=2)
    assert len((await room.practice.assignments.listing(ADA, None)).assignments) == 3


async def test_a_course_must_be_named_where_there_are_several(room: Room):
    await room.database.write(assignments.save_course, Course(slug="other", title="Other"), [], {})
    with pytest.raises(Malformed, match="field course"):
        await room.practice.assignments.listing(ADA, None)
    assert (await room.practice.assignments.listing(ADA, "basics")).course.slug == "basics"
    with pytest.raises(Unknown) as none:
        await room.practice.assignments.current(ADA, "other")
    assert none.value.code == "no-assignments"
    with pytest.raises(Unknown) as unknown:
        await room.practice.assignments.current(ADA, "third")
    assert unknown.value.code == "unknown-course"
