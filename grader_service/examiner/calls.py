"""Tests that evaluate one call: what it returns, raises or prints is compared here, on the trusted side."""

import ast
from contextlib import nullcontext
from typing import Final

from grader_service.contract import Test
from grader_service.examiner import differences, scripts
from grader_service.examiner.audit import own_text_only
from grader_service.examiner.compare import equal
from grader_service.examiner.errors import StudentError, report_of
from grader_service.examiner.link import Link
from grader_service.examiner.names import Namespace, Submission, expression
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.show import ask_and_show, show
from grader_service.sandbox import arrays
from grader_service.sandbox.values import Value
from grader_service.say import say

NOTHING: Final = object()


def run(test: Test, submission: Submission, link: Link, *, plain: bool) -> Outcome:
    """Evaluate the call of a test and judge it; one that is `plain` reaches nothing here that could run a text.

    Raises:
        StudentError: the call raised, and the test does not ask for that.
        Missing: the submission lacks a name.
        Exception: what the expression itself did with the results.
    """
    code, used = expression(test.call or "")
    link.feed(test.stdin)
    try:
        with nullcontext() if plain else own_text_only(used.texts):
            actual = eval(code, Namespace(submission, used))  # noqa: S307  the author's expression, in the examiner's process
    except StudentError as error:
        if test.raises is None:
            raise
        return _raised(test, error)
    if test.raises is not None:
        return Outcome(
            status="failed",
            expected=f"{test.raises} is raised",
            actual=ask_and_show(actual),
            message=say("It returned %1, but it should raise %2.", show(actual), test.raises),
            line=link.student.line,
        )
    return _returned(test, actual, link)


def _raised(test: Test, error: StudentError) -> Outcome:
    names = report_of(error).names
    if test.raises in names:
        return Outcome(status="passed", share=1, expected=f"{test.raises} is raised", actual=f"{names[0]} is raised")
    raise error


def _returned(test: Test, actual: Value, link: Link) -> Outcome:
    printed = link.student.output.printed
    expected = NOTHING if test.expected is None else ast.literal_eval(test.expected.strip())
    if expected is not NOTHING and not equal(actual, expected, strict=test.compare == "strict"):
        line = link.student.line
        strict = test.compare == "strict"
        returned = actual is not None or differences.came_back(test.call or "")
        words = returned and differences.describe(arrays.as_lists(actual), expected, printed, link.last, strict=strict)
        return Outcome(
            status="failed",
            expected=test.expected,
            actual=ask_and_show(actual),
            message=words or None,
            line=line,
        )
    if test.stdout is not None and not scripts.same_output(printed, test.stdout):
        return scripts.wrong_output(printed, test.stdout)
    return Outcome(status="passed", share=1, expected=test.expected, actual=show(actual))
