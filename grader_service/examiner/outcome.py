"""What one test came to, before points and the verdict are made of it."""

from dataclasses import dataclass

from grader_service.contract import ErrorInfo, TestStatus
from grader_service.examiner.errors import Ending


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The outcome of one test; `share` is the part of its points that it earned."""

    status: TestStatus
    share: float = 0.0
    call: str | None = None
    expected: str | None = None
    actual: str | None = None
    message: str | None = None
    line: int | None = None
    stdout: str = ""
    seconds: float = 0.0
    error: ErrorInfo | None = None
    ending: Ending | None = None


NOT_RUN = Outcome(status="not-run")
