"""The keyboard probe: how far it gets, what it shows, and that it comes to the same result each time."""

import asyncio
from typing import Any

import pytest

from a11y_audit.audit.probing import Every, Probing
from a11y_audit.core.visit import NotAudited
from a11y_audit.probes import page as page_probe
from a11y_audit.probes.keyboard import KEYBOARD
from a11y_audit.probes.live import Picture
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.testing.browsing import Pages

pytestmark = pytest.mark.browser

SHELL = '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>例</title></head><body>{}</body></html>'


async def _walked(body: str, page_s: float, times: int) -> list[tuple[Any, dict[str, Picture]]]:
    pages = Pages()
    pages.bodies["/"] = SHELL.format(body).encode()
    url = f"{pages.origin}/"
    probing = Probing(probes=[KEYBOARD], choice=Every(), page_s=page_s, element_limit=10_000)
    try:
        async with browser() as started:
            context = await started.new_context(viewport={"width": 800, "height": 600})
            results = []
            for _ in range(times):
                tab = await Tab.open(context, page_probe.script(), TabOptions())
                shown = await tab.show(url)
                assert not isinstance(shown, NotAudited)
                recording = await page_probe.record(tab, shown, axe=None, element_limit=10_000)
                recording, pictures = await probing.tried(tab, url, recording)
                results.append((recording.evidence["keyboard"], dict(pictures)))
                await tab.close()
            return results
    finally:
        pages.close()


def walked(body: str, *, page_s: float = 100.0, times: int = 1) -> list[tuple[Any, dict[str, Picture]]]:
    return asyncio.run(_walked(body, page_s, times))


LINKS = "".join(f'<p><a href="#a{number}">案内{number}</a></p>' for number in range(12))


def test_every_stop_is_met_forwards_and_back_and_the_path_is_drawn() -> None:
    [(evidence, pictures)] = walked(LINKS)

    assert (True, "page", 12) == (evidence.finished, evidence.data["end"], len(evidence.data["stops"]))
    assert list(range(11, -1, -1)) == evidence.data["back"]
    assert pictures["keyboard trail"].data.startswith(b"\xff\xd8")


def test_a_page_with_more_stops_than_the_limit_is_told_as_not_finished() -> None:
    [(evidence, _)] = walked("".join(f'<a href="#a{number}">案</a> ' for number in range(505)), page_s=400.0)

    assert (False, True) == (evidence.finished, evidence.data["end"] in ("most", "time"))


def test_no_time_is_told_as_not_finished() -> None:
    [(evidence, _)] = walked(LINKS, page_s=0.0)

    assert (False, {}) == (evidence.finished, evidence.data)


def test_the_same_page_gives_the_same_evidence() -> None:
    page = (
        '<style>.bare:focus { outline: none }</style><a href="#a">案内</a><a href="#b" class="bare">申請</a>'
        '<button onfocus="this.blur()">送る</button><label>氏名 <input></label>'
    )
    first, *others = [evidence.data for evidence, _ in walked(page, times=4)]

    assert ["style", "none", None, "style"] == [stop.get("shows") for stop in first["stops"]]
    assert [first] * 3 == others


def test_what_a_frame_of_another_origin_holds_is_passed_over() -> None:
    [(evidence, _)] = walked(
        '<a href="#a">案内</a><iframe title="地図" src="data:text/html,<a href=/x>x</a>"></iframe><button>次</button>'
    )

    assert ("page", ["a", "iframe", "button"]) == (
        evidence.data["end"],
        [stop["place"]["tag"] for stop in evidence.data["stops"]],
    )
