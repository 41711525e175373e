"""A student practises: through the Hub's proxy, the own server and the service, to a grader and back."""

import asyncio

from tests.hub.course import DOUBLE, RIGHT
from tests.hub.sockets import tab
from tests.services.asking import ask
from tests.services.hub import Person

FIRST = "python-basics/hello-at-the-door"
SLOWLY = f"import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end:\n    pass\n{RIGHT}"
"""Of a grading that takes a few milliseconds nothing is told but the verdict."""


async def test_a_verdict_arrives_live(alice: Person):
    async with tab(alice) as here, tab(alice) as there:
        code = {"assignment_id": DOUBLE, "code": SLOWLY}
        made = await asyncio.to_thread(alice.ask, "POST", "submission", code)
        assert made.status == 201
        for opened in (here, there):
            graded = await opened.until("graded", lambda frame: frame["submission"]["id"] == made.body["id"])
            assert (graded["course"], graded["score"], graded["submission"]["correct"]) == ("secrets", 100, True)
            assert {"queued", "started", "test"} <= {frame["type"] for frame in opened.frames}
    again = await asyncio.to_thread(alice.ask, "POST", "submission", code)
    assert (again.status, again.body["id"], again.body["reused"]) == (200, made.body["id"], True)


def test_every_verb_goes_through(alice: Person):
    found = {course["slug"] for course in alice.ask("GET", "courses").body["courses"]}
    assert found == {"python-basics", "secrets", "closed"}
    listing = alice.ask("GET", "assignments?course=python-basics").body
    assert len(listing["assignments"]) == 40
    assert alice.ask("POST", "assignment/last-visit", {"assignment_id": FIRST}).status == 204
    assert alice.ask("GET", "assignment?course=python-basics").body["id"] == FIRST
    saved = alice.ask("PUT", "draft", {"assignment_id": FIRST, "code": "x = 'é🐍'", "version": 0})
    assert alice.ask("GET", f"draft?assignment_id={FIRST}").body == saved.body
    conflict = alice.ask("PUT", "draft", {"assignment_id": FIRST, "code": "y", "version": 0})
    assert (conflict.status, conflict.body["code"], conflict.body["draft"]) == (409, "draft-conflict", saved.body)
    run = alice.ask("POST", "run", {"assignment_id": FIRST, "code": "print(input() * 2)", "stdin": "ab\n"})
    assert run.status == 202
    assert alice.ask("GET", f"run/{run.body['run_id']}?wait=15").body["verdict"]["stdout"] == "abab\n"
    hint = alice.ask("GET", f"hint?assignment_id={FIRST}&n=1").body
    assert (hint["n"], hint["total"]) == (1, listing["assignments"][0]["hints"])


def test_refusals_come_through_as_they_are(alice: Person):
    for method, path, body, expected in [
        ("GET", "assignments?course=nowhere", None, (404, "unknown-course")),
        ("GET", "submissions?limit=many", None, (400, "malformed")),
        ("POST", "submission", {"assignment_id": FIRST}, (400, "malformed")),
        ("POST", "submission", {"assignment_id": FIRST, "code": "x" * 70_000}, (413, "too-large")),
        ("POST", "submission", {"assignment_id": FIRST, "code": "x" * 400_000}, (413, "too-large")),
        ("GET", "assignments?course=secrets&preview=true", None, (403, "forbidden")),
        ("POST", "check", {}, (403, "forbidden")),
        ("GET", "nowhere", None, (404, "not-found")),
        ("PUT", "submission", {}, (405, "method-not-allowed")),
        ("DELETE", "draft", None, (405, "method-not-allowed")),
    ]:
        reply = alice.ask(method, path, body)
        assert (reply.status, reply.body["code"]) == expected, (method, path)


def test_probes_need_no_token(alice: Person):
    for url in (f"{alice.url}/pyprac/health", f"{alice.hub.service}health"):
        assert ask("GET", url) == (200, {"status": "ok"})
