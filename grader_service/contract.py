"""What the service and its graders say to each other: jobs, verdicts, events and the names they travel under.

Everything here is public and frozen. Messages are JSON in ASCII: `encode` writes what `decode` reads, lone
surrogates and NUL bytes included, and `decode` checks every field. Readers accept `VERSION` and the one before.
"""

import hashlib
import json
from typing import Annotated, Any, Literal, TypeVar

import msgspec

VERSION = 1
JOB_BYTES = 1024 * 1024
VERDICT_BYTES = 256 * 1024
CODE_BYTES = 64 * 1024
RESULT_SECONDS = 3600
INFLIGHT_SECONDS = 24 * 3600
ASSET_SECONDS = 24 * 3600
CLAIM_SECONDS = 30.0
MAX_DELIVERIES = 3

STREAM = "submission-queue"
LATER_STREAM = "submission-queue:later"
DEAD_STREAM = "submission-queue:dead"
TAKEOVERS = "submission-queue:takeovers"
"""A number: how often a grader took over the job of another that was gone."""
REFUSAL = "submission-queue:refused"
"""A sentence: why a grader refuses to work, and what to set. A grader that begins to read removes it."""
REFUSAL_SECONDS = 600
"""Longer than any supervisor waits before it starts a grader again."""
GROUP = "graders"
JOB_FIELD = "job"
RESULTS_CHANNEL = "grading-results"

ENVIRONMENTS = ("python", "datascience")
"""Where code may run: Python's standard library alone, or NumPy and pandas beside it."""

Protection = Literal["A", "B", "C", "L"]
TestStatus = Literal["passed", "failed", "error", "timeout", "not-run"]
VerdictStatus = Literal["passed", "failed", "error", "timeout", "memory", "output", "crashed", "system"]

MACHINE_STATUSES: frozenset[VerdictStatus] = frozenset({"timeout", "memory", "system"})
"""Verdicts about the machine rather than the code: never taken over by another submission, graded again on request."""


class ContractError(ValueError):
    """A message that does not keep to the contract; the text names the field."""


class NewerVersionError(ContractError):
    """A message of a newer release: this reader must be upgraded, the message is not damaged."""


class Limits(msgspec.Struct, frozen=True):
    """What one test may use: CPU seconds (loading counts as one test) and MiB above the warm interpreter.

    Others than these no system would count in; what authors may ask for is less.
    """

    seconds: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 2.0
    memory_mb: Annotated[int, msgspec.Meta(gt=0, le=1024 * 1024)] = 256

    @property
    def whole_job(self) -> float:
        """Seconds that a job with all its tests may last."""
        return 10 * self.seconds + 5


class Test(msgspec.Struct, frozen=True, omit_defaults=True):
    """One test of an assignment; which of `call`, `stdin`, `code` is set decides its kind."""

    name: str
    points: float = 1
    hidden: bool = False
    message: str | None = None
    group: str | None = None
    shared: bool = False
    compare: Literal["equal", "strict"] = "equal"
    score: bool = False
    call: str | None = None
    expected: str | None = None
    raises: str | None = None
    stdin: str | None = None
    stdout: str | None = None
    code: str | None = None

    @property
    def kind(self) -> Literal["call", "stdin", "code"]:
        """What the test does: evaluate a call, run the submission as a script, or run the teacher's code."""
        if self.call is not None:
            return "call"
        return "code" if self.code is not None else "stdin"


class File(msgspec.Struct, frozen=True):
    """A data file of the assignment, by the SHA-256 under which `asset_key` holds its bytes."""

    name: str
    sha256: str


class Job(msgspec.Struct, frozen=True):
    """One grading to do. It names no user and no submission: a grader never learns whose code it runs."""

    job_id: str
    digest: str
    code: str
    tests: tuple[Test, ...]
    setup_code: str = ""
    files: tuple[File, ...] = ()
    limits: Limits = Limits()
    environment: str = "python"
    version: int = VERSION


