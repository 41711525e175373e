import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.jupyter_pyprac.practice.course import assignment, machine_verdict, verdict_of
from tests.jupyter_pyprac.web.school import NO_NUMBERS, School

CODE = "def double(x):\n    return 2 * x\n"
FIELDS = {
    "id",
    "assignment_id",
    "revision",
    "attempt",
    "code",
    "status",
    "correct",
    "points",
    "max_points",
    "reused",
    "feedback",
    "submitted_at",
    "graded_at",
}
VERDICT_FIELDS = {
    "status",
    "correct",
    "points",
    "max_points",
    "error",
    "visible",
    "hidden",
    "tests",
    "stdout",
    "protection",
    "graded_ms",
}


async def test_a_new_submission_is_answered_201_with_the_fields_of_the_contract(school: School):
    reply = await school.submit(CODE)
    assert reply.status == 201
    made = reply.json
    assert set(made) == FIELDS
    assert UUID(made["id"]).version == 4
    assert (made["status"], made["attempt"], made["revision"], made["reused"]) == ("pending", 1, 1, False)
    assert (made["correct"], made["feedback"], made["graded_at"]) == (None, None, None)
    assert (made["code"], made["assignment_id"]) == (CODE, "basics/first")
    assert made["submitted_at"].endswith("Z")


async def test_the_same_code_again_is_answered_200_with_the_feedback_it_got(school: School):
    first = await school.submit(CODE)
    await school.room.mark()
    again = await school.submit(CODE.replace("\n", "\r\n"))
    assert (again.status, again.json["id"], again.json["reused"]) == (200, first.json["id"], True)
    assert set(again.json["feedback"]) == VERDICT_FIELDS
    assert again.json["feedback"]["graded_ms"] == 10


async def test_the_same_code_of_another_viewer_is_graded_at_once_and_tells_nothing_of_it(school: School):
    first = await school.submit(CODE)
    await school.room.mark()
    other = await school.submit(CODE, viewer="bob")
    assert (other.status, other.json["status"], other.json["reused"]) == (201, "processed", False)
    assert other.json["id"] != first.json["id"]
    assert other.json["graded_at"] >= other.json["submitted_at"] > first.json["submitted_at"]
    assert "digest" not in other.text


async def test_a_verdict_about_the_machine_is_graded_again_on_request(school: School):
    first = await school.submit(CODE)
    await school.room.mark(machine_verdict)
    again = await school.submit(CODE)
    assert (again.status, again.json["id"], again.json["status"]) == (200, first.json["id"], "pending")
    await school.room.mark()
    done = await school.get(f"submission/{first.json['id']}")
    assert (done.json["status"], done.json["correct"], done.json["attempt"]) == ("processed", True, 1)


async def test_an_older_revision_is_answered_409_with_the_assignment_as_it_is(school: School):
    await school.room.change(assignment("first", 1, handout="changed"))
    reply = await school.submit(CODE, revision=1)
    assert (reply.status, reply.json["code"]) == (409, "changed")
    assert (reply.json["assignment"]["revision"], reply.json["assignment"]["handout"]) == (2, "changed")
    assert (await school.submit(CODE, revision=2)).status == 201


async def test_past_the_deadline_is_answered_409(school: School):
    await school.room.change(assignment("first", 1, due_at=school.room.clock() - timedelta(seconds=1)))
    reply = await school.submit(CODE)
    assert (reply.status, reply.json["code"]) == (409, "closed")


async def test_an_unknown_assignment_is_answered_404(school: School):
    reply = await school.submit(CODE, assignment="missing")
    assert (reply.status, reply.json["code"]) == (404, "unknown-assignment")


async def test_the_eleventh_submission_at_once_is_answered_429(school: School):
    statuses = [(await school.submit(f"# {number}")).status for number in range(10)]
    assert statuses == [201] * 10
    reply = await school.submit("# 10")
    assert (reply.status, reply.json["code"]) == (429, "slow-down")
    assert 1 <= int(reply.headers["Retry-After"]) <= 2
    assert (await school.submit("# 0")).status == 200
    assert (await school.submit("# 10", viewer="bob")).status == 201


@pytest.mark.parametrize("code", ["a\0b", "'\ud800'", "\udfff"])
async def test_code_that_is_no_text_is_answered_400_naming_it(school: School, code: str):
    reply = await school.submit(code)
    assert (reply.status, reply.json["code"]) == (400, "malformed")
    assert "code" in reply.json["message"]


async def test_emoji_and_every_script_come_back_as_they_were_sent(school: School):
    code = "# 🐍 ünïcödé عربى 漢字 \u2028 \x07 \ufeff\nprint('👩‍👩‍👧‍👦')\n"
    made = await school.submit(code)
    assert made.json["code"] == code
    job = await school.room.mark()
    assert job.code == code
    done = (await school.get(f"submission/{made.json['id']}")).json
    assert (done["code"], done["feedback"]["stdout"]) == (code, "Grüße \udce9 \0 🐍")


