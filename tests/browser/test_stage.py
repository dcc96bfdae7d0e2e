"""A page under probes: it may be disturbed, but leads nowhere, sends nothing, and comes anew as it was."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited
from a11y_audit.probes import page as page_probe
from a11y_audit.probes.live import Happening, Stage
from a11y_audit.render.browser import browser
from a11y_audit.render.stage import stage
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.testing.browsing import Pages

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>例</title></head><body style="margin:0">
<a href="/other" id="away">移動</a> <a href="#part" id="within">中へ</a>
<button id="open" onclick="window.open('/other')">開く</button>
<button id="tell" onclick="alert('ことば')">知らせる</button>
<form method="post" action="/send"><button id="send">送る</button></form>
<button id="beacon" onclick="navigator.sendBeacon('/count', 'x')">数える</button>
<p id="part">文章</p></body></html>"""


async def _not_barred(url: str) -> bool:
    return not url.endswith("/barred")


async def _on_stage(try_out: Callable[[Stage, Pages], Awaitable[Any]]) -> Any:
    pages = Pages()
    pages.bodies.update({"/": PAGE.encode(), "/other": b"<!DOCTYPE html><title>x</title><p>x"})
    try:
        async with browser() as started:
            context = await started.new_context(viewport={"width": 800, "height": 600})
            tab = await Tab.open(context, page_probe.script(), TabOptions())
            shown = await tab.show(f"{pages.origin}/")
            assert not isinstance(shown, NotAudited)
            await page_probe.record(tab, shown, axe=None, element_limit=1_000)
            async with stage(tab, f"{pages.origin}/", element_limit=1_000, leave=_not_barred) as live:
                result = await try_out(live, pages)
            assert tab.broken
            return result
    finally:
        pages.close()


def on_stage(try_out: Callable[[Stage, Pages], Awaitable[Any]]) -> Any:
    return asyncio.run(_on_stage(try_out))


async def _activate(live: Stage, name: str) -> list[Happening]:
    await live.run("globalThis.focusOn = ({ name }) => { document.getElementById(name).focus(); return true; }")
    await live.call("focusOn", {"name": name})
    live.happened()
    await live.press("Enter")
    for _ in range(200):
        if told := live.happened():
            return told
        await live.call("focusOn", {"name": name})
    return []


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("away", "navigation", "/other"),
        ("within", "moved", "/#part"),
        ("open", "window", "/other"),
        ("tell", "dialog", "alert ことば"),
        ("send", "navigation", "/send"),
        ("beacon", "sent", "/count"),
    ],
)
def test_what_the_page_tries_is_held_and_told(name: str, kind: str, words: str) -> None:
    async def try_out(live: Stage, _: Pages) -> tuple[list[Happening], str]:
        told = await _activate(live, name)
        answer = await live.command("Runtime.evaluate", expression="location.pathname", returnByValue=True)
        return told, answer["result"]["value"]

    told, path = on_stage(try_out)

    assert [each for each in told if each.kind == kind and words in each.detail]
    assert len([each for each in told if each.kind == "navigation"]) == (kind == "navigation")
    assert path == "/"


def test_a_page_comes_anew_with_the_same_numbers_and_the_scripts_that_were_run() -> None:
    async def try_out(live: Stage, _: Pages) -> tuple[Any, Any, Any]:
        await live.run("globalThis.placeOf = ({ name }) => a11yAuditPlace(document.getElementById(name))")
        await live.call("placeOf", {"name": "part"})
        first = await live.call("placeOf", {"name": "part"})
        await live.command("Runtime.evaluate", expression="document.getElementById('part').id = 'gone'")
        await live.renew()
        return first, await live.call("placeOf", {"name": "part"}), live.happened()

    first, second, told = on_stage(try_out)

    assert first["at"] is not None
    assert first["tag"] == "p"
    assert first == second
    assert told == []


def test_another_page_is_looked_at_only_where_that_is_allowed_and_the_first_comes_back() -> None:
    async def try_out(live: Stage, pages: Pages) -> tuple[list[bool], Any, Any]:
        await live.run("globalThis.whatIs = () => document.title")
        looked = [await live.look(f"{pages.origin}/{name}", 10) for name in ("barred", "absent", "other")]
        there = await live.call("whatIs", {})
        await live.renew()
        return looked, there, await live.call("whatIs", {})

    assert ([False, False, True], "x", "例") == on_stage(try_out)


def test_a_picture_is_of_the_part_that_is_asked_for() -> None:
    async def try_out(live: Stage, _: Pages) -> bytes:
        return await live.shot(Box(0, 0, 40, 30))

    data = on_stage(try_out)

    assert data.startswith(b"\x89PNG")
    assert (40, 30) == (int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))


def test_the_clock_goes_on_at_once_and_what_is_asked_for_then_gets_no_answer() -> None:
    """Two minutes pass without waiting: all timers are run, in their order, and the hushed page reaches no server."""
    script = """globalThis.heard = []; setInterval(() => heard.push(1), 1000);
      setTimeout(() => fetch('/late').then(() => heard.push('answer'), () => heard.push('refusal')), 5000);"""

    async def try_out(live: Stage, _: Pages) -> tuple[int, list[Any]]:
        await live.command("Runtime.evaluate", expression=script)
        live.hush()
        await live.advance(120_000)
        answer = await live.command("Runtime.evaluate", expression="heard", returnByValue=True)
        return answer["result"]["value"].count(1), [each for each in answer["result"]["value"] if each != 1]

    ticks, others = on_stage(try_out)

    assert ticks in (119, 120)
    assert others == []
