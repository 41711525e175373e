import asyncio
import base64
import json
from collections.abc import Generator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from grader_service.contract import LATER_STREAM, Job, Verdict
from grader_service.launcher import start_graders
from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.broker.keys import check_key
from jupyter_pyprac.errors import Forbidden, SlowDown, Unavailable, Unknown
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.checks import Asked, Check
from jupyter_pyprac.practice.examination import Examination
from jupyter_pyprac.practice.jobs import check_job, submission_job
from jupyter_pyprac.practice.waiting import Waiting
from jupyter_pyprac.store import assignments as stored
from tests.jupyter_pyprac.practice.course import ADA, BOB, COURSE, SECRET, TEACHER, assignment, assignments, verdict_of
from tests.jupyter_pyprac.practice.marking import Marker, marking
from tests.jupyter_pyprac.practice.room import FakeSocket, Room
from tests.services.course import HIDDEN, SOLUTION, TESTS, WRONG, notebook
from tests.services.valkey import Valkey
from tests.services.waiting import eventually

COLLEAGUE = Viewer(name="colleague", roles=TEACHER.roles)
ABSENT = Viewer(name="~teacher")


def sent(*code: str, name: str = "01-doubling.ipynb", files: object = (), metadata: Any = None) -> bytes:
    return json.dumps({"name": name, "notebook": notebook(*code, **(metadata or {})), "files": files}).encode()


def a_bundle(**changes: object) -> bytes:
    given = [assignment(each.slug, each.order_number, wrong_solutions=(), **changes) for each in assignments()]
    return json.dumps(bundle.write(COURSE, given, {})).encode()


def graded(job: Job) -> Verdict:
    """What the programs of these courses come to."""
    return verdict_of(job, passed="2 * x" in job.code)


async def over(room: Room, check_id: str, viewer=TEACHER) -> Check:
    return await room.practice.checks.get(viewer, check_id, wait=30)


async def done(room: Room, raw: bytes, purpose="check", course: str | None = None) -> Check:
    return await over(room, await room.practice.checks.start(TEACHER, Asked(purpose=purpose, raw=raw, course=course)))


@pytest.fixture
def marked(jp_asyncio_loop, room: Room) -> Generator[Room, None, None]:
    """The room with a grader that marks what it is sent."""
    stack = AsyncExitStack()
    grader = marking(room.valkey.url, graded, LATER_STREAM)
    jp_asyncio_loop.run_until_complete(stack.enter_async_context(grader))
    yield room
    jp_asyncio_loop.run_until_complete(stack.aclose())


async def test_a_notebook_that_passes_the_gate_is_accepted_with_the_report_of_the_command_line(marked: Room):
    check = await done(marked, sent())
    assert check.state == "accepted"
    assert check.done == check.total > 0
    [entry] = check.report["assignments"]
    assert (entry["slug"], entry["title"], entry["tests"], entry["hidden"]) == ("doubling", "Doubling", 3, 1)
    assert check.report["refused"] == []


async def test_what_is_to_be_mended_is_told_by_cell_and_line(marked: Room):
    check = await done(marked, sent(SOLUTION.replace("2 * x", "x"), TESTS, HIDDEN))
    assert (check.state, check.message) == ("refused", None)
    places = [(each["severity"], each["source"], each["cell"]) for each in check.report["findings"]]
    assert ("error", "01-doubling.ipynb", 3) in places


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON"),
        (b"[]", "a bundle is an object"),
        (b'{"notebook": 3, "name": "x"}', "notebook: must be a notebook, not a number"),
        (b'{"notebook": {}, "files": 3}', "name: is missing"),
        (sent("#| solution\n%cd"), "cell 2, line 2"),
        (sent("x = 1"), "has no tests"),
        (json.dumps({"format": bundle.FORMAT, "assignments": [{}] * 2_000_000}).encode(), "assignments[0].slug"),
    ],
)
async def test_a_course_that_cannot_be_read_is_refused_before_anything_of_it_runs(room: Room, raw: bytes, reason: str):
    check_id = await room.practice.checks.start(TEACHER, Asked(purpose="check", raw=raw))
    check = await over(room, check_id)
    assert check.state == "refused"
    assert any(reason in each["reason"] for each in check.report["refused"])
    assert len(check.report["refused"]) <= 1000


