"""Submitting code and reading what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import msgspec
from sqlalchemy.orm import Session

from grader_service.contract import Job
from jupyter_pyprac.errors import Changed, Closed, Malformed, Unknown
from jupyter_pyprac.model import UNTOUCHED, Assignment, Submission, Viewer
from jupyter_pyprac.practice.catalogue import the_assignment, the_course
from jupyter_pyprac.practice.clock import Clock
from jupyter_pyprac.practice.code import checked_text
from jupyter_pyprac.practice.grading import Grading
from jupyter_pyprac.practice.jobs import submission_job
from jupyter_pyprac.practice.queueing import Queueing
from jupyter_pyprac.practice.rate import Rate
from jupyter_pyprac.practice.waiting import Waiting
from jupyter_pyprac.store import submissions as stored
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.visibility import SubmissionView, assignment_view, submission_view


class Page(msgspec.Struct, frozen=True):
    """Submissions, newest first; `next` is where the following page begins."""

    submissions: list[SubmissionView]
    next: str | None


@dataclass(frozen=True)
class Reply:
    """A submission, and whether this request made it."""

    submission: SubmissionView
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Submissions:
    """A viewer's submissions."""

    database: Database
    queueing: Queueing
    grading: Grading
    waiting: Waiting
    rate: Rate
    clock: Clock

    async def submit(self, viewer: Viewer, assignment_id: str, code: str, revision: int | None = None) -> Reply:
        """Store the code and have it graded; the same code again is the same submission.

        Raises:
            Malformed, TooLarge: the code is no text or too long.
            Unknown: no such assignment.
            SlowDown: over the rate.
            Closed: past the deadline.
            Changed: `revision` is older than the assignment's.
        """
        code = checked_text(code, "code")
        now = self.clock()
        assignment, same = await self.database.read(look_up, viewer, assignment_id, code, now)
        if same is not None:
            return await self._again(assignment, same)
        await self.rate.take(viewer)
        check_open(assignment, now)
        if revision is not None and revision < assignment.revision:
            raise await self._changed(viewer, assignment)
        job = submission_job(assignment, code)
        early = self.queueing.early(job)
        made = await self.database.write(make, viewer, assignment, job, now, early.begin)
        if not made.is_new:
            return await self._again(assignment, made.submission)
        if made.submission.status == "pending":
            await self.queueing.queue(made.submission, job, early)
        else:
            self._settled(made.submission, made.score)
        return Reply(submission_view(made.submission), is_new=True)

    async def page(  # noqa: PLR0913  the filters of the contract
        self,
        viewer: Viewer,
        *,
        course: str | None,
        assignment_id: str | None,
        correct: bool | None,
        limit: int,
        before: str | None,
    ) -> Page:
        """The viewer's submissions, newest first.

        Raises:
            Malformed: `before` is not one of them.
        """
        filters = partial(stored.page, course=course, assignment_id=assignment_id, correct=correct)
        try:
            rows, following = await self.database.read(filters, viewer.name, limit=limit, before=before)
        except Unknown as error:
            message = "The field before names no submission of yours."
            raise Malformed(message) from error
        return Page([submission_view(row) for row in rows], following)

    async def first_correct(self, viewer: Viewer, course: str | None) -> Page:
        """The earliest correct submission of each solved assignment."""
        rows = await self.database.read(first_correct, viewer, course)
        return Page([submission_view(row) for row in rows], None)

    async def get(self, viewer: Viewer, submission_id: str, wait: float = 0) -> SubmissionView:
        """One submission; with `wait` as soon as it is graded, at the latest after so many seconds.

        Raises:
            Unknown: the viewer has no such submission.
        """

        async def look() -> Submission:
            return await self.database.read(the_submission, viewer, submission_id)

        row = await self.waiting.until(submission_id, look, lambda found: found.status != "pending", wait)
        return submission_view(row)

    async def _again(self, assignment: Assignment, same: Submission) -> Reply:
        """The viewer's own earlier submission; graded once more where the machine was to blame."""
        if not same.may_be_graded_again:
            return Reply(submission_view(same, reused=True), is_new=False)
        job = submission_job(assignment, same.code)
        row = await self.database.write(stored.again, same.id, job.job_id, self.clock())
        if row.status == "pending":
            await self.queueing.queue(row, job)
        return Reply(submission_view(row, reused=True), is_new=False)

    async def _changed(self, viewer: Viewer, assignment: Assignment) -> Changed:
        """The refusal of code for an older revision, with the assignment as the viewer sees it now."""
        standings = await self.database.read(stored.progress, viewer.name, assignment.course)
        message = f"{assignment.title!r} was changed since you opened it: look at it again, then submit."
        return Changed(message, assignment_view(assignment, standings.get(assignment.id, UNTOUCHED)))

    def _settled(self, submission: Submission, score: int) -> None:
        """Tell every tab of the viewer of a verdict that was taken over."""
        self.grading.show(submission, score)
        self.queueing.tell_settled(submission)


@dataclass(frozen=True)
class Made:
    """A stored submission; not new where a racing request stored the same code first."""

    submission: Submission
    is_new: bool
    score: int = 0


def look_up(
    session: Session, viewer: Viewer, assignment_id: str, code: str, now: datetime
) -> tuple[Assignment, Submission | None]:
    """The assignment, and the viewer's submission of the same code for its current revision."""
    assignment = the_assignment(session, viewer, assignment_id, now)
    return assignment, stored.identical(session, viewer.name, assignment.id, assignment.revision, code)


def check_open(assignment: Assignment, now: datetime) -> None:
    """Refuse what comes after the deadline."""
    if assignment.due_at is not None and now > assignment.due_at:
        message = f"The deadline of {assignment.title!r} has passed: nothing more can be submitted. Run still works."
        raise Closed(message)


def make(  # noqa: PLR0913, PLR0917  what `add` takes, and its session
    session: Session, viewer: Viewer, assignment: Assignment, job: Job, now: datetime, begin: Callable[[], None]
) -> Made:
    """Store the submission; processed where the verdict of its digest is known, else `begin` is called in time."""
    added = stored.add(session, viewer=viewer.name, assignment=assignment, job=job, now=now, begin=begin)
    known = added.submission.status == "processed"
    score = stored.score(session, viewer.name, assignment.course) if known else 0
    return Made(added.submission, is_new=added.is_new, score=score)


def the_submission(session: Session, viewer: Viewer, submission_id: str) -> Submission:
    """The viewer's submission; Unknown where it is nobody's or somebody else's."""
    row = stored.get(session, viewer.name, submission_id)
    if row is None:
        message = "There is no such submission of yours."
        raise Unknown(message, "unknown-submission")
    return row


def first_correct(session: Session, viewer: Viewer, course: str | None) -> list[Submission]:
    """The viewer's earliest correct submissions in a course."""
    return stored.first_correct(session, viewer.name, course or the_course(session, viewer, None).slug)
