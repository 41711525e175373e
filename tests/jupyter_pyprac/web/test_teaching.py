"""What instructors ask of their students."""

import pytest

from tests.jupyter_pyprac.practice.course import system_verdict
from tests.jupyter_pyprac.web.school import School


async def test_an_instructor_sees_the_progress_of_the_course(school: School):
    for code in ("# 1", "# 2"):
        await school.submit(code, viewer="bob")
        await school.room.mark()
    reply = await school.get("progress", viewer="teacher", course="basics")
    assert reply.status == 200
    assert reply.json["students"] == [
        {"name": "bob", "score": 100, "assignments": {"first": {"status": "solved", "attempts": 2}}}
    ]
    assert [each["id"] for each in reply.json["assignments"]] == ["basics/first", "basics/second", "basics/third"]
    assert (reply.json["failed"], reply.json["next"]) == (0, None)


async def test_an_instructor_queues_failed_submissions_once_more(school: School):
    made = await school.submit("# 1", viewer="bob")
    await school.room.mark(system_verdict)
    reply = await school.post("requeue", "", viewer="teacher", course="basics")
    assert (reply.status, reply.json) == (202, {"requeued": 1})
    assert (await school.get(f"submission/{made.json['id']}", viewer="bob")).json["status"] == "pending"


async def test_a_student_may_neither(school: School):
    for reply in (await school.get("progress"), await school.post("requeue", "")):
        assert (reply.status, reply.json["code"]) == (403, "forbidden")


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
async def test_a_page_has_a_size(school: School, limit: str):
    assert (await school.get("progress", viewer="teacher", limit=limit)).status == 400
