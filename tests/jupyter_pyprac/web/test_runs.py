import asyncio

import pytest

from tests.jupyter_pyprac.web.school import School

CODE = "def double(x):\n    return 2 * x\n"
RUN = {"assignment_id": "basics/first", "code": CODE}


async def test_a_run_is_taken_and_its_verdict_comes_over_the_socket(school: School):
    tab = await school.tab()
    reply = await school.post("run", RUN)
    assert reply.status == 202
    assert set(reply.json) == {"run_id"}
    await school.room.marker.mark()
    ran = await tab.until("run")
    assert ran["run_id"] == reply.json["run_id"]
    assert [test["name"] for test in ran["verdict"]["tests"]] == ["doubles 2", "doubles a word"]


async def test_a_run_is_waited_for_by_its_viewer_only(school: School):
    run_id = (await school.post("run", RUN | {"stdin": "1\n"})).json["run_id"]
    assert (await school.get(f"run/{run_id}")).json == {"run_id": run_id, "verdict": None}
    waiting = asyncio.create_task(school.get(f"run/{run_id}", wait="15"))
    await school.room.marker.mark()
    assert (await waiting).json["verdict"]["correct"] is True
    for viewer, asked in (("bob", run_id), ("ada", "x"), ("ada", "ü")):
        reply = await school.get(f"run/{asked}", viewer=viewer)
        assert (reply.status, reply.json["code"]) == (404, "unknown-run")


async def test_a_run_leaves_no_trace(school: School):
    await school.post("run", RUN)
    await school.room.marker.mark()
    assert (await school.get("submissions")).json["submissions"] == []
    assert (await school.get("assignments")).json["assignments"][0]["status"] == "untouched"


async def test_runs_take_tokens_of_the_same_bucket(school: School):
    for _ in range(10):
        assert (await school.post("run", RUN)).status == 202
    assert (await school.post("run", RUN)).status == 429
    assert (await school.submit(CODE)).status == 429


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        (RUN | {"assignment_id": "basics/missing"}, 404, "basics/missing"),
        (RUN | {"code": "\ud800"}, 400, "code"),
        (RUN | {"stdin": "\0"}, 400, "stdin"),
        (RUN | {"stdin": 3}, 400, "stdin"),
        (RUN | {"code": "x" * 65537}, 413, "code"),
        (RUN | {"stdin": "x" * 65537}, 413, "input"),
    ],
)
async def test_a_run_that_does_not_fit_is_refused(school: School, body: dict[str, str], status: int, word: str):
    reply = await school.post("run", body)
    assert reply.status == status
    assert word in reply.json["message"]


async def test_a_run_without_redis_is_answered_503(school: School):
    school.room.valkey.stop()
    reply = await school.post("run", RUN)
    assert (reply.status, reply.json["code"]) == (503, "unavailable")
    assert int(reply.headers["Retry-After"]) >= 1
