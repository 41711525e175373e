"""What several methods of one test, and scores, are worth."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from grader_service.contract import Test
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.show import show
from grader_service.examiner.units import Ended
from grader_service.sandbox.values import Value
from grader_service.say import joined, say

NO_SCORE: Final = object()
"""In the place of a score where the code leaves none."""

FULL: Final = 1.0
PASSED: Final = Outcome(status="passed", share=FULL)
NONE_RUN: Final = Outcome(status="failed", message=say("None of the tests in this code was run."))


def skipped(reason: str) -> Outcome:
    """The outcome of a test that was left out, and why."""
    return Outcome(status="not-run", message=say("Skipped: %1", reason))


def together(outcomes: Sequence[tuple[Ended, Outcome]]) -> Outcome:
    """Several in one test share its points; the first that did not pass is the one that is shown."""
    bad = [(ended, outcome) for ended, outcome in outcomes if outcome.status != "passed"]
    if not bad:
        return PASSED
    ended, outcome = min(bad, key=lambda pair: pair[1].status == "not-run")
    if len(outcomes) == 1:
        return outcome
    share = (len(outcomes) - len(bad)) / len(outcomes)
    if not ended.name:
        return replace(outcome, share=share)
    name = joined(f"{ended.name}:" if outcome.message else ended.name)
    return replace(outcome, share=share, message=joined(name, outcome.message))


def scored(test: Test, score: Value) -> Outcome:
    """Partial credit: a number from 0 to the points of the test."""
    share = _share(score, test.points)
    if share >= FULL:
        return Outcome(status="passed", share=FULL)
    message = say("%1 of %2 points", f"{share * test.points:g}", f"{test.points:g}")
    return Outcome(status="failed", share=share, actual=show(score), message=message)


def _share(score: Value, points: float) -> float:
    """The part of the points that a score is: all where there is none or it is true, nothing where it is no number.

    What the submission returned may be the score: not a number (`nan`) must be no credit, and never reach a verdict.
    """
    if score is NO_SCORE or score is True or not points:
        return FULL
    if type(score) not in {int, float} or not score > 0:
        return 0.0
    return FULL if score >= points else score / points