async def test_a_notebook_brings_files_and_the_course_that_it_belongs_to(marked: Room):
    course = base64.b64encode(b'slug = "numbers"\ntitle = "Numbers"\n').decode()
    files = [{"name": "course.toml", "base64": course}, {"name": "./numbers.csv", "base64": "MSwy"}]
    check = await done(marked, sent(files=files, metadata={"files": ["numbers.csv"]}), "preview")
    assert check.state == "accepted"
    assert (await marked.practice.assignments.listing(TEACHER, "~teacher")).course.title == "Numbers"
    [shown] = await marked.database.read(stored.assignments, "~teacher")
    assert [file.name for file in shown.files] == ["numbers.csv"]
    missing = await done(marked, sent(metadata={"files": ["numbers.csv"]}))
    assert "there is no file 'numbers.csv'" in missing.report["refused"][0]["reason"]


async def test_a_check_changes_nothing_and_waits_behind_the_students(marked: Room):
    before = await marked.database.read(stored.assignments, "basics")
    check = await done(marked, a_bundle(title="Renamed"))
    assert (check.state, check.saved) == ("accepted", None)
    assert await marked.database.read(stored.assignments, "basics") == before
    assert await marked.marker.waiting() == 0


async def test_no_submission_takes_the_grading_of_a_check_nor_shares_it():
    given = assignment("first", 1)
    assert check_job(given, "x = 1").digest != submission_job(given, "x = 1").digest
    assert check_job(given, "x = 1").tests == given.tests


async def test_an_import_saves_what_passed_and_tells_every_page(marked: Room):
    socket = FakeSocket()
    await marked.practice.connections.join(ADA, socket)
    check = await done(marked, a_bundle(title="Renamed"), "import", "basics")
    assert check.saved is not None
    assert {*check.saved.changed, *check.saved.updated} == {"first", "second", "third"}
    assert (await socket.heard("assignments-changed"))["course"] == "basics"
    assert [each.title for each in (await marked.practice.assignments.listing(ADA, None)).assignments] == [
        "Renamed"
    ] * 3


async def test_an_import_that_is_refused_saves_nothing(marked: Room):
    before = await marked.database.read(stored.assignments, "basics")
    for raw, course, reason in (
        (a_bundle(title="New", solution="def double(x): ..."), None, "the solution does not pass"),
        (a_bundle(title="New"), "another", "course.slug: is 'basics', but the import is into 'another'"),
        (sent(), None, "is one notebook"),
    ):
        check = await done(marked, raw, "import", course)
        assert (check.state, check.saved) == ("refused", None)
        assert any(reason in each["reason"] for each in check.report["refused"])
    assert await marked.database.read(stored.assignments, "basics") == before


async def test_nobody_but_instructors_begins_or_reads_a_check(room: Room):
    for purpose in ("check", "import", "preview"):
        with pytest.raises(Forbidden):
            await room.practice.checks.start(ADA, Asked(purpose=purpose, raw=sent()))
    check_id = await room.practice.checks.start(TEACHER, Asked(purpose="check", raw=sent("x = 1")))
    with pytest.raises(Forbidden):
        await over(room, check_id, ADA)


async def test_nothing_of_a_check_reaches_another_instructor(room: Room):
    check_id = await room.practice.checks.start(TEACHER, Asked(purpose="check", raw=sent("x = 1")))
    await over(room, check_id)
    for viewer, asked in ((COLLEAGUE, check_id), (TEACHER, "nonsense"), (TEACHER, "")):
        with pytest.raises(Unknown) as refused:
            await room.practice.checks.get(viewer, asked)
        assert refused.value.code == "unknown-check"


async def test_a_viewer_has_two_checks_at_a_time(room: Room):
    asked = Asked(purpose="check", raw=sent())
    begun = [await room.practice.checks.start(TEACHER, asked) for _ in range(2)]
    with pytest.raises(SlowDown, match="still running"):
        await room.practice.checks.start(TEACHER, asked)
    async with marking(room.valkey.url, graded, LATER_STREAM):
        assert [(await over(room, each)).state for each in begun] == ["accepted"] * 2
    assert (await done(room, sent("x = 1"))).state == "refused"


