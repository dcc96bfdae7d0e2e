import re
from collections import Counter
from dataclasses import replace
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from a11y_audit.core.text import Lang, Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.traps import TrapKind
from a11y_audit.report.csv import write_csv
from a11y_audit.report.environment import marked, quoting
from a11y_audit.report.html import DEFECTS_PER_FILE, PAGES_PER_FILE, TRAPS_SHOWN, UNSTABLE_PER_FILE, write_html
from a11y_audit.report.words import Words
from tests.unit.report import example

LANGUAGES = (Lang.JA, Lang.EN)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with several files of defects and of pages, in both languages."""
    out = tmp_path_factory.mktemp("report")
    view = example.view(pages=PAGES_PER_FILE + 1, copies=2 * DEFECTS_PER_FILE)
    unstable = list(islice(cycle(view.findings()), UNSTABLE_PER_FILE + 1))
    view = replace(view, unstable=lambda: unstable)
    write_csv(view, out)
    assert out / "index.html" == write_html(view, out, LANGUAGES)
    return out


@pytest.fixture(scope="module")
def soups(report: Path) -> dict[str, BeautifulSoup]:
    """Every page of the report, by its path."""
    return {
        path.relative_to(report).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        for path in sorted(report.rglob("*.html"))
    }


def _attribute(tag: Tag, name: str) -> str:
    value = tag[name]
    assert isinstance(value, str)
    return value


def test_long_lists_are_in_several_files(soups: dict[str, BeautifulSoup]) -> None:
    names = {name for name in soups if not name.startswith("en/")}
    assert names == {name.removeprefix("en/") for name in soups if name.startswith("en/")}
    assert {"defects.html", "defects-2.html", "defects-3.html", "pages.html", "pages-2.html"} <= names
    assert [100, 100, 4] == [
        len(soups[name].select("article.defect")) for name in ("defects.html", "defects-2.html", "defects-3.html")
    ]
    assert 1 == len(soups["pages-2.html"].select("tbody tr"))
    assert 1 == len(soups["unstable-2.html"].select("tbody tr"))


def test_lists_in_several_files_have_contents(soups: dict[str, BeautifulSoup]) -> None:
    rows = soups["pages-contents.html"].select("tbody tr")
    assert [("pages.html", "1 件目から 500 件目まで"), ("pages-2.html", "501 件目から 501 件目まで")] == [
        (_attribute(link, "href"), link.get_text()) for row in rows for link in row.select("a")
    ]
    assert [f"{example.SITE}/kurashi/0000/", f"{example.SITE}/kurashi/0500/"] == [
        cell.get_text() for row in rows for cell in row.select("td")
    ]
    assert 3 == len(soups["defects-contents.html"].select("tbody tr"))
    assert "pages-contents.html" in {_attribute(link, "href") for link in soups["pages-2.html"].select(".moves a")}
    assert "judge-contents.html" not in soups


def test_every_link_inside_the_report_leads_somewhere(report: Path, soups: dict[str, BeautifulSoup]) -> None:
    lost = []
    for name, soup in soups.items():
        for tag in soup.select("[href], [src]"):
            address = _attribute(tag, "href" if tag.has_attr("href") else "src")
            parts = urlsplit(address)
            if parts.scheme in ("http", "https"):
                continue
            target = (report / name).parent / parts.path if parts.path else report / name
            key = target.resolve().relative_to(report.resolve()).as_posix()
            if not target.exists() or (parts.fragment and not soups[key].find(id=parts.fragment)):
                lost.append((name, address))
    assert [] == lost


def test_only_web_addresses_are_links_to_the_outside(soups: dict[str, BeautifulSoup]) -> None:
    schemes = {urlsplit(_attribute(tag, "href")).scheme for soup in soups.values() for tag in soup.select("[href]")}
    assert {"", "https"} == schemes


def test_nothing_from_a_page_becomes_markup(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        assert [] == soup.select("script, iframe, object, [onerror], [onload], [onclick], b"), name
        assert {"report.css"} == {_attribute(tag, "href").rpartition("/")[2] for tag in soup.select("link")}
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", str(soup)), name
        assert len(str(soup)) < 3_000_000, name
    assert "<script>alert(1)</script>" in soups["pages.html"].get_text()
    assert "{{ 7 * 7 }}" in soups["pages.html"].get_text()


def test_no_id_is_given_twice_and_titles_differ(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        ids = Counter(_attribute(tag, "id") for tag in soup.select("[id]"))
        assert {} == {id_: count for id_, count in ids.items() if count > 1}, name
        named = " ".join(_attribute(tag, "aria-labelledby") for tag in soup.select("[aria-labelledby]"))
        assert set(named.split()) <= set(ids), name
    titles = [soup.title.get_text() for soup in soups.values() if soup.title]
    assert len(soups) == len(set(titles))


def test_headings_go_down_one_step_at_a_time(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        levels = [int(tag.name[1]) for tag in soup.select("h1, h2, h3, h4")]
        assert 1 == levels[0], name
        assert 1 == levels.count(1), name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_tables_have_captions_and_scopes(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        for table in soup.select("table"):
            assert table.caption, name
            assert table.caption.get_text(strip=True), name
            assert [] == [head for head in table.select("th") if not head.has_attr("scope")], name


def test_japanese_words_in_the_english_report_are_marked(soups: dict[str, BeautifulSoup]) -> None:
    japanese = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
    for name, soup in soups.items():
        if not name.startswith("en/"):
            continue
        body = soup.body
        assert body is not None
        unmarked = [text for text in body.find_all(string=japanese) if not text.find_parent(lang="ja")]
        assert [] == unmarked, name


def test_the_cover_says_what_a_machine_cannot_say(soups: dict[str, BeautifulSoup]) -> None:
    strong = soups["index.html"].select_one(".statement strong")
    assert strong is not None
    assert "機械で分かるのは不適合だけです。この結果だけで「適合」「準拠」とは言えません。" == strong.get_text()
    assert "○" not in "".join(soup.get_text() for soup in soups.values())


def test_numbers_of_the_cover_are_those_of_the_view(soups: dict[str, BeautifulSoup]) -> None:
    figures = [tag.get_text(strip=True) for tag in soups["index.html"].select(".figure")]
    assert ["501/ 504", "7.6%", "204件", "201件", "1件", "1件"] == figures


def test_the_cover_tells_what_helps_most_first_and_whose_it_is(soups: dict[str, BeautifulSoup], tmp_path: Path) -> None:
    rows = rows_of(soups["index.html"], "先に直すところ（上位 10 件）")
    assert ["d-a1a1a1a1a1a1", "d-b2b2b2b2b2b2", "d-d4d4d4d4d4d4", "d-c3c3c3c3c3c3"] == [
        anchors(row)[0] for row in rows[:4]
    ]
    assert "この一か所を直すと 38 ページが良くなります。" in rows[0].get_text()
    assert f"担当：こども課、{example.HOSTILE[0]}" in rows[1].get_text()
    fresh = rows_of(soups["index.html"], "新しく見つかったもの・再発したもの（先に直す順に 5 件）")
    assert ["d-b2b2b2b2b2b2", "d-c3c3c3c3c3c3"] == [anchors(row)[0] for row in fresh[:2]]
    used = replace(example.view(), use=lambda: {"c3" * 16: 100.0})
    write_html(used, tmp_path, (Lang.JA,))
    soup = BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "lxml")
    assert ["d-c3c3c3c3c3c3"] == anchors(rows_of(soup, "先に直すところ（上位 4 件）")[0])


def test_the_plot_of_the_cover_has_its_numbers_in_a_table_beneath(soups: dict[str, BeautifulSoup]) -> None:
    index = soups["index.html"]
    plot = index.select_one("section[aria-labelledby=history] svg[role=img]")
    assert plot
    assert plot.find("title")
    assert "38" in index.select_one(f"#{str(plot['aria-labelledby']).split()[1]}").get_text()
    rows = rows_of(index, "図の数値（月ごとの最後の検査、新しい順）")
    assert ["38", "40", "41"] == [row.select("td")[2].get_text() for row in rows]
    assert "A（令和8年（2026年）10月23日、本ツールの規則が変わりました）" in index.get_text()


def test_in_the_joined_report_all_that_is_pointed_to_is_there(tmp_path: Path) -> None:
    write_html(example.view(), tmp_path, (Lang.JA,), pdf=True)
    text = (tmp_path / "whole.html").read_text(encoding="utf-8")
    ids = Counter(re.findall(r'\sid="([^"]+)"', text))
    assert {1} == set(ids.values())
    assert {"index", "departments"} <= set(ids)
    used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', text))
    assert used
    assert used | set(re.findall(r'\shref="#([^"]+)"', text)) <= set(ids)


def test_departments_have_their_pages_and_their_own_defects(soups: dict[str, BeautifulSoup]) -> None:
    page = soups["departments.html"]
    rows = [[cell.get_text(strip=True) for cell in row(["th", "td"])] for row in rows_of(page, "部署ごとの状況")]
    assert [
        [example.HOSTILE[0], "125", "9", "7.2%", "1"], ["こども課", "126", "10", "7.9%", "1"],
        ["税務課", "125", "10", "8.0%", "200"],
    ] == rows  # fmt: skip
    assert "担当が分からないページは 125 ページです。" in page.get_text()
    assert 20 == len(page.select("section:last-of-type li"))


def rows_of(soup: BeautifulSoup, caption: str) -> list[Tag]:
    table = next(each for each in soup.find_all("table") if each.caption and each.caption.get_text() == caption)
    return list(table.select("tbody tr"))


def anchors(row: Tag) -> list[str]:
    return [str(link["href"]).partition("#")[2] for link in row.select("a[href*='#d-']")]


def test_files_to_download_tell_their_kind_and_size(soups: dict[str, BeautifulSoup]) -> None:
    links = [tag for soup in soups.values() for tag in soup.select('a[href$=".csv"]')]
    assert links
    assert [] == [tag for tag in links if not re.search(r"CSV[、,] ?[\d,]+ [KM]B", tag.get_text())]


def test_each_defect_stands_at_its_anchor_with_its_place_outlined(soups: dict[str, BeautifulSoup]) -> None:
    article = soups["defects.html"].find(id="d-a1a1a1a1a1a1")
    assert isinstance(article, Tag)
    assert article.select_one("svg rect.frame")
    picture = article.select_one("img")
    assert picture
    assert ("640", "360") == (picture["width"], picture["height"])
    assert 20 == len(article.select(".links li"))
    assert "ほか 18 ページは findings.csv" in article.get_text()
    lost = soups["defects.html"].find(id="d-b2b2b2b2b2b2")
    assert isinstance(lost, Tag)
    assert lost.select_one("img") is None


def test_defects_are_in_the_list_of_their_kind(soups: dict[str, BeautifulSoup]) -> None:
    for name, count in (("judge", 1), ("advice", 1), ("fixed", 0)):
        assert count == len(soups[f"{name}.html"].select("article.defect"))
    assert soups["fixed.html"].find("tr", id="d-070707070707")


def test_a_partial_run_says_so_on_every_page(tmp_path: Path) -> None:
    write_html(example.view(state="partial"), tmp_path, (Lang.JA,))
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")]
    assert all("途中の報告書です" in page for page in pages)
    assert "検査ページ数の上限に達したため" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_an_empty_run_has_no_numbers_made_up(tmp_path: Path) -> None:
    view = example.view()
    nothing = replace(view.totals, found=0, audited=0, not_audited={}, left_out={}, failed_pages=0, defect_states={})
    empty = replace(
        view, totals=nothing, history=view.history[:1], site_name="", city="", contact="", scope_exclusions=(),
        defects=lambda: (), pages=lambda: (), findings=lambda: (), course=None,
    )  # fmt: skip
    index = write_html(empty, tmp_path, (Lang.EN,)).read_text(encoding="utf-8")
    assert "No page was audited, so there is no share." in index
    assert "100.0%" not in index
    assert not (tmp_path / "en").exists()


def test_without_csv_files_nothing_links_to_them(tmp_path: Path) -> None:
    write_html(example.view(), tmp_path, LANGUAGES)
    assert not any(".csv" in path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html"))


def test_what_a_page_says_is_marked_up_as_quoted() -> None:
    words = Text("「{text}」が{count}か所です。", "“{text}”, {count} times.")
    values = {"text": "日　時 <b>{count}", "count": 2}
    ja, en = (quoting(words.pieces(lang, values), lang, limit=99) for lang in LANGUAGES)

    assert "「<samp>日　時 &lt;b&gt;{count}</samp>」が<samp>2</samp>か所です。" == ja
    assert '“<samp><span lang="ja">日　時</span> &lt;b&gt;{count}</samp>”, <samp>2</samp> times.' == en


@pytest.mark.parametrize(
    ("limit", "html"),
    [(1, "…"), (2, "ab…"), (3, "ab<samp>…</samp>"), (4, "ab<samp>cd</samp>…"), (5, "ab<samp>cd</samp>e")],
)
def test_a_quotation_is_cut_with_an_ellipsis(limit: int, html: str) -> None:
    pieces = [("ab", False), ("cd", True), ("e", False)]
    assert html == quoting(pieces, Lang.JA, limit=limit)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain <b>", "plain &lt;b&gt;"),
        ("ひかり市 home", '<span lang="ja">ひかり市</span> home'),
        ("“「くらし」 と 手続き” & x", '“<span lang="ja">「くらし」 と 手続き</span>” &amp; x'),
    ],
)
def test_japanese_runs_are_marked_and_the_rest_is_escaped(text: str, html: str) -> None:
    assert html == marked(text, Lang.EN)


def test_a_trap_is_told_in_words(tmp_path: Path) -> None:
    view = example.view()
    row = replace(next(iter(view.pages())), not_audited=NotAudited(Why.TRAP, "print: ?print"))
    write_html(replace(view, pages=lambda: (row,)), tmp_path, LANGUAGES)
    assert "印刷用の表示：?print" in (tmp_path / "not-audited.html").read_text(encoding="utf-8")
    assert "View for print: ?print" in (tmp_path / "en" / "not-audited.html").read_text(encoding="utf-8")


def test_every_kind_of_trap_has_words() -> None:
    assert sorted(get_args(TrapKind)) == sorted(Words(Lang.JA).keys("trap"))


def test_what_came_out_differently_has_a_page_of_its_own_if_there_is_any(tmp_path: Path) -> None:
    view = example.view()
    write_html(view, tmp_path / "some", [Lang.JA, Lang.EN])
    write_html(replace(view, unstable=list), tmp_path / "none", [Lang.JA])
    shown = (tmp_path / "some" / "unstable.html").read_text(encoding="utf-8")
    assert "（1～1 件目）" in shown
    assert "axe/color-contrast" in shown
    assert 'href="unstable.html"' in (tmp_path / "some" / "defects.html").read_text(encoding="utf-8")
    assert "<script" not in shown
    assert 'href="unstable.html"' in (tmp_path / "some" / "index.html").read_text(encoding="utf-8")
    assert 'href="unstable.html"' not in (tmp_path / "none" / "index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "none" / "unstable.html").exists()


def test_cover_tells_what_stands_on_earlier_tests_and_the_window(tmp_path: Path) -> None:
    view = example.view()
    write_html(replace(view, window="390×844"), tmp_path / "some", [Lang.JA])
    write_html(replace(view, standing=0, oldest_test=None), tmp_path / "none", [Lang.JA])
    some, none = ((tmp_path / name / "index.html").read_text(encoding="utf-8") for name in ("some", "none"))
    assert "今回は 32 ページを表示して検査しました。変わっていない 8 ページは" in some
    assert "令和8年（2026年）3月29日" in some
    assert "390×844（CSS ピクセル）" in some
    assert "変わっていない" not in none
    assert "画面の大きさ" not in none


def test_every_title_of_a_report_in_a_second_window_names_its_size(tmp_path: Path) -> None:
    view = replace(example.view(), window="390×844", site_name="長" * 200)
    write_html(view, tmp_path, LANGUAGES)
    for path in tmp_path.rglob("*.html"):
        title = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").title
        assert title
        assert "390×844" in title.get_text(), path


def test_the_method_tells_how_results_came_about(tmp_path: Path) -> None:
    view = example.view()
    views = {
        "all": replace(view, shown=40, standing=0, oldest_test=None),
        "some": view,
        "none": replace(view, shown=40, standing=0, oldest_test=None, again=True),
    }
    said = {}
    for name, each in views.items():
        write_html(each, tmp_path / name, [Lang.JA])
        said[name] = (tmp_path / name / "method.html").read_text(encoding="utf-8")
    assert "40 ページをブラウザーで表示し、表示された状態を記録しました。</li>" in said["all"]
    assert "32 ページをブラウザーで表示し" in said["some"]
    assert "8 ページは前の検査から変わっていないため" in said["some"]
    assert "ページは表示せず、前の検査で記録した 40 ページの状態を使いました。" in said["none"]
    assert "ブラウザーで表示し" not in said["none"]


def test_traps_are_grouped_by_kind_and_shape_with_examples(tmp_path: Path) -> None:
    view = example.view()
    first = next(iter(view.pages()))
    shape = "www.city.hikari.example.jp/calendar/#?view=text&ym=year-month"
    months = [
        replace(
            first,
            url=f"{example.SITE}/calendar/1?ym=2030-{month:02}",
            not_audited=NotAudited(Why.TRAP, f"calendar: {shape}"),
        )
        for month in range(1, 13)
    ]
    shapes = [
        replace(first, url=f"{example.SITE}/{number}?q=1", not_audited=NotAudited(Why.TRAP, f"variants: /{number}?…"))
        for number in range(TRAPS_SHOWN)
    ]
    write_html(replace(view, pages=lambda: [*months, *shapes]), tmp_path, [Lang.JA])
    soup = BeautifulSoup((tmp_path / "not-audited.html").read_text(encoding="utf-8"), "lxml")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in soup.select("tbody tr")]
    examples = " ".join(each.url for each in months[:3])
    assert [f"終わりのないカレンダー：{shape}", "12", examples] == rows[0]
    assert TRAPS_SHOWN == len(rows)
    assert "ほか 1 種類" in soup.get_text()
