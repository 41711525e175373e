"""Commands for staff: who has solved what, failed submissions once more, and nothing left of a student."""

import asyncio
import csv
import io
import json
from datetime import timedelta

import pytest

from jupyter_pyprac.broker.keys import last_visit_key
from jupyter_pyprac.cli.main import main
from jupyter_pyprac.store import people, submissions
from tests.jupyter_pyprac.practice.conftest import opened
from tests.jupyter_pyprac.practice.course import ADA, BOB, system_verdict, verdict_of


@pytest.fixture
def room(jp_asyncio_loop, valkey, tmp_path):
    yield from opened(jp_asyncio_loop, valkey, tmp_path)


@pytest.fixture
def say(room, valkey, capsys, monkeypatch):
    """Run a command on the room's database; gives its status and what it printed."""
    monkeypatch.setenv("PYPRAC_REDIS_URL", valkey.url)
    monkeypatch.setenv("PYPRAC_DB_URL", room.settings.database_url)

    async def say(*words):
        status = await asyncio.to_thread(main, words)
        return status, capsys.readouterr().out

    return say


async def submit(room, viewer, slug, code, how=verdict_of):
    made = await room.practice.submissions.submit(viewer, f"basics/{slug}", code)
    await room.mark(how)
    return made.submission.id


async def test_the_class_is_printed_as_table_csv_and_json(room, say):
    await submit(room, ADA, "first", "# 1")
    await submit(room, BOB, "second", "# 2", lambda job: verdict_of(job, passed=False))
    status, table = await say("progress", "basics")
    assert status == 0
    assert "ada    1 solved,   1 tried" in table
    assert "second  solved by   0, tried by   1" in table
    _, text = await say("progress", "--csv")
    assert list(csv.reader(io.StringIO(text))) == [
        ["student", "score", "first", "second", "third"],
        ["ada", "100", "solved", "", ""],
        ["bob", "0", "", "attempted", ""],
    ]
    _, text = await say("progress", "--json")
    assert [student["name"] for student in json.loads(text)["students"]] == ["ada", "bob"]


async def test_a_course_that_is_not_there_is_refused(say):
    assert (await say("progress", "nowhere"))[0] == 1


async def test_failed_submissions_are_graded_once_more(room, say):
    failed = await submit(room, ADA, "first", "# 1", system_verdict)
    assert await say("requeue", "basics") == (0, "1 submission will be graded once more.\n")
    assert (await room.practice.submissions.get(ADA, failed)).status == "pending"
    assert json.loads((await say("requeue", "--json"))[1]) == {"requeued": 0}


async def test_all_of_a_student_is_exported_and_erased_and_nothing_of_others(room, say, tmp_path):
    for viewer in (ADA, BOB):
        await submit(room, viewer, "first", f"# {viewer.name}")
        await room.practice.drafts.save(viewer, "basics/second", "x = 1", 0)
        await room.practice.assignments.visit(viewer, "basics/first")
    file = tmp_path / "ada.json"
    assert (await say("erase", "ada", "--export", str(file)))[0] == 0
    told = json.loads(file.read_text())
    assert [each["code"] for each in told["submissions"]] == ["# ada"]
    assert [each["code"] for each in told["drafts"]] == ["x = 1"]
    assert "digest" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (await say("erase", "ada"))[0] == 1  # nobody is there to agree
    status, text = await say("erase", "ada", "--yes", "--json")
    assert (status, json.loads(text)) == (0, {"ada": {"submissions": 1, "drafts": 1, "memberships": 0}})
    for viewer, left in ((ADA, 0), (BOB, 1)):
        kept = await room.database.read(people.everything_of, viewer.name)
        assert (len(kept.submissions), len(kept.drafts)) == (left, left)
        assert len(await room.database.read(submissions.progress, viewer.name, "basics")) == left
        with room.valkey.client() as client:
            assert client.exists(last_visit_key("basics", viewer.name)) == left


