import json

import pytest

from jupyter_pyprac.errors import Misconfigured, Unavailable
from tests.jupyter_pyprac.web.school import School

SUBMIT = {"assignment_id": "basics/first", "code": "x = 1"}
POSTS = ("submission", "run", "assignment/last-visit")
WITH_BODIES = (*(("POST", path) for path in POSTS), ("PUT", "draft"))
MALFORMED = (
    ("", "JSON"),
    ("{", "JSON"),
    (b"\xff\xfe\xfa", "JSON"),
    (json.dumps(SUBMIT).encode("utf-16"), "UTF-8"),
    (json.dumps(SUBMIT).encode("utf-32-le"), "UTF-8"),
    (b'{"assignment_id": "\xe9", "code": "x", "version": 0}', "UTF-8"),
    ("[" * 100_000, "JSON"),
    ("[]", "object"),
    ("null", "object"),
    ("{}", "assignment_id"),
    ('{"assignment_id": null, "code": "x", "version": 0}', "assignment_id"),
    ('{"assignment_id": {"$ne": 1}, "code": "x", "version": 0}', "assignment_id"),
    ('{"assignment_id": "a\\u0000b", "code": "x", "version": 0}', "NUL"),
    ('{"assignment_id": "\\ud800", "code": "x", "version": 0}', "NUL"),
)
"""Bodies, and a word of what is said about each."""
GETS = ("courses", "assignments", "assignment", "submissions", "submission/x", "run/x", "hint", "draft")


@pytest.mark.parametrize(("method", "path"), WITH_BODIES)
async def test_a_body_that_does_not_fit_is_answered_400(school: School, method: str, path: str):
    for body, word in MALFORMED:
        reply = await school.request(method, path, body=body)
        assert (reply.status, reply.json["code"]) == (400, "malformed"), body
        assert word in reply.json["message"], body
        assert set(reply.json) == {"message", "code"}


@pytest.mark.parametrize(
    ("field", "value"), [("code", 1), ("code", None), ("code", ["x"]), ("revision", "1"), ("revision", 1.5)]
)
async def test_a_field_of_the_wrong_type_is_named(school: School, field: str, value: object):
    reply = await school.post("submission", SUBMIT | {field: value})
    assert (reply.status, reply.json["code"]) == (400, "malformed")
    assert f"field {field}" in reply.json["message"]


async def test_a_missing_field_is_named_and_one_that_is_not_ours_is_passed_over(school: School):
    reply = await school.post("submission", {"assignment_id": "basics/first"})
    assert (reply.status, reply.json["message"]) == (400, "The field code is missing.")
    assert (await school.post("submission", SUBMIT | {"colour": "red"})).status == 201


@pytest.mark.parametrize(("method", "path"), WITH_BODIES)
async def test_a_body_over_256_kib_is_answered_413(school: School, method: str, path: str):
    reply = await school.request(method, path, body=json.dumps(SUBMIT) + " " * 256 * 1024)
    assert (reply.status, reply.json["code"]) == (413, "too-large")
    assert reply.json["message"] == "What you sent is 257 kB: at most 64 kB of code and 64 kB of input are allowed."


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])
async def test_a_body_of_another_kind_is_answered_415(school: School, kind: str):
    for method, path in WITH_BODIES:
        reply = await school.request(method, path, body=json.dumps(SUBMIT), headers={"Content-Type": kind})
        assert (reply.status, reply.json["code"]) == (415, "unsupported-media-type")


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
async def test_a_form_that_cannot_be_read_is_a_body_of_another_kind(school: School, kind: str):
    for method, path in WITH_BODIES:
        reply = await school.request(method, path, body=json.dumps(SUBMIT), headers={"Content-Type": kind})
        assert (reply.status, reply.json["code"]) == (415, "unsupported-media-type")


@pytest.mark.parametrize("kind", ["submission", "run"])
async def test_an_id_that_is_no_text_is_unknown(school: School, kind: str):
    reply = await school.get(f"{kind}/".encode() + b"\xff")
    assert (reply.status, reply.json["code"]) == (404, f"unknown-{kind}")


@pytest.mark.parametrize("host", ["hub"])
async def test_what_is_refused_before_it_is_looked_at_is_not_waited_for(school: School):
    assert (await school.request("PROPFIND", "courses")).status == 405
    assert (await school.request("POST", "run", body="", headers={"Content-Type": "multipart/form-data"})).status == 415
    assert (await school.get("courses")).status == 200
    assert school.door.under_way == 0


