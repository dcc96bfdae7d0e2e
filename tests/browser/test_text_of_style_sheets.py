"""What style sheets write before and after elements is found on a page of many elements as on one of few."""

import asyncio
from collections.abc import Iterator

import pytest

from a11y_audit.core.visit import NotAudited
from a11y_audit.probes.page import gather, script
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from tests.browser.answers import Answers, html

WORD = '{ content: "必須" }'
SHEETS = {
    "plain": f".a::before {WORD}",
    "old": f".a:after {WORD}",
    "bare": f"::before {WORD}",
    "inside": f"div ::after {WORD}",
    "list": f"b, .a::before, u {WORD}",
    "grouped": f":is(.a, .b)::after {WORD}",
    "media": f"@media screen {{ @supports (color: red) {{ @layer x {{ .a::before {WORD} }} }} }}",
    "nested": f".a {{ &::before {WORD} }}",
    "nested without sign": f"div {{ .a::before {WORD} }}",
    "scope": f"@scope (.a) {{ :scope::before {WORD} }}",
    "escaped": f".before\\:x::after {WORD}",
    "apart": f"*, ::before, ::after {{ color: #000 }} .a::before {WORD}",
    "imported": f"@import url('data:text/css,.a%3A%3Abefore {WORD}');",
    "none": ".a::before { color: red }",
}
BODY = '<style>{}</style><img name="styleSheets" alt=""><div><p class="a before:x">氏名</p></div>{}'
SHADOW = '<style></style><div><template shadowrootmode="open"><style>p::before {{ content: "必須" }}</style><p>氏名</p></template></div>{}'
FILLERS = {"few": "", "many": "<i></i>" * 60}


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, list[str]]]:
    pages = {
        f"/{number}{kind}": BODY.format(sheet, filler)
        for number, sheet in enumerate(SHEETS.values())
        for kind, filler in FILLERS.items()
    }
    shadows = {f"/shadow{kind}": SHADOW.format(filler) for kind, filler in FILLERS.items()}
    with Answers({path: html(body) for path, body in (pages | shadows).items()}) as answers:
        yield asyncio.run(_told(answers.url.rstrip("/"), [*pages, *shadows]))


async def _told(origin: str, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    async with browser() as started:
        context = await started.new_context(viewport={"width": 1280, "height": 900})
        tab = await Tab.open(context, script(), TabOptions())
        for path in paths:
            shown = await tab.show(origin + path)
            assert not isinstance(shown, NotAudited)
            snapshot = await gather(tab, shown, axe=None, element_limit=1_000)
            assert () == snapshot.problems
            found[path] = [text.drawn for document in snapshot.documents for text in document.texts if text.drawn]
    return found


@pytest.mark.parametrize("name", SHEETS)
def test_words_of_style_sheets_are_found_among_many_elements(name: str, told: dict[str, list[str]]) -> None:
    number = list(SHEETS).index(name)
    assert ("必須" in told[f"/{number}few"]) == (name != "none")
    # Of bare selectors the fillers have words, too.
    assert set(told[f"/{number}few"]) == set(told[f"/{number}many"])


def test_words_of_a_shadow_tree_are_found_among_many_elements(told: dict[str, list[str]]) -> None:
    assert ["必須"] == told["/shadowfew"] == told["/shadowmany"]
