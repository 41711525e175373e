"""Drafts on the server."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.String()


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "drafts",
        sa.Column("viewer", KEY, primary_key=True),
        sa.Column("course", KEY, primary_key=True),
        sa.Column("slug", KEY, primary_key=True),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course", "slug"], ["assignments.course", "assignments.slug"]),
    )
