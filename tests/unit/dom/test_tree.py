"""Recorded documents as trees: numbers, rendered text, lines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.snapshot import INVISIBLE
from a11y_audit.dom.tree import Tree, fold, tidy
from tests.unit.records import STYLES, body, first, record, tree
from tests.unit.trees import documents

DEEP = 3_000


@given(documents())
def test_tags_are_numbered_in_the_order_of_their_start_tags(html: str) -> None:
    within = tree(html)
    starts = [piece.partition(">")[0].split()[0] for piece in html.split("<")[1:] if not piece.startswith("/")]
    assert starts == [tag.name for tag in within.tags]
    assert list(range(len(within.tags))) == [within.numbers[id(tag)] for tag in within.tags]
    assert len(within.record.flags) == len(within.tags)


@given(documents())
def test_elements_by_name_are_all_elements_in_order(html: str) -> None:
    within = tree(html)
    assert {id(tag) for tag in within.tags} == {id(tag) for tags in within.by_name.values() for tag in tags}
    for name, tags in within.by_name.items():
        assert [tag for tag in within.tags if tag.name == name] == tags


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>ごみの　出し方</p>", "ごみの　出し方"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("一<p>二</p>三", "一\n二\n三"),
        ("一<span>二</span>三", "一二三"),
        ("<p>一<br>二</p>", "一\n二"),
        ('<p>一<br display="none">二</p>', "一二"),
        ("<p>  一 \n\t 二  </p>", "一 二"),
        ("<p>一\xa0\xa0二\u3000\u3000三</p>", "一\xa0\xa0二\u3000\u3000三"),
        ('<p>一<span display="none">隠<b>す</b></span>二</p>', "一二"),
        (f'<p data-flags="{INVISIBLE}">隠<b>見</b></p>', "見"),
        ("<pre>一\r\n  二\n\n三</pre>", "一\n二\n三"),
        ('<p data-space="pre-line">一\n二</p>', "一\n二"),
        ('<p data-space="break-spaces">一\n二</p>', "一\n二"),
        ('<p>一<b display="inline-block">二</b>三</p>', "一\n二\n三"),
        ('<div display="contents">一<p>二</p></div>', "一\n二"),
        ("<p><ruby>氏<rp>（</rp><rt>し</rt><rp>）</rp></ruby>名</p>", "氏（し）名"),
        ("<p>一<script></script><style></style>二</p>", "一二"),
        ("<p>&lt;b&gt; &amp;amp;</p>", "<b> &amp;"),
        ("<textarea>一 &lt;b&gt;</textarea>", "一 <b>"),
        ("", ""),
    ],
    ids=[
        "wide-space", "blocks", "text-around-block", "inline", "br", "br-not-laid-out", "folded", "kept-blanks",
        "not-laid-out", "invisible-with-visible-child", "pre", "pre-line", "break-spaces", "inline-block", "contents",
        "ruby", "script", "entities", "textarea", "empty",
    ],
)  # fmt: skip
def test_text_is_what_a_reader_sees(inner: str, expected: str) -> None:
    within = tree(body(inner))
    assert expected == within.text(first(within, "body"))


def test_text_without_readings_leaves_out_ruby() -> None:
    within = tree(body("<p><ruby>氏名<rp>（</rp><rt>しめい</rt><rp>）</rp><rtc>x</rtc></ruby>を書く</p>"))
    assert "氏名を書く" == within.text(first(within, "p"), ruby=False)


def test_text_of_what_is_not_laid_out_is_empty() -> None:
    within = tree(body('<p display="none">隠す</p>'))
    assert "" == within.text(first(within, "p"))
    assert within.style(first(within, "p")) is None
    assert not within.is_block(first(within, "p"))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<h1>見出し</h1><p>本文</p>", [("h1", "見出し"), ("p", "本文")]),
        ("<div>一<p>二</p>三</div>", [("div", "一"), ("p", "二"), ("div", "三")]),
        ("<p>一<br>二<b>三</b></p>", [("p", "一\n二三")]),
        ("<p><a><span>一</span></a>二</p>", [("p", "一二")]),
        ("<a>一<div>二</div>三</a>", [("body", "一"), ("div", "二"), ("body", "三")]),
        ("<p><ruby>氏名<rt>しめい</rt></ruby></p>", [("p", "氏名")]),
        ("<div><p> </p><p>\n</p></div>", []),
        ('<p>一</p><p display="none">隠<b>す</b></p>', [("p", "一")]),
        (f'<p data-flags="{INVISIBLE}">隠<b>見</b></p>', [("p", "見")]),
        ("<ul><li>一</li><li>二</li></ul>", [("li", "一"), ("li", "二")]),
        ('<p>一<br display="none">二</p>', [("p", "一二")]),
        ("<pre>一\n 二</pre>", [("pre", "一\n二")]),
    ],
    ids=[
        "blocks", "text-around", "br", "inline", "block-in-inline", "ruby", "blank", "not-laid-out", "invisible",
        "list", "br-not-laid-out", "pre",
    ],
)  # fmt: skip
def test_blocks_are_the_lines_with_the_innermost_block_around(inner: str, expected: list[tuple[str, str]]) -> None:
    assert expected == [(tag.name, text) for tag, text in tree(body(inner)).blocks()]


@given(documents())
def test_blocks_hold_the_text_of_the_body_without_readings(html: str) -> None:
    within = tree(html)
    blocks = "".join(text for _, text in within.blocks())
    whole = within.text(first(within, "body"), ruby=False)
    assert "".join(whole.split("\n")) == "".join(blocks.split("\n"))


@pytest.mark.parametrize("html", ["<svg><title>図</title></svg>", '<html><body display="none">隠す</body></html>'])
def test_document_without_visible_body_has_no_blocks(html: str) -> None:
    assert [] == list(tree(html).blocks())


@pytest.mark.parametrize("name", ["div", "span"])
def test_any_depth_of_nesting_is_read(name: str) -> None:
    plain = record(f"<html><body><{name}></{name}></body></html>")
    nested = replace(
        plain,
        html=f"<html><body>{f'<{name}>' * DEEP}底{f'</{name}>' * DEEP}</body></html>",
        flags=plain.flags[:2] + plain.flags[2:] * DEEP,
        styles=plain.styles[:2] + plain.styles[2:] * DEEP,
    )
    within = Tree(nested, STYLES)
    assert "底" == within.text(first(within, "html"))
    assert ["底"] == [text for _, text in within.blocks()]


@given(st.text(st.sampled_from(" \t\n\r\f\u3000\xa0あaＡ")))
def test_folding_twice_changes_nothing_and_keeps_all_but_ascii_blanks(text: str) -> None:
    once = fold(text)
    assert once == fold(once)
    assert "  " not in once
    assert not set(once) & set("\t\n\r\f")
    assert [char for char in text if char not in " \t\n\r\f"] == [char for char in once if char != " "]
    assert (once[:1] == " ") == (text[:1] in tuple(" \t\n\r\f"))


@given(st.text(st.sampled_from(" \t\n\u3000あa")))
def test_tidy_text_has_no_blank_lines_and_no_blanks_at_line_ends(text: str) -> None:
    tidied = tidy(text)
    assert tidied == tidy(tidied)
    assert all(line and line == line.strip(" \t\n\r\f") for line in tidied.split("\n") if tidied)


def test_ids_are_counted() -> None:
    within = tree(body('<p id="a"></p><p id="a"></p><p id="b"></p><p id=""></p>'))
    assert {"a": 2, "b": 1} == within.id_counts


def test_places_tell_position_and_fellows_among_the_same_name() -> None:
    within = tree(body("<p></p><b></b><p></p>"))
    parent = first(within, "body")
    assert [(1, True), (1, False), (2, True)] == [within.places(parent)[id(child)] for child in parent.find_all(True)]
    assert within.places(parent) is within.places(parent)
