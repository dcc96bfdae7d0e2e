"""Readings over characters, and ruby tags without partners."""

import pytest

from a11y_audit.dom.ruby import Unmatched, base_text, segments, unmatched
from tests.unit.records import body, first, tree


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("氏名<rt>しめい</rt>", [("氏名", "しめい")]),
        ("氏<rt>し</rt>名<rt>めい</rt>", [("氏", "し"), ("名", "めい")]),
        ("<rb>氏 名</rb><rp>（</rp><rt>し めい</rt><rp>）</rp>", [("氏名", "しめい")]),
        ("<b>氏<i>名</i></b><rt><b>しめい</b></rt>", [("氏名", "しめい")]),
        ("氏<rt>し</rt>名", [("氏", "し")]),
        ("<rt>し</rt>", [("", "し")]),
        ("<rtc>x</rtc>氏", []),
    ],
    ids=["whole", "one-by-one", "brackets", "marked-up", "rest-without-reading", "reading-alone", "no-reading"],
)
def test_segments_pair_base_and_reading(inner: str, expected: list[tuple[str, str]]) -> None:
    ruby = first(tree(body(f"<ruby>{inner}</ruby>")), "ruby")
    found = segments(ruby)
    assert expected == [(each.base, each.reading) for each in found]
    assert all(each.element.name == "rt" for each in found)


def test_base_text_goes_deeper_than_python_nests_calls() -> None:
    deep = tree(body("<ruby>" + "<b>" * 2_000 + "字" + "</b>" * 2_000 + "<rt>じ</rt></ruby>"))
    assert "字" == base_text(first(deep, "ruby"))


def test_tags_that_never_end_take_no_longer_than_others() -> None:
    # Were each searched for its end, this would take minutes.
    assert [] == list(unmatched("<ruby " * 200_000))


def test_base_text_leaves_out_readings() -> None:
    tag = first(tree(body("<p>一<ruby>二<rp>(</rp><rt>に</rt><rp>)</rp></ruby>三</p>")), "p")
    assert "一二三" == base_text(tag)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p><ruby>氏<rt>し</ruby></p>", []),
        ("<p>\n<ruby>氏<rt>し</p>\n<p>次</p>", [(2, False)]),
        ("<p>氏</ruby></p>", [(1, True)]),
        ("<RUBY>氏", [(1, False)]),
        ("<!-- <ruby> --><script>'</ruby>'</script><template></ruby></template><textarea><ruby></textarea>", []),
        ("<!-- <ruby>", []),
        ("<ruby><ruby>氏</ruby></td>", [(1, False)]),
        ("<rubyx></p></ruby-a>", []),
    ],
    ids=["matched", "ended-by-block", "stray-end", "end-of-source", "apart", "open-comment", "nested", "other-names"],
)
def test_ruby_tags_without_partner_are_found(source: str, expected: list[tuple[int, bool]]) -> None:
    assert expected == [(each.line, each.closing) for each in unmatched(source)]


def test_unmatched_tag_shows_the_source_from_there_on() -> None:
    (found,) = unmatched("<p>前\n<ruby>氏\n 名" + "長" * 300)
    assert Unmatched(2, "<ruby>氏 名" + "長" * 190, closing=False) == found
