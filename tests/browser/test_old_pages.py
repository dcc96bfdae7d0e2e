"""Old pages, in every Japanese encoding and by every old tool, are judged by the text that people read in a browser."""

import asyncio
import csv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from playwright.async_api import Page

from a11y_audit import api
from a11y_audit.audit.checking import Checked
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Why
from a11y_audit.dom.encoding import decode
from a11y_audit.render.browser import browser
from tests.browser import old_pages
from tests.browser.conftest import audit, settings_for
from tests.unit.records import page

pytestmark = pytest.mark.browser

_FAST = {"rate_per_s": 50.0, "robots": False, "sitemaps": False}
_START = b"<!DOCTYPE html><body><plaintext>"
_KANA = [bytes([byte]) for byte in range(0xA1, 0xE0)]
# "\r" is a line's end for a parser, and zeros are left out of the text.
_BYTES = [byte for byte in range(0x01, 0x100) if byte not in b"\r\n"]
CHARACTERS = {
    "shift_jis": [bytes((lead, trail)) for lead in range(0x80, 0x100) for trail in _BYTES],
    "euc-jp": [
        *(bytes((lead, trail)) for lead in range(0x80, 0x100) for trail in _BYTES if lead != 0x8F),
        *(bytes((0x8F, row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF)),
    ],
    "iso-2022-jp": [
        *(b"\x1b$B%c%c\x1b(B" % (row, cell) for row in range(0x21, 0x7F) for cell in range(0x21, 0x7F)),
        *(b"\x1b(%c%c\x1b(B" % (shift, byte) for shift in b"IJB" for byte in _BYTES if byte != 0x1B),
        b"\x1b$@0F\x1b(B", b"\x1b$B\x1b(B", b"\x1b$B0F\x7f0F\x1b(B",
    ],
}  # fmt: skip
"""Every character of an encoding, and every way to break one by the next byte."""


class Reader:
    """A browser that tells which text it makes of a page, and what encoding it takes it for."""

    def __init__(self, runner: asyncio.Runner, page: Page) -> None:
        self._runner = runner
        self._page = page

    def read(self, content_type: str, body: bytes) -> tuple[str, str]:
        with old_pages.serve({"/": (content_type, body)}) as (url, _):
            self._runner.run(self._page.goto(url))
        script = "[document.documentElement.textContent, document.characterSet.toLowerCase()]"
        text, name = self._runner.run(self._page.evaluate(script))
        return text, name

    def tree(self, path: str) -> str:
        with old_pages.serve() as (url, _):
            self._runner.run(self._page.goto(url + path))
        text: str = self._runner.run(self._page.evaluate("document.documentElement.outerHTML"))
        return text


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with asyncio.Runner() as runner:
        opened = browser()
        yield Reader(runner, runner.run(runner.run(opened.__aenter__()).new_page()))
        runner.run(opened.__aexit__(None, None, None))


@pytest.mark.parametrize("encoding", CHARACTERS)
def test_every_character_is_read_as_the_browser_does(reader: Reader, encoding: str) -> None:
    content_type = f"text/html; charset={encoding}"
    body = _START + b"\n".join(CHARACTERS[encoding])
    shown, _ = reader.read(content_type, body)
    ours = decode(body, content_type)[0].removeprefix(_START.decode())

    pairs = zip(CHARACTERS[encoding], shown.split("\n"), ours.split("\n"), strict=True)
    assert [] == [(character.hex(" "), theirs, read) for character, theirs, read in pairs if theirs != read]


@pytest.mark.parametrize("path", old_pages.READ_ALIKE)
def test_the_encoding_is_found_as_the_browser_does(reader: Reader, path: str) -> None:
    content_type, body = old_pages.READ_ALIKE[path]
    _, name = reader.read(content_type, body)
    text, found = decode(body, content_type)

    assert name == found
    assert old_pages.TITLE in text


@pytest.fixture(scope="module")
def checked() -> dict[str, Checked]:
    with old_pages.serve() as (url, _):
        addresses = [url + path for path in old_pages.PAGES]
        settings = settings_for(url, crawl=_FAST)
        results = asyncio.run(api.check(settings, addresses, progress=lambda *_: None))
    return dict(zip(old_pages.PAGES, results, strict=True))


def said(result: Checked) -> list[tuple[object, ...]]:
    """Return what was found on a page, as people read it."""
    assert result.not_audited is None
    return sorted((each.rule, each.reason, *sorted(each.data.items()), *place(each)) for each in result.findings)


def place(finding: Finding) -> tuple[str, str, int]:
    assert finding.target is not None
    return finding.target.selector, finding.target.snippet, finding.target.line or 0


def finding(result: Checked, rule: str) -> Finding:
    (found,) = [each for each in result.findings if each.rule == rule]
    return found


def test_findings_of_the_plain_page(checked: dict[str, Checked]) -> None:
    plain = checked["/plain"]
    alt, link, double, word, image = (
        finding(plain, rule)
        for rule in (
            "image-alt-not-file-name", "link-purpose-in-context", "source-ids-unique", "word-not-spaced-apart",
            "axe/image-alt",
        )
    )  # fmt: skip

    assert plain.facts is not None
    assert old_pages.TITLE == plain.facts.title
    assert ("案内図髙.jpg", '<img src="/b.gif" alt="案内図髙.jpg">') == (alt.data["alt"], place(alt)[1])
    assert ("こちら", '<a href="/plain">こちら</a>') == (link.data["text"], place(link)[1])
    assert ("窓口①", "7, 8") == (double.data["id"], double.data["lines"])
    assert ('<p id="窓口①">おひるは休みます。</p>', 8) == place(double)[1:]
    assert ("日　時", "日時") == (word.data["spaced"], word.data["word"])
    assert f'<p title="{old_pages.SIGNS}">日　時は広報でお知らせします。</p>' == place(word)[1]
    assert f'<img src="/a.gif" width="40" height="30" class="{old_pages.SIGNS}">' == place(image)[1]


@pytest.mark.parametrize("path", [*old_pages.READ_ALIKE, "/noughts"])
def test_the_same_page_in_any_encoding_has_the_same_findings(checked: dict[str, Checked], path: str) -> None:
    facts = checked[path].facts
    assert facts is not None
    assert old_pages.TITLE == facts.title
    # That header and page name different encodings is told of the page itself.
    differs = [each for each in checked[path].findings if each.rule == "text-decoded-rightly"]
    assert bool(differs) == (path in ("/utf-8-mark-and-wrong-header", "/header-against-meta"))
    assert said(checked["/plain"]) == [each for each in said(checked[path]) if each[0] != "text-decoded-rightly"]


def test_a_page_with_the_wrong_encoding_is_told_as_it_is_shown(checked: dict[str, Checked]) -> None:
    body = old_pages.PAGES["/wrong"][1].decode("utf-8", "replace")
    double = finding(checked["/wrong"], "source-ids-unique")

    assert "\ufffd" in str(double.data["id"])
    assert f'<p id="{double.data["id"]}">' in body
    assert 8 == place(double)[2]


def test_of_a_page_by_word_only_what_is_shown_is_judged(checked: dict[str, Checked]) -> None:
    word = checked["/word"]

    assert word.facts is not None
    assert "説明会①のお知らせ" == word.facts.title
    assert {"image-alt-not-file-name", "source-ids-unique", "word-not-spaced-apart"} == {
        each.rule for each in word.findings if each.kind is not Kind.ADVICE
    }
    spaced = finding(word, "word-not-spaced-apart")
    assert place(spaced)[1].endswith("日　時は、髙橋㈱まで。</span></p>")
    assert 'v:shapes="図①"' in place(finding(word, "image-alt-not-file-name"))[1]
    double = finding(word, "source-ids-unique")
    assert ("図①", '<span id="図①">表</span>', 14) == (double.data["id"], *place(double)[1:])


def test_a_page_of_html_3_is_judged(checked: dict[str, Checked]) -> None:
    old = checked["/old"]

    assert old.facts is not None
    assert "むかしの窓口①" == old.facts.title
    assert "案内図髙.GIF" == finding(old, "image-alt-not-file-name").data["alt"]
    assert '<img src="/A.GIF">' == place(finding(old, "axe/image-alt"))[1]
    assert '<td><font face="ＭＳ ゴシック">日　時 </font></td>' == place(finding(old, "word-not-spaced-apart"))[1]
    double = finding(old, "source-ids-unique")
    assert ("窓口①", 8) == (double.data["id"], place(double)[2])
    assert finding(old, "axe/html-has-lang")


def test_a_frameset_is_judged_by_its_frames_and_not_by_noframes(checked: dict[str, Checked]) -> None:
    frameset = checked["/frameset"]

    assert frameset.facts is not None
    assert "みどり野市①" == frameset.facts.title
    told = {each.rule for each in frameset.findings if each.kind is not Kind.REVIEW}
    assert {"axe/frame-title", "word-not-spaced-apart"} == told
    assert '<frame src="/frame-main">' == place(finding(frameset, "axe/frame-title"))[1]
    spaced = finding(frameset, "word-not-spaced-apart")
    assert (" >>> " in place(spaced)[0], "<p>日　時は窓口へ。</p>") == (True, place(spaced)[1])
    assert place(finding(checked["/frame-main"], "word-not-spaced-apart"))[1] == place(spaced)[1]


@pytest.mark.parametrize("path", ["/xhtml", "/xhtml-euc-jp"])
def test_sound_xhtml_is_judged_like_html(checked: dict[str, Checked], path: str) -> None:
    xhtml = checked[path]

    assert xhtml.facts is not None
    assert "申請書①" == xhtml.facts.title
    told = {each.rule for each in xhtml.findings if each.kind is not Kind.REVIEW}
    assert {"image-alt-not-file-name", "source-ids-unique", "word-not-spaced-apart", "axe/image-alt"} == told
    double = finding(xhtml, "source-ids-unique")
    assert ("窓口①", '<p id="窓口①">案内</p>', 5) == (double.data["id"], *place(double)[1:])


@pytest.mark.parametrize("path", ["/xhtml-bad", "/xhtml-bad-at-once"])
def test_broken_xhtml_is_not_judged_by_what_the_browser_shows_in_its_place(
    checked: dict[str, Checked], path: str
) -> None:
    refused = checked[path].not_audited
    assert refused is not None
    assert (Why.BROKEN, True) == (refused.why, refused.detail.startswith("error on line "))


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/xhtml-bad", "error on line 3 at column "), ("/xhtml-bad-at-once", "error on line 2 at column ")],
)
def test_broken_xhtml_has_its_fault_from_the_browser(reader: Reader, path: str, expected: str) -> None:
    fault = page(reader.tree(path), content_type="application/xhtml+xml").fault

    assert fault is not None
    assert fault.startswith(expected)
    assert page(reader.tree("/xhtml"), content_type="application/xhtml+xml").fault is None


def test_frames_and_links_in_any_encoding_are_followed_as_the_browser_does(tmp_path: Path) -> None:
    with old_pages.serve() as (url, asked):
        end = audit(f"{url}/", tmp_path, crawl=_FAST)

    assert {"GET /frame-menu HTTP/1.1", "GET /frame-main HTTP/1.1"} <= set(asked)
    assert not [line for line in asked if "noframes" in line]
    # In a query, browsers leave these as they are.
    searched = {quote_from_bytes(query, safe="!$&()*+,-./:;=?@") for query in old_pages.SEARCHED.values()}
    assert len(searched) == 4
    assert {f"GET /%E5%B8%B3%E7%A5%A8?q={query} HTTP/1.1" for query in searched} == {
        line for line in asked if "?" in line
    }
    assert end.totals.audited == len(("/", "/plain", "/frameset", "/frame-menu", "/frame-main", *old_pages.SEARCHED))
    assert end.report is not None
    tables = {
        path.name: list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        for path in end.report.parent.rglob("*.csv")
    }
    cells = {cell for rows in tables.values() for row in rows for cell in row}
    assert {old_pages.TITLE, "みどり野市①"} <= cells
    assert any('alt="案内図髙.jpg"' in cell for cell in cells)
