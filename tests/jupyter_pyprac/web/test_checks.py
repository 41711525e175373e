import json

import pytest

from grader_service.contract import LATER_STREAM
from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.web.paths import BUNDLE_BYTES
from tests.jupyter_pyprac.practice.course import COURSE, assignments, verdict_of
from tests.jupyter_pyprac.practice.marking import marking
from tests.jupyter_pyprac.web.school import School
from tests.services.course import notebook

SENT = {"name": "01-doubling.ipynb", "notebook": notebook()}


def graded(job):
    return verdict_of(job, passed="2 * x" in job.code)


async def begun(school: School, path: str, body, **params) -> str:
    reply = await school.post(path, body, viewer="teacher", **params)
    assert (reply.status, set(reply.json)) == (202, {"check_id"})
    return reply.json["check_id"]


async def over(school: School, check_id: str):
    async with marking(school.room.valkey.url, graded, LATER_STREAM):
        return (await school.get(f"check/{check_id}", viewer="teacher", wait="15")).json


async def test_a_notebook_is_checked(school: School):
    check = await over(school, await begun(school, "check", SENT))
    assert check["state"] == "accepted"
    assert check["done"] == check["total"] > 0
    assert check["report"]["assignments"][0]["slug"] == "doubling"


async def test_a_bundle_is_imported(school: School):
    given = [each for each in assignments() if each.slug != "third"]
    body = bundle.write(COURSE, given, {})
    for each in body["assignments"]:
        each["wrong_solutions"] = []
    check = await over(school, await begun(school, "course", body, course="basics"))
    assert (check["state"], check["saved"]["withdrawn"]) == ("accepted", ["third"])


async def test_a_preview_is_where_its_author_finds_it(school: School):
    check = await over(school, await begun(school, "preview", SENT))
    listing = await school.get("assignments", viewer="teacher", course="~teacher")
    assert [each["id"] for each in listing.json["assignments"]] == [check["assignment_id"]]
    assert (await school.get("assignments", viewer="bob", course="~teacher")).status == 404


@pytest.mark.parametrize("path", ["check", "course", "preview"])
async def test_students_are_refused(school: School, path: str):
    reply = await school.post(path, SENT)
    assert (reply.status, reply.json["code"]) == (403, "forbidden")
    assert (await school.get("check/x")).status == 403


@pytest.mark.parametrize("path", ["check", "course", "preview"])
async def test_what_is_too_large_or_of_another_type_is_refused(school: School, path: str):
    reply = await school.post(path, b" " * (BUNDLE_BYTES + 1), viewer="teacher")
    assert (reply.status, reply.json["code"]) == (413, "too-large")
    assert f"{BUNDLE_BYTES:,}" in reply.json["message"]
    reply = await school.post(path, "{}", viewer="teacher", headers={"Content-Type": "text/plain"})
    assert reply.status == 415


def test_as_much_can_be_sent_as_a_bundle_may_have():
    assert BUNDLE_BYTES == bundle.BYTES


async def test_a_large_course_is_taken(school: School):
    padded = json.dumps(SENT) + " " * (BUNDLE_BYTES - 10_000)
    check = await over(school, await begun(school, "check", padded))
    assert check["state"] == "accepted"


async def test_a_check_is_nobody_elses(school: School):
    check_id = await begun(school, "check", SENT)
    for viewer, asked in (("ada", check_id), ("teacher", "x"), ("teacher", "ü")):
        reply = await school.get(f"check/{asked}", viewer=viewer)
        assert (reply.status, reply.json["code"]) in {(403, "forbidden"), (404, "unknown-check")}


async def test_too_many_at_once_are_told_when_to_come_back(school: School):
    for _ in range(2):
        await begun(school, "check", SENT)
    reply = await school.post("check", SENT, viewer="teacher")
    assert (reply.status, reply.json["code"]) == (429, "slow-down")
    assert int(reply.headers["Retry-After"]) >= 1


async def test_a_check_without_redis_is_answered_503(school: School):
    school.room.valkey.stop()
    reply = await school.post("check", SENT, viewer="teacher")
    assert (reply.status, reply.json["code"]) == (503, "unavailable")
