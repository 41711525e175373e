import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.jupyter_pyprac.practice.course import assignment
from tests.jupyter_pyprac.web.school import Reply, School

FIRST = "basics/first"
NONE = {"code": None, "version": 0, "saved_at": None}


async def read(school: School, viewer: str = "ada", assignment_id: str = FIRST) -> Reply:
    return await school.get("draft", viewer=viewer, assignment_id=assignment_id)


async def save(school: School, code: Any, version: Any, viewer: str = "ada", assignment_id: Any = FIRST) -> Reply:
    body = {"assignment_id": assignment_id, "code": code, "version": version}
    return await school.request("PUT", "draft", body=body, viewer=viewer)


async def test_before_any_was_saved_the_draft_is_of_version_0(school: School):
    reply = await read(school)
    assert (reply.status, reply.json) == (200, NONE)


async def test_a_draft_is_saved_version_by_version_and_read_back(school: School):
    first = await save(school, "x = 1\r\ny = '🐍'\n", 0)
    assert (first.status, first.json["code"], first.json["version"]) == (200, "x = 1\ny = '🐍'\n", 1)
    second = await save(school, "", 1)
    assert (second.status, second.json["code"], second.json["version"]) == (200, "", 2)
    assert (await read(school)).json == second.json
    assert second.json["saved_at"].endswith("Z")
    assert abs(datetime.fromisoformat(second.json["saved_at"]) - school.room.clock()) < timedelta(minutes=1)


async def test_over_other_code_than_the_writer_has_seen_nothing_is_saved_and_the_stored_draft_comes_back(
    school: School,
):
    stored = (await save(school, "here", 0)).json
    for version in (0, 2, 2**70):
        reply = await save(school, "there", version)
        assert (reply.status, reply.json["code"], reply.json["draft"]) == (409, "draft-conflict", stored)
        assert set(reply.json) == {"message", "code", "draft"}
    assert (await read(school)).json == stored
    assert (await save(school, "there", 1)).json["version"] == 2


async def test_a_version_that_was_never_saved_is_told_that_there_is_no_draft(school: School):
    reply = await save(school, "here", 3)
    assert (reply.status, reply.json["draft"]) == (409, NONE)
    assert (await read(school)).json == NONE


async def test_the_same_code_sent_again_is_saved_once(school: School):
    stored = (await save(school, "here", 0)).json
    for version in (0, 1, 7):
        reply = await save(school, "here", version)
        assert (reply.status, reply.json) == (200, stored)


async def test_of_two_writers_at_one_moment_one_saves_and_the_other_is_told(school: School):
    for version in range(3):
        codes = [f"# {version}, writer {writer}" for writer in range(6)]
        replies = await asyncio.gather(*(save(school, code, version) for code in codes))
        assert sorted(reply.status for reply in replies) == [200, *[409] * 5]
        [stored] = [reply.json for reply in replies if reply.status == 200]
        assert [reply.json["draft"] for reply in replies if reply.status == 409] == [stored] * 5


async def test_a_draft_belongs_to_its_viewer_and_its_assignment(school: School):
    await save(school, "mine", 0)
    for viewer in ("bob", "teacher"):
        assert (await read(school, viewer)).json == NONE
    assert (await read(school, assignment_id="basics/second")).json == NONE
    assert (await save(school, "bob's", 0, "bob")).json["version"] == 1
    assert (await read(school)).json["code"] == "mine"


async def test_a_draft_outlives_a_new_revision_and_a_passed_deadline(school: School):
    await save(school, "mine", 0)
    past = school.room.clock() - timedelta(minutes=1)
    await school.room.change(assignment("first", 1, handout="new", due_at=past))
    assert (await read(school)).json["code"] == "mine"
    assert (await save(school, "mine!", 1)).json["version"] == 2


@pytest.mark.parametrize("missing", ["basics/missing", "first", "a/b/c", "ünïcode/🐍"])
async def test_a_draft_for_nothing_is_refused(school: School, missing: str):
    for reply in (await read(school, assignment_id=missing), await save(school, "x", 0, assignment_id=missing)):
        assert (reply.status, reply.json["code"]) == (404, "unknown-assignment")


async def test_an_assignment_that_is_not_released_has_no_drafts_of_students(school: School):
    later = school.room.clock() + timedelta(days=1)
    await school.room.change(assignment("first", 1, released_at=later))
    assert (await save(school, "x", 0)).status == 404
    assert (await save(school, "x", 0, "teacher")).status == 200


@pytest.mark.parametrize(
    ("code", "version", "status", "word"),
    [
        ("x\0", 0, 400, "NUL"),
        ("\ud800", 0, 400, "code"),
        (None, 0, 400, "code"),
        ("x", -1, 400, "version"),
        ("x", "1", 400, "version"),
        ("x", None, 400, "version"),
        ("x", 1.5, 400, "version"),
        ("x", True, 400, "version"),
        ("x" * 65537, 0, 413, "65 kB"),
        ("ü" * 32769, 0, 413, "65 kB"),
        ("x" * 2**18, 0, 413, "at most 64 kB"),
    ],
)
async def test_a_draft_that_does_not_fit_is_refused(school: School, code: Any, version: Any, status: int, word: str):
    reply = await save(school, code, version)
    assert reply.status == status
    assert word in reply.json["message"]
    assert (await read(school)).json == NONE


async def test_a_draft_of_64_kib_fits(school: School):
    assert (await save(school, "x" * 65536, 0)).status == 200


@pytest.mark.parametrize("field", ["assignment_id", "code", "version"])
async def test_a_field_left_out_is_named(school: School, field: str):
    body = {"assignment_id": FIRST, "code": "x", "version": 0}
    del body[field]
    reply = await school.request("PUT", "draft", body=body)
    assert (reply.status, reply.json["message"]) == (400, f"The field {field} is missing.")
    reply = await school.get("draft")
    assert (reply.status, reply.json["message"]) == (400, "The field assignment_id is missing.")


async def test_drafts_take_no_tokens(school: School):
    for version in range(15):
        assert (await save(school, f"# {version}", version)).status == 200
    assert (await school.submit("x = 1")).status == 201


async def test_without_the_database_drafts_are_answered_503(school: School):
    await school.room.database.close()
    for reply in (await read(school), await save(school, "x", 0)):
        assert (reply.status, reply.json["code"]) == (503, "unavailable")
        assert int(reply.headers["Retry-After"]) >= 1


async def test_without_redis_drafts_are_saved(school: School):
    school.room.valkey.stop()
    assert (await save(school, "x", 0)).status == 200
