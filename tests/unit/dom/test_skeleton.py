"""Pages of one template have one skeleton, whatever they say."""

import pytest

from a11y_audit.dom.skeleton import skeleton
from tests.unit.records import tree

FRAME = (
    '<html><head></head><body class="page-{n}"><div id="wrap"><header class="top"><nav><ul>{menu}</ul></nav></header>'
    '<div id="main-{n}">{body}</div><footer id="foot"><p>市役所</p></footer></div></body></html>'
)


def page(body: str, *, menu: str = "<li>1</li>", n: int = 1) -> str:
    return skeleton(tree(FRAME.format(n=n, menu=menu, body=body)))


@pytest.mark.parametrize(
    ("body", "menu", "n"),
    [
        ('<p>別の文章</p><div class="x"><div class="y"></div></div>', "<li>1</li>", 1),
        ("<p>文章</p>", "<li>1</li><li>2</li><li>3</li>", 1),
        ("<p>文章</p>", "<li>1</li>", 20),
    ],
    ids=["other text", "longer menu", "other number"],
)
def test_what_differs_from_page_to_page_does_not_count(body: str, menu: str, n: int) -> None:
    assert page("<p>文章</p>") == page(body, menu=menu, n=n)


@pytest.mark.parametrize("body", ["<input>", "<video></video>", "<iframe></iframe>", "<details></details>"])
def test_pages_that_are_worked_with_otherwise_do_not_share(body: str) -> None:
    assert page("<p>文章</p>") != page(body)


def test_another_template_is_another_skeleton() -> None:
    other = tree('<html><head></head><body><table id="layout"><tr><td>文章</td></tr></table></body></html>')

    assert page("<p>文章</p>") != skeleton(other)
