"""Nights, as far as they need no browser."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from a11y_audit import nights
from a11y_audit.audit.events import Stop
from a11y_audit.core.text import Lang
from a11y_audit.errors import StoreError
from a11y_audit.nights import NightEnd
from a11y_audit.schedule.journal import Journal, Night
from a11y_audit.settings import Settings

NOW = datetime(2026, 11, 29, 13, tzinfo=UTC)


def run(folder: Path, *, catch_up: bool) -> NightEnd | None:
    return asyncio.run(
        nights.night(
            Settings(),
            folder,
            catch_up=catch_up,
            lang=Lang.JA,
            code_of=lambda _: 0,
            progress=lambda _: None,
            stop=Stop(),
            now=lambda: NOW,
        )
    )


def test_a_night_that_goes_on_is_neither_missed_nor_begun_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    Journal(data).begin(Night(begun=NOW))
    with FileLock(data / "lock"):
        assert run(tmp_path, catch_up=True) is None
        with pytest.raises(StoreError, match="Another audit is running"):
            run(tmp_path, catch_up=False)
    assert [Night(begun=NOW)] == Journal(data).nights()


def test_before_the_first_night_nothing_is_missed(tmp_path: Path) -> None:
    assert run(tmp_path, catch_up=True) is None
