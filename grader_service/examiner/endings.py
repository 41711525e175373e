"""Outcomes of tests that did not end well: stopped, raised, or could not make use of what came back."""

import re

from grader_service.contract import ErrorInfo, Job, Limits, Test
from grader_service.examiner import differences
from grader_service.examiner.errors import Stopped, StudentError, TooManyCalls, Unsent, report_of
from grader_service.examiner.explained import explained
from grader_service.examiner.likepytest import NotOffered
from grader_service.examiner.link import Link
from grader_service.examiner.names import Missing
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.output import OUTPUT_BYTES
from grader_service.examiner.show import clip, show, text_of
from grader_service.feedback import explain_missing, hidden_method, never_ends
from grader_service.sandbox.guest import MODULE
from grader_service.sandbox.report import Report
from grader_service.sandbox.values import WireError
from grader_service.say import Said, joined, say

_FILES = "files are there for the submission, and for a shared test"
_PATTERN = re.compile(r"called match pattern must be a (?:type|class)")  # the second since Python 3.14
_LACKING = re.compile(
    rf"(?:name|cannot import name|module '{MODULE}' has no attribute) '(\w+)'(?: is not defined| from '{MODULE}'.*)?\Z"
)
"""How Python says, of each kind of error, that there is no such name."""


def stopped(stop: Stopped, job: Job) -> Outcome:
    """A test whose process was ended, or ended itself."""
    lesson = never_ends(job.code, stop.line) if stop.ending in {"timeout", "output"} else None
    status = "timeout" if stop.ending == "timeout" else "error"
    message = joined(_why(stop, job.limits), lesson)
    return Outcome(status=status, ending=stop.ending, line=stop.line, message=message)  # type: ignore[arg-type]  # one of two


def _why(stop: Stopped, limits: Limits) -> Said:
    """What ended the process, and on which line where that is known."""
    seconds, kilobytes = f"{limits.seconds:g}", OUTPUT_BYTES // 1024
    match stop.ending, stop.line:
        case "timeout", None:
            return say("It was stopped, because it took longer than %1 s.", seconds)
        case "timeout", line:
            return say("It was stopped on line %2, because it took longer than %1 s.", seconds, line or 0)
        case "output", None:
            return say("It printed too much and was stopped: a test may print %1 kB.", kilobytes)
        case "output", line:
            return say("It printed too much and was stopped on line %2: a test may print %1 kB.", kilobytes, line or 0)
        case "memory", _:
            return say("It was stopped because it needs more than %1 MB of memory.", limits.memory_mb)
        case _:
            return say("Python itself was ended while this ran: by a call such as os._exit(), or by a crash.")


def failed(error: BaseException, job: Job, link: Link | None, test: Test | None = None) -> Outcome:
    """A test that ended with an exception: the student's, or one of the test's own on what it got."""
    if isinstance(error, StudentError):
        return _raised(report_of(error), job, test)
    missing = _missing_name(error)
    if missing:
        return _missing(missing, job)
    if isinstance(error, Unsent):
        return Outcome(status="failed", message=say("The result cannot be compared, because %1.", str(error)))
    said = text_of(error)
    if _PATTERN.fullmatch(said):
        error = NotOffered("a `case` cannot take a class of the submission here: use isinstance, or a shared test")
    if isinstance(error, TooManyCalls | WireError | NotOffered | OSError):
        reason = f"{_FILES}: {error}" if isinstance(error, OSError) else str(error)
        return Outcome(status="failed", message=say("This test cannot go on, because %1.", reason))
    last = show(link.last) if link else None
    if link and link.last is None and "NoneType" in said:
        actual = None if test and test.expected == last else last  # what it gave, and not what the test made of it
        return Outcome(status="failed", actual=actual, message=differences.NOTHING, line=link.student.line)
    message = hidden_method(job.code, said) or _ended_with(type(error).__name__, said)
    return Outcome(status="failed", actual=last, message=message, line=link.student.line if link else None)


def ended_there(kind: str, text: str, job: Job) -> Outcome:
    """A shared test that ended with an exception which no line of the submission raised."""
    lacking = _LACKING.match(text) if kind in {"NameError", "ImportError", "AttributeError"} else None
    if lacking:
        return _missing(lacking[1], job)
    return Outcome(status="failed", message=_ended_with(kind, text))


def _ended_with(kind: str, text: str) -> Said:
    return say("With what it got the test ended with %1: %2", kind, clip(text))


def _raised(report: Report, job: Job, test: Test | None) -> Outcome:
    info = explained(report, job.code, test)
    memory = "MemoryError" in report.names
    return Outcome(
        status="error",
        actual=f"{info.type} is raised",
        message=clip(f"{info.type}: {info.message}" if info.message else info.type),
        line=info.line,
        error=info,
        ending="memory" if memory else None,
    )


def _missing_name(error: BaseException) -> str | None:
    """The name that the submission lacks, where that is what went wrong."""
    if isinstance(error, Missing):
        return error.name
    imported = _LACKING.match(str(error)) if isinstance(error, ImportError) else None
    return imported[1] if imported else None


def _missing(name: str, job: Job) -> Outcome:
    message = f"name {name!r} is not defined"
    words, line = explain_missing(name, job.code)
    info = ErrorInfo(type="NameError", message=message, line=line, explanation=str(words), sentences=words.sentences)
    return Outcome(status="error", message=words, line=line, error=info)
