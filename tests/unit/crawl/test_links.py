"""What a link leads to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.links import classify


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"), ("/index.html", "page"), ("/a.PHP?file=x.pdf", "page"), ("/site/v1.2", "page"),
        ("/a.pdf/", "page"),
        ("/uploaded/attachment/12.pdf", "document"), ("/a.PDF?x=1#page=2", "document"), ("/a.docx", "document"),
        ("/a.xls", "document"), ("/a.pptx", "document"), ("/a.zip", "document"), ("/a.csv", "document"),
        ("/a.jtd", "document"), ("/a.pdf;jsessionid=1", "document"),
        ("/a.jpg", "media"), ("/a.mp3", "media"), ("/a.mp4", "media"), ("/a.css", "other"), ("/rss.xml", "other"),
    ],
)  # fmt: skip
def test_by_extension(path: str, kind: str) -> None:
    assert classify(f"https://h.example{path}") == kind


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("text/html; charset=Shift_JIS", "page"),
        ("APPLICATION/PDF", "document"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"),
        ("image/png", "media"),
        ("application/json", "other"),
        ("application/octet-stream", "document"),
        ("", "document"),
    ],
)
def test_a_telling_content_type_outweighs_the_extension(content_type: str, kind: str) -> None:
    assert classify("https://h.example/a.pdf", content_type) == kind


def test_other_schemes() -> None:
    assert classify("mailto:a@h.example") == "other"


@given(st.text(), st.none() | st.text())
def test_no_text_raises(url: str, content_type: str | None) -> None:
    assert classify(url, content_type) in {"page", "document", "media", "other"}
