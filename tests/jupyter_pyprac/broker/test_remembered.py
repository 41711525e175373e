"""Verdicts, visits, runs and rates are kept by names that nobody can mix up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.contract import encode, result_key
from jupyter_pyprac.broker.keys import last_visit_key
from tests.services.jobs import PASSED


async def test_a_stored_verdict_is_found_and_a_damaged_one_is_none(valkey, broker):
    with valkey.client() as client:
        client.set(result_key("a"), encode(PASSED))
        client.set(result_key("b"), b"{")
    assert await broker.result("a") == PASSED
    assert await broker.result("b") is None
    assert await broker.result("c") is None


async def test_visits_are_remembered_for_course_and_user(broker):
    assert await broker.last_visit("c", "u") is None
    await broker.remember_visit("c", "u", "c/first")
    await broker.remember_visit("c:u", "", "c/other")
    assert await broker.last_visit("c", "u") == "c/first"


@given(st.text(), st.text(), st.text(), st.text())
def test_no_two_pairs_of_names_share_a_key(course, user, other_course, other_user):
    same = (course, user) == (other_course, other_user)
    assert (last_visit_key(course, user) == last_visit_key(other_course, other_user)) == same


async def test_runs_are_remembered_with_their_viewer(broker):
    await broker.remember_run("r", "Zoë \ud83d", "job")
    assert await broker.run("r") == ("Zoë \ud83d", "job")
    assert await broker.run("s") is None


async def test_the_bucket_lets_a_burst_through_and_then_says_how_long_to_wait(broker):
    waits = [await broker.take_token("u", per_minute=6, burst=3) for _ in range(4)]
    assert waits[:3] == [0.0, 0.0, 0.0]
    assert 0 < waits[3] <= 10
    assert await broker.take_token("somebody else", per_minute=6, burst=3) == 0.0


async def test_the_bucket_fills_again_but_never_over_its_burst(valkey, broker):
    await broker.take_token("u", per_minute=60, burst=2)
    with valkey.client() as client:
        assert 0 < client.ttl("rate:u") <= 3
        client.hset("rate:u", mapping={"tokens": "0", "at": "1000000"})
    waits = [await broker.take_token("u", per_minute=60, burst=2) for _ in range(3)]
    assert waits[:2] == [0.0, 0.0]
    assert waits[2] > 0


@pytest.mark.parametrize(("per_minute", "burst"), [(0, 10), (30, 0)])
async def test_no_rate_or_no_burst_is_no_limit(broker, per_minute, burst):
    assert {await broker.take_token("u", per_minute=per_minute, burst=burst) for _ in range(50)} == {0.0}
