"""Shared tests: run in the student's process with its own objects, so that what comes back proves nothing.

The examiner's part in it is to send the test there, and to make an outcome of the data that returns.
"""

import ast
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from grader_service.contract import Job, Test
from grader_service.examiner import credit, libraries
from grader_service.examiner.endings import ended_there, failed
from grader_service.examiner.errors import checked_report
from grader_service.examiner.link import Link
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.show import clip
from grader_service.examiner.units import Ended
from grader_service.items import items
from grader_service.sandbox.values import Tree, WireError

_PACKAGE: Final = "grader_service.examiner"
_MODULES: Final = ("likepytest", "monkeypatch", "relations", "asserts", "raising", "fixtures", "units", "inside")
ROWS: Final = 500
ERROR_PARTS: Final = 5


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """The modules that run a test over there, by name, each after those it needs."""
    names = [f"{_PACKAGE}.{name}" for name in _MODULES]
    return (_PACKAGE, ""), *((name, _source(name)) for name in names)


def _source(name: str) -> str:
    import_module(name)
    spec = find_spec(name)
    source = spec.loader.get_source(name) if spec and spec.loader and hasattr(spec.loader, "get_source") else None
    if source is None:
        message = f"the source of {name} is not there"
        raise ImportError(message)
    return str(source)


def run(test: Test, link: Link, job: Job) -> Outcome:
    """Have a shared test run where the submission is loaded.

    Raises:
        Stopped: its process is ended.
    """
    source = test.code or ""
    parts = link.student.request("share", [list(pair) for pair in sources()], source, test.score, test.stdin)
    with link.student.distrust():
        rows, score = parts[0]
        if type(rows) is not list or len(rows) > ROWS:
            message = "not the rows of a test"
            raise WireError(message)
        ended = [(Ended(_text(name) or ""), _outcome(skipped, error, link, job)) for name, skipped, error in rows]
    if test.score and not ended:
        return credit.scored(test, score)
    if not ended and items(ast.parse(source)):
        return credit.NONE_RUN
    return credit.together(ended)


def _outcome(skipped: Any, error: Any, link: Link, job: Job) -> Outcome:  # noqa: ANN401  unread data
    if error is None:
        return credit.PASSED if skipped is None else credit.skipped(_text(skipped) or "")
    kind, *parts = error
    if kind == "raised":
        report = checked_report(*parts)
        return failed(link.student.errors.of(report.names)(report), job, link)
    if kind == "ended":
        name, text = (_text(part) or "" for part in parts)
        return ended_there(name, text, job)
    if kind != "assert" or len(parts) != ERROR_PARTS - 1:
        message = "not what went wrong"
        raise WireError(message)
    call, expected, actual, said = map(_text, parts)
    return Outcome(
        status="failed", call=call, expected=expected, actual=actual, message=said and libraries.in_words(said)
    )


def _text(value: Tree) -> str | None:
    if value is not None and type(value) is not str:
        message = "not a text"
        raise WireError(message)
    return None if value is None else clip(value)
