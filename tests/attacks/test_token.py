"""A token that hidden tests expect is nowhere in a student's process; each search is shown to find what is there."""

import secrets

import pytest

from grader_service.contract import Limits
from tests.attacks.places import PLACES, SEARCH
from tests.grader_service.conftest import make_job

MARK_TEXT = "BURIED-"
"""Not that of the attacks, which may run beside these tests."""

LIMITS = Limits(seconds=10, memory_mb=512)
TITLES = tuple(PLACES)
PLANTED = tuple(title for title, place in PLACES.items() if "NOTHING" not in place.plant)
ANSWER = """
def answer(*_): return 1
def found():
    try: return look()
    except (OSError, ImportError): return False
"""


def found(workshop, code):
    """What a search finds that runs before and after the hidden tests that expect a token in every way."""
    token = MARK_TEXT + secrets.token_hex(16)
    hidden = [
        {"call": "answer()", "expected": repr(token)},
        {"call": f"answer({len(token)})", "expected": repr([token, {"a": token}])},
        {"code": f"assert submission.answer() != {token!r}\nassert answer() == {token!r}"},
        {"stdin": "x", "stdout": token},
    ]
    search = {"call": "found()", "expected": "False"}
    tests = [search, hidden[0], search, *[test | {"hidden": True} for test in [search, *hidden, search]]]
    verdict = workshop.grade(make_job(SEARCH + code + ANSWER, *tests, limits=LIMITS))
    outcomes = [test for test in verdict.tests if test.call == "found()"]
    assert {test.status for test in outcomes} <= {"passed", "failed"}, verdict.tests
    return any(test.status == "failed" for test in outcomes)


@pytest.mark.parametrize("title", TITLES)
def test_a_token_is_not_in(at_level, title):
    assert not found(at_level, PLACES[title].look)


@pytest.mark.parametrize("title", PLANTED)
def test_a_token_that_was_put_there_is_found_in(at_level, title):
    place = PLACES[title]
    if place.needs_proc and at_level.protection != "L":
        return
    token = f"TOKEN = {MARK_TEXT + secrets.token_hex(16)!r}\n"
    assert found(at_level, f"{token}{place.plant}\n{place.look}")
