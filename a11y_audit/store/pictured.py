"""Where in its picture the place of a defect is."""

import json

from sqlalchemy import select

from a11y_audit.core.target import Box
from a11y_audit.store.engine import Store
from a11y_audit.store.schema import pictures


def places_of(store: Store, site: str) -> dict[str, Box]:
    """Return the place in each stored picture of a site, in CSS pixels, by the picture's key."""
    query = select(pictures.c.picture, pictures.c.place).where(pictures.c.site == site)
    with store.reading() as connection:
        return {row.picture: Box(*json.loads(row.place)) for row in connection.execute(query)}
