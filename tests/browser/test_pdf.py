"""PDF by the browser: tagged, with title, language and bookmarks; its links lead nowhere on this machine."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from a11y_audit.core.text import Lang
from a11y_audit.errors import BrowserError
from a11y_audit.render.printing import print_pages
from a11y_audit.report.jis.pages import write_pages
from a11y_audit.report.write import write_report
from tests.unit.report import example, jis_example

pytestmark = pytest.mark.browser


def bookmarks(reader: PdfReader) -> list[str]:
    def flat(items: list[object]) -> list[str]:
        return [title for each in items for title in (flat(each) if isinstance(each, list) else [each["/Title"]])]  # type: ignore[index]

    return flat(list(reader.outline))


def addresses(reader: PdfReader) -> set[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots") or []]
    return {str(note["/A"]["/URI"]) for note in notes if "/A" in note and "/URI" in note["/A"]}


def examine(path: Path, lang: str, title: str, headings: list[str]) -> None:
    reader = PdfReader(path)
    root = reader.trailer["/Root"]
    assert reader.metadata is not None

    assert lang == root["/Lang"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert title == reader.metadata.title
    assert [] == [each for each in headings if each not in bookmarks(reader)]
    assert {"http", "https"} >= {each.split(":")[0] for each in addresses(reader)}


def test_the_report_is_one_tagged_pdf_in_each_language(tmp_path: Path) -> None:
    out = tmp_path / "run-0012"
    write_report(example.view(), out, formats=("pdf",), languages=(Lang.JA, Lang.EN))

    assert {"report.pdf", "en"} == {path.name for path in out.iterdir()}
    headings = ["達成基準の表", "要修正箇所", "検査しなかったページ", "方法と設定", "用語"]
    examine(out / "report.pdf", "ja", "ひかり市公式ホームページ ウェブアクセシビリティ検査報告書", headings)
    english = ["Table of success criteria", "Method and settings"]
    examine(out / "en" / "report.pdf", "en", "ひかり市公式ホームページ, web accessibility audit report", english)


def test_the_report_links_its_pdf_only_where_there_is_one(tmp_path: Path) -> None:
    out = tmp_path / "run-0012"
    write_report(example.view(), out, formats=("pdf", "html"), languages=(Lang.JA,))

    assert 'href="report.pdf"' in (out / "index.html").read_text(encoding="utf-8")
    assert [] == list(out.rglob("whole.html"))


def test_a_test_result_is_printed_with_its_nine_items_as_bookmarks(tmp_path: Path) -> None:
    write_pages(jis_example.view(), tmp_path, (Lang.JA,), now=datetime.now(UTC))
    print_pages({tmp_path / "result.html": tmp_path / "result.pdf"})

    title = "JIS X 8341-3:2016 附属書JBに基づく試験結果表示（ウェブページ一式単位）｜ひかり市公式ホームページ"
    items = ["1. 表明日", "3. 満たしている適合レベル", "8. 達成基準チェックリスト", "9. 試験実施期間"]
    examine(tmp_path / "result.pdf", "ja", title, items)


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrowserError, match=r"none\.html"):
        print_pages({tmp_path / "none.html": tmp_path / "none.pdf"})
