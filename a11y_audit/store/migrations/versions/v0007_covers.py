"""What in a picture may tell of a person."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of older pictures it is not known."""
    op.add_column("pictures", sa.Column("covers", sa.Text(), nullable=True))
