"""Tests that are Python of the author: run here, with the submission's names as proxies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from grader_service.contract import Test
from grader_service.examiner import asserts, differences
from grader_service.examiner.errors import StudentError
from grader_service.examiner.link import Link
from grader_service.examiner.names import Namespace, Submission, names_used
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.show import ask_and_show, clip, show
from grader_service.sandbox.guest import MODULE
from grader_service.sandbox.values import Value

FULL: Final = 1.0


def run(test: Test, submission: Submission, link: Link) -> Outcome:
    """Run the code of a test: it passes when no assert fails.

    Raises:
        StudentError, Missing, Exception: what the code did not catch, failing asserts excepted.
    """
    source = test.code or ""
    code, tree, checks = asserts.prepare(source, score=test.score)
    notes = asserts.Notes(checks)
    namespace = Namespace(submission, names_used(tree) - {MODULE})
    namespace[asserts.NOTE] = notes.note
    link.feed(test.stdin)
    try:
        with _importable(submission):
            exec(code, namespace)  # noqa: S102  the author's code, in the examiner's process
    except StudentError:
        raise
    except AssertionError as error:
        return _failed(error, source, notes, link)
    return _scored(test, dict.get(namespace, asserts.SCORE)) if test.score else Outcome(status="passed", share=FULL)


@contextmanager
def _importable(submission: Submission) -> Iterator[None]:
    sys.modules[MODULE] = submission
    try:
        yield
    finally:
        del sys.modules[MODULE]


def _failed(error: AssertionError, source: str, notes: asserts.Notes, link: Link) -> Outcome:
    line = _line_of(error)
    lines = source.splitlines()
    statement = lines[line - 1].strip() if line and line <= len(lines) else "an assert of the test"
    said = clip(str(error)) if error.args else None
    if notes.last is None or notes.last[0].line != line:
        return Outcome(status="failed", message=said or f"Not true: {statement}", line=link.student.line)
    check, actual, expected = notes.last
    if check.compare is None:
        expected = not check.negated
    return Outcome(
        status="failed",
        call=check.call,
        expected=show(expected),
        actual=ask_and_show(actual),
        message=said or differences.describe(actual, expected, link.student.output.printed),
        line=link.student.line,
    )


def _line_of(error: BaseException) -> int | None:
    """The line of the test's code that raised."""
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == asserts.FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _scored(test: Test, score: Value) -> Outcome:
    """Partial credit: a number from 0 to the points of the test."""
    share = _share(score, test.points)
    if share >= FULL:
        return Outcome(status="passed", share=FULL)
    message = f"{share * test.points:g} of {test.points:g} points"
    return Outcome(status="failed", share=share, actual=show(score), message=message)


def _share(score: Value, points: float) -> float:
    """The part of the points that a score is: all where nothing was left or it is true, none where it is no number.

    What the submission returned may be the score: not a number (`nan`) must be no credit, and never reach a verdict.
    """
    if score is None or score is True or not points:
        return FULL
    if type(score) not in {int, float} or not score > 0:
        return 0.0
    return FULL if score >= points else score / points
