"""A viewer's code is one submission, numbered, found again, and never somebody else's."""

import asyncio
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_pyprac.errors import Unknown
from jupyter_pyprac.store import assignments, submissions
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.store.making import COURSE, NOW, a_course, a_submission, a_verdict, add, an_assignment, later


async def test_a_new_submission_is_pending_on_the_job_given(database):
    [assignment] = await a_course(database)

    added = await add(database, assignment)

    made = added.submission
    assert added.is_new
    assert uuid.UUID(made.id).version == 4
    assert (made.viewer, made.assignment_id, made.revision, made.attempt) == ("ada", "basics/search", 1, 1)
    assert (made.status, made.verdict, made.job_id, made.stream_id) == ("pending", None, "ada's job", None)
    assert (made.queued_times, made.submitted_at, made.queued_at, made.graded_at) == (0, NOW, NOW, None)
    assert await database.read(submissions.get, "ada", made.id) == made


async def test_the_same_code_of_the_same_viewer_is_the_same_submission(database):
    [assignment] = await a_course(database)
    first = await add(database, assignment)
    again = await add(database, assignment, digest="another", job_id="another", now=later(9))
    assert (again.submission, again.is_new) == (first.submission, False)
    assert await database.read(submissions.identical, "ada", assignment.id, 1, "pass") == first.submission


@pytest.mark.parametrize(
    ("viewer", "assignment_id", "revision", "code"),
    [
        ("eve", "basics/a", 1, "pass"),
        ("ada", "basics/b", 1, "pass"),
        ("ada", "basics/a", 2, "pass"),
        ("ada", "basics/a", 1, "pass "),
    ],
)
async def test_viewer_assignment_revision_and_code_together_make_it_the_same(
    database, viewer, assignment_id, revision, code
):
    first, _ = await a_course(database, "a", "b")
    await add(database, first)
    assert await database.read(submissions.identical, viewer, assignment_id, revision, code) is None


async def test_the_same_code_for_a_new_revision_is_a_new_attempt_of_the_same_assignment(database):
    [old] = await a_course(database)
    await add(database, old)
    await database.write(assignments.save_course, COURSE, [an_assignment(handout="new")], {})
    new = await database.read(assignments.assignment, old.id)
    added = await add(database, new, digest="another")
    assert (added.is_new, added.submission.revision, added.submission.attempt) == (True, 2, 2)


async def test_attempts_are_counted_per_viewer_and_assignment(database):
    first, second = await a_course(database, "a", "b")
    attempts = [
        (await add(database, assignment, viewer, code)).submission.attempt
        for assignment, viewer, code in [
            (first, "ada", "1"),
            (first, "ada", "2"),
            (first, "ada", "1"),
            (first, "eve", "1"),
            (second, "ada", "1"),
            (first, "ada", "3"),
        ]
    ]
    assert attempts == [1, 2, 1, 1, 1, 3]


async def test_one_code_sent_many_times_at_once_is_one_submission(database):
    [assignment] = await a_course(database)

    added = await asyncio.gather(*(add(database, assignment, job_id=f"job {number}") for number in range(16)))

    assert len({each.submission.id for each in added}) == 1
    assert [each.is_new for each in added].count(True) == 1


async def test_attempts_have_no_gaps_and_no_duplicates_however_many_arrive_at_once(database, database_url):
    [assignment] = await a_course(database)
    other = Database(database_url)

    added = await asyncio.gather(
        *(add((database, other)[number % 2], assignment, code=f"{number // 2}") for number in range(48))
    )

    attempts = {each.submission.id: each.submission.attempt for each in added}
    assert sorted(attempts.values()) == list(range(1, 25))
    await other.close()


async def test_an_attempt_that_could_not_be_stored_leaves_no_gap(database):
    [assignment] = await a_course(database)

    def store_and_fail(session):
        submissions.add(session, **a_submission(assignment, code="lost"))
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(store_and_fail)
    assert (await add(database, assignment)).submission.attempt == 1


