"""What is said about wrong programs of beginners, each graded by a real workshop."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sentences

from grader_service.contract import Job, Limits, Sentence, Verdict
from grader_service.grading import Workshop
from grader_service.say import in_english
from tests.grader_service.feedback.wrong import Wrong
from tests.grader_service.feedback.wrong_early import EARLY
from tests.grader_service.feedback.wrong_kinds import KINDS
from tests.grader_service.feedback.wrong_names import ITEMS, NAMES
from tests.grader_service.feedback.wrong_results import ENDLESS, RESULTS
from tests.grader_service.feedback.wrong_to_read import UNREADABLE

PROGRAMS = (*NAMES, *ITEMS, *KINDS, *UNREADABLE, *RESULTS, *ENDLESS, *EARLY)
LONGEST = 300


def as_test(wrong: Wrong) -> Mapping[str, Any]:
    if wrong.stdin is not None:
        return {"stdin": wrong.stdin, "stdout": wrong.expected}
    return {"call": wrong.call, "expected": wrong.expected}


@pytest.fixture(scope="session")
def verdicts(workshop: Workshop, job_of: Callable[..., Job]) -> Mapping[Wrong, Verdict]:
    """All programs graded, two at a time."""
    limits = {wrong: Limits(0.2) for wrong in ENDLESS}
    jobs = [job_of(wrong.code, as_test(wrong), limits=limits.get(wrong, Limits())) for wrong in PROGRAMS]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(PROGRAMS, pool.map(workshop.grade, jobs), strict=True))


def said(verdict: Verdict) -> str:
    """What a student reads about a verdict."""
    if verdict.error is not None:
        return verdict.error.explanation or ""
    return next((test.message or "" for test in verdict.tests if test.status != "passed"), "")


def translatable(verdict: Verdict) -> Sequence[Sentence]:
    """The sentences that it is made of."""
    if verdict.error is not None:
        return verdict.error.sentences
    return next((test.sentences for test in verdict.tests if test.status != "passed"), ())


def every(parts: Sequence[str | int | Sentence]) -> Iterator[Sentence]:
    """The sentences, and those within them."""
    for part in parts:
        if isinstance(part, Sentence):
            yield part
            yield from every(part.values)


@pytest.fixture(scope="session")
def known() -> set[sentences.Template]:
    """The templates that translators get to see."""
    return set(sentences.said())


@pytest.mark.parametrize("wrong", PROGRAMS, ids=[wrong.code for wrong in PROGRAMS])
def test_an_explanation_can_be_translated(verdicts, known, wrong):
    found = translatable(verdicts[wrong])
    assert " ".join(map(in_english, found)) == said(verdicts[wrong])
    assert {each.text for each in every(found)} <= known


@pytest.mark.parametrize("wrong", PROGRAMS, ids=[wrong.code for wrong in PROGRAMS])
def test_a_wrong_program_is_explained(verdicts, wrong):
    verdict = verdicts[wrong]
    error = verdict.error
    line = error.line if error else verdict.tests[0].line
    assert (verdict.status, error and error.type, line) == (wrong.status, wrong.error, wrong.line), said(verdict)
    for words in wrong.words:
        assert words in said(verdict)


@pytest.mark.parametrize("wrong", PROGRAMS, ids=[wrong.code for wrong in PROGRAMS])
def test_an_explanation_is_at_most_a_few_plain_sentences(verdicts, wrong):
    words = said(verdicts[wrong])
    plain = re.sub(r"`[^`]*`", "x", words)
    assert len(words) < LONGEST
    assert "!" not in plain
    assert len(re.findall(r"[.?](?:\s|$)", plain)) <= (3 if wrong in ENDLESS else 2), words
    assert words.count("`") % 2 == 0