class Frame(msgspec.Struct, frozen=True):
    """One frame of the student's own code in a traceback; `line` counts from 1."""

    line: int
    code: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of ours as an English template, by which catalogues know it; `%1` in it stands for the first value.

    Two templates are one in singular and plural. A value that is a sentence is translated, any other shown as it is.
    """

    text: str | tuple[str, str]
    values: tuple["str | int | Sentence", ...] = ()


class ErrorInfo(msgspec.Struct, frozen=True):
    """An exception of the student's code: class name, text, line, words for a beginner, and the student's frames.

    `sentences` are those of the explanation, to be translated; none in a verdict of an older release.
    """

    type: str
    message: str
    line: int | None = None
    explanation: str | None = None
    sentences: tuple[Sentence, ...] = ()
    traceback: tuple[Frame, ...] = ()


class Count(msgspec.Struct, frozen=True):
    """How many of a kind of tests passed."""

    passed: int = 0
    total: int = 0


class TestResult(msgspec.Struct, frozen=True):
    """What one test came to, in full; what a student sees of it is decided by the service.

    `sentences` are those of a message that is ours and no author's. `shared`: it ran in the student's own process,
    which could forge it.
    """

    name: str
    status: TestStatus
    points: float
    max_points: float
    hidden: bool = False
    call: str | None = None
    expected: str | None = None
    actual: str | None = None
    message: str | None = None
    sentences: tuple[Sentence, ...] = ()
    line: int | None = None
    stdout: str | None = None
    duration_ms: float = 0
    shared: bool = False


class Verdict(msgspec.Struct, frozen=True):
    """The outcome of one job; `tests` are in the order of the job's."""

    status: VerdictStatus
    correct: bool
    points: float
    max_points: float
    error: ErrorInfo | None = None
    visible: Count = Count()
    hidden: Count = Count()
    tests: tuple[TestResult, ...] = ()
    stdout: str = ""
    protection: Protection = "L"
    graded_ms: int = 0
    version: int = VERSION


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a grader publishes while a job runs; `test` carries index (from 0), total, name and status.

    `graded` carries the verdict where it is short; a longer one is found where it is stored.
    """

    type: Literal["started", "test", "graded"]
    job_id: str
    index: int = 0
    total: int = 0
    name: str = ""
    status: TestStatus = "not-run"
    verdict: Verdict | None = None


Message = TypeVar("Message", Job, Verdict, Event)


def encode(message: Job | Verdict | Event) -> bytes:
    """The message as ASCII JSON. Any string survives, lone surrogates and NUL included."""
    return json.dumps(msgspec.to_builtins(message), separators=(",", ":")).encode("ascii")


def decode(raw: bytes, kind: type[Message]) -> Message:
    """Read and check one message.

    Raises:
        NewerVersionError: written by a newer release.
        ContractError: not JSON, or a field is missing or of the wrong type; the text names it.
    """
    try:
        data: Any = json.loads(raw)
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {error}"
        raise ContractError(message) from error
    if isinstance(data, dict) and isinstance(data.get("version"), int) and data["version"] > VERSION:
        message = f"version {data['version']} is newer than {VERSION}: upgrade jupyter_pyprac here"
        raise NewerVersionError(message)
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise ContractError(str(error)) from error


def digest(job: Job, purpose: Literal["submission", "run"] = "submission") -> str:
    """SHA-256 (hex) over all of a job that decides its verdict; a run's is never that of a submission."""
    parts = (purpose, job.tests, job.setup_code, job.files, job.code, job.limits, job.environment)
    text = json.dumps(msgspec.to_builtins(parts), separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def result_key(job_id: str) -> str:
    """Where the encoded verdict of a job is kept for `RESULT_SECONDS`."""
    return f"grading-result:{job_id}"


def inflight_key(job_digest: str) -> str:
    """Where the job under way for a digest is named: `{job_id} {stream_id}`."""
    return f"grading-inflight:{job_digest}"


def asset_key(sha256: str) -> str:
    """Where the bytes of a data file are kept for `ASSET_SECONDS`."""
    return f"asset:{sha256}"
