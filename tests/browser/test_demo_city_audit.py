"""Ten nights of the demo city in a row: every count of every report is what the manifest says, and nothing else is found.

Two derivations are compared: what the product says of the pages that it was shown, and what `expected` derives from what
was planted. Only results are looked at, so it makes no difference which pages an audit showed anew.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from a11y_audit import api
from a11y_audit.store import reading, rows
from a11y_audit.store.engine import Store, open_store
from a11y_audit.testing.demo_city import expected
from a11y_audit.testing.demo_city.catalogue import NIGHTS
from a11y_audit.testing.demo_city.expected import AUDITED, Defect, Night, defect_of
from a11y_audit.testing.demo_city.manifest import Barrier, barriers, clean_pages
from a11y_audit.testing.demo_city.site import find
from tests.browser.conftest import FIRST_NIGHT, City, settings_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]
"""The first test's set-up audits ten nights."""

CERTAIN = ("failed", "likely")
"""Kinds of which every finding is planted; a person may be asked about more than that."""


@pytest.fixture(scope="session")
def store(ten_nights: City) -> Iterator[Store]:
    kept = open_store(ten_nights.folder / "data", create=False)
    yield kept
    kept.close()


@pytest.fixture(params=NIGHTS, ids=lambda night: f"night{night}")
def night(request: pytest.FixtureRequest) -> Night:
    """Return what is expected of each night."""
    return expected.nights()[request.param - 1]


@pytest.fixture
def run_id(ten_nights: City, night: Night) -> int:
    return ten_nights.ends[night.number - 1].run.id


def path_of(url: str) -> str:
    return urlsplit(url).path


def is_planted_here(finding: Mapping[str, object], barrier: Barrier, night: int) -> bool:
    """Tell whether a finding is of a barrier's very element, by page, rule, kind and place."""
    path = path_of(str(finding["url"]))
    rules = {str(finding["rule"]), *json.loads(str(finding["data"])).get("also", [])}
    if (
        path not in barrier.pages
        or finding["kind"] not in (barrier.outcome, barrier.beside)
        or not rules & set(barrier.rules)
    ):
        return False
    if barrier.by == "script":
        return BeautifulSoup(str(finding["snippet"]), "html.parser").select_one(barrier.selector) is not None
    shown = source(night, path)
    return shown.select_one(str(finding["selector"])) is shown.select_one(barrier.selector)


@lru_cache(maxsize=4)
def source(night: int, path: str) -> BeautifulSoup:
    """Return a page as it was served; findings come page by page."""
    return BeautifulSoup(find(night, path).body, "lxml")


def barrier_of(finding: Mapping[str, object], night: int) -> Barrier | None:
    """Return the one barrier that explains a finding."""
    known = [each for each in barriers(night) if is_planted_here(finding, each, night)]
    assert len(known) <= 1, [each.id for each in known]
    return known[0] if known else None


@dataclass(frozen=True, slots=True)
class Explained:
    """The findings of one night, held against what was planted.

    Attributes:
        meant: id of a defect of the run → the expected defect that it is.
        seen: expected defect → paths of the pages on which it was found.
        unexplained: failed and likely findings of which nothing planted is the cause.
    """

    meant: dict[str, Defect] = field(default_factory=dict)
    seen: dict[Defect, set[str]] = field(default_factory=dict)
    unexplained: list[str] = field(default_factory=list)


def explained(store: Store, run_id: int, night: int) -> Explained:
    """Return what explains each finding of a run."""
    told = Explained()
    for finding in rows.finding_rows(store, run_id):
        path = path_of(finding["url"])
        if barrier := barrier_of(finding, night):
            defect = defect_of(barrier, path)
            assert defect == told.meant.setdefault(finding["defect"], defect), "two barriers are one defect"
            told.seen.setdefault(defect, set()).add(path)
        elif finding["kind"] in CERTAIN:
            told.unexplained.append(f"{finding['url']} {finding['rule']} {finding['selector']}")
    return told


