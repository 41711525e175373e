"""No attack succeeds in the sandbox and after each the next submission is graded right; without one all succeed."""

import pytest

from tests.attacks.catalogue import ALL, wanted
from tests.attacks.levels import offered, users_at
from tests.attacks.plain import is_absent
from tests.attacks.records import Field

pytestmark = pytest.mark.timeout(600)
SHARE_NOT_TELLING = 0.25
ENOUGH = 130


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "field" not in metafunc.fixturenames:
        return
    levels = ("-",) if "without" in metafunc.function.__name__ else offered()
    cases = [
        pytest.param(field, title, id=f"{level}-{user}-{title}")
        for level in levels
        for user in users_at(level)
        for field in [Field(level, user)]
        for title in wanted(level, user, users_at(level))
    ]
    metafunc.parametrize(("field", "title"), cases)


def test_an_attack_is_held(records, field, title):
    record = records.of(field, title)
    assert not record["faults"], record
    assert not record["done"] or ALL[title].allowed(*field), record


def test_an_attack_succeeds_without_a_sandbox(records, field, title):
    record = records.of(field, title)
    if not record["done"] and ALL[title].optional and is_absent(record["words"]):
        return  # this machine's kernel has no such thing
    assert record["done"], record


def test_there_are_attacks_enough_and_most_are_shown_to_succeed_without_a_sandbox():
    silent = [attack for attack in ALL.values() if not attack.telling]
    assert len(ALL) >= ENOUGH
    assert len(silent) <= SHARE_NOT_TELLING * len(ALL)
    assert all(attack.reason for attack in silent)


def test_whatever_is_allowed_somewhere_says_why():
    assert all(all(attack.exceptions.values()) for attack in ALL.values())
