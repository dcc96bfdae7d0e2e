"""The source as it was sent: every attribute, its line, and what never becomes an element."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from a11y_audit.dom.source import Source


def names(source: str) -> list[str]:
    return [tag.name for tag in Source(source.encode(), "text/html; charset=utf-8").tags]


def test_doubled_attributes_are_kept_in_order() -> None:
    (tag,) = Source(b'<IMG alt=a SRC="b" Alt="c" hidden>', "").tags
    assert "img" == tag.name
    assert (("alt", "a"), ("src", "b"), ("alt", "c"), ("hidden", "")) == tag.attributes
    assert '<IMG alt=a SRC="b" Alt="c" hidden>' == tag.text


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_lines_are_counted_from_one(newline: str) -> None:
    source = newline.join(["<html>", "<body", 'class="a">', "", "<p>"])
    assert [("html", 1), ("body", 2), ("p", 5)] == [(tag.name, tag.line) for tag in Source(source.encode(), "").tags]


def test_references_in_values_are_resolved() -> None:
    (tag,) = Source(b"<a title='&lt;&#12354;&amp;'>", "").tags
    assert (("title", "<あ&"),) == tag.attributes


@pytest.mark.parametrize("start", ["<a ", "<a", "<!--", "<!-- -", '<a x="', "</", "<?", "<![CDATA["])
def test_what_never_ends_takes_no_longer_than_the_rest(start: str) -> None:
    # Were each searched for its end, this would take minutes.
    assert ["p"] == [tag.name for tag in Source(f"<p>{start * 100_000}".encode(), "text/html; charset=utf-8").tags]


def test_encoding_is_that_of_the_bytes() -> None:
    source = Source('<p title="表示">'.encode("cp932"), "text/html; charset=Shift_JIS")
    assert ("shift_jis", '<p title="表示">') == (source.encoding, source.text)
    assert (("title", "表示"),) == source.tags[0].attributes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<!-- <p> --><b>", ["b"]),
        ("<script>document.write('<p>')</script><b>", ["script", "b"]),
        ("<style><p></style><b>", ["style", "b"]),
        ("<template><p></p><template><i></template><u></template><b>", ["template", "b"]),
        ("<noscript><img></noscript><b>", ["noscript", "b"]),
        ("<textarea><p></textarea><b>", ["textarea", "b"]),
        ("<title><p></title><b>", ["title", "b"]),
        ("<iframe><p></iframe><b>", ["iframe", "b"]),
        ("<textarea><template></textarea><b>", ["textarea", "b"]),
        ("<svg><title/><path/></svg><b>", ["svg", "title", "path", "b"]),
        ("<br/><img/>", ["br", "img"]),
        ("<![if IE]><i><![endif]><b>", ["i", "b"]),
        ("<![x[ <i> ]]><b>", ["b"]),
        ("<p class='a", []),
        ("</p></template><b>", ["b"]),
        ("<textarea/><p></textarea><b>", ["textarea", "b"]),
    ],
    ids=[
        "comment", "script", "style", "template", "noscript", "textarea", "title", "iframe", "template-as-text",
        "svg-title", "void", "conditional", "no-section", "without-end", "stray-end", "slash-ends-nothing",
    ],
)  # fmt: skip
def test_only_what_becomes_an_element_is_a_tag(source: str, expected: list[str]) -> None:
    assert expected == names(source)


pieces = st.sampled_from(
    [
        "<p",
        "a=1",
        "a=2>",
        "</p>",
        "<",
        ">",
        "<!",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<![if",
        "IE]>",
        "<![endif]>",
        "<?",
        "?>",
        "<!doctype",
        "&#x110000;",
        "&amp",
        "<a",
        "b='c",
        "<",
        "<script>",
        "</script",
        "<template>",
        "</template>",
        "<title/>",
        "\x00",
        "\n",
        '"',
        "'",
        "あ",
        "/",
        "=",
        "<!x",
        "<![x[",
        "<%",
    ]
)


@given(st.lists(pieces | st.text(max_size=5), max_size=15).map("".join))
@example("<![x[")
@example("<![if IE]><p><![endif]>")
def test_any_source_is_read(source: str) -> None:
    read = Source(source.encode("utf-8", "surrogatepass"), "text/html; charset=utf-8")
    for tag in read.tags:
        assert tag.name == tag.name.lower()
        assert 1 <= tag.line <= read.text.count("\n") + 1
        assert tag.text in read.text