async def test_code_over_64_kib_is_answered_413(school: School):
    assert (await school.submit("x" * 65536)).status == 201
    reply = await school.submit("ü" * 32768 + "x")
    assert (reply.status, reply.json["code"]) == (413, "too-large")
    assert reply.json["message"] == "Your code is 65 kB, at most 64 kB are allowed."


async def test_one_submission_is_its_viewers_alone(school: School):
    made = await school.submit(CODE)
    mine = await school.get(f"submission/{made.json['id']}")
    assert (mine.status, mine.json["id"]) == (200, made.json["id"])
    assert set(mine.json) == FIELDS
    for viewer, submission_id in (("bob", made.json["id"]), ("ada", str(uuid4())), ("ada", "x"), ("ada", "ü🐍")):
        reply = await school.get(f"submission/{submission_id}", viewer=viewer)
        assert (reply.status, reply.json["code"]) == (404, "unknown-submission")


async def test_waiting_is_over_as_soon_as_there_is_a_verdict(school: School):
    made = await school.submit(CODE)
    waiting = asyncio.create_task(school.get(f"submission/{made.json['id']}", wait="15"))
    await school.room.mark()
    assert (await waiting).json["status"] == "processed"


@pytest.mark.parametrize("wait", ["-1", "15.1", "nan", "inf", "soon", "1e999", *NO_NUMBERS])
async def test_a_wait_that_is_out_of_range_or_no_plain_number_is_refused(school: School, wait: str):
    for path in ("submission/x", "run/x"):
        reply = await school.get(path, wait=wait)
        assert (reply.status, reply.json["code"]) == (400, "malformed")
        assert "wait" in reply.json["message"]


@pytest.mark.parametrize("wait", ["", "0", "0.0", "0.005"])
async def test_a_wait_may_be_a_fraction_or_none(school: School, wait: str):
    assert (await school.get("submission/x", wait=wait)).json["code"] == "unknown-submission"


@pytest.mark.parametrize("limit", ["0", "201", "2.0", *NO_NUMBERS])
async def test_a_limit_that_is_out_of_range_or_no_plain_number_is_refused(school: School, limit: str):
    reply = await school.get("submissions", limit=limit)
    assert (reply.status, reply.json["code"]) == (400, "malformed")
    assert "limit" in reply.json["message"]


async def test_the_list_is_paged_newest_first(school: School):
    made = [(await school.submit(f"# {number}")).json["id"] for number in range(5)]
    await school.submit("# 0", viewer="bob")
    page = await school.get("submissions", limit="2")
    assert page.status == 200
    assert set(page.json) == {"submissions", "next"}
    assert [each["id"] for each in page.json["submissions"]] == made[:2:-1]
    rest = await school.get("submissions", limit="200", before=page.json["next"])
    assert [each["id"] for each in rest.json["submissions"]] == made[2::-1]
    assert rest.json["next"] is None


async def test_the_filters_of_the_list_combine(school: School):
    right = await school.submit("# right")
    await school.room.mark()
    wrong = await school.submit("# wrong")
    await school.room.mark(lambda job: verdict_of(job, passed=False))
    other = await school.submit("# right", assignment="second")
    await school.room.mark()

    async def ids(**params: str) -> set[str]:
        return {each["id"] for each in (await school.get("submissions", **params)).json["submissions"]}

    everything = {right.json["id"], wrong.json["id"], other.json["id"]}
    assert await ids() == everything
    assert await ids(course="basics") == everything
    assert await ids(course="nowhere") == set()
    assert await ids(assignment_id="basics/first") == {right.json["id"], wrong.json["id"]}
    assert await ids(assignment_id="basics/first", correct="true") == {right.json["id"]}
    assert await ids(assignment_id="basics/first", correct="false") == {wrong.json["id"]}
    assert await ids(correct="false") == {wrong.json["id"]}
    assert await ids(assignment_id="basics/nowhere") == set()
    assert await ids(viewer="bob") == set()


async def test_the_earliest_correct_submissions_are_unpaged(school: School):
    first = await school.submit("# right")
    await school.room.mark()
    await school.submit("# right too")
    await school.room.mark()
    second = await school.submit("# right", assignment="second")
    await school.room.mark()
    for params in ({}, {"course": "basics"}, {"limit": "1"}):
        reply = await school.get("submissions", correct="true", **params)
        assert {each["id"] for each in reply.json["submissions"]} == {first.json["id"], second.json["id"]}
        assert reply.json["next"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "-1"),
        ("limit", "1.5"),
        ("limit", "ten"),
        ("limit", "²"),
        ("limit", "9" * 5000),
        ("correct", "maybe"),
        ("before", "nonsense"),
    ],
)
async def test_a_query_that_does_not_fit_is_refused_naming_the_field(school: School, name: str, value: str):
    reply = await school.get("submissions", **{name: value})
    assert (reply.status, reply.json["code"]) == (400, "malformed")
    assert name in reply.json["message"]
