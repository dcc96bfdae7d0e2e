"""Pages are as they were after their letters were painted over for pictures of what lies behind them."""

import asyncio
import json
from collections.abc import Iterator

import pytest

from a11y_audit.core.visit import NotAudited
from a11y_audit.engines import axe as axe_engine
from a11y_audit.probes.page import Recording, Remembered, record, script
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from tests.browser.answers import Answers, html

DOTS = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9' fill='%23ddd'/%3E%3C/svg%3E"
TEXT = f'<p id="text" style="color: #999; background: url(&quot;{DOTS}&quot;)">市役所の案内</p>'
STATE = """
globalThis.a11yAuditTestState = () => {
  const { webkitTextFillColor } = getComputedStyle(document.querySelector("#text"));
  const running = document.getAnimations().length;
  return JSON.stringify([webkitTextFillColor, running, document.querySelectorAll("style").length, scrollY]);
};
"""
PAGES = {
    "/plain": TEXT,
    "/fading": f"<style>* {{ transition: all 5s }}</style>{TEXT}",
    "/clobbered": f'<img name="adoptedStyleSheets" alt=""><form name="documentElement"></form>{TEXT}',
    "/scrolled": f'{TEXT}<div style="height: 3000px"></div><script>scrollTo(0, 500)</script>',
}


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, tuple[Recording, list[object]]]]:
    with Answers({path: html(body) for path, body in PAGES.items()}) as answers:
        yield asyncio.run(_recorded(answers.url.rstrip("/")))


async def _recorded(origin: str) -> dict[str, tuple[Recording, list[object]]]:
    found = {}
    async with browser() as started:
        context = await started.new_context(viewport={"width": 1280, "height": 900})
        tab = await Tab.open(context, f"{axe_engine.script(axe_source())}\n{script()}\n{STATE}", TabOptions())
        for path in PAGES:
            shown = await tab.show(origin + path)
            assert not isinstance(shown, NotAudited)
            kept = await record(tab, shown, axe=None, element_limit=1_000, remembered=Remembered())
            found[path] = kept, json.loads(await tab.call("a11yAuditTestState", {}))
    return found


@pytest.mark.parametrize("path", ["/plain", "/fading", "/clobbered"])
def test_what_lies_behind_is_told_and_the_page_is_as_it_was(
    path: str, told: dict[str, tuple[Recording, list[object]]]
) -> None:
    kept, state = told[path]
    assert kept.backdrops
    assert [("#dddddd", "#dddddd")] == [(each.worst, each.best) for each in kept.backdrops]
    assert ["rgb(153, 153, 153)", 0, path.count("fading"), 0] == state


def test_a_page_that_was_scrolled_is_left_alone(told: dict[str, tuple[Recording, list[object]]]) -> None:
    kept, state = told["/scrolled"]
    assert () == kept.backdrops
    assert 500 == state[-1]
