"""A verdict reaches every submission that waits for it, once, whatever happens at the same time."""

import asyncio
import threading

import pytest
from sqlalchemy import text

from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.store.making import NOW, a_course, a_submission, a_verdict, later
from tests.services.waiting import eventually


async def add(database, assignment, viewer="ada", code="pass", **changes):
    added = await database.write(submissions.add, **a_submission(assignment, viewer, code, **changes))
    return added.submission


async def test_a_verdict_grades_the_submissions_that_wait_for_the_job_and_no_other(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await add(database, assignment, "eve")
    await add(database, assignment, "bob", "other code")

    graded = await database.write(submissions.apply_verdict, "ada's job", a_verdict(), later(1))

    assert [(each.viewer, each.status, each.graded_at) for each in graded] == [
        ("ada", "processed", later(1)),
        ("eve", "processed", later(1)),
    ]
    assert await database.read(submissions.of_job, "ada's job") == graded
    assert [each.viewer for each in await database.read(submissions.pending, later(9))] == ["bob"]


async def test_a_verdict_applied_again_changes_nothing(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    first = await database.write(submissions.apply_verdict, "ada's job", a_verdict(), later(1))

    assert await database.write(submissions.apply_verdict, "ada's job", a_verdict("failed"), later(2)) == []
    assert await database.read(submissions.of_job, "ada's job") == first


async def test_a_verdict_of_a_job_that_nobody_waits_for_is_nothing(database):
    assert await database.write(submissions.apply_verdict, "nobody's job", a_verdict(), NOW) == []
    assert await database.read(submissions.of_job, "nobody's job") == []


async def test_replicas_that_apply_a_verdict_at_once_grade_it_once(database, database_url):
    [assignment] = await a_course(database)
    for viewer in ("ada", "eve", "bob"):
        await add(database, assignment, viewer)
    replicas = [database, Database(database_url), Database(database_url)]

    graded = await asyncio.gather(
        *(replica.write(submissions.apply_verdict, "ada's job", a_verdict(), NOW) for replica in replicas * 3)
    )

    assert sorted(len(each) for each in graded) == [0] * 8 + [3]
    for replica in replicas[1:]:
        await replica.close()


async def test_a_verdict_of_the_system_is_a_failed_grading_that_keeps_what_it_says(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    [failed] = await database.write(submissions.apply_verdict, "ada's job", a_verdict("system"), NOW)
    assert (failed.status, failed.verdict) == ("failed", a_verdict("system"))
    assert await database.read(submissions.page, "ada", correct=False) == ([], None)


async def test_a_late_verdict_of_an_earlier_job_changes_nothing(database):
    [assignment] = await a_course(database)
    first = await add(database, assignment)
    await database.write(submissions.apply_verdict, "ada's job", a_verdict("timeout"), NOW)
    await database.write(submissions.again, first.id, "new job", NOW)

    assert await database.write(submissions.apply_verdict, "ada's job", a_verdict("failed"), NOW) == []
    [graded] = await database.write(submissions.apply_verdict, "new job", a_verdict(), NOW)
    assert graded.verdict == a_verdict()


async def test_a_submission_that_joins_while_the_verdict_arrives_is_not_missed(database):
    """The joining transaction has seen the pending job and is not committed when the verdict is applied."""
    [assignment] = await a_course(database)
    await add(database, assignment)
    joined, go_on = threading.Event(), threading.Event()

    def join_slowly(session):
        added = submissions.add(session, **a_submission(assignment, "eve"))
        joined.set()
        go_on.wait(30)
        return added.submission

    applied_in_vain = 0

    def apply(session):
        nonlocal applied_in_vain
        applied_in_vain += 1
        return submissions.apply_verdict(session, "ada's job", a_verdict(), NOW)

    def blocked(session):
        if session.get_bind().dialect.name == "sqlite":
            return True  # nothing runs beside a writer there
        return session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))

    async with asyncio.TaskGroup() as group:
        joining = group.create_task(database.write(join_slowly))
        await eventually(joined.is_set)
        applying = group.create_task(database.write(apply))
        await eventually(lambda: applying.done() or database.read(blocked))
        go_on.set()

    assert joining.result().job_id == "ada's job"
    assert [each.viewer for each in applying.result()] == ["ada", "eve"]


@pytest.mark.parametrize("round_", range(3))
async def test_none_of_many_that_arrive_with_the_verdict_is_left_pending(database, database_url, round_):
    [assignment] = await a_course(database)
    await add(database, assignment)
    other = Database(database_url)

    async with asyncio.TaskGroup() as group:
        for number in range(40):
            replica = (database, other)[number % 2]
            group.create_task(add(replica, assignment, f"viewer {number}"))
            if number == 10 + 10 * round_:
                group.create_task(replica.write(submissions.apply_verdict, "ada's job", a_verdict(), NOW))

    assert await database.read(submissions.pending, later(9)) == []
    scores = [await database.read(submissions.score, f"viewer {number}", "basics") for number in range(40)]
    assert scores == [100] * 40
    await other.close()


async def test_verdicts_for_the_same_viewers_in_any_order_do_not_block_each_other(database, database_url):
    several = await a_course(database, "a", "b", "c", "d")
    viewers = [f"viewer {number}" for number in range(6)]
    for assignment in several:
        for viewer in viewers if assignment.slug in "ac" else reversed(viewers):
            await add(database, assignment, viewer, digest=assignment.slug, job_id=assignment.slug)
            await add(
                database, assignment, viewer, "other code", digest=f"{assignment.slug}2", job_id=f"{assignment.slug}2"
            )
    other = Database(database_url)

    graded = await asyncio.gather(
        *(
            (database, other)[number % 2].write(submissions.apply_verdict, job, a_verdict(), NOW)
            for number, job in enumerate(["a", "b2", "c", "d2", "a2", "b", "c2", "d"])
        )
    )

    assert [len(each) for each in graded] == [6] * 8
    assert [await database.read(submissions.score, viewer, "basics") for viewer in viewers] == [400] * 6
    await other.close()


async def test_a_job_finds_its_place(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await add(database, assignment, "eve")
    await database.write(submissions.placed, "ada's job", stream_id="5-1")
    placed = await database.read(submissions.of_job, "ada's job")
    assert [(each.stream_id, each.queued_times) for each in placed] == [("5-1", 0), ("5-1", 0)]


async def test_a_job_gives_way_to_the_one_that_the_queue_has_already(database):
    [assignment] = await a_course(database)
    made = await add(database, assignment)

    await database.write(submissions.placed, "ada's job", stream_id="4-0", new_job_id="the other")

    assert await database.write(submissions.apply_verdict, "ada's job", a_verdict(), NOW) == []
    [graded] = await database.write(submissions.apply_verdict, "the other", a_verdict(), NOW)
    assert (graded.id, graded.stream_id) == (made.id, "4-0")


async def test_a_requeueing_is_counted_and_forgets_the_old_place(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await database.write(submissions.placed, "ada's job", stream_id="5-1")

    await database.write(submissions.requeued, "ada's job", later(7))
    await database.write(submissions.requeued, "ada's job", later(8))

    [row] = await database.read(submissions.of_job, "ada's job")
    assert (row.stream_id, row.queued_times, row.queued_at, row.submitted_at) == (None, 2, later(8), NOW)


async def test_a_job_that_is_given_up_fails_what_still_waits_for_it(database):
    [assignment] = await a_course(database)
    made = await add(database, assignment)

    [failed] = await database.write(submissions.give_up, "ada's job", later(1))

    assert (failed.id, failed.status, failed.verdict, failed.graded_at) == (made.id, "failed", None, later(1))
    assert await database.write(submissions.give_up, "ada's job", later(2)) == []
    assert await database.write(submissions.apply_verdict, "ada's job", a_verdict(), later(2)) == []


async def test_a_graded_submission_is_left_alone_by_everything_about_its_job(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    graded = await database.write(submissions.apply_verdict, "ada's job", a_verdict(), NOW)

    await database.write(submissions.placed, "ada's job", stream_id="9-9", new_job_id="x")
    await database.write(submissions.requeued, "ada's job", later(9))
    await database.write(submissions.give_up, "ada's job", later(9))

    assert await database.read(submissions.of_job, "ada's job") == graded


async def test_what_waits_longest_is_looked_at_first(database):
    [assignment] = await a_course(database)
    for number, seconds in enumerate([3, 1, 2, 5]):
        await add(database, assignment, code=f"{seconds}", job_id=f"{number}", now=later(seconds))
    overdue = await database.read(submissions.pending, later(3.5))
    assert [each.code for each in overdue] == ["1", "2", "3"]
