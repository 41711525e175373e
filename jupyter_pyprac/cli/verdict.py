"""A verdict as text for a terminal."""

from collections.abc import Iterator

from grader_service.contract import ErrorInfo
from jupyter_pyprac.authoring.report import plain
from jupyter_pyprac.visibility import TestView, VerdictView

MARKS = {"passed": "passed  ", "failed": "FAILED  ", "error": "ERROR   ", "timeout": "TIMEOUT ", "not-run": "not run "}


def as_text(verdict: VerdictView) -> str:
    """The verdict for a person, ending with a line end; what would steer the terminal is written out."""
    return "".join(map(harmless, "\n".join(lines(verdict)) + "\n"))


def harmless(sign: str) -> str:
    """A character, as an escape where it is a control character of a terminal."""
    return ascii(sign)[1:-1] if (sign < " " and sign not in "\n\t") or "\x7f" <= sign <= "\x9f" else sign


def lines(verdict: VerdictView) -> Iterator[str]:
    """Line by line: what it came to, each test, then error and output."""
    yield (
        f"{verdict.status}: {verdict.visible.passed} of {verdict.visible.total} visible and "
        f"{verdict.hidden.passed} of {verdict.hidden.total} hidden tests, "
        f"{plain(verdict.points)} of {plain(verdict.max_points)} points"
    )
    for test in verdict.tests:
        yield from told(test)
    if verdict.error:
        yield from explained(verdict.error)
    if verdict.stdout:
        yield "output:"
        yield from indented(verdict.stdout)


def told(test: TestView) -> Iterator[str]:
    """A test and, where it did not pass, what is known about it."""
    call = f": {test.call}" if test.call else ""
    yield f"  {MARKS[test.status]}{test.name}{call}{' (shared)' if test.shared else ''}"
    if test.status == "passed":
        return
    for word, text in (("expected", test.expected), ("actual", test.actual), ("note", test.message)):
        if text is not None:
            first, *rest = text.splitlines() or [""]
            yield f"    {word + ':':10}{first}"
            yield from (f"    {'':10}{line}" for line in rest)
    if test.line:
        yield f"    {'line:':10}{test.line}"


def explained(error: ErrorInfo) -> Iterator[str]:
    """An exception, and what it means; what a test looked for in vain was raised on no line of the code."""
    line = f" on line {error.line}" if error.traceback else ""
    message = f": {error.message}" if error.message else ""
    yield f"{error.type}{message}{line}"
    if error.explanation:
        yield from indented(error.explanation)


def indented(text: str) -> Iterator[str]:
    """The lines of a text, set in."""
    yield from (f"  {line}" for line in text.splitlines())