async def test_json_with_a_charset_is_json(school: School):
    given = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert (await school.post("submission", SUBMIT, headers=given)).status == 201


@pytest.mark.parametrize("host", ["local", "hub"])  # a relay knows no paths
@pytest.mark.parametrize("path", ["nowhere", "submissions/x/y", "Courses", "board", "health/x"])
async def test_other_paths_are_answered_404_as_json_to_anybody(school: School, path: str):
    for method in ("GET", "POST", "DELETE"):
        body = "{}" if method == "POST" else None
        reply = await school.request(method, path, body=body, headers={"Authorization": ""})
        assert (reply.status, reply.json["code"]) == (404, "not-found")


@pytest.mark.parametrize("path", [*GETS, *POSTS, "health", "connect"])
async def test_other_verbs_are_answered_405(school: School, path: str):
    for method in {"PUT", "DELETE", "PATCH", "HEAD"} - {method for method, its in WITH_BODIES if its == path}:
        assert (await school.request(method, path, body="{}" if method in {"PUT", "PATCH"} else None)).status == 405


@pytest.mark.parametrize("host", ["hub", "relay"])
async def test_the_services_own_address_takes_nothing_and_says_so_as_json(school: School):
    for method in ("POST", "PUT"):
        reply = await school.request(method, "", body="{}")
        assert (reply.status, reply.json["code"]) == (405, "method-not-allowed")


async def test_replies_are_utf_8_json_that_nobody_keeps(school: School):
    for path in (*GETS, "health", "nowhere"):
        headers = (await school.get(path)).headers
        assert headers["Content-Type"] == "application/json; charset=UTF-8"
        assert headers["Cache-Control"] == "no-store"
    assert (await school.submit("x = 1")).headers["Cache-Control"] == "no-store"


async def test_health_says_no_more_than_that(school: School):
    reply = await school.get("health", headers={"Authorization": ""})
    assert (reply.status, reply.json) == (200, {"status": "ok"})
    for error in (Unavailable("/home/ada cannot be read"), Misconfigured("/home/ada must be set")):
        school.close(error)
        reply = await school.get("health", headers={"Authorization": ""})
        assert (reply.status, reply.json["code"]) == (503, "unavailable")
        assert "ada" not in reply.text


@pytest.mark.parametrize("path", GETS)
async def test_where_there_is_no_practice_the_sentence_is_answered_503(school: School, path: str):
    school.close(Unavailable("The database cannot be reached.", retry_after=2.2))
    reply = await school.get(path)
    assert (reply.status, reply.headers["Retry-After"]) == (503, "3")
    assert reply.json == {"message": "The database cannot be reached.", "code": "unavailable"}
    school.close(Misconfigured("Staff must set PYPRAC_UPSTREAM."))
    reply = await school.get(path)
    assert (reply.status, reply.json["code"]) == (503, "misconfigured")
    assert "Retry-After" not in reply.headers


@pytest.mark.parametrize("path", ["courses", "health"])
async def test_why_nothing_is_served_is_logged_in_full_and_replied_without_what_is_for_staff(school, caplog, path):
    error = Unavailable("The database cannot be reached.")
    error.add_note("connection to server at 10.0.0.1 failed")
    school.close(error)
    reply = await school.get(path)
    assert (reply.status, "10.0.0.1" in reply.text) == (503, False)
    assert "The database cannot be reached. (connection to server at 10.0.0.1 failed)" in caplog.text


async def test_a_database_that_is_gone_is_answered_503_with_a_sentence(school: School):
    await school.room.database.close()
    for reply in (await school.get("assignments"), await school.submit("x = 1")):
        assert (reply.status, reply.json["code"]) == (503, "unavailable")
        assert int(reply.headers["Retry-After"]) >= 1


@pytest.mark.parametrize("path", GETS)
async def test_a_fault_of_our_own_is_answered_500_without_a_traceback(school: School, path: str):
    school.close(ZeroDivisionError("s3cret detail"))
    reply = await school.get(path)
    assert (reply.status, reply.json["code"]) == (500, "internal")
    assert "Traceback" not in reply.text
    assert "s3cret" not in reply.text


@pytest.mark.parametrize("query", [{"course": b"\xff"}, {"limit": b"\xff"}])
async def test_a_query_that_is_no_text_is_answered_400(school: School, query: dict[str, bytes]):
    reply = await school.get("submissions", **query)
    assert (reply.status, reply.json["code"]) == (400, "malformed")
