"""What unit tests share: an empty store, and property tests without a deadline: a busy machine is no fault of the code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from a11y_audit.store.engine import Store, open_store

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()
