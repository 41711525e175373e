"""Tests that are Python of the author: run here, with the submission's names as proxies.

Bare asserts are one test; so is each method of a TestCase and each test function, where the code still holds several.
"""

import ast
import linecache
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Final, NamedTuple

from grader_service.contract import Job, Test
from grader_service.examiner import asserts, differences, evaluated, libraries, likepytest, raising, units
from grader_service.examiner.audit import own_text_only
from grader_service.examiner.compare import equal
from grader_service.examiner.endings import failed
from grader_service.examiner.errors import Stopped, StudentError
from grader_service.examiner.handles import is_remote, same
from grader_service.examiner.link import Link
from grader_service.examiner.names import Namespace, Submission, offer, uses
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.show import ask_and_show, clip, show
from grader_service.examiner.units import Ended
from grader_service.items import items
from grader_service.sandbox import arrays
from grader_service.sandbox.guest import MODULE
from grader_service.sandbox.report import FILE
from grader_service.sandbox.values import Value
from grader_service.say import joined, say

ARRAYS: Final = say("Arrays have no single truth: compare arrays with np.testing.assert_allclose or .tolist().")
"""Said to the author, whose own solution gives what is expected."""

NO_SCORE: Final = object()
"""In the place of a score where the code leaves none."""

FULL: Final = 1.0
PASSED: Final = Outcome(status="passed", share=FULL)
NONE_RUN: Final = Outcome(status="failed", message=say("None of the tests in this code was run."))


class Noted(NamedTuple):
    """What was known when an assert failed: what it compared, and the last answer of the student's with its line."""

    last: tuple[asserts.Check, Value, Value] | None
    line: int | None
    answer: Value


def run(test: Test, submission: Submission, link: Link, job: Job) -> Outcome:
    """Run the code of a test: it passes when no assert fails.

    Raises:
        StudentError, Missing, Exception: what the code did not catch, failing asserts excepted.
    """
    tree = ast.parse(test.code or "", asserts.FILE)
    if re.search(r"\b(mock|monkeypatch)\b", test.code or ""):
        import_module("unittest.mock")  # it is slow to load, and guarded only where it is there before the test
    used = uses(tree)
    namespace = Namespace(submission, used)
    offer(submission, besides=namespace)
    code, checks = asserts.prepare(tree, score=test.score)
    notes = asserts.Notes(checks, same)
    namespace |= {asserts.NOTE: notes.note, asserts.PAIR: notes.pair}
    link.feed(test.stdin)
    link.last_steps = asserts.last_steps(tree)

    def noted() -> Noted:
        return Noted(notes.last, link.student.line, link.last)

    with _importable(submission, job.code), units.importable(namespace), own_text_only(used.texts):
        try:
            exec(code, namespace)  # noqa: S102  the author's code, in the examiner's process
        except StudentError:
            raise
        except AssertionError as error:
            return _failed(error, test.code or "", noted(), link)
        except ValueError as error:
            outcome = _undecided(error, noted())
            if outcome is None:
                raise
            return outcome
        ended = [] if test.score else units.run(namespace, noted)
    if test.score:
        return scored(test, dict.get(namespace, asserts.SCORE, NO_SCORE))
    wanted = [(item.owner or item.function).name for item in items(tree)]
    if not ended and wanted:
        return NONE_RUN
    _refuse_replaced(namespace, wanted)
    return together([(each, _outcome(each, test, job, link)) for each in ended])


def _refuse_replaced(namespace: Namespace, wanted: Iterable[str]) -> None:
    """Make sure that the tests of these names are the author's; raises `NotOffered`."""
    if any(is_remote(dict.get(namespace, name)) for name in wanted):
        message = "an object of the submission stands in the place of one of its tests, as a decorator puts it"
        raise likepytest.NotOffered(message)


@contextmanager
def _importable(submission: Submission, source: str) -> Iterator[None]:
    submission.__file__ = FILE  # by which `inspect.getsource` finds the text
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    modules = {MODULE: submission, "pytest": likepytest.module(), "doctest": evaluated.Doctest()}
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _outcome(ended: Ended, test: Test, job: Job, link: Link) -> Outcome:
    """What one method or function came to."""
    error = ended.error
    if error is None:
        return PASSED if ended.skipped is None else skipped(ended.skipped)
    if isinstance(error, Stopped):
        raise error
    if isinstance(error, AssertionError) and not isinstance(error, StudentError):
        outcome = _failed(error, test.code or "", ended.noted, link)
    else:
        outcome = _undecided(error, ended.noted) or failed(error, job, link, test)
    return replace(outcome, message=joined(ended.about, outcome.message)) if ended.about else outcome


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


def _failed(error: AssertionError, source: str, noted: Noted, link: Link) -> Outcome:
    line = _line_of(error)
    lines = source.splitlines()
    statement = lines[line - 1].strip() if line and line <= len(lines) else "an assert of the test"
    said = clip(str(error)) if error.args else None
    if said and (wanted := raising.wanted(source, line)) and (outcome := _not_as_wanted(wanted, said, noted)):
        return outcome
    said = said and libraries.in_words(said)
    if noted.last is None or noted.last[0].line != line:
        return Outcome(status="failed", message=said or say("Not true: %1", statement), line=noted.line)
    check, actual, expected = noted.last
    if check.told is not None:
        said = str(said).rpartition(" : ")[2] if check.told else None
    return Outcome(
        status="failed",
        call=check.call,
        expected=show(expected),
        actual=ask_and_show(actual),
        message=said or differences.describe(actual, expected, link.student.output.printed, noted.answer),
        line=noted.line,
    )


def _not_as_wanted(wanted: raising.Wanted, said: str, noted: Noted) -> Outcome | None:
    """An assert that something is raised: nothing was, or with another text."""
    if found := raising.NOT_RAISED.match(said):
        expected, actual = f"{wanted.kinds} is raised", None
        words: str = say("`%1` should raise %2, but it raises nothing.", wanted.call, wanted.kinds)
        if wanted.answered:
            actual = ask_and_show(noted.answer)
            words = say("`%1` should raise %2, but it returned %3.", wanted.call, wanted.kinds, actual)
    elif found := raising.OTHER_TEXT.match(said):
        expected, actual, words = repr(found["wanted"]), repr(found["text"]), libraries.in_words(said)
    else:
        return None
    message = found["told"] or words
    return Outcome(
        status="failed", call=wanted.call, expected=expected, actual=actual, message=message, line=noted.line
    )


def _undecided(error: BaseException, noted: Noted) -> Outcome | None:
    """Two arrays that an assert compares with `==`, which has no single answer: how they differ."""
    if noted.last is None or not isinstance(error, ValueError) or noted.last[0].line != _line_of(error):
        return None
    check, actual, expected = noted.last
    if not any(arrays.is_array(value) for value in (actual, expected)):
        return None
    one, other = arrays.as_lists(actual), arrays.as_lists(expected)
    message = ARRAYS if equal(one, other) else differences.describe(one, other, "", one)
    return Outcome(
        status="failed", call=check.call, expected=show(expected), actual=show(actual), message=message, line=noted.line
    )


def _line_of(error: BaseException) -> int | None:
    """The line of the test's code that raised."""
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == asserts.FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


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
