"""The tables, and what each is for.

    courses       one row per course
    assignments   which revision of an assignment is the current one, and whether it is withdrawn
    revisions     the content of an assignment at each of its revisions, as ASCII JSON
    files         data files by the SHA-256 of their bytes
    submissions   every attempt with its code, where its grading is, and its verdict as ASCII JSON
    progress      per viewer and assignment: attempts made, and the first correct one
    drafts        per viewer and assignment: the code that was written and not submitted
    members       students and instructors of courses, where staff keep lists of their own
    leases        which replica does a job that only one may do

`progress` is kept in the transaction that adds or grades a submission, so that a list with scores reads one small
row per assignment, however many submissions there are. The migrations in `migrations/` make these tables; a test
holds the two together.
"""

from datetime import UTC, datetime
from typing import Literal, cast

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from jupyter_pyprac.store.types import AnyText, Key, Utc

Number = BigInteger().with_variant(Integer, "sqlite")
"""An ever larger number; on SQLite only a plain INTEGER key numbers itself."""


class Base(DeclarativeBase):
    """What all tables share."""


class CourseRow(Base):
    """A course."""

    __tablename__ = "courses"

    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    title: Mapped[str] = mapped_column(AnyText)
    language: Mapped[str] = mapped_column(Key)


class AssignmentRow(Base):
    """An assignment of a course; its content is that of its current revision."""

    __tablename__ = "assignments"

    course: Mapped[str] = mapped_column(Key, ForeignKey("courses.slug"), primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    revision: Mapped[int]
    withdrawn: Mapped[bool]


class RevisionRow(Base):
    """An assignment as it is or was at one revision: what a pending submission of that revision is graded by."""

    __tablename__ = "revisions"
    __table_args__ = (ForeignKeyConstraint(["course", "slug"], ["assignments.course", "assignments.slug"]),)

    course: Mapped[str] = mapped_column(Key, primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime | None] = mapped_column(Utc, default=lambda: datetime.now(UTC))


class FileRow(Base):
    """The bytes of a data file, whichever assignments use it."""

    __tablename__ = "files"

    sha256: Mapped[str] = mapped_column(Key, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SubmissionRow(Base):
    """An attempt; `number` orders all submissions by arrival, `outcome` is the status of the verdict."""

    __tablename__ = "submissions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["course", "slug", "revision"], ["revisions.course", "revisions.slug", "revisions.revision"]
        ),
        UniqueConstraint("id", name="one_submission_per_id"),
        UniqueConstraint("viewer", "course", "slug", "revision", "code_sha256", name="one_submission_per_code"),
        UniqueConstraint("viewer", "course", "slug", "attempt", name="one_submission_per_attempt"),
        Index("submissions_of_viewer", "viewer", "number"),
        Index("submissions_of_assignment", "viewer", "course", "slug", "number"),
        Index("submissions_by_digest", "digest", "status", "outcome"),
        Index("submissions_by_job", "job_id"),
        # In the database these two hold the pending rows alone. To say so here would load both dialects.
        Index("submissions_pending", "queued_at"),
        Index("submissions_pending_of_viewer", "viewer"),
    )

    number: Mapped[int] = mapped_column(Number, primary_key=True)
    id: Mapped[str] = mapped_column(Key)
    viewer: Mapped[str] = mapped_column(Key)
    course: Mapped[str] = mapped_column(Key)
    slug: Mapped[str] = mapped_column(Key)
    revision: Mapped[int]
    attempt: Mapped[int]
    code: Mapped[str] = mapped_column(AnyText)
    code_sha256: Mapped[str] = mapped_column(Key)
    digest: Mapped[str] = mapped_column(Key)
    status: Mapped[str] = mapped_column(Key)
    outcome: Mapped[str | None] = mapped_column(Key)
    correct: Mapped[bool | None]
    verdict: Mapped[bytes | None] = mapped_column(LargeBinary)
    job_id: Mapped[str] = mapped_column(Key)
    stream_id: Mapped[str | None] = mapped_column(Key)
    queued_times: Mapped[int]
    submitted_at: Mapped[datetime] = mapped_column(Utc)
    queued_at: Mapped[datetime] = mapped_column(Utc)
    graded_at: Mapped[datetime | None] = mapped_column(Utc)


class ProgressRow(Base):
    """How far a viewer is with an assignment; `first_correct` is the number of the earliest correct submission."""

    __tablename__ = "progress"
    __table_args__ = (ForeignKeyConstraint(["course", "slug"], ["assignments.course", "assignments.slug"]),)

    viewer: Mapped[str] = mapped_column(Key, primary_key=True)
    course: Mapped[str] = mapped_column(Key, primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    attempts: Mapped[int]
    first_correct: Mapped[int | None] = mapped_column(Number, ForeignKey("submissions.number"))


class DraftRow(Base):
    """What a viewer has written for an assignment; `version` counts how often other code was saved."""

    __tablename__ = "drafts"
    __table_args__ = (ForeignKeyConstraint(["course", "slug"], ["assignments.course", "assignments.slug"]),)

    viewer: Mapped[str] = mapped_column(Key, primary_key=True)
    course: Mapped[str] = mapped_column(Key, primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(AnyText)
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(Utc)


class MemberRow(Base):
    """Somebody on a course's own list of students or instructors."""

    __tablename__ = "members"

    course: Mapped[str] = mapped_column(Key, ForeignKey("courses.slug"), primary_key=True)
    role: Mapped[Literal["student", "instructor"]] = mapped_column(Key, primary_key=True)
    viewer: Mapped[str] = mapped_column(Key, primary_key=True)


class LeaseRow(Base):
    """Who may do a named job until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(Key, primary_key=True)
    holder: Mapped[str] = mapped_column(Key)
    until: Mapped[datetime] = mapped_column(Utc)


ASSIGNMENTS, REVISIONS, SUBMISSIONS, PROGRESS = (
    cast("Table", row.__table__) for row in (AssignmentRow, RevisionRow, SubmissionRow, ProgressRow)
)
"""The tables as what every submission does names them: in statements built once, whose rows are not tracked."""
