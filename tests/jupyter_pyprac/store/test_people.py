"""All that is kept of one viewer, on both databases."""

from grader_service.contract import Verdict
from jupyter_pyprac.store import drafts, members, people, submissions
from jupyter_pyprac.store.members import Member
from jupyter_pyprac.store.people import Erased
from tests.jupyter_pyprac.store.making import NOW, a_course, a_submission, a_verdict, later


async def practised(database, viewer, *, verdict: Verdict | None = None, now=NOW):
    [search] = await a_course(database)
    given = a_submission(search, viewer, f"# {viewer}", now=now)
    await database.write(submissions.add, **given)
    if verdict:
        await database.write(submissions.apply_verdict, given["job_id"], verdict, now)
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