async def test_a_place_on_a_list_is_erased_too_and_said(say, tmp_path):
    await say("members", "basics", "add", "ada")
    file = tmp_path / "ada.json"
    file.touch(mode=0o644)
    told = "0 submissions, 0 drafts and 1 place on lists of courses"
    assert await say("erase", "ada", "--export", str(file)) == (0, f"{file}: {told}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    assert await say("erase", "ada", "--yes") == (0, f"ada: {told} erased\n")


@pytest.mark.usefixtures("say")
async def test_a_name_that_nobody_has_is_no_success(tmp_path, capsys):
    file = tmp_path / "nobody.json"
    for words in (["--yes"], ["--export", str(file)]):
        status = await asyncio.to_thread(main, ["erase", "adda", *words])
        assert (status, capsys.readouterr().err) == (
            1,
            "Nothing is kept of adda: nobody of that name is known here.\n",
        )
    assert not file.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("progress",),
        ("requeue", "basics"),
        ("members", "basics"),
        ("erase", "ada"),
        ("erase", "--idle-days", "400"),
        ("withdraw", "basics"),
    ],
)
def test_a_folder_that_holds_no_database_is_named_and_nothing_is_made_or_asked(words, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("PYPRAC_DB_URL", raising=False)
    assert main([*words, "--data-dir", str(tmp_path / "slip")]) == 1
    told = capsys.readouterr()
    assert f"There is no database sqlite:///{tmp_path}/slip/pyprac.sqlite" in told.err
    assert "PYPRAC_DATA_DIR" in told.err
    assert not told.out
    assert not (tmp_path / "slip").exists()


async def test_who_only_looked_at_an_assignment_is_known(room, say):
    await room.practice.assignments.visit(ADA, "basics/first")
    assert (await say("erase", "ada", "--yes"))[0] == 0
    assert (await say("erase", "ada", "--yes"))[0] == 1


async def test_a_redis_that_is_away_was_not_told_and_that_is_said(room, say, capsys):
    await submit(room, ADA, "first", "# 1")
    room.valkey.stop()
    status = await asyncio.to_thread(main, ["erase", "ada", "--yes"])
    told = capsys.readouterr()
    assert status == 1
    assert told.out.startswith("ada: 1 submission,")
    assert "Redis was not told" in told.err
    assert ".." not in told.err
    room.valkey.start()
    assert (await say("erase", "ada", "--yes"))[0] in {0, 1}, "nothing may be left to erase by now"


async def test_staff_keep_lists_of_a_courses_people(say, tmp_path):
    file = tmp_path / "class.txt"
    file.write_text("\ufeff# my class\nada\n  bob  # late\n\n")
    assert await say("members", "basics") == (0, "basics has no list of its own: groups of the Hub decide.\n")
    status, text = await say("members", "basics", "set", "--file", str(file))
    assert (status, text) == (0, "2 added, 0 removed: basics has a list of 2 students.\n")
    assert (await say("members", "basics", "add", "carol", "--role", "instructor", "--json"))[0] == 0
    assert (await say("members", "basics"))[1] == "carol  instructor\nada    student\nbob    student\n"
    status, text = await say("members", "basics", "remove", "ada", "bob")
    assert (
        text == "0 added, 2 removed: basics has no list of students any more, so that groups of the Hub decide again.\n"
    )
    assert json.loads((await say("members", "basics", "--json"))[1]) == [
        {"course": "basics", "role": "instructor", "name": "carol"}
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere",),
        ("nowhere", "add", "ada"),
        ("basics", "add"),
        ("basics", "--file", "x"),
        ("basics", "add", "--file", "x"),
        ("basics", "add", "ada", ""),
        ("basics", "set", " "),
        ("basics", "add", "ada\nbob"),
        ("basics", "add", "--file", "/dev/null/x"),
    ],
)
async def test_lists_that_make_no_sense_are_refused(say, words):
    assert (await say("members", *words))[0] == 1
    assert "no list of its own" in (await say("members", "basics"))[1]


async def test_those_who_did_nothing_for_long_are_erased(room, say):
    room.clock.shift = -timedelta(days=400)
    await submit(room, ADA, "first", "# 1")
    await submit(room, BOB, "first", "# 2")
    room.clock.shift = timedelta()
    await submit(room, BOB, "second", "# 3")
    status, text = await say("erase", "--idle-days", "365", "--yes", "--json")
    assert (status, list(json.loads(text))) == (0, ["ada"])
    assert (await say("erase", "--idle-days", "365", "--yes"))[1] == "There is nobody to erase.\n"


@pytest.mark.parametrize("days", ["0", "-1", "36501", "1" * 11, "many", "1.5"])
async def test_nobody_is_erased_where_everybody_would_be_or_nobody_could(room, say, days):
    await submit(room, ADA, "first", "# 1")
    assert (await say("erase", f"--idle-days={days}", "--yes"))[0] == 2
    assert (await say("erase", "--idle-days", "36500", "--yes"))[1] == "There is nobody to erase.\n"
