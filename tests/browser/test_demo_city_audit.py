"""The demo city's report matches its manifest: every barrier that a rule can see is found, clean pages are clean."""

import json
import sqlite3
from urllib.parse import urlsplit

import pytest

from a11y_audit import api
from a11y_audit.testing.demo_city.manifest import barriers, clean_pages
from tests.browser.conftest import FIRST_NIGHT, City, settings_for

pytestmark = pytest.mark.browser

NIGHTS = (1, 2, 3)


def rows(city: City, query: str, *values: object) -> list[sqlite3.Row]:
    with sqlite3.connect(city.folder / "data" / "audit.sqlite3") as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(query, values).fetchall()


def findings(city: City, run_id: int) -> list[tuple[str, set[str], str]]:
    """Return path, rules (those folded in too) and kind of each finding of a run."""
    found = rows(
        city,
        "SELECT p.url, f.rule, f.kind, f.data FROM findings f JOIN pages p ON p.id = f.page_id WHERE f.run_id = ?",
        run_id,
    )
    return [
        (urlsplit(each["url"]).path, {each["rule"], *json.loads(each["data"]).get("also", [])}, each["kind"])
        for each in found
    ]


@pytest.mark.parametrize("night", NIGHTS)
def test_every_barrier_that_a_rule_can_see_is_found(city: City, night: int) -> None:
    found = findings(city, city.ends[night - 1].run.id)

    missed = [
        (barrier.id, page)
        for barrier in barriers(night)
        for page in barrier.pages
        if barrier.rules
        and not any(
            path == page and rules & set(barrier.rules) and kind == barrier.outcome for path, rules, kind in found
        )
    ]

    assert missed == []


@pytest.mark.parametrize("night", NIGHTS)
def test_nothing_is_failed_or_likely_on_clean_pages(city: City, night: int) -> None:
    clean = set(clean_pages(night))
    found = findings(city, city.ends[night - 1].run.id)

    assert [each for each in found if each[0] in clean and each[2] in ("failed", "likely")] == []
    assert len(clean) >= 15


@pytest.mark.parametrize("night", NIGHTS)
def test_nothing_is_failed_that_was_not_planted(city: City, night: int) -> None:
    planted = {(page, rule) for barrier in barriers(night) for page in barrier.pages for rule in barrier.rules}
    found = findings(city, city.ends[night - 1].run.id)

    assert [
        each for each in found if each[2] == "failed" and not any((each[0], rule) in planted for rule in each[1])
    ] == []


def test_defects_are_new_then_fixed_then_returned(city: City) -> None:
    """`old-banner-without-alt` is there on the first night, mended on the second, back on the third."""
    defect = rows(
        city,
        "SELECT DISTINCT f.defect FROM findings f JOIN pages p ON p.id = f.page_id "
        "WHERE f.run_id = ? AND p.url LIKE ? AND f.rule = 'axe/image-alt'",
        city.ends[0].run.id,
        "%" + next(each for each in barriers(1) if each.id == "old-banner-without-alt").pages[0],
    )

    states = [
        rows(city, "SELECT state FROM defect_states WHERE run_id = ? AND defect = ?", end.run.id, defect[0]["defect"])
        for end in city.ends
    ]

    assert [[each["state"] for each in state] for state in states] == [["new"], ["fixed"], ["returned"]]


def test_totals_change_over_the_nights_and_nothing_is_called_fixed_untested(city: City) -> None:
    first, second, third = (end.totals for end in city.ends)

    assert set(first.defect_states) == {"new"}
    assert second.defect_states["fixed"] > 0
    assert second.defect_states["new"] > 0
    assert third.defect_states["returned"] >= 1
    assert third.defect_states["fixed"] > 0


def test_recheck_gives_the_same_findings(city: City) -> None:
    last = city.ends[-1].run

    end = api.recheck(settings_for(city.url), city.folder, last.id, now=lambda: FIRST_NIGHT)

    query = (
        "SELECT page_id, rule, reason, kind, criteria, defect, data, selector, snippet, over_site FROM findings "
        "WHERE run_id = ? ORDER BY page_id, rule, reason, selector, defect"
    )
    assert [tuple(row) for row in rows(city, query, end.run.id)] == [tuple(row) for row in rows(city, query, last.id)]
    assert end.totals.findings == city.ends[-1].totals.findings
    assert set(end.totals.defect_states) == {"persisting"}
