"""Outcomes of tests that did not end well: stopped, raised, or could not make use of what came back."""

import re

from grader_service.contract import ErrorInfo, Job, Test
from grader_service.examiner.errors import Stopped, StudentError, TooManyCalls, Unsent
from grader_service.examiner.explained import explained
from grader_service.examiner.likepytest import NotOffered
from grader_service.examiner.link import Link
from grader_service.examiner.names import Missing
from grader_service.examiner.outcome import Outcome
from grader_service.examiner.output import OUTPUT_BYTES
from grader_service.examiner.show import clip, show
from grader_service.feedback import explain_missing, never_ends
from grader_service.sandbox.guest import MODULE
from grader_service.sandbox.report import Report
from grader_service.sandbox.values import WireError

_NOT_IMPORTED = re.compile(rf"cannot import name '(\w+)' from '{MODULE}'")


def stopped(stop: Stopped, job: Job) -> Outcome:
    """A test whose process was ended, or ended itself."""
    where = f" on line {stop.line}" if stop.line else ""
    lesson = never_ends(job.code, stop.line) if stop.ending in {"timeout", "output"} else None
    sentences = {
        "timeout": f"It was stopped{where}, because it took longer than {job.limits.seconds:g} s.",
        "output": f"It printed too much and was stopped{where}: a test may print {OUTPUT_BYTES // 1024} kB.",
        "memory": f"It was stopped because it needs more than {job.limits.memory_mb} MB of memory.",
        "crashed": "Python itself was ended while this ran: by a call such as os._exit(), or by a crash.",
    }
    status = "timeout" if stop.ending == "timeout" else "error"
    message = " ".join(filter(None, (sentences[stop.ending], lesson)))
    return Outcome(status=status, ending=stop.ending, line=stop.line, message=message)  # type: ignore[arg-type]  # one of two


def failed(error: BaseException, job: Job, link: Link | None, test: Test | None = None) -> Outcome:
    """A test that ended with an exception: the student's, or one of the test's own on what it got."""
    if isinstance(error, StudentError):
        return _raised(error.report, job, test)
    missing = _missing_name(error)
    if missing:
        return _missing(missing, job)
    if isinstance(error, Unsent):
        return Outcome(status="failed", message=f"The result cannot be compared, because {error}.")
    if isinstance(error, TooManyCalls | WireError | NotOffered):
        return Outcome(status="failed", message=f"This test cannot go on, because {error}.")
    last = show(link.last) if link else None
    message = f"With what it got the test went on to a {type(error).__name__}: {clip(str(error))}"
    return Outcome(status="failed", actual=last, message=message, line=link.student.line if link else None)


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
        return str(error.name)
    imported = _NOT_IMPORTED.match(str(error)) if isinstance(error, ImportError) else None
    return imported[1] if imported else None


def _missing(name: str, job: Job) -> Outcome:
    message = f"name {name!r} is not defined"
    info = ErrorInfo(type="NameError", message=message, explanation=explain_missing(name, job.code))
    return Outcome(status="error", message=info.explanation, error=info)
