"""Kinds of pages, told from words, addresses and what pages have; one of each kind is proposed."""

import pytest

from a11y_audit.assess.kinds import Candidate, below, kinds_of, proposals
from a11y_audit.assess.processes import processes
from a11y_audit.assess.sample import PageKind
from a11y_audit.subject import Content

SITE = "https://www.city.example.jp/"


def candidate(
    path: str, title: str = "", *, depth: int = 1, template: str = "t", under: int = 0, **counts: int
) -> Candidate:
    content = Content(whole=True, counts=counts, parts={}, shown={})
    return Candidate(url=f"{SITE}{path}", title=title, depth=depth, template=template, content=content, below=under)


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        (candidate("", "市のホームページ"), [PageKind.TOP]),
        (candidate("a.html", "高齢者の福祉"), [PageKind.ELDERLY]),
        (candidate("kaigo/1.html", "保険のしくみ"), [PageKind.ELDERLY]),
        (candidate("a.html", "障がいのある方へ"), [PageKind.DISABLED]),
        (candidate("a.html", "避難所"), [PageKind.DISASTER]),
        (candidate("bousai/a.html", "備え"), [PageKind.DISASTER]),
        (candidate("a.html", "ウェブアクセシビリティ方針"), [PageKind.ACCESSIBILITY]),
        (candidate("a.html", "お問い合わせ", own_field=5), [PageKind.CONTACT, PageKind.FORM]),
        (candidate("a.html", "検索", own_search=1, field=1), [PageKind.SEARCH]),
        (candidate("a.html", "落とし物の検索のしかた"), []),
        (candidate("a.html", "人口", table=1), [PageKind.TABLE]),
        (candidate("a.html", "中継", player=1), [PageKind.VIDEO]),
        (candidate("a.html", "様式", document=3), [PageKind.DOCUMENTS]),
        (candidate("kurashi/", "くらし", own_link=8, under=3), [PageKind.CATEGORY]),
        (candidate("l.html", "一覧", own_link=8, own_link_characters=50, own_characters=100), [PageKind.CATEGORY]),
        (candidate("map.html", "サイトマップ", own_link=80, own_link_characters=9, own_characters=10), []),
        (candidate("skorei.html", "税"), []),
        (Candidate(url=f"{SITE}x", title="災害"), [PageKind.DISASTER]),
    ],
    ids=lambda value: value.title if isinstance(value, Candidate) else "",
)
def test_kind_of_a_page(page: Candidate, kinds: list[PageKind]) -> None:
    assert tuple(kinds) == kinds_of(page, SITE)


def test_the_heading_tells_more_than_a_title_with_the_names_of_sections() -> None:
    page = Candidate(url=f"{SITE}x", title="手当 | 高齢・介護・障害 | 市", heading="手当")
    assert () == kinds_of(page, SITE)


def test_one_page_of_each_kind_is_proposed_then_one_of_each_template_left() -> None:
    pages = [
        candidate("", "市", depth=0, template="top"),
        candidate("far/a.html", "防災の計画", depth=3),
        candidate("bousai/", "防災", depth=1),
        candidate("b.html", "防災の表", depth=2, table=1),
        candidate("old.html", "古い頁", template="old"),
        candidate("old2.html", "古い頁2", template="old"),
    ]
    found = proposals(reversed(pages), SITE)
    assert [
        (PageKind.TOP, ""),
        (PageKind.TABLE, "b.html"),
        (PageKind.DISASTER, "bousai/"),
        (PageKind.TEMPLATE, "old.html"),
    ] == [(each.kind, each.page.url.removeprefix(SITE)) for each in found]
    assert [f"{SITE}old2.html"] == [page.url for page in found[-1].others]


def test_an_empty_and_a_one_page_inventory_are_no_fault() -> None:
    assert [] == proposals([], SITE)
    assert [PageKind.TOP] == [each.kind for each in proposals([candidate("", "市")], SITE)]


def test_pages_below_an_address_are_counted() -> None:
    known = below(candidate(path) for path in ("a/", "a/b/", "a/b/c.html", "a/d.html", "ab.html"))
    assert [3, 1, 0, 0, 0] == [page.below for page in known]


def test_steps_of_a_form_in_one_folder_are_a_process_in_their_order() -> None:
    pages = [
        candidate("yoyaku/complete.html", "完了"),
        candidate("yoyaku/confirm.html", "確認"),
        candidate("yoyaku/input.html", "施設の予約", own_field=4),
        candidate("yoyaku/index.html", "案内"),
        candidate("shinsei/?step=1", "申請", own_field=1),
        candidate("shinsei/?step=2", "申請2"),
        candidate("a/form.html", "様式", own_field=1),
        candidate("docs/page1.html", "章1"),
        candidate("docs/page2.html", "章2"),
    ]
    found = processes(pages)
    assert {"施設の予約", "申請"} == set(found)
    assert ["input", "confirm", "complete"] == [
        url.rpartition("/")[2].removesuffix(".html") for url in found["施設の予約"]
    ]
