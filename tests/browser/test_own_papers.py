"""Papers are pages: audited by the product itself, in both languages, they give no finding; their PDF is the same twice."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from a11y_audit import api, papers
from a11y_audit.assess.judgement import CellState
from a11y_audit.assess.sample import Pick
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang
from a11y_audit.report.jis.pages import write_pages
from a11y_audit.report.jis.view import JisView
from a11y_audit.settings import Policy, Result, Settings, Site
from tests.browser.conftest import City, settings_for
from tests.browser.test_own_report import serve
from tests.unit.report import example, jis_example

pytestmark = pytest.mark.browser

NAMED = Settings(site=Site(name="みどり野市公式サイト"))
TREND = ("", "priority.html", "departments.html", "training.html")
PAPERS = ("compare/", "compare/en/", "pack/", "pack/en/", "pack/requirements.html", "pack/en/requirements.html")
WISHED = jis_example.RESULT.model_copy(update={"claim": "conforms"})
OPEN = {("1.1.1", 0): CellState.REVIEW, ("2.4.2", 1): CellState.UNTESTED, ("1.3.3", 2): CellState.MANUAL}


def _before_a_sample() -> JisView:
    view = jis_example.view()
    return replace(view, sample=None, table=None, conformance=None, claim=None, grounds=(), months=view.months[:1])


def _nothing_said() -> JisView:
    view = jis_example.view(OPEN, policy=Policy(), result=Result())
    return replace(view, months=(), departments=0, exclusions=())


def _refused() -> JisView:
    view = jis_example.view(result=WISHED)
    sample = view.sample
    assert sample is not None
    drawn = tuple(replace(page, pick=Pick.REPRESENTATIVE) for page in sample.pages)
    return replace(view, repaired=2, sample=replace(sample, pages=drawn, replacements=()))


STATES: dict[str, Callable[[], JisView]] = {
    "partly-met": jis_example.view,
    "all-met": lambda: jis_example.view({}),
    "refused": _refused,
    "nothing-said": _nothing_said,
    "before-a-sample": _before_a_sample,
}


@pytest.fixture(scope="module")
def written(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nights of the demo city compared, and packed for a tender twice."""
    out = tmp_path_factory.mktemp("papers")
    folder = out / "city"
    shutil.copytree(city.folder, folder, symlinks=True)
    papers.compare(NAMED, folder, 1, 3, out=out / "compare")
    for name in ("pack", "again/pack"):
        assert papers.tender(NAMED, folder, out=out / name).has_pdf
    api.trend(NAMED, folder, out=out / "trend", now=lambda: example.END)
    return out


def test_our_papers_give_no_finding(written: Path) -> None:
    examine(written, PAPERS)


def test_the_trend_with_its_departments_and_lessons_gives_no_finding(written: Path) -> None:
    trend = written / "trend"
    sheets = sorted(path.relative_to(trend).as_posix() for path in trend.glob("**/departments/*.html"))
    assert any(each.startswith("en/") for each in sheets)
    examine(trend, [*TREND, *(f"en/{each}" for each in TREND), *sheets])


@pytest.mark.parametrize("state", STATES)
def test_what_a_city_publishes_gives_no_finding_in_any_state_of_its_test(tmp_path: Path, state: str) -> None:
    write_pages(STATES[state](), tmp_path, (Lang.JA, Lang.EN), now=example.END)
    pages = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("**/*.html"))
    whole = [each for each in pages if "fragments" not in each]

    assert {"policy.html", "en/policy.html", "index.html", "en/index.html", "kpi.html", "en/evaluation.html"} <= {
        *whole
    }
    examine(tmp_path, whole)


def test_a_pack_with_its_pdf_is_the_same_twice(written: Path) -> None:
    one, two = ((written / name / "pack.zip").read_bytes() for name in ("", "again"))
    assert (written / "pack" / "report" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert one == two


def examine(folder: Path, pages: tuple[str, ...] | list[str]) -> None:
    """Audit these pages of a folder, and see that nothing is found that somebody would have to mend or look at."""
    with serve(folder) as url:
        settings = settings_for(url, crawl={"rate_per_s": 0.0})
        urls = [f"{url}{each}" for each in pages]
        results = asyncio.run(api.check(settings, urls, progress=lambda _: None))
    assert [None] * len(urls) == [each.not_audited for each in results]
    found = [_told(finding) for each in results for finding in each.findings if finding.kind not in _NOTHING_TO_DO]
    assert [] == found


_NOTHING_TO_DO = (Kind.PASSED, Kind.ADVICE)


def _told(finding: Finding) -> str:
    place = finding.target.snippet if finding.target else ""
    return f"{finding.page} {finding.kind} {finding.rule} {finding.reason} {dict(finding.data)} {place}"
