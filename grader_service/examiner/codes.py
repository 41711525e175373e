"""Tests that are Python of the author: run here, with the submission's names as proxies.

Bare asserts are one test; so is each method of a TestCase and each test function, where the code still holds several.
"""

import ast
import linecache
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Final, NamedTuple

from grader_service.contract import Job, Test
from grader_service.examiner import (
    asserts,
    credit,
    differences,
    evaluated,
    libraries,
    likepytest,
    raising,
    steps,
    units,
    worded,
)
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

ROUNDED: Final = say("It is right but for the rounding of decimal numbers, which this test does not allow for.")
"""Said where Python's own `==` is asked; whoever writes the test takes `approx` for it."""

OTHER_OBJECT: Final = say("It is equal to what is expected, but it is another object.")


class Noted(NamedTuple):
    """What was known when an assert failed: what it compared, and the last answer of the student's with its line.

    `origin` is the line that gave the value which was compared.
    """

    last: tuple[asserts.Check, Value, Value] | None
    line: int | None
    answer: Value
    origin: int | None


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
    namespace |= {asserts.NOTE: notes.note, asserts.PAIR: notes.pair, asserts.SAME: same}
    link.feed(test.stdin)
    link.last_steps = steps.last_steps(tree)

    def noted() -> Noted:
        actual = notes.last[1] if notes.last else link.last
        return Noted(notes.last, link.student.line, link.last, link.line_of(actual))

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
        return credit.scored(test, dict.get(namespace, asserts.SCORE, credit.NO_SCORE))
    wanted = [(item.owner or item.function).name for item in items(tree)]
    if not ended and wanted:
        return credit.NONE_RUN
    _refuse_replaced(namespace, wanted)
    return credit.together([(each, _outcome(each, test, job, link)) for each in ended])


def _refuse_replaced(namespace: Namespace, wanted: Iterable[str]) -> None:
    """Make sure that the tests of these names are the author's; raises `NotOffered`."""
    if any(is_remote(dict.get(namespace, name)) for name in wanted):
        message = "an object of the submission stands in the place of one of its tests, as a decorator puts it"
        raise likepytest.NotOffered(message)


@contextmanager
def _importable(submission: Submission, source: str) -> Iterator[None]:
    submission.__file__ = FILE  # by which `inspect.getsource` finds the text
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True) or ["\n"], FILE)
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
        return credit.PASSED if ended.skipped is None else credit.skipped(ended.skipped)
    if isinstance(error, Stopped):
        raise error
    if isinstance(error, AssertionError) and not isinstance(error, StudentError):
        outcome = _failed(error, test.code or "", ended.noted, link)
    else:
        outcome = _undecided(error, ended.noted) or failed(error, job, link, test)
    return replace(outcome, message=joined(ended.about, outcome.message)) if ended.about else outcome


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
    words = None if said else _words(check, actual, expected, link, noted)
    return Outcome(
        status="failed",
        call=check.call,
        expected=worded.wanted(check, expected),
        actual=ask_and_show(actual),
        message=said or words,
        line=noted.origin,
    )


def _words(check: asserts.Check, actual: Value, expected: Value, link: Link, noted: Noted) -> str | None:
    """A sentence about what an assert asked for and did not get."""
    if check.relation:
        return worded.worded(check, actual, expected)
    if actual is None and not differences.came_back(check.call):
        return None
    if not arrays.is_array(actual) and equal(actual, expected):
        return OTHER_OBJECT if actual == expected else ROUNDED
    return differences.describe(actual, expected, link.student.output.printed, noted.answer)


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