async def test_checks_take_tokens_of_the_same_bucket_as_runs(slow_room: Room):
    for _ in range(2):
        assert (await done(slow_room, sent("x = 1"))).state == "refused"
    with pytest.raises(SlowDown, match="Try again in"):
        await done(slow_room, sent("x = 1"))
    assert not slow_room.practice.checks.running.total()


async def test_progress_is_told_while_the_programs_run(room: Room):
    check_id = await room.practice.checks.start(TEACHER, Asked(purpose="check", raw=sent()))
    marker = Marker(room.valkey.url, LATER_STREAM)
    try:
        await marker.mark(graded)

        async def one_has_ended() -> bool:
            check = await room.practice.checks.get(TEACHER, check_id)
            return (check.state, check.done) == ("running", 1) and check.total > 1

        await eventually(one_has_ended)
    finally:
        await marker.redis.aclose()


async def test_a_service_that_stops_says_that_the_check_must_be_started_again(rooms: tuple[Room, Room]):
    stopping, other = rooms
    check_id = await stopping.practice.checks.start(TEACHER, Asked(purpose="check", raw=sent()))
    marker = Marker(stopping.valkey.url, LATER_STREAM)
    await marker.take()
    await stopping.leave()
    check = await over(other, check_id)
    assert (check.state, check.report) == ("stopped", None)
    assert check.message == "It was interrupted before it was over. Start it again."
    await marker.redis.aclose()


async def test_a_check_whose_service_died_is_soon_known_nowhere_and_the_error_says_what_to_do(room: Room):
    check_id = await room.practice.checks.start(TEACHER, Asked(purpose="check", raw=sent()))
    lifetime = await room.broker._commands.ttl(check_key(check_id))
    assert 0 < lifetime <= 30
    await room.leave()
    await room.broker._commands.delete(check_key(check_id))
    with pytest.raises(Unknown, match=r"interrupted.*Start it again"):
        await room.practice.checks.get(TEACHER, check_id)


async def test_with_redis_down_a_check_is_refused_or_stops_with_a_sentence(room: Room):
    check_id = await room.practice.checks.start(TEACHER, Asked(purpose="check", raw=sent()))
    room.valkey.stop()
    with pytest.raises(Unavailable, match="Start again"):
        await room.practice.checks.start(TEACHER, Asked(purpose="check", raw=sent()))
    with pytest.raises(Unavailable):
        await room.practice.checks.get(TEACHER, check_id)
    await eventually(lambda: not room.practice.checks.running.total())


async def test_a_program_that_redis_has_lost_is_queued_again_and_its_verdict_is_not_kept(room: Room):
    examination = Examination(broker=room.broker, waiting=Waiting(), look_seconds=0.05)
    job = check_job(assignment("first", 1), "x = 1")
    grading = asyncio.create_task(examination.grade(job, {}))
    await eventually(lambda: room.broker._commands.xlen(LATER_STREAM))
    await room.broker._commands.flushall()
    async with marking(room.valkey.url, graded, LATER_STREAM):
        assert not (await grading).correct
    assert await room.broker.result(job.job_id) is None


async def test_a_program_that_no_grader_takes_is_given_up(room: Room):
    examination = Examination(broker=room.broker, waiting=Waiting(), patience_seconds=-15)
    with pytest.raises(Unavailable, match="No grader"):
        await examination.grade(check_job(assignment("first", 1), "x = 1"), {})


