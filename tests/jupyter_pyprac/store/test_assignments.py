"""Courses are imported as a whole, any number of times, and lose nothing."""

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from grader_service import contract
from grader_service.contract import File, Limits
from jupyter_pyprac.model import Course, WrongSolution
from jupyter_pyprac.store import assignments, submissions
from jupyter_pyprac.store.assignments import Saved
from tests.jupyter_pyprac.store.making import COURSE, NOW, a_course, add, an_assignment

TESTS = an_assignment().tests


async def save(database, *given, course=COURSE, files=None):
    return await database.write(assignments.save_course, course, given, files or {})


async def test_assignments_are_listed_by_order_number_then_slug(database):
    given = [an_assignment("c", order_number=2), an_assignment("b", order_number=1), an_assignment("a", order_number=2)]
    assert await save(database, *given) == Saved(added=("c", "b", "a"))
    assert [one.slug for one in await database.read(assignments.assignments, "basics")] == ["b", "a", "c"]


async def test_an_assignment_comes_back_in_full(database):
    full = an_assignment(
        topic="Lists",
        starter_code="def search(): ...",
        solution="return 1",
        wrong_solutions=(WrongSolution("off by one", "return 0"),),
        setup_code="import math",
        files=(File("data.csv", "ab12"),),
        hints=("think", "harder"),
        limits=Limits(0.5, 64),
        environment="science",
        released_at=NOW,
        due_at=NOW,
    )
    await save(database, full)
    assert await database.read(assignments.assignment, "basics/search") == full


@pytest.mark.parametrize("assignment_id", ["basics/nothing", "other/search", "basics", "", "/", "basics/search/"])
async def test_an_id_that_is_nobodys_is_none(database, assignment_id):
    await a_course(database)
    assert await database.read(assignments.assignment, assignment_id) is None
    assert await database.read(assignments.at_revision, assignment_id, 1) is None


async def test_importing_twice_changes_nothing(database):
    given = [an_assignment("a"), an_assignment("b")]
    await save(database, *given, files={"ab12": b"1,2"})
    before = await database.read(assignments.assignments, "basics")

    assert await save(database, *given, files={"ab12": b"1,2"}) == Saved(unchanged=("a", "b"))
    assert await database.read(assignments.assignments, "basics") == before


async def test_numbers_that_are_equal_are_no_change(database):
    await save(database, an_assignment(limits=Limits(2, 256), tests=(contract.Test(name="t", points=3, call="f()"),)))
    again = an_assignment(limits=Limits(2.0, 256), tests=(contract.Test(name="t", points=3.0, call="f()"),))
    assert await save(database, again) == Saved(unchanged=("search",))


