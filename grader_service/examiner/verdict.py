"""Outcomes into a verdict: points, groups, the status, and what is cut so that it fits."""

from collections.abc import Sequence
from dataclasses import replace as replace_outcome
from typing import Final

from msgspec.structs import replace

from grader_service.contract import (
    VERDICT_BYTES,
    Count,
    ErrorInfo,
    Job,
    Test,
    TestResult,
    Verdict,
    VerdictStatus,
    encode,
)
from grader_service.cut import with_fewer_words
from grader_service.examiner import differences
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.show import clip
from grader_service.feedback import without_effect, wrong_output, wrong_result
from grader_service.say import joined, sentences_of

STDOUT: Final = 64 * 1024
TEXT: Final = 2_000
TEST_STDOUT: Final = 16 * 1024
NAME: Final = 200
CUTS: Final = ((8_000, 4_000, 2_000), (2_000, 1_000, 1_000), (500, 200, 200), (0, 60, 60), (0, 0, 0))
"""Ever shorter lengths of the verdict's stdout, a test's stdout, and other texts, which are in English alone then."""


class TooLarge(Exception):
    """The verdict does not fit, whatever is cut: there are too many tests."""


def verdict(job: Job, outcomes: Sequence[Outcome], loading: Outcome | None, printed: str) -> Verdict:
    """The verdict on a job; `outcomes` are in the order of its tests.

    Raises:
        TooLarge: it cannot be made to fit.
    """
    shares = _shares(job.tests, outcomes)
    tests = tuple(
        _result(test, _told(job, test, outcome), share)
        for test, outcome, share in zip(job.tests, outcomes, shares, strict=True)
    )
    visible = [outcome for test, outcome in zip(job.tests, outcomes, strict=True) if not test.hidden]
    status = _status(job, outcomes, loading)
    shown = [printed, *(outcome.stdout for outcome in visible)]
    return fitted(
        Verdict(
            status=status,
            correct=status == "passed",
            points=sum(test.points for test in tests),
            max_points=sum(test.points for test in job.tests),
            error=_error([loading, *visible]),
            visible=_count(job, outcomes, hidden=False),
            hidden=_count(job, outcomes, hidden=True),
            tests=tests,
            stdout=clip(_joined(shown), STDOUT),
        )
    )


def _joined(shown: Sequence[str]) -> str:
    """What was printed by one after the other, each beginning on a line of its own."""
    text = ""
    for part in filter(None, shown):
        text += part if text.endswith("\n") or not text else f"\n{part}"
    return text


def _shares(tests: Sequence[Test], outcomes: Sequence[Outcome]) -> list[float]:
    """The part of its points that each test earned; tests of one group earn theirs only together."""
    lost = {test.group for test, outcome in zip(tests, outcomes, strict=True) if outcome.status != "passed"}
    return [
        0.0 if test.group is not None and test.group in lost else outcome.share
        for test, outcome in zip(tests, outcomes, strict=True)
    ]


def _told(job: Job, test: Test, outcome: Outcome) -> Outcome:
    """The outcome of a wrong result, with what the source tells about its cause where that is known."""
    if outcome.status != "failed" or test.hidden:
        return outcome
    if test.kind == "stdin":
        return replace_outcome(
            outcome, message=wrong_output(job.code, outcome.actual or "", test.stdout or "", outcome.message)
        )
    compared = outcome.expected is not None and test.raises is None and test.stdout is None
    if test.kind == "code" and outcome.message and not outcome.message.startswith("It returned None"):
        return replace_outcome(outcome, message=_besides(outcome.message, job.code))
    if not compared:
        return outcome
    nothing = outcome.actual == "None" and outcome.expected != "None"
    call = outcome.call or test.call
    nothing = nothing and differences.came_back(call or "")
    words = wrong_result(job.code, call, outcome.line, outcome.message, nothing=nothing)
    return replace_outcome(outcome, message=words)


def _besides(words: str, source: str) -> str:
    """What an assert says, which is the author's, and which line of the source changes nothing."""
    lost = without_effect(source)
    if lost is None:
        return words
    return joined(words if words.endswith((".", "!", "?", ":")) else f"{words}.", lost)


def _result(test: Test, outcome: Outcome, share: float) -> TestResult:
    own = test.message if outcome.status not in {"passed", "not-run"} else None
    message = own if test.hidden else own or outcome.message
    return TestResult(
        name=clip(test.name, NAME),
        status=outcome.status,
        points=test.points * share,
        max_points=test.points,
        hidden=test.hidden,
        call=_clip(outcome.call or test.call),
        expected=_clip(outcome.expected if outcome.expected is not None else _wanted(test)),
        actual=_clip(outcome.actual),
        message=_clip(message),
        sentences=sentences_of(message) if len(message or "") <= TEXT else (),
        line=outcome.line,
        stdout=clip(outcome.stdout, TEST_STDOUT),
        duration_ms=round(outcome.seconds * 1000, 1),
        shared=test.shared,
    )


def _wanted(test: Test) -> str | None:
    """What a test asks for, as far as it says so itself."""
    if test.raises is not None:
        return f"{test.raises} is raised"
    return test.expected if test.expected is not None else test.stdout


def _clip(text: str | None, length: int = TEXT) -> str | None:
    return None if text is None else clip(str(text), length)


def _status(job: Job, outcomes: Sequence[Outcome], loading: Outcome | None) -> VerdictStatus:
    """How the first test that ended badly did so; else whether all passed. Exceptions in hidden tests stay hidden."""
    tests = sorted(zip(job.tests, outcomes, strict=True), key=lambda pair: pair[0].hidden)
    for hidden, outcome in [(False, loading), *((test.hidden, outcome) for test, outcome in tests)]:
        if outcome and outcome.ending:
            return outcome.ending
        if outcome and outcome.error and not hidden:
            return "error"
    return "passed" if all(outcome.status == "passed" for outcome in outcomes) else "failed"


def _error(outcomes: Sequence[Outcome | None]) -> ErrorInfo | None:
    return next((outcome.error for outcome in outcomes if outcome and outcome.error), None)


def _count(job: Job, outcomes: Sequence[Outcome], *, hidden: bool) -> Count:
    statuses = [outcome.status for test, outcome in zip(job.tests, outcomes, strict=True) if test.hidden == hidden]
    return Count(passed=statuses.count("passed"), total=len(statuses))


def fitted(whole: Verdict) -> Verdict:
    """The verdict within its size: output and actual values are cut first, and say so."""
    if len(encode(whole)) <= VERDICT_BYTES:
        return whole
    for stdout, test_stdout, text in CUTS:
        tests = tuple(_shortened(test, test_stdout, text) for test in whole.tests)
        cut = replace(whole, stdout=clip(whole.stdout, stdout), tests=tests)
        if len(encode(cut)) <= VERDICT_BYTES:
            return cut
    cut = with_fewer_words(cut)
    if len(encode(cut)) <= VERDICT_BYTES:
        return cut
    raise TooLarge


def _shortened(test: TestResult, stdout: int, text: int) -> TestResult:
    return replace(
        test,
        stdout=_clip(test.stdout, stdout),
        actual=_clip(test.actual, text),
        expected=_clip(test.expected, text),
        call=_clip(test.call, text),
        message=_clip(test.message, text),
        sentences=(),
    )
