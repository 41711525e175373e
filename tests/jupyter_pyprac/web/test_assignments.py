from datetime import UTC, datetime, timedelta

import pytest

from jupyter_pyprac.model import Course
from jupyter_pyprac.store import assignments
from tests.jupyter_pyprac.practice.course import assignment
from tests.jupyter_pyprac.web.school import School

LATER = datetime.now(UTC) + timedelta(days=1)
FIELDS = {
    "id",
    "course",
    "slug",
    "title",
    "order_number",
    "topic",
    "handout",
    "starter_code",
    "revision",
    "changed_at",
    "limits",
    "visible_tests",
    "hidden_tests",
    "hints",
    "due_at",
    "status",
    "attempts",
}


async def test_the_courses_are_listed(school: School):
    reply = await school.get("courses")
    assert reply.status == 200
    shown = [{"slug": "basics", "title": "Basics", "language": "en"}]
    assert reply.json == {"courses": shown, "current": "basics", "instructor": False}


async def test_an_instructor_is_told_so(school: School):
    assert (await school.get("courses", viewer="teacher")).json["instructor"] is True


async def add_course(school: School, slug: str, title: str) -> None:
    given = [assignment("first", 1)]
    await school.room.database.write(assignments.save_course, Course(slug=slug, title=title), given, {})


async def current_course(school: School) -> str:
    current: str = (await school.get("courses")).json["current"]
    return current


async def test_several_courses_come_by_title_and_the_first_is_the_one_to_open(school: School):
    await add_course(school, "zoo", "Algorithms")
    reply = await school.get("courses")
    assert [course["slug"] for course in reply.json["courses"]] == ["zoo", "basics"]
    assert reply.json["current"] == "zoo"


async def test_the_course_to_open_is_one_that_was_visited_and_rather_the_one_last_practised(school: School):
    await add_course(school, "zoo", "Algorithms")
    await school.post("assignment/last-visit", {"assignment_id": "basics/first"})
    assert await current_course(school) == "basics"
    await school.post("submission", {"assignment_id": "zoo/first", "code": "def double(x): ...\n"})
    assert await current_course(school) == "zoo"


async def test_assignments_come_by_order_with_course_and_score(school: School):
    reply = await school.get("assignments", course="basics")
    assert reply.status == 200
    assert set(reply.json) == {"assignments", "course", "score"}
    assert [each["id"] for each in reply.json["assignments"]] == ["basics/first", "basics/second", "basics/third"]
    assert (reply.json["course"]["slug"], reply.json["score"]) == ("basics", 0)


async def test_an_assignment_has_the_fields_of_the_contract_and_no_other(school: School):
    due = datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC)
    await school.room.change(assignment("first", 1, due_at=due))
    [first, *_] = (await school.get("assignments")).json["assignments"]
    assert set(first) == FIELDS
    assert first["visible_tests"][0] == {
        "name": "doubles 2",
        "points": 1,
        "kind": "call",
        "call": "double(2)",
        "expected": "4",
    }
    assert (len(first["visible_tests"]), first["hidden_tests"], first["hints"]) == (2, 1, 1)
    assert first["limits"] == {"seconds": 1.0, "memory_mb": 128}
    assert (first["due_at"], first["status"], first["revision"]) == ("2031-01-02T03:04:05Z", "untouched", 1)


async def test_the_current_assignment_is_the_last_visited(school: School):
    assert (await school.get("assignment")).json["slug"] == "first"
    visited = await school.post("assignment/last-visit", {"assignment_id": "basics/third"})
    assert (visited.status, visited.text) == (204, "")
    current = await school.get("assignment", course="basics")
    assert (current.status, current.json["slug"]) == (200, "third")
    assert set(current.json) == FIELDS
    assert (await school.get("assignment", viewer="bob")).json["slug"] == "first"


async def test_unreleased_assignments_are_for_instructors_who_ask(school: School):
    await school.room.change(assignment("second", 2, released_at=LATER))
    for params in ({}, {"preview": "false"}, {"viewer": "teacher"}):
        assert len((await school.get("assignments", **params)).json["assignments"]) == 2
    assert len((await school.get("assignments", viewer="teacher", preview="true")).json["assignments"]) == 3
    refused = await school.get("assignments", preview="true")
    assert (refused.status, refused.json["code"]) == (403, "forbidden")


async def test_a_course_without_assignments_has_no_current_one(school: School):
    await school.room.change_to()
    reply = await school.get("assignment")
    assert (reply.status, reply.json["code"]) == (404, "no-assignments")
    assert (await school.get("assignments")).json["assignments"] == []


async def test_a_deployment_with_several_courses_asks_which(school: School):
    await school.room.database.write(assignments.save_course, Course(slug="other", title="Other"), [], {})
    for path in ("assignments", "assignment"):
        reply = await school.get(path)
        assert (reply.status, reply.json["code"]) == (400, "malformed")
        assert "course" in reply.json["message"]
        assert (await school.get(path, course="basics")).status == 200
        assert (await school.get(path, course="nowhere")).json["code"] == "unknown-course"


@pytest.mark.parametrize("preview", ["yes", "1", "TRUE"])
async def test_a_preview_that_is_no_truth_value_is_refused(school: School, preview: str):
    reply = await school.get("assignments", preview=preview)
    assert (reply.status, reply.json["code"]) == (400, "malformed")
    assert "preview" in reply.json["message"]


@pytest.mark.parametrize("missing", ["basics/missing", "first", "", "a/b/c", "../basics/first", "ünïcode/🐍"])
async def test_a_visit_of_nothing_is_refused(school: School, missing: str):
    reply = await school.post("assignment/last-visit", {"assignment_id": missing})
    assert (reply.status, reply.json["code"]) == (404, "unknown-assignment")
