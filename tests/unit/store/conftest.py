"""An empty store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from a11y_audit.store.engine import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()
