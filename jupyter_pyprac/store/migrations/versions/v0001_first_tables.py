"""The first tables: courses, assignments with their revisions and files, submissions, progress, leases."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.String()
BYTES = sa.LargeBinary()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PENDING = sa.text("status = 'pending'")


def upgrade() -> None:
    """Make the tables in an empty database."""
    courses()
    submissions()
    op.create_table(
        "progress",
        sa.Column("viewer", KEY, primary_key=True),
        sa.Column("course", KEY, primary_key=True),
        sa.Column("slug", KEY, primary_key=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_correct", NUMBER, sa.ForeignKey("submissions.number")),
        sa.ForeignKeyConstraint(["course", "slug"], ["assignments.course", "assignments.slug"]),
    )
    op.create_table(
        "leases",
        sa.Column("name", KEY, primary_key=True),
        sa.Column("holder", KEY, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )


def courses() -> None:
    """Courses, their assignments and what those need."""
    op.create_table(
        "courses",
        sa.Column("slug", KEY, primary_key=True),
        sa.Column("title", BYTES, nullable=False),
        sa.Column("language", KEY, nullable=False),
    )
    op.create_table(
        "assignments",
        sa.Column("course", KEY, sa.ForeignKey("courses.slug"), primary_key=True),
        sa.Column("slug", KEY, primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("course", KEY, primary_key=True),
        sa.Column("slug", KEY, primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("content", BYTES, nullable=False),
        sa.ForeignKeyConstraint(["course", "slug"], ["assignments.course", "assignments.slug"]),
    )
    op.create_table(
        "files",
        sa.Column("sha256", KEY, primary_key=True),
        sa.Column("content", BYTES, nullable=False),
    )


def submissions() -> None:
    """Submissions and the ways by which they are found."""
    op.create_table(
        "submissions",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", KEY, nullable=False),
        sa.Column("viewer", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("slug", KEY, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("code", BYTES, nullable=False),
        sa.Column("code_sha256", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("outcome", KEY),
        sa.Column("correct", sa.Boolean()),
        sa.Column("verdict", BYTES),
        sa.Column("job_id", KEY, nullable=False),
        sa.Column("stream_id", KEY),
        sa.Column("queued_times", sa.Integer(), nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("graded_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["course", "slug", "revision"], ["revisions.course", "revisions.slug", "revisions.revision"]
        ),
        sa.UniqueConstraint("id", name="one_submission_per_id"),
        sa.UniqueConstraint("viewer", "course", "slug", "revision", "code_sha256", name="one_submission_per_code"),
        sa.UniqueConstraint("viewer", "course", "slug", "attempt", name="one_submission_per_attempt"),
    )
    find_by("submissions_of_viewer", "viewer", "number")
    find_by("submissions_of_assignment", "viewer", "course", "slug", "number")
    find_by("submissions_by_digest", "digest", "status", "outcome")
    find_by("submissions_by_job", "job_id")
    find_by("submissions_pending", "queued_at", where=PENDING)
    find_by("submissions_pending_of_viewer", "viewer", where=PENDING)


def find_by(name: str, *columns: str, where: sa.TextClause | None = None) -> None:
    """Make an index of submissions, of all or of some."""
    options: dict[str, Any] = {f"{op.get_context().dialect.name}_where": where}  # to name both would load both
    op.create_index(name, "submissions", columns, **options)
