"""When a revision was made: unknown of those that were there before."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column."""
    op.add_column("revisions", sa.Column("made_at", sa.DateTime(timezone=True)))
