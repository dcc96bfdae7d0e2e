"""Papers are pages: audited by the product itself, in both languages, they give no finding; their PDF is the same twice."""

import asyncio
import shutil
from pathlib import Path

import pytest

from a11y_audit import api, papers
from a11y_audit.settings import Settings, Site
from tests.browser.conftest import City, settings_for
from tests.browser.test_own_report import serve

pytestmark = pytest.mark.browser

NAMED = Settings(site=Site(name="みどり野市公式サイト"))
PAPERS = ("compare/", "compare/en/", "pack/", "pack/en/", "pack/requirements.html", "pack/en/requirements.html")


@pytest.fixture(scope="module")
def written(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nights of the demo city compared, and packed for a tender twice."""
    out = tmp_path_factory.mktemp("papers")
    folder = out / "city"
    shutil.copytree(city.folder, folder, symlinks=True)
    papers.compare(NAMED, folder, 1, 3, out=out / "compare")
    for name in ("pack", "again/pack"):
        assert papers.tender(NAMED, folder, out=out / name).has_pdf
    return out


def test_our_papers_give_no_finding(written: Path) -> None:
    with serve(written) as url:
        urls = [f"{url}{each}" for each in PAPERS]
        results = asyncio.run(api.check(settings_for(url), urls, progress=lambda _: None))
    found = [
        f"{each.url} {finding.kind} {finding.rule} {finding.reason}"
        for each in results
        for finding in each.findings
        if finding.kind in ("failed", "likely", "untested")
    ]
    assert [each.not_audited for each in results] == [None] * len(PAPERS)
    assert found == []


def test_a_pack_with_its_pdf_is_the_same_twice(written: Path) -> None:
    one, two = ((written / name / "pack.zip").read_bytes() for name in ("", "again"))
    assert (written / "pack" / "report" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert one == two
