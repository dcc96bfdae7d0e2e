"""Defects that are found again under another name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the names by which known defects are found again, and how each state came about."""
    op.create_table(
        "defect_aliases",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("defect", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("site", "alias"),
    )
    op.add_column("defect_states", sa.Column("how", sa.Text(), server_default="", nullable=False))
