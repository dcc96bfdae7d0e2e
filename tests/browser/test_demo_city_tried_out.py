"""The demo city with its pages tried out: what only that shows is found where it is planted, and nowhere else."""

from collections.abc import Iterator

import pytest

from a11y_audit import registry
from a11y_audit.probes.catalogue import BY_ID
from a11y_audit.store import reach, rows
from a11y_audit.store.engine import Store, open_store
from a11y_audit.testing.demo_city.manifest import barriers
from tests.browser.conftest import LIGHT, audit_night, free_port
from tests.browser.test_demo_city_audit import CERTAIN, path_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]
"""The first test's set-up tries a city out."""

EVERY: dict[str, object] = {"on": True, "per_template": 1_000, "run_s": 3_600.0}
LEFT_OUT = (
    "/calendar/",
    "/chinese/",
    "/easy/",
    "/english/",
    "/kurashi/gomi/",
    "/nyusatsu/",
    "/oshirase/2026/",
    "/shisei/",
)
"""Parts of the city without such a barrier whose pages are like others: each page takes seconds."""
UNSURE = {("/bousai/", "focus-visible", "nothing_changes")}
"""While a text of the page runs, pictures of it with the focus and without may differ by chance, and nothing is said."""
HINDERED, MENDED = 1, 4
"""A night on which each behaviour hinders someone, and one on which the same parts behave well."""


@pytest.fixture(scope="module", params=(HINDERED, MENDED), ids=("hindered", "mended"))
def tried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Store]]:
    """Audit one night; every page that is audited is tried out."""
    folder = tmp_path_factory.mktemp("tried")
    scope = {"exclude": tuple({"pattern": each, "reason": "ほかの分野と同じ作りです。"} for each in LEFT_OUT)}
    audit_night(request.param, folder, port=free_port(), probes=EVERY, scope=scope, report=LIGHT)
    store = open_store(folder / "data", create=False)
    yield request.param, store
    store.close()


def planted(night: int) -> set[tuple[str, str, str]]:
    return {
        (path, each.tried.rule, each.tried.reason)
        for each in barriers(night)
        if each.tried is not None
        for path in each.pages
    }


def test_what_only_trying_shows_is_found_where_it_is_planted_and_nowhere_else(tried: tuple[int, Store]) -> None:
    night, store = tried
    found = {
        (path_of(row["url"]), row["rule"], row["reason"])
        for row in rows.finding_rows(store, 1)
        if row["kind"] in CERTAIN and not row["rule"].startswith("axe/") and registry.rule(row["rule"]).needs
    }

    assert planted(night) - UNSURE == found - UNSURE


def test_every_probe_came_to_its_end_on_every_page(tried: tuple[int, Store]) -> None:
    _, store = tried
    told = reach.reach(store, 1)
    names = {name for template in told for name in template.probes} & set(BY_ID)
    unfinished = [
        f"{name}: {template.pages - template.probes.get(name, 0)} of pages like {template.example}"
        for template in told
        for name in names
        if template.probes.get(name, 0) != template.pages
    ]

    assert len(names) >= 8
    assert unfinished == []


def test_each_behaviour_is_planted_and_mended() -> None:
    assert len({rule for _, rule, _ in planted(HINDERED)}) >= 9
    assert {"pointer-work-has-keys"} == {rule for _, rule, _ in planted(MENDED)}
