"""Forty nights of a small city: every number of the trend report is what the city knows of itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from a11y_audit import api, papers
from a11y_audit.settings import Settings
from a11y_audit.store.engine import open_store
from tests import yearly
from tests.simulation import SITE, City, live


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[City, Path]]:
    folder = tmp_path_factory.mktemp("city")
    store = open_store(folder / api.DATA)
    city = City(store, 60)
    live(city, 40)
    yield city, folder
    store.close()


SETTINGS = Settings.model_validate({"site": {"seeds": (SITE,)}, "report": {"formats": ("html", "csv")}})


@pytest.fixture(scope="module")
def written(lived: tuple[City, Path]) -> Path:
    return api.trend(SETTINGS, lived[1], now=lambda: datetime(2027, 4, 1, tzinfo=UTC)).parent


def test_the_cover_and_the_departments_of_a_report_agree_with_the_truth(lived: tuple[City, Path]) -> None:
    yearly.check_cover(api.report(SETTINGS, lived[1]).parent, lived[0])


def test_figures_to_publish_agree_with_the_truth(lived: tuple[City, Path]) -> None:
    yearly.check_figures(papers.opendata(SETTINGS, lived[1]).parent, lived[0])


def test_nights_tell_the_truth(lived: tuple[City, Path], written: Path) -> None:
    yearly.check_nights(written, lived[0])


def test_every_other_number_is_derived_from_the_truth(lived: tuple[City, Path], written: Path) -> None:
    yearly.check(written, lived[0])


def test_changes_are_marked(written: Path) -> None:
    changes = [row["変わったこと"] for row in yearly.read(written / "marks.csv")]
    assert [
        "axe-core やブラウザーが変わりました",
        "本ツールの規則が変わりました",
        "サイトが大きく入れ替わりました",
    ] == changes


def test_departments_and_priorities_agree_with_the_truth(lived: tuple[City, Path], written: Path) -> None:
    yearly.check_duties(written, lived[0])
