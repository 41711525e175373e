"""What ended without a word about the code can be graded again, as the same attempt."""

import asyncio
import uuid

import pytest

from jupyter_pyprac.errors import Unknown
from jupyter_pyprac.store import submissions
from tests.jupyter_pyprac.store.making import NOW, a_course, a_verdict, add, later


@pytest.mark.parametrize("status", ["timeout", "memory", "system"])
async def test_graded_again_it_is_the_same_attempt_with_a_new_job(database, status):
    [assignment] = await a_course(database)
    first = (await add(database, assignment)).submission
    await database.write(submissions.placed, "ada's job", stream_id="1-0")
    await database.write(submissions.requeued, "ada's job", later(1))
    await database.write(submissions.apply_verdict, "ada's job", a_verdict(status), later(2))

    again = await database.write(submissions.again, first.id, "new job", later(3))

    assert (again.id, again.attempt, again.submitted_at) == (first.id, 1, NOW)
    assert (again.status, again.verdict, again.graded_at) == ("pending", None, None)
    assert (again.job_id, again.stream_id, again.queued_times, again.queued_at) == ("new job", None, 0, later(3))


async def test_what_was_given_up_can_be_graded_again(database):
    [assignment] = await a_course(database)
    first = (await add(database, assignment)).submission
    await database.write(submissions.give_up, "ada's job", NOW)
    assert (await database.write(submissions.again, first.id, "new job", NOW)).job_id == "new job"


async def test_a_verdict_about_the_code_stands(database):
    [assignment] = await a_course(database)
    first = (await add(database, assignment)).submission
    await database.write(submissions.apply_verdict, "ada's job", a_verdict("failed"), NOW)
    again = await database.write(submissions.again, first.id, "new job", NOW)
    assert (again.status, again.verdict, again.job_id) == ("processed", a_verdict("failed"), "ada's job")


async def test_two_tabs_that_ask_for_another_grading_wait_for_one_job(database):
    [assignment] = await a_course(database)
    first = (await add(database, assignment)).submission
    await database.write(submissions.apply_verdict, "ada's job", a_verdict("timeout"), NOW)

    both = await asyncio.gather(
        *(database.write(submissions.again, first.id, job, NOW) for job in ("one", "two", "three"))
    )

    assert len({each.job_id for each in both}) == 1


async def test_a_grading_again_joins_the_job_under_way(database):
    [assignment] = await a_course(database)
    first = (await add(database, assignment)).submission
    await database.write(submissions.apply_verdict, "ada's job", a_verdict("timeout"), NOW)
    await add(database, assignment, "eve")
    assert (await database.write(submissions.again, first.id, "new job", NOW)).job_id == "eve's job"


async def test_nobody_can_have_an_unknown_submission_graded_again(database):
    with pytest.raises(Unknown) as refused:
        await database.write(submissions.again, str(uuid.uuid4()), "job", NOW)
    assert refused.value.code == "unknown-submission"