@pytest.fixture(scope="session")
def story(ten_nights: City, store: Store) -> tuple[Explained, ...]:
    """Return what explains the findings of each night."""
    return tuple(explained(store, end.run.id, night) for night, end in zip(NIGHTS, ten_nights.ends, strict=True))


@pytest.fixture(scope="session")
def meant(story: tuple[Explained, ...]) -> dict[str, Defect]:
    """Return which expected defect each defect of any night is."""
    known: dict[str, Defect] = {}
    for told in story:
        assert {**told.meant, **known} == {**known, **told.meant}, "a defect changed its barrier overnight"
        known |= told.meant
    return known


def test_every_page_ends_as_the_night_has_it(store: Store, night: Night, run_id: int) -> None:
    ended = {
        path_of(row["url"]): row["why"] or row["status"]
        for row in rows.page_rows(store, run_id)
        if not urlsplit(row["url"]).query
    }

    assert dict(night.ends) == ended


def test_pages_are_counted_by_reason(ten_nights: City, night: Night) -> None:
    totals = ten_nights.ends[night.number - 1].totals

    assert dict(night.not_audited) == totals.not_audited
    assert dict(night.left_out) == totals.left_out
    assert (night.audited, night.audited + sum(night.not_audited.values())) == (totals.audited, totals.found)


def test_findings_are_counted(ten_nights: City, night: Night) -> None:
    totals = ten_nights.ends[night.number - 1].totals

    assert {kind: night.findings(kind) for kind in CERTAIN} == {kind: totals.findings[kind] for kind in CERTAIN}
    assert night.failed_pages == totals.failed_pages


def test_nothing_failed_or_likely_is_unexplained(story: tuple[Explained, ...], night: Night) -> None:
    assert story[night.number - 1].unexplained == []


def test_every_barrier_is_found_on_every_page(story: tuple[Explained, ...], night: Night) -> None:
    assert {defect: set(paths) for defect, paths in night.seen.items()} == story[night.number - 1].seen


def test_every_defect_is_in_the_state_that_the_nights_make(
    meant: dict[str, Defect], store: Store, night: Night, run_id: int
) -> None:
    states = reading.defect_states_of(store, run_id)
    said = {meant[each]: state.state.value for each, state in states.items() if each in meant}
    unknown = [state for each, state in states.items() if each not in meant and state.kind.value in CERTAIN]

    assert dict(night.states) == said
    assert unknown == []


def test_states_are_counted(ten_nights: City, night: Night) -> None:
    assert dict(night.count(*CERTAIN)) == ten_nights.ends[night.number - 1].totals.defect_states


def test_a_barrier_counts_as_one_defect_where_the_manifest_says_so(meant: dict[str, Defect]) -> None:
    assert [] == [defect for defect, number in Counter(meant.values()).items() if number != 1]


def test_nothing_is_failed_or_likely_on_clean_pages(store: Store, night: Night, run_id: int) -> None:
    clean = {path for path in clean_pages(night.number) if night.ends[path] == AUDITED}
    dirty = {path_of(row["url"]) for row in rows.finding_rows(store, run_id) if row["kind"] in CERTAIN}

    assert clean & dirty == set()


def test_recheck_gives_the_same_findings(ten_nights: City, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    shutil.copytree(ten_nights.folder, folder)
    last = ten_nights.ends[-1]

    end = api.recheck(settings_for(ten_nights.url), folder, last.run.id, now=lambda: FIRST_NIGHT)

    kept = open_store(folder / "data", create=False)
    before, after = (sorted(map(_judged, rows.finding_rows(kept, each))) for each in (last.run.id, end.run.id))
    kept.close()
    assert before == after
    assert last.totals.findings == end.totals.findings
    assert set(end.totals.defect_states) <= {"persisting", "not_retested"}


def _judged(row: Mapping[str, object]) -> tuple[str, ...]:
    names = ("url", "rule", "reason", "kind", "criteria", "defect", "data", "selector", "snippet", "over_site")
    return tuple(str(row[name]) for name in names)
