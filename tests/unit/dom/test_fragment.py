"""Names of places: selectors, fragments, regions, snippets."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from a11y_audit.core.target import SELECTOR_LIMIT, SNIPPET_LIMIT
from a11y_audit.dom.fragment import fragment, region, selector, snippet, start_tag
from tests.unit.records import body, first, tree
from tests.unit.trees import documents


@given(documents(("html", "body")))
def test_selector_finds_just_its_element(html: str) -> None:
    within = tree(html)
    for tag in within.tags:
        (found,) = within.soup.select(selector(within, tag))
        assert tag is found


@given(documents(shadow=True))
def test_selector_enters_shadow_roots_one_by_one(html: str) -> None:
    within = tree(html)
    written = {selector(within, tag): tag for tag in within.tags}
    assert len(within.tags) == len(written)
    for path, tag in written.items():
        roots = [each for each in tag.parents if each.name == "shadow-root"]
        assert len(roots) == path.count(" >>> ")
        *hosts, own = path.split(" >>> ")
        for depth, root in enumerate(reversed(roots), start=1):
            assert root.parent is written[" >>> ".join(hosts[:depth])]
        inside = roots[0] if roots else within.soup
        assert any(tag is each for each in inside.select(f":scope {own}" if roots else own))


@pytest.mark.parametrize(
    ("inner", "name", "expected"),
    [
        ('<p id="top"></p>', "p", "#top"),
        ('<p id="目次"></p>', "p", "body > p"),
        ('<p id="1a"></p>', "p", "body > p"),
        ('<p id="a b"></p>', "p", "body > p"),
        ('<p id="a\n"></p><b id="a"></b>', "p", "body > p"),
        ('<p id="a"></p><b id="a"></b>', "b", "body > b"),
        ('<div id="a"><i></i><p></p></div>', "p", "#a > p"),
        ("<i></i><i></i>", "i", "body > i:nth-of-type(1)"),
        ("<svg:g></svg:g>", "svg:g", r"body > svg\:g"),
        ('<x-a id="h"><shadow-root><b></b></shadow-root></x-a>', "b", "#h >>> b"),
        ('<x-a id="h"><shadow-root><i><b id="c"></b></i></shadow-root></x-a>', "b", "#h >>> #c"),
        ('<x-a id="h"><shadow-root><i id="c"><b></b></i></shadow-root></x-a>', "b", "#h >>> #c > b"),
    ],
    ids=[
        "id", "japanese-id", "id-from-digit", "id-with-blank", "id-with-newline", "doubled-id", "below-id", "fellows",
        "colon", "shadow", "id-in-shadow", "below-id-in-shadow",
    ],
)  # fmt: skip
def test_selector_is_as_short_as_is_sure(inner: str, name: str, expected: str) -> None:
    within = tree(body(inner))
    assert expected == selector(within, first(within, name))


def test_top_of_a_document_has_the_shortest_selectors() -> None:
    within = tree(body(""))
    assert ["html", "html > head", "html > head > title", "body"] == [selector(within, tag) for tag in within.tags]
    drawing = tree("<svg><g><svg></svg></g></svg>")
    assert [":root", ":root > g", ":root > g > svg"] == [selector(drawing, tag) for tag in drawing.tags]


@pytest.mark.parametrize(("depth", "cut"), [(300, False), (3_000, True)])
def test_selector_of_any_depth_is_kept_and_cut_at_its_start(depth: int, *, cut: bool) -> None:
    within = tree(body(""))
    here = first(within, "body")
    for _ in range(depth):
        here.append(within.soup.new_tag("i"))
        here = here.find_all("i", recursive=False)[0]
    path = selector(within, here)
    assert ("…" if cut else "body > i") == path[: 1 if cut else 8]
    assert path.endswith(" > i > i > i")
    assert len(path) <= SELECTOR_LIMIT
    assert path is selector(within, here)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<header><b></b></header>", "header"),
        ("<nav><p><b></b></p></nav>", "nav"),
        ("<main><section><header><b></b></header></section></main>", "main"),
        ("<article><footer><b></b></footer></article>", "page"),
        ("<aside><b></b></aside>", "aside"),
        ("<footer><nav><b></b></nav></footer>", "nav"),
        ('<div role="banner"><b></b></div>', "header"),
        ('<div role="navigation"><b></b></div>', "nav"),
        ('<div role="search"><b></b></div>', "header"),
        ('<div role="complementary"><b></b></div>', "aside"),
        ('<div role="contentinfo"><b></b></div>', "footer"),
        ('<header role="presentation"><b></b></header>', "page"),
        ('<header role=""><b></b></header>', "header"),
        ('<b role="main"></b>', "main"),
        ("<b></b>", "page"),
    ],
)
def test_region_is_the_nearest_landmark(html: str, expected: str) -> None:
    assert expected == region(first(tree(body(html)), "b"))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ('<b id="item-20240401">次</b>', '<b id="item-20250401">次</b>'),
        ('<b class="c x-deadbeef01">次</b>', '<b class="x-0123456789abc c">次</b>'),
        ('<b style="color: red" nonce="a" tabindex="0">次</b>', "<b>次</b>"),
        ('<b title="題" lang="ja">次</b>', '<b lang="ja" title="題">次</b>'),
        ('<b href="/a?sid=1">次</b>', '<b href="/a?sid=2">次</b>'),
        ("<b>次\n  へ</b>", "<b>次 へ</b>"),
        ('<b><img src="/a.png?t=1" style="x"></b>', '<b><img src="/a.png?t=2" style="y"></b>'),
        ('<div class="w1234"><b></b></div>', '<div class="w5678"><b></b></div>'),
    ],
    ids=["id", "class", "dropped", "order", "query", "blanks", "image-inside", "around"],
)
def test_fragment_is_the_same_for_the_same_part(one: str, two: str) -> None:
    assert fragment(first(tree(body(one)), "b")) == fragment(first(tree(body(two)), "b"))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("<b>一</b>", "<b>二</b>"),
        ("<nav><b></b></nav>", "<div><b></b></div>"),
        ("<p><b></b></p>", "<div><b></b></div>"),
        ('<b href="/a"></b>', '<b href="/b"></b>'),
        ('<b alt="一"></b>', '<b alt="二"></b>'),
        ('<b><img src="a.png"></b>', '<b><img src="b.png"></b>'),
        ('<b class="a"></b>', '<b class="b"></b>'),
    ],
    ids=["text", "region", "around", "address", "alt", "image-inside", "class"],
)
def test_fragment_differs_where_the_part_does(one: str, two: str) -> None:
    assert fragment(first(tree(body(one)), "b")) != fragment(first(tree(body(two)), "b"))


def test_fragment_of_the_whole_page_does_not_hold_its_text() -> None:
    one, two = (first(tree(body(f"<p>{text}</p>")), "html") for text in "一二")
    assert fragment(one) == fragment(two)


@given(documents())
def test_snippet_is_short_and_its_text_is_escaped(html: str) -> None:
    within = tree(html)
    names = {tag.name for tag in within.tags}
    for tag in within.tags:
        shown = snippet(tag)
        assert 0 < len(shown) <= SNIPPET_LIMIT
        assert shown.startswith(start_tag(tag)[: SNIPPET_LIMIT - 1])
        assert set(re.findall(r"</?([^\s<>/]*)", shown)) <= names


@settings(max_examples=30)
@given(st.integers(SNIPPET_LIMIT - 40, SNIPPET_LIMIT + 40), st.integers(0, 60))
def test_snippet_is_cut_with_an_ellipsis(attribute: int, text: int) -> None:
    tag = first(tree(body(f'<b title="{"長" * attribute}">{"文" * text}</b>')), "b")
    whole = f"{start_tag(tag)}{'文' * text}</b>"
    shown = snippet(tag)
    if len(start_tag(tag)) < SNIPPET_LIMIT >= len(whole):
        assert whole == shown
    else:
        assert len(shown) <= SNIPPET_LIMIT
        assert whole.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<b title="&quot;&lt;">&lt;i&gt; &amp;</b>', '<b title="&quot;&lt;">&lt;i&gt; &amp;</b>'),
        ("<b>一\n  二<i>三<u>四</u></i><br></b>", "<b>一 二<i>三四</i><br></b>"),
    ],
    ids=["escaped", "children-without-theirs"],
)
def test_snippet_shows_the_element_and_its_children(inner: str, expected: str) -> None:
    assert expected == snippet(first(tree(body(inner)), "b"))


def test_snippet_of_an_empty_element_has_no_end_tag() -> None:
    assert '<img alt="">' == snippet(first(tree(body('<img alt="">')), "img"))
