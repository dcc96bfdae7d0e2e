"""The demo city's pages tried out: what only that shows is found where it is planted, and nowhere else."""

import asyncio
from urllib.parse import urljoin

import pytest

from a11y_audit import api, registry
from a11y_audit.settings import Settings
from a11y_audit.testing.demo_city.manifest import barriers
from a11y_audit.testing.demo_city.server import serve
from tests.browser.test_demo_city_audit import CERTAIN, path_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]

SOUND = ("/accessibility/", "/kurashi/tesuryo/", "/search/", "/sitemap/")
"""Pages on which nothing of that kind is planted on any night."""
HINDERED, MENDED = 1, 4
"""A night on which each behaviour hinders someone, and one on which the same parts behave well."""


def planted(night: int) -> set[tuple[str, str, str]]:
    return {
        (path, each.tried.rule, each.tried.reason)
        for each in barriers(night)
        if each.tried is not None
        for path in each.pages
    }


@pytest.mark.parametrize("night", [HINDERED, MENDED], ids=["hindered", "mended"])
def test_what_only_trying_shows_is_found_where_it_is_planted_and_nowhere_else(night: int) -> None:
    paths = sorted({path for path, _, _ in planted(HINDERED)} | {*SOUND})
    with serve(night) as url:
        results = asyncio.run(
            api.check(Settings.model_validate({}), [urljoin(url, each) for each in paths], progress=lambda _: None)
        )
    found = {
        (path_of(each.url), finding.rule, finding.reason)
        for each in results
        for finding in each.findings
        if finding.kind.value in CERTAIN and not finding.rule.startswith("axe/") and registry.rule(finding.rule).needs
    }

    assert [each.not_audited for each in results] == [None] * len(paths)
    assert planted(night) == found


def test_each_behaviour_is_planted_and_mended() -> None:
    assert len({rule for _, rule, _ in planted(HINDERED)}) >= 9
    assert {"pointer-work-has-keys"} == {rule for _, rule, _ in planted(MENDED)}
