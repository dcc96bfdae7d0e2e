"""Our own reports are pages: audited by the product itself, in both languages, they give no finding."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from a11y_audit import api
from a11y_audit.core.finding import Finding
from tests.browser.conftest import City, settings_for

pytestmark = pytest.mark.browser

LANGUAGES = {"ja": "", "en": "en/"}
"""Folder of each language's pages in the report."""


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_report_has_no_finding(city: City, language: str) -> None:
    report = city.ends[-1].report
    assert report is not None
    folder = LANGUAGES[language]
    with serve(report.parent) as root:
        urls = [f"{root}{folder}{path.name}" for path in sorted((report.parent / folder).glob("*.html"))]
        settings = settings_for(root, crawl={"rate_per_s": 0.0})
        results = asyncio.run(api.check(settings, urls, as_site=True, progress=lambda _: None))

    assert len(urls) >= 10
    assert [] == [each.url for each in results if each.not_audited]
    assert [] == [_told(each) for page in results for each in page.findings]
