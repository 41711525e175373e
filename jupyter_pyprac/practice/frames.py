"""The frames of the live connection; each carries its name in `type` (see the contract)."""

import json

import msgspec

from grader_service.contract import TestStatus
from jupyter_pyprac.visibility import SubmissionView, VerdictView


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    """First on every connection: scores by course, and the submissions still being graded."""

    scores: dict[str, int]
    pending: list[str]


class Queued(msgspec.Struct, frozen=True, omit_defaults=True, tag="queued"):
    """How many jobs are ahead and about how many seconds that takes, where that is known.

    `refusal` says why no grader works at all, where that is so.
    """

    submission_id: str
    position: int
    eta_seconds: int | None
    refusal: str | None = None


class Started(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="started"):
    """A grader has begun: the one id that is there says with what."""

    submission_id: str | None = None
    run_id: str | None = None


class Tested(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="test"):
    """One test of a submission or a run has ended; `index` counts from 0."""

    submission_id: str | None = None
    run_id: str | None = None
    index: int
    total: int
    name: str
    status: TestStatus


class Graded(msgspec.Struct, frozen=True, tag="graded"):
    """The verdict is in the database."""

    submission: SubmissionView
    course: str
    score: int


class Ran(msgspec.Struct, frozen=True, tag="run"):
    """What a run came to."""

    run_id: str
    verdict: VerdictView | None


class AssignmentsChanged(msgspec.Struct, frozen=True, tag="assignments-changed"):
    """The assignments of the course are to be fetched again."""

    course: str


Frame = Hello | Queued | Started | Tested | Graded | Ran | AssignmentsChanged


def as_json(value: object) -> str:
    """A reply or frame as ASCII JSON: lone surrogates of a student's output survive as escapes."""
    return json.dumps(msgspec.to_builtins(value), separators=(",", ":"))
