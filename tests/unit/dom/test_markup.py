"""Tags as the HTML Standard's tokenizer reads them."""

import pytest

from a11y_audit.dom.markup import Fault, marks


@pytest.mark.parametrize(
    ("source", "attributes", "fault"),
    [
        ("<p a=\"1\" b='2' c=3 d>", (("a", "1"), ("b", "2"), ("c", "3"), ("d", "")), None),
        ("<p a = '1'/>", (("a", "1"),), None),
        ("<p/a/b>", (("a", ""), ("b", "")), None),
        ("<p a=b/>", (("a", "b/"),), None),
        ("<p a=>", (("a", ""),), None),
        ('<p a="1"b>', (("a", "1"), ("b", "")), Fault.SPACE),
        ('<p a="x b="y">', (("a", "x b="), ('y"', "")), Fault.QUOTE),
        ("<p <b>", (("<b", ""),), Fault.OPEN),
        ("<p =a>", (("=a", ""),), None),
        ("<p\n A='&amp;\n'>", (("a", "&\n"),), None),
    ],
)
def test_attributes(source: str, attributes: tuple[tuple[str, str], ...], fault: Fault | None) -> None:
    (mark,) = marks(source)
    assert (attributes, fault) == (mark.attributes, mark.fault)
    assert source == source[mark.start : mark.stop]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<!--><p>--><b>", ["p", "b"]),
        ("<!-- a --!><p>", ["p"]),
        ("</ p><p>", ["p"]),
        ("</><p>", ["p"]),
        ("a < b<p>", ["p"]),
        ("<?xml <a> ?><p>", ["p"]),
        ("<svg><![CDATA[<b>]]><title><i></i></title></svg><![CDATA[<b>]]>", ["svg", "title", "i", "/i", "/title", "/svg"]),
        ("<svg><foreignObject><textarea><p></textarea></foreignObject></svg>", ["svg", "foreignobject", "textarea", "/textarea", "/foreignobject", "/svg"]),
        ("<script><!--<script></script>--></script><p>", ["script", "/script", "p"]),
        ("<script><!-- a --></script><p>", ["script", "/script", "p"]),
        ("<SCRIPT>if (a </script-x) b</SCRIPT ><p>", ["script", "/script", "p"]),
        ("<noscript><img></noscript>", ["noscript", "/noscript"]),
    ],
)  # fmt: skip
def test_what_is_a_tag(source: str, expected: list[str]) -> None:
    assert expected == ["/" * each.is_end + each.name for each in marks(source)]