@pytest.mark.parametrize(
    "change",
    [
        {"handout": "Write it again."},
        {"starter_code": "def search(): ..."},
        {"tests": TESTS[:1]},
        {"tests": TESTS[::-1]},
        {"tests": (msgspec.structs.replace(TESTS[0], points=2), TESTS[1])},
        {"setup_code": "import math"},
        {"files": (File("data.csv", "ab12"),)},
        {"limits": Limits(seconds=3)},
        {"environment": "science"},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_a_change_of_what_is_worked_from_or_graded_by_is_a_new_revision(database, change):
    [before] = await a_course(database)

    assert await save(database, an_assignment(**change)) == Saved(changed=("search",))

    after = await database.read(assignments.assignment, "basics/search")
    assert after == msgspec.structs.replace(an_assignment(**change), revision=2, changed_at=after.changed_at)
    assert (before.changed_at, after.changed_at is None) == (None, False)
    assert await database.read(assignments.at_revision, "basics/search", 1) == before
    assert await database.read(assignments.at_revision, "basics/search", 2) == after
    assert await database.read(assignments.at_revision, "basics/search", 3) is None


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Find"},
        {"order_number": 7},
        {"topic": "Lists"},
        {"hints": ("think",)},
        {"released_at": NOW},
        {"due_at": NOW},
        {"solution": "return 1"},
        {"wrong_solutions": (WrongSolution("off by one", "return 0"),)},
        {"tests": tuple(msgspec.structs.replace(test, message="look again") for test in TESTS)},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_any_other_change_is_made_in_place(database, change):
    await a_course(database)

    assert await save(database, an_assignment(**change)) == Saved(updated=("search",))

    assert await database.read(assignments.assignment, "basics/search") == an_assignment(**change)


async def test_a_change_taken_back_is_a_third_revision(database):
    for handout in ("one", "two", "one"):
        await save(database, an_assignment(handout=handout))
    stored = await database.read(assignments.assignment, "basics/search")
    assert (stored.handout, stored.revision) == ("one", 3)
    at_revisions = [await database.read(assignments.at_revision, "basics/search", number) for number in (1, 2, 3)]
    first, second, third = (each.changed_at for each in at_revisions)
    assert first is None
    assert second <= third == stored.changed_at


async def test_a_revision_from_before_moments_were_kept_has_none(database):
    await a_course(database)
    await save(database, an_assignment(handout="other"))
    await database.write(lambda session: session.execute(text("UPDATE revisions SET made_at = NULL")))
    assert (await database.read(assignments.assignment, "basics/search")).changed_at is None


async def test_the_title_and_language_of_a_course_are_updated(database):
    await a_course(database)
    renamed = Course(slug="basics", title="Basics", language="en")
    await save(database, an_assignment(), course=renamed)
    assert await database.read(assignments.courses) == [renamed]


async def test_what_is_left_out_is_withdrawn_keeps_its_submissions_and_comes_back(database):
    first, second = await a_course(database, "a", "b")
    added = await add(database, second)

    assert await save(database, first) == Saved(unchanged=("a",), withdrawn=("b",))
    assert await save(database, first) == Saved(unchanged=("a",))
    assert await database.read(assignments.assignments, "basics") == [first]
    assert (await database.read(assignments.assignment, "basics/b")).withdrawn
    assert (await database.read(assignments.at_revision, "basics/b", 1)).withdrawn
    assert await database.read(submissions.get, "ada", added.submission.id) == added.submission

    assert await save(database, first, second) == Saved(unchanged=("a",), updated=("b",))
    assert await database.read(assignments.assignments, "basics") == [first, second]


async def test_courses_do_not_touch_each_other(database):
    await a_course(database)
    other = Course(slug="advanced", title="Advanced")
    await save(database, an_assignment("search", handout="harder"), course=other)

    assert [course.slug for course in await database.read(assignments.courses)] == ["advanced", "basics"]
    assert (await database.read(assignments.assignment, "basics/search")).handout == "Write search."
    assert (await database.read(assignments.assignment, "advanced/search")).course == "advanced"


async def test_files_are_kept_by_their_hash(database):
    await save(database, an_assignment(), files={"ab12": b"\0\xff", "cd34": b""})
    await save(database, an_assignment(), files={"ab12": b"\0\xff"})
    assert await database.read(assignments.file_bytes, ["ab12", "cd34", "ef56"]) == {"ab12": b"\0\xff", "cd34": b""}
    assert await database.read(assignments.file_bytes, []) == {}


async def test_a_course_that_cannot_be_saved_whole_is_not_saved_at_all(database):
    with pytest.raises(IntegrityError):
        await save(database, an_assignment("same"), an_assignment("same"), files={"ab12": b"1"})
    assert await database.read(assignments.is_empty)
    assert await database.read(assignments.file_bytes, ["ab12"]) == {}


@pytest.mark.parametrize(
    ("changes", "is_renamed"),
    [
        ({"title": "search"}, True),
        ({"title": "Find", "handout": "Other."}, True),
        ({"title": "Find", "tests": TESTS[:1]}, True),
        ({"title": "Find", "tests": (msgspec.structs.replace(TESTS[0], name="other", message="Hm."),)}, True),
        ({"title": "Find", "tests": (msgspec.structs.replace(TESTS[0], expected="1"),)}, False),
    ],
)
async def test_what_looks_like_one_that_went_away_is_told(database, changes, is_renamed):
    other = an_assignment("other", tests=(contract.Test(name="x", call="other()", expected="1"),))
    await save(database, an_assignment("search"), other)
    saved = await save(database, an_assignment("find", **changes))
    assert (saved.added, saved.withdrawn) == (("find",), ("other", "search"))
    assert saved.renamed == ({"find": "search"} if is_renamed else {})


async def test_one_that_went_away_is_taken_for_one_new_assignment_only_and_not_again(database):
    await save(database, an_assignment("search"))
    saved = await save(database, an_assignment("a", title="Search"), an_assignment("b", title="Search"))
    assert saved.renamed == {"a": "search"}
    assert (await save(database, an_assignment("c", title="Search"), an_assignment("a"))).renamed == {"c": "b"}


async def test_fields_of_the_course_that_changed_are_told(database):
    await save(database, an_assignment("a"))
    saved = await save(database, an_assignment("a"), course=Course(slug="basics", title="Basics", language="de"))
    assert saved == Saved(unchanged=("a",), course=("title",))
    saved = await save(database, an_assignment("a"), course=Course(slug="basics", title="B", language="en"))
    assert saved.course == ("title", "language")
