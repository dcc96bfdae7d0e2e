"""The language that a place declares, and the text that takes the page's."""

import pytest

from a11y_audit.core.snapshot import INVISIBLE
from a11y_audit.dom.language import declared, inherited_text
from tests.unit.records import first, tree


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<html lang="ja"><body><b></b></body></html>', "ja"),
        ('<html lang="ja"><body lang=" EN-us "><b></b></body></html>', "en-us"),
        ('<html lang="ja"><body><b lang=""></b></body></html>', ""),
        ("<html><body><b></b></body></html>", ""),
    ],
    ids=["inherited", "nearest", "unset", "none"],
)
def test_language_is_that_of_the_nearest_lang(html: str, expected: str) -> None:
    assert expected == declared(first(tree(html), "b"))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>一</p><p>二</p>", "一\n二\n"),
        ('<p>一<i lang="en">two</i>三</p>', "一三\n"),
        ("<p>一<code>x</code><ruby>二<rt>に</rt></ruby></p>", "一二\n"),
        ('<p>一<b display="none">二</b></p>', "一\n"),
        (f'<p data-flags="{INVISIBLE}">一<b>二</b></p>', "二\n"),
        ("<pre>x</pre><svg><text>y</text></svg><p>一</p>", "一\n"),
    ],
    ids=["blocks", "own-lang", "code-and-reading", "not-laid-out", "invisible", "program-text"],
)
def test_text_without_a_language_of_its_own_is_the_pages(inner: str, expected: str) -> None:
    assert expected.split() == inherited_text(tree(f'<html lang="ja"><body>{inner}</body></html>')).split()


def test_text_is_read_deeper_than_python_nests_calls() -> None:
    inner = "<div>" * 2_000 + "一" + "</div>" * 2_000
    assert ["一"] == inherited_text(tree(f'<html lang="ja"><body>{inner}</body></html>')).split()


def test_document_without_html_element_inherits_nothing() -> None:
    assert "" == inherited_text(tree("<svg><text>図</text></svg>"))