async def test_a_known_verdict_is_taken_over_at_once(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await database.write(submissions.apply_verdict, "ada's job", a_verdict(), later(1))

    taken = await add(database, assignment, "eve", now=later(2))

    assert taken.is_new
    assert (taken.submission.status, taken.submission.verdict, taken.submission.graded_at) == (
        "processed",
        a_verdict(),
        later(2),
    )
    assert await database.read(submissions.score, "eve", "basics") == 100


@pytest.mark.parametrize("status", ["passed", "failed", "error", "output", "crashed"])
async def test_a_verdict_about_the_code_is_known_by_its_digest(database, status):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await database.write(submissions.apply_verdict, "ada's job", a_verdict(status), NOW)
    assert (await add(database, assignment, "eve")).submission.verdict == a_verdict(status)
    assert (await add(database, assignment, "eve", "another")).submission.verdict is None


@pytest.mark.parametrize("status", ["timeout", "memory", "system"])
async def test_a_verdict_about_the_machine_is_never_taken_over(database, status):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await database.write(submissions.apply_verdict, "ada's job", a_verdict(status), NOW)

    added = (await add(database, assignment, "eve")).submission
    assert (added.status, added.job_id) == ("pending", "eve's job")


async def test_what_was_given_up_is_not_known(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await database.write(submissions.give_up, "ada's job", NOW)
    assert (await add(database, assignment, "eve")).submission.status == "pending"


async def test_a_submission_joins_the_job_under_way_for_its_digest(database):
    [assignment] = await a_course(database)
    await add(database, assignment)
    await database.write(submissions.placed, "ada's job", stream_id="1-0")

    joined = (await add(database, assignment, "eve")).submission

    assert (joined.status, joined.job_id, joined.stream_id) == ("pending", "ada's job", "1-0")
    assert (await add(database, assignment, "eve", "other code")).submission.job_id == "eve's job"


async def test_a_submission_is_its_own_viewers_alone(database):
    [assignment] = await a_course(database)
    hers = (await add(database, assignment)).submission
    assert await database.read(submissions.get, "eve", hers.id) is None
    assert await database.read(submissions.page, "eve") == ([], None)
    assert await database.read(submissions.pending_of, "eve") == []
    with pytest.raises(Unknown):
        await database.read(submissions.page, "eve", before=hers.id)


async def test_pending_ones_of_a_viewer_are_listed_oldest_first(database):
    [assignment] = await a_course(database)
    ids = [(await add(database, assignment, code=code, job_id=f"job {code}")).submission.id for code in "123"]
    await database.write(submissions.apply_verdict, "job 2", a_verdict(), NOW)
    assert await database.read(submissions.pending_of, "ada") == [ids[0], ids[2]]


async def test_the_filters_of_a_page_combine(database):
    first, second = await a_course(database, "a", "b")
    for number, status in enumerate(["passed", "failed", "timeout", "system"]):
        for assignment in (first, second):
            job = f"{assignment.slug} {status}"
            await add(database, assignment, code=f"{number}", digest=job, job_id=job)
            await database.write(submissions.apply_verdict, job, a_verdict(status), NOW)
    await add(database, first, code="pending")

    async def codes(**filters):
        found, following = await database.read(submissions.page, "ada", **filters)
        assert following is None
        return [f"{each.assignment_id[-1]}{each.code}" for each in found]

    assert await codes() == ["apending", "b3", "a3", "b2", "a2", "b1", "a1", "b0", "a0"]
    assert await codes(assignment_id=first.id) == ["apending", "a3", "a2", "a1", "a0"]
    assert await codes(correct=True) == ["b0", "a0"]
    assert await codes(correct=False) == ["b2", "a2", "b1", "a1"]
    assert await codes(correct=False, assignment_id=second.id, course="basics") == ["b2", "b1"]
    assert await codes(course="other") == []
    assert await codes(course="other", assignment_id=first.id) == []
    assert await codes(assignment_id="nobody's") == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 12), limit=st.integers(1, 13))
def test_pages_together_have_everything_once_newest_first(database, jp_asyncio_loop, count, limit):
    async def turn_pages():
        viewer = str(uuid.uuid4())  # examples share the database
        [assignment] = await a_course(database)
        made = [(await add(database, assignment, viewer, f"{number}")).submission.id for number in range(count)]
        await add(database, assignment, "somebody else", viewer)
        seen, before = [], None
        while True:
            found, before = await database.read(submissions.page, viewer, limit=limit, before=before)
            assert len(found) <= limit
            seen += [each.id for each in found]
            if before is None:
                return made, seen

    made, seen = jp_asyncio_loop.run_until_complete(turn_pages())
    assert seen == made[::-1]
