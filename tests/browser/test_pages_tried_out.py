"""Pages that are tried out in an audit: what is found reaches the report, with pictures of it."""

from pathlib import Path

import pytest

from a11y_audit.core.text import Lang
from tests.browser.answers import Answers, html
from tests.browser.conftest import audit

pytestmark = pytest.mark.browser

BARE = "<style>.bare:focus { outline: none }</style>"
BODY = '<h1>市役所</h1><p><a href="/b">案内</a></p><p><a class="bare" href="/c">申請の手引き</a></p>'


def test_what_is_found_is_in_the_report_with_a_picture(tmp_path: Path) -> None:
    pages = {each: html(BODY, head=BARE) for each in ("/", "/b", "/c")}
    with Answers(pages) as site:
        end = audit(
            site.url,
            tmp_path,
            probes={"per_template": 1},
            report={"languages": (Lang.JA,), "formats": ("html", "csv")},
        )
    assert end.report is not None
    report = end.report.parent
    rows = [line for line in (report / "findings.csv").read_text("utf-8-sig").splitlines() if "focus-visible" in line]

    assert 1 == len([row for row in rows if "nothing_changes" in row])
    assert list((report / "pictures").glob("*.jpg"))
