from datetime import timedelta
from typing import Any

import pytest

from tests.jupyter_pyprac.practice.course import assignment
from tests.jupyter_pyprac.web.school import NO_NUMBERS, Reply, School

HINTS = ("Look *closely*.", "Count the `#`. 🐍", "")


async def hint(school: School, n: Any, assignment_id: str = "basics/first", viewer: str = "ada") -> Reply:
    return await school.get("hint", assignment_id=assignment_id, n=str(n), viewer=viewer)


async def test_hints_come_one_by_one(school: School):
    await school.room.change(assignment("first", 1, hints=HINTS))
    for n, text in enumerate(HINTS, 1):
        reply = await hint(school, n)
        assert (reply.status, reply.json) == (200, {"n": n, "total": 3, "text": text})


async def test_a_hint_beyond_the_last_is_unknown_and_the_sentence_says_how_many_there_are(school: School):
    await school.room.change(assignment("first", 1, hints=HINTS), assignment("second", 2, hints=()))
    reply = await hint(school, 4)
    assert (reply.status, reply.json["code"]) == (404, "unknown-hint")
    assert reply.json["message"] == "There is no hint 4: 'First' has 3."
    assert (await hint(school, 1, "basics/second")).json["message"] == "There is no hint 1: 'Second' has none."


@pytest.mark.parametrize("n", ["0", "-1", "1.5", "one", "1001", "99999999999", "²", *NO_NUMBERS])
async def test_a_number_that_counts_no_hint_is_refused(school: School, n: str):
    reply = await hint(school, n)
    assert (reply.status, reply.json["code"]) == (400, "malformed")
    assert "field n" in reply.json["message"]


async def test_what_is_left_out_is_named(school: School):
    assert (await school.get("hint", assignment_id="basics/first")).json["message"] == "The field n is missing."
    assert (await school.get("hint", n="1")).json["message"] == "The field assignment_id is missing."


async def test_hints_of_what_a_viewer_may_not_see_are_kept_from_them(school: School):
    assert (await hint(school, 1, "basics/missing")).json["code"] == "unknown-assignment"
    later = school.room.clock() + timedelta(days=1)
    await school.room.change(assignment("first", 1, released_at=later))
    assert (await hint(school, 1)).json["code"] == "unknown-assignment"
    assert (await hint(school, 1, viewer="teacher")).status == 200


async def test_without_the_database_hints_are_answered_503(school: School):
    await school.room.database.close()
    reply = await hint(school, 1)
    assert (reply.status, reply.json["code"]) == (503, "unavailable")
