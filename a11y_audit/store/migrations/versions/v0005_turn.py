"""Pages have a turn: a night with a limit of time begins with the important ones."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the turn, and let the index begin with it."""
    op.add_column("visits", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("visits_by_status", table_name="visits")
    op.create_index("visits_by_turn", "visits", ["run_id", "status", "turn", "depth", "id"])
