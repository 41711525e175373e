"""What is solved counts once, whatever its revision, and costs the same to read after any number of attempts."""

from jupyter_pyprac.model import Standing
from jupyter_pyprac.store import assignments, submissions
from tests.jupyter_pyprac.store.making import COURSE, NOW, a_course, a_submission, a_verdict, an_assignment


async def submit(database, assignment, status, viewer="ada", code=None):
    code = code or f"{assignment.id} {assignment.revision} {status}"
    given = a_submission(assignment, viewer, code, digest=code, job_id=code)
    added = await database.write(submissions.add, **given)
    if added.submission.status == "pending" and status:
        await database.write(submissions.apply_verdict, code, a_verdict(status), NOW)
    return added.submission.id


async def test_an_assignment_is_untouched_then_attempted_then_solved(database):
    await a_course(database, "a", "b")
    first = await database.read(assignments.assignment, "basics/a")
    assert await database.read(submissions.progress, "ada", "basics") == {}
    steps = [(None, "attempted"), ("failed", "attempted"), ("passed", "solved"), ("error", "solved")]
    for attempts, (status, expected) in enumerate(steps, 1):
        await submit(database, first, status)
        standing = Standing(expected, attempts)
        assert await database.read(submissions.progress, "ada", "basics") == {"basics/a": standing}
    await submit(database, first, "passed")
    assert (await database.read(submissions.progress, "ada", "basics"))["basics/a"].attempts == len(steps)
    assert await database.read(submissions.progress, "eve", "basics") == {}
    assert await database.read(submissions.progress, "ada", "other") == {}


async def test_a_solved_assignment_is_100_however_often_it_is_solved(database):
    first, second = await a_course(database, "a", "b")
    for code in ("1", "2"):
        await submit(database, first, "passed", code=code)
    await submit(database, second, "failed")
    await submit(database, second, "passed", "eve")
    assert await database.read(submissions.score, "ada", "basics") == 100
    assert await database.read(submissions.score, "eve", "basics") == 100
    assert await database.read(submissions.score, "bob", "basics") == 0


async def test_what_was_solved_at_an_old_revision_stays_solved(database):
    [old] = await a_course(database)
    await submit(database, old, "passed")
    await database.write(assignments.save_course, COURSE, [an_assignment(handout="new")], {})
    new = await database.read(assignments.assignment, "basics/search")
    await submit(database, new, "failed")
    assert await database.read(submissions.progress, "ada", "basics") == {"basics/search": Standing("solved", 2)}
    assert await database.read(submissions.score, "ada", "basics") == 100


async def test_what_the_system_could_not_grade_is_an_attempt_and_no_more(database):
    [assignment] = await a_course(database)
    await submit(database, assignment, "system")
    assert await database.read(submissions.progress, "ada", "basics") == {"basics/search": Standing("attempted", 1)}


async def test_a_withdrawn_assignment_counts_again_when_it_comes_back(database):
    first, second = await a_course(database, "a", "b")
    await submit(database, first, "passed")
    await submit(database, second, "passed")

    await database.write(assignments.save_course, COURSE, [first], {})
    assert await database.read(submissions.score, "ada", "basics") == 100
    assert await database.read(submissions.progress, "ada", "basics") == {"basics/a": Standing("solved", 1)}
    assert [each.assignment_id for each in await database.read(submissions.first_correct, "ada")] == ["basics/a"]

    await database.write(assignments.save_course, COURSE, [first, second], {})
    assert await database.read(submissions.score, "ada", "basics") == 200


async def test_scores_have_every_course(database):
    [assignment] = await a_course(database)
    other = an_assignment()
    await database.write(assignments.save_course, type(COURSE)(slug="other", title=""), [other], {})
    await submit(database, assignment, "passed")
    assert await database.read(submissions.scores, "ada") == {"basics": 100, "other": 0}


async def test_the_earliest_correct_submission_of_each_solved_assignment_is_found(database):
    first, second, third = await a_course(database, "a", "b", "c")
    await submit(database, first, "failed")
    earliest = [await submit(database, one, "passed") for one in (first, second)]
    await submit(database, first, "passed", code="again")
    await submit(database, third, "failed")
    await submit(database, third, "passed", "eve")

    found = await database.read(submissions.first_correct, "ada", "basics")

    assert [each.id for each in found] == earliest[::-1]
    assert await database.read(submissions.first_correct, "ada", "other") == []


async def test_the_earliest_is_the_one_sent_first_even_where_it_was_graded_last(database):
    [assignment] = await a_course(database)
    sent = [await submit(database, assignment, None, code=code) for code in ("first", "second")]
    for job in ("second", "first"):
        await database.write(submissions.apply_verdict, job, a_verdict(), NOW)
    assert [each.id for each in await database.read(submissions.first_correct, "ada")] == sent[:1]


async def test_the_progress_of_a_class_comes_by_name_in_pages(database):
    first, second = await a_course(database, "a", "b")
    for viewer in ("eve", "ada", "bob"):
        await submit(database, first, "passed", viewer, code=f"of {viewer}")
    await submit(database, second, "failed", "bob")
    page, after = await database.read(submissions.class_progress, "basics", limit=2)
    assert page == {
        "ada": {"a": Standing("solved", 1)},
        "bob": {"a": Standing("solved", 1), "b": Standing("attempted", 1)},
    }
    assert after == "bob"
    assert await database.read(submissions.class_progress, "basics", limit=2, after=after) == (
        {"eve": {"a": Standing("solved", 1)}},
        None,
    )
    assert await database.read(submissions.class_progress, "other", limit=2) == ({}, None)


async def test_what_could_not_be_graded_is_found_by_course_oldest_first(database):
    [assignment] = await a_course(database)
    failed = [await submit(database, assignment, "system", viewer, code=f"of {viewer}") for viewer in ("eve", "ada")]
    await submit(database, assignment, "timeout")
    await submit(database, assignment, None)
    assert await database.read(submissions.failed, "basics") == failed
    assert await database.read(submissions.failed, "other") == []
