"""The department that a page's contact block names."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of older visits it is not known until they are judged again."""
    op.add_column("visits", sa.Column("contact", sa.Text(), nullable=True))
