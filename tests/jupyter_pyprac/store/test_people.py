"""All that is kept of one viewer, on both databases."""

import asyncio
import sqlite3
from contextlib import closing

from grader_service.contract import Verdict
from jupyter_pyprac.store import drafts, members, people, sqlite, submissions
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.members import Member
from jupyter_pyprac.store.people import Erased
from tests.jupyter_pyprac.store.making import NOW, a_course, a_submission, a_verdict, later


async def practised(database, viewer, *, verdict: Verdict | None = None, now=NOW):
    [search] = await a_course(database)
    given = a_submission(search, viewer, f"# {viewer}", now=now)
    await database.write(submissions.add, **given)
    if verdict:
        await database.write(submissions.apply_verdict, given["job"].job_id, verdict, now)
    await database.write(drafts.save, viewer, search.id, "half", 0, now)


async def test_everything_of_one_goes_and_of_others_stays(database):
    await practised(database, "ada", verdict=a_verdict())
    await practised(database, "bob", verdict=a_verdict())
    await database.write(members.revise, "basics", "student", "add", frozenset({"ada", "bob"}))
    kept = await database.read(people.everything_of, "ada")
    assert [each.code for each in kept.submissions] == ["# ada"]
    assert [(each.assignment_id, each.code, each.saved_at) for each in kept.drafts] == [("basics/search", "half", NOW)]
    assert kept.memberships == [Member("basics", "student", "ada")]
    assert await database.write(people.erase, "ada") == Erased(submissions=1, drafts=1, memberships=1)
    assert await database.read(people.everything_of, "ada") == people.Kept([], [], [])
    assert await database.read(submissions.score, "ada", "basics") == 0
    assert await database.read(submissions.score, "bob", "basics") == 100
    assert await database.read(members.everybody) == [Member("basics", "student", "bob")]
    assert await database.write(people.erase, "ada") == Erased(submissions=0, drafts=0, memberships=0)


async def test_a_verdict_on_its_way_to_somebody_erased_is_dropped(database):
    await practised(database, "ada")
    await database.write(people.erase, "ada")
    assert await database.write(submissions.apply_verdict, "ada's job", a_verdict(), NOW) == []


async def test_idle_is_who_did_nothing_since(database):
    await practised(database, "ada")
    await practised(database, "bob", now=later(10))
    assert await database.read(people.idle_since, later(5)) == ["ada"]
    assert await database.read(people.idle_since, NOW) == []
    assert await database.read(people.idle_since, later(11)) == ["ada", "bob"]


def places_of(folder, text):
    """The files below the folder that hold the text."""
    return [file.name for file in folder.iterdir() if text.encode() in file.read_bytes()]


async def test_what_is_erased_stands_in_no_file_of_sqlite_while_others_have_it_open(tmp_path):
    served, staff = (Database(f"sqlite:///{tmp_path}/pyprac.sqlite") for _ in range(2))
    served.prepare()
    await practised(served, "ada-lovelace", verdict=a_verdict())
    await practised(served, "bob")
    assert places_of(tmp_path, "ada-lovelace")
    await staff.write(people.erase, "ada-lovelace")
    assert await staff.forget_deleted()
    assert (places_of(tmp_path, "ada-lovelace"), places_of(tmp_path, "# bob")) == ([], ["pyprac.sqlite"])
    await asyncio.gather(served.close(), staff.close())


async def test_a_log_that_is_read_for_long_cannot_be_emptied_and_that_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite")
    database.prepare()
    with closing(sqlite3.connect(tmp_path / "pyprac.sqlite", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM submissions").fetchall()
        await practised(database, "ada")
        assert not await database.forget_deleted()
        reader.execute("COMMIT")
    assert await database.forget_deleted()
    await database.close()
