"""Submissions between their table and the model, and what happens to one row."""

import hashlib
from datetime import datetime
from typing import cast

from grader_service.contract import MACHINE_STATUSES, Verdict, decode, encode
from jupyter_pyprac.model import Status, Submission
from jupyter_pyprac.store.tables import SubmissionRow


def submission(row: SubmissionRow) -> Submission:
    """The row as a value."""
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


def wait(row: SubmissionRow, job_id: str, stream_id: str | None, now: datetime) -> None:
    """Pending on a job, nothing known of it."""
    row.status, row.outcome, row.correct, row.verdict, row.graded_at = "pending", None, None, None, None
    row.job_id, row.stream_id, row.queued_times, row.queued_at = job_id, stream_id, 0, now


def grade(row: SubmissionRow, verdict: Verdict, now: datetime) -> None:
    """Graded: `failed` where the system could not, which is never held against the student."""
    broken = verdict.status == "system"
    row.status = "failed" if broken else "processed"
    row.outcome, row.correct = verdict.status, None if broken else verdict.correct
    row.verdict, row.graded_at = encode(verdict), now


def may_be_graded_again(row: SubmissionRow) -> bool:
    """Whether its grading ended without a word about the code."""
    return row.status == "failed" or (row.status == "processed" and row.outcome in MACHINE_STATUSES)


def sha256(code: str) -> str:
    """What code is compared by."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def split(assignment_id: str) -> tuple[str, str]:
    """Course and slug of an assignment's id."""
    course, _, slug = assignment_id.partition("/")
    return course, slug
