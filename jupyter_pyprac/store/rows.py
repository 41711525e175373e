"""Submissions between their table and the model, and what becomes of the columns of one."""

import hashlib
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row

from grader_service.contract import Verdict, decode, encode
from jupyter_pyprac.model import Status, Submission


def submission(row: Row[Any]) -> Submission:
    """A whole row of `SUBMISSIONS` as a value."""
    return Submission(
        id=row.id,
        viewer=row.viewer,
        assignment_id=f"{row.course}/{row.slug}",
        revision=row.revision,
        attempt=row.attempt,
        code=row.code,
        digest=row.digest,
        status=cast("Status", row.status),
        verdict=decode(row.verdict, Verdict) if row.verdict is not None else None,
        job_id=row.job_id,
        stream_id=row.stream_id,
        queued_times=row.queued_times,
        submitted_at=row.submitted_at,
        queued_at=row.queued_at,
        graded_at=row.graded_at,
    )


def waiting(job_id: str, stream_id: str | None, now: datetime) -> dict[str, Any]:
    """The columns of one that is pending on a job, nothing known of it."""
    return {
        "status": "pending",
        "outcome": None,
        "correct": None,
        "verdict": None,
        "graded_at": None,
        "job_id": job_id,
        "stream_id": stream_id,
        "queued_times": 0,
        "queued_at": now,
    }


def graded(verdict: Verdict, now: datetime) -> dict[str, Any]:
    """The columns of a verdict: `failed` where the system could not, which is never held against the student."""
    broken = verdict.status == "system"
    return {
        "status": "failed" if broken else "processed",
        "outcome": verdict.status,
        "correct": None if broken else verdict.correct,
        "verdict": encode(verdict),
        "graded_at": now,
    }


def sha256(code: str) -> str:
    """What code is compared by."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def split(assignment_id: str) -> tuple[str, str]:
    """Course and slug of an assignment's id."""
    course, _, slug = assignment_id.partition("/")
    return course, slug
