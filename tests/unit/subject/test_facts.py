"""What site rules get to see of a page."""

from a11y_audit.core.target import Target
from a11y_audit.subject import Facts, LinkFact, Site, facts
from tests.unit.records import URL, page, record

PAGE = """<html lang="ja"><head><title>
 ごみの  出し方</title></head><body>
<header><a href="/">ひかり市<br>トップ</a><a>行き先なし</a></header>
<nav><a href=" ../bosai/#top ">防災</a><a href="http://[">誤り</a></nav>
<main><h2>前</h2><h1>ごみの<ruby>出<rt>だ</rt></ruby>し方</h1><a href="/x">本文のリンク</a></main>
<footer><a href="mail.html" display="none">隠し</a></footer></body></html>"""


def test_facts_tell_title_heading_and_language() -> None:
    known = facts(page(PAGE))
    assert (URL, "ごみの 出し方", "ごみの出し方", "ja") == (known.page, known.title, known.heading, known.language)
    assert known.title_target is not None
    assert "html > head > title" == known.title_target.selector


def test_links_of_shared_regions_are_kept_with_whole_addresses() -> None:
    links = [(link.address, link.name, link.region) for link in facts(page(PAGE)).links]
    assert [
        ("https://www.city.example.jp/", "ひかり市 トップ", "header"),
        ("https://www.city.example.jp/bosai/", "防災", "nav"),
        ("http://[", "誤り", "nav"),
    ] == links


def test_links_are_read_from_the_first_base_of_the_page() -> None:
    known = facts(
        page(
            '<html><head><base target="_top"><base href="/bosai/"><base href="/x/"></head>'
            '<body><nav><a href="a.html#b">防災</a></nav></body></html>'
        )
    )
    assert ["https://www.city.example.jp/bosai/a.html"] == [link.address for link in known.links]


def test_link_as_a_target_is_the_same_wherever_it_leads_to_the_same_by_the_same_name() -> None:
    link = LinkFact(address="https://a.example/", name="防災", selector="#a", snippet="<a>", region="nav")
    expected = Target(selector="#a", snippet="<a>", fragment="nav|link|https://a.example/|防災", region="nav")
    assert expected == link.target


def test_no_more_than_400_links_are_kept() -> None:
    many = "".join(f'<a href="/{number}">{number}</a>' for number in range(405))
    links = facts(page(f"<html><body><nav>{many}</nav></body></html>")).links
    assert (400, "399") == (len(links), links[-1].name)


def test_links_in_frames_belong_to_another_page() -> None:
    frame = record('<html><body><nav><a href="/a">枠の中</a></nav></body></html>', host=(0, 3))
    assert () == facts(page("<html><head></head><body><iframe></iframe></body></html>", frame)).links


def test_title_of_a_drawing_or_a_frame_is_not_the_pages() -> None:
    frame = record("<html><head><title>枠</title></head><body></body></html>", host=(0, 4))
    known = facts(page("<html><body><svg><title>図</title></svg><iframe></iframe></body></html>", frame))
    assert known.title_target is not None
    assert "html" == known.title_target.selector


def test_page_without_anything_has_empty_facts() -> None:
    known = facts(page())
    kept = {"fingerprint": known.fingerprint, "content": known.content}
    assert Facts(page=URL, title="", heading="", language="", title_target=None, links=(), **kept) == known
    assert known.content is not None
    assert not known.content.whole
    assert {} == known.content.counts
    assert 16 == len(known.fingerprint)


def test_fingerprint_is_that_of_the_text_that_readers_see() -> None:
    one, same, other = (
        facts(page(f"<html><body>{inner}</body></html>")).fingerprint
        for inner in ("<p>一</p>", '<div><p>一</p></div><p display="none">二</p>', "<p>二</p>")
    )
    assert one == same
    assert one != other


def test_text_with_half_a_surrogate_has_facts() -> None:
    assert facts(page("<html><body><p>\ud800</p></body></html>")).fingerprint


def test_site_reads_its_pages_anew_each_time() -> None:
    site = Site(lambda: (facts(page(PAGE)),))
    assert [URL] == [each.page for each in site.pages]
    assert [URL] == [each.page for each in site.pages]


def test_site_says_something_of_one_page() -> None:
    say = Site.says("doubled", URL, None, count=2)
    assert ("doubled", URL, None, {"count": 2}) == (say.reason, say.page, say.target, say.data)
