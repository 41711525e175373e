"""What is stored comes back as it was, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from jupyter_pyprac.errors import Malformed
from jupyter_pyprac.model import Course, WrongSolution
from jupyter_pyprac.store import assignments, submissions
from tests.jupyter_pyprac.store.making import COURSE, NOW, a_course, a_verdict, add, an_assignment

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
KEPT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""The same database serves all examples: each saves the course anew."""

ZONES = st.timezones() | st.just(timezone(timedelta(hours=-9.5)))
MOMENTS = st.integers(0, 2**32).flatmap(lambda seconds: ZONES.map(lambda zone: datetime.fromtimestamp(seconds, zone)))


@KEPT
@given(text=ANY_TEXT, title=ANY_TEXT, moment=MOMENTS)
def test_any_text_and_moment_of_a_course_comes_back(database, jp_asyncio_loop, text, title, moment):
    given_assignment = an_assignment(
        handout=text, hints=(text,), wrong_solutions=(WrongSolution(text, text),), released_at=moment
    )
    course = Course(slug="basics", title=title)

    jp_asyncio_loop.run_until_complete(database.write(assignments.save_course, course, [given_assignment], {}))
    [stored] = jp_asyncio_loop.run_until_complete(database.read(assignments.assignments, "basics"))

    assert (stored.handout, stored.hints, stored.wrong_solutions) == (text, (text,), (WrongSolution(text, text),))
    assert stored.released_at == moment
    assert jp_asyncio_loop.run_until_complete(database.read(assignments.course, "basics")) == course


async def test_emoji_nul_and_half_an_emoji_in_code_and_verdict_come_back(database):
    [assignment] = await a_course(database)
    code = "print('🐍\0\ud83d')"
    added = await add(database, assignment, code=code)
    await database.write(submissions.apply_verdict, added.submission.job_id, a_verdict(), NOW)

    stored = await database.read(submissions.get, "ada", added.submission.id)

    assert (stored.code, stored.verdict) == (code, a_verdict())


async def test_times_come_back_in_utc_to_the_microsecond(database):
    [assignment] = await a_course(database)
    here = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    added = await add(database, assignment, now=here)
    stored = await database.read(submissions.get, "ada", added.submission.id)
    assert (stored.submitted_at, stored.submitted_at.tzinfo) == (NOW, UTC)


async def test_a_time_without_a_zone_is_refused(database):
    [assignment] = await a_course(database)
    dated = an_assignment(due_at=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="no time zone"):
        await database.write(assignments.save_course, COURSE, [dated], {})
    with pytest.raises(StatementError, match="no time zone"):
        await add(database, assignment, now=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("name", ["\0", "a\0b", "\ud83d", "x\udfffy"])
async def test_what_no_database_can_look_for_is_malformed_and_not_an_error_of_ours(database, name):
    await database.write(assignments.save_course, COURSE, [], {})
    with pytest.raises(Malformed, match="send it as it was given"):
        await database.read(assignments.assignment, f"basics/{name}")
    with pytest.raises(Malformed):
        await database.read(submissions.get, "ada", name)
    with pytest.raises(Malformed):
        await database.read(submissions.page, name)
