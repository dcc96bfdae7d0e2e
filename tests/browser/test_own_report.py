"""Our own reports are pages: audited by the product itself, in both languages, they give no finding."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from a11y_audit import api
from a11y_audit.core.finding import Finding
from a11y_audit.core.text import Lang, Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.report.csv import write_csv
from a11y_audit.report.html import UNSTABLE_PER_FILE, write_html
from tests.browser.conftest import City, settings_for
from tests.unit.report import example

pytestmark = pytest.mark.browser

LANGUAGES = {"ja": "", "en": "en/"}
"""Folder of each language's pages in the report."""
TRAP = "calendar: www.city.hikari.example.jp/calendar/?ym=year-month"
WORDS = Text("代替テキストがファイル名です。", "The text alternative is a file name.")


class Handler(SimpleHTTPRequestHandler):
    """Serves files."""

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder; yield its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _told(finding: Finding) -> str:
    place = f"{finding.target.selector} {finding.target.snippet}" if finding.target else ""
    return f"{finding.page} {finding.kind} {finding.rule} {finding.reason} {place}"


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with what is not in every one: a second window, unstable results, traps, lists in several files."""
    view = example.view()
    rows = list(view.pages())
    traps = [
        replace(rows[-1], url=f"{example.SITE}/calendar/?ym=2030-{month:02}", not_audited=NotAudited(Why.TRAP, TRAP))
        for month in range(1, 13)
    ]
    plain = [replace(row, page_title="暮らし", message=WORDS, snippet="<a>", selector="a") for row in view.findings()]
    view = replace(
        view,
        window="390×844",
        notes=("storm",),
        pages=lambda: [*rows, *traps],
        unstable=lambda: plain * (UNSTABLE_PER_FILE // len(plain) + 1),
    )
    out = tmp_path_factory.mktemp("rare")
    write_csv(view, out)
    write_html(view, out, (Lang.JA, Lang.EN))
    return out


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_report_has_no_finding(city: City, language: str) -> None:
    report = city.ends[-1].report
    assert report is not None
    audit(report.parent, sorted((report.parent / LANGUAGES[language]).glob("*.html")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_in_every_report_has_no_finding_either(rare: Path, language: str) -> None:
    names = (
        "index",
        "unstable",
        "unstable-2",
        "unstable-contents",
        "not-audited",
        "method",
        "defects",
        "fixed",
        "sitemap",
    )
    audit(rare, [rare / LANGUAGES[language] / f"{name}.html" for name in names])


def audit(folder: Path, files: list[Path]) -> None:
    """Audit these files of a folder and see that nothing is found."""
    with serve(folder) as root:
        urls = [f"{root}{path.relative_to(folder).as_posix()}" for path in files]
        settings = settings_for(root, crawl={"rate_per_s": 0.0})
        results = asyncio.run(api.check(settings, urls, as_site=True, progress=lambda _: None))

    assert len(urls) >= 7
    assert [] == [each.url for each in results if each.not_audited]
    # A machine with much to do may not finish a probe in its time; that is no finding of the page.
    found = [each for page in results for each in page.findings if each.reason != "probe_not_finished"]
    assert [] == [_told(each) for each in found]
