"""What image files say in letters, kept from night to night by the hash of their bytes."""

import json

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from a11y_audit.core.lettering import Lettering
from a11y_audit.store.engine import Store
from a11y_audit.store.schema import letterings


class Shelf:
    """What one reader, by its name and version, has read."""

    def __init__(self, store: Store, reader: str) -> None:
        """Keep what `reader` reads; what another one has read is removed."""
        self._store = store
        self._reader = reader
        with store.writing() as connection:
            connection.execute(delete(letterings).where(letterings.c.reader != reader))

    def get(self, digest: str) -> Lettering | None:
        """Return what is known of a file; None where nothing is."""
        query = select(letterings.c.lettering).where(letterings.c.digest == digest)
        with self._store.reading() as connection:
            told = connection.execute(query).scalar()
        return None if told is None else Lettering.of(json.loads(told))

    def put(self, digest: str, found: Lettering) -> None:
        """Keep what a file says."""
        told = json.dumps(found.plain(), ensure_ascii=False, separators=(",", ":"))
        row = insert(letterings).values(digest=digest, reader=self._reader, lettering=told).on_conflict_do_nothing()
        with self._store.writing() as connection:
            connection.execute(row)