async def test_a_preview_is_practised_by_its_author_and_no_score_changes(marked: Room):
    tab = FakeSocket()
    await marked.practice.connections.join(TEACHER, tab)
    check = await done(marked, sent(metadata={"released_at": "2999-01-01T00:00:00Z"}), "preview")
    assert (check.state, check.assignment_id) == ("accepted", "~teacher/doubling")
    assert (await tab.heard("assignments-changed"))["course"] == "~teacher"
    [shown] = (await marked.practice.assignments.listing(TEACHER, "~teacher")).assignments
    assert (shown.title, shown.hidden_tests, shown.status) == ("Doubling", 1, "untouched")
    made = await marked.practice.submissions.submit(TEACHER, shown.id, "def double(x): return 2 * x\n")
    await marked.mark()
    assert (await marked.practice.submissions.get(TEACHER, made.submission.id)).correct
    assert (await marked.practice.assignments.listing(TEACHER, "~teacher")).score == 100
    assert (await marked.practice.assignments.listing(TEACHER, "basics")).score == 0
    offer = await marked.practice.assignments.courses(TEACHER)
    assert ([each.slug for each in offer.courses], offer.current) == (["basics"], "basics")


async def test_the_next_preview_takes_the_place_of_the_last(marked: Room):
    first = await done(marked, sent(), "preview")
    second = await done(marked, sent(name="02-twice.ipynb"), "preview")
    listing = await marked.practice.assignments.listing(TEACHER, "~teacher")
    assert [each.id for each in listing.assignments] == [second.assignment_id]
    with pytest.raises(Unknown):
        await marked.practice.runs.start(TEACHER, first.assignment_id, "x = 1")


async def test_nobody_else_learns_of_a_preview(marked: Room):
    tab = FakeSocket()
    await marked.practice.connections.join(BOB, tab)
    check = await done(marked, sent(), "preview")
    for viewer in (BOB, COLLEAGUE, ABSENT):
        with pytest.raises(Unknown):
            await marked.practice.assignments.listing(viewer, "~teacher")
        with pytest.raises(Unknown):
            await marked.practice.assignments.current(viewer, "~teacher")
        for reach in (
            marked.practice.runs.start(viewer, check.assignment_id, "x = 1"),
            marked.practice.submissions.submit(viewer, check.assignment_id, "x = 1"),
            marked.practice.drafts.get(viewer, check.assignment_id),
            marked.practice.assignments.hint(viewer, check.assignment_id, 1),
            marked.practice.assignments.visit(viewer, check.assignment_id),
        ):
            with pytest.raises(Unknown):
                await reach
        assert [each.slug for each in (await marked.practice.assignments.courses(viewer)).courses] == ["basics"]
    later = FakeSocket()
    await marked.practice.connections.join(BOB, later)
    assert later.frames()[0]["scores"] == {"basics": 0}
    assert tab.frames("assignments-changed") == []


async def test_what_the_tests_of_a_preview_hide_stays_hidden(marked: Room):
    hidden = f"#| hidden tests\nassert double('{SECRET}') == '{SECRET}' * 2"
    assert (await done(marked, sent(SOLUTION, TESTS, hidden, WRONG), "preview")).state == "accepted"
    listing = await marked.practice.assignments.listing(TEACHER, "~teacher")
    assert SECRET not in repr(listing)


@pytest.fixture
def markeds(hub_rooms: tuple[Room, Room], valkey: Valkey) -> Generator[tuple[Room, Room], None, None]:
    """Two replicas over SQLite and then PostgreSQL, and a real grader with its sandbox."""
    graders = start_graders(valkey.url, 1, slots=2, minimum_protection="L", drain_seconds=0.0)
    yield hub_rooms
    graders.stop()


async def test_real_graders_run_the_gate_and_any_replica_tells_of_it(markeds: tuple[Room, Room]):
    here, there = markeds
    broken = sent(SOLUTION.replace("2 * x", "x + x + 1"), TESTS, HIDDEN, WRONG)
    begun = [
        await here.practice.checks.start(TEACHER, Asked(purpose="preview", raw=sent())),
        await there.practice.checks.start(TEACHER, Asked(purpose="check", raw=broken)),
    ]
    preview, check = [await over(there, each) for each in begun]
    assert (preview.state, check.state) == ("accepted", "refused")
    errors = [(each["cell"], each["line"]) for each in check.report["findings"] if each["severity"] == "error"]
    assert (3, 2) in errors
    made = await there.practice.submissions.submit(TEACHER, preview.assignment_id, "def double(x): return 2 * x\n")
    assert (await here.practice.submissions.get(TEACHER, made.submission.id, 30)).correct
