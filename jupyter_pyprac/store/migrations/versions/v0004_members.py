"""Students and instructors of courses by the staff's own lists."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.String()


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "members",
        sa.Column("course", KEY, sa.ForeignKey("courses.slug"), primary_key=True),
        sa.Column("role", KEY, primary_key=True),
        sa.Column("viewer", KEY, primary_key=True),
    )
