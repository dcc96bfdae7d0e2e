"""What image files say is kept by the hash of their bytes, for one reader."""

from pathlib import Path

from a11y_audit.core.lettering import Lettering, Line
from a11y_audit.store.engine import open_store
from a11y_audit.store.letterings import Shelf

FOUND = Lettering(width=240, height=60, lines=(Line("ふるさと納税", 0.99, (0.1, 0.2, 0.8, 0.6)), Line("x", 1.0)))


def test_what_was_read_is_there_in_the_next_night(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    shelf = Shelf(store, "reader 1")
    assert shelf.get("a") is None
    shelf.put("a", FOUND)
    shelf.put("a", FOUND)
    store.close()
    store = open_store(tmp_path)
    assert FOUND == Shelf(store, "reader 1").get("a")
    store.close()


def test_another_reader_begins_anew(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    Shelf(store, "reader 1").put("a", FOUND)
    assert Shelf(store, "reader 2").get("a") is None
    store.close()
