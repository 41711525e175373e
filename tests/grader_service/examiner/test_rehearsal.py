"""A rehearsal is an examination like any other: what it is to warm up really runs, and nothing of it stays."""

import io
import os
import sys
from pathlib import Path

import pytest

from grader_service.contract import Job
from grader_service.examiner.rehearsal import CALLS, CODE, OWN_CODE, examined, play

ALL = CALLS + OWN_CODE
DESCRIPTORS = Path("/dev/fd")


@pytest.fixture(autouse=True)
def no_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zygote has nothing to read either."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def test_every_test_of_the_rehearsal_is_judged() -> None:
    verdict = examined(Job(job_id="rehearsal", digest="rehearsal", code=CODE, tests=ALL))
    assert {test.name: test.status for test in verdict.tests} == {
        "number": "passed",
        "list": "passed",
        "different": "failed",
        "raises": "passed",
        "error": "error",
        "case": "passed",
        "assert": "passed",
    }


@pytest.mark.parametrize("rounds", [1, 3])
def test_nothing_is_left(rounds: int) -> None:
    play(1, ALL)  # what it imports is to stay
    modules, open_files = set(sys.modules), len(os.listdir(DESCRIPTORS))  # noqa: PTH208  listing it opens one of them
    play(rounds, ALL)
    assert set(sys.modules) == modules
    assert len(os.listdir(DESCRIPTORS)) == open_files  # noqa: PTH208  the same
