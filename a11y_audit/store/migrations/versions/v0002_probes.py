"""What was tried out on a page, and the template that it is of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of older visits nothing was tried out, and their template is not known."""
    op.add_column("visits", sa.Column("skeleton", sa.Text(), nullable=True))
    op.add_column("visits", sa.Column("probes", sa.Text(), nullable=True))
    op.add_column("run_rules", sa.Column("needs", sa.Text(), nullable=False, server_default=""))
