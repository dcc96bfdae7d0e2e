"""Images that move, in a real browser: what it shows, what is gathered of it, and what is said."""

import asyncio
import base64
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.async_api import Page as BrowserPage

from a11y_audit import registry
from a11y_audit.core.snapshot import Snapshot
from a11y_audit.core.visit import NotAudited
from a11y_audit.dom.animation import animation
from a11y_audit.probes.page import Remembered, gather, script
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.subject import Page
from tests.browser.answers import Answers, Reply, html
from tests.moving import apng, gif, webp

pytestmark = pytest.mark.browser

SIZE = 'width="120" height="60"'
FILES = {
    "/a.gif": ("image/gif", gif([50, 50])),
    "/a.png": ("image/png", apng([(1, 2), (1, 2)])),
    "/a.webp": ("image/webp", webp([500, 500])),
    "/short.gif": ("image/gif", gif([50, 50], None)),
    "/still.gif": ("image/gif", gif([50])),
    "/still.png": ("image/png", apng([])),
    "/inner.gif": ("image/gif", gif([70, 70])),
    "/tile.gif": ("image/gif", gif([50, 50])),
    "/cut.gif": ("image/gif", gif([50, 50, 50])[:-14]),
}
BODY = f"""<p>市役所からのお知らせ</p>
<img id="gif" alt="a" {SIZE} src="/a.gif#top"><img id="apng" alt="b" {SIZE} src="/moved"><img id="webp" alt="c" {SIZE} src="/a.webp">
<img id="short" alt="d" {SIZE} src="/short.gif"><img id="still" alt="e" {SIZE} src="/still.gif"><img alt="f" {SIZE} src="/still.png">
<picture><source srcset="/a.webp 1x"><img id="chosen" alt="g" {SIZE} src="/still.gif"></picture>
<iframe src="/frame" title="枠"></iframe>
<div style="background: url(/tile.gif); width: 99px; height: 99px"></div>
<img id="hidden" alt="h" {SIZE} hidden src="/a.gif"><img id="broken" alt="i" {SIZE} src="/none.gif">"""
FILL = """<p>本文</p><script>
  const draw = (count) => { for (let i = 0; i < count; i++) {
    const image = document.body.appendChild(new Image(99, 99));
    image.src = "data:image/gif;base64,%s" + "A".repeat(100000 + 4 * i);
  } };
</script><script>draw(%d)</script>"""
_PLAIN = base64.b64encode(gif([50, 50, 50])[:-1]).decode().rstrip("=")
PAGES = {
    "/": BODY,
    "/again": BODY,
    "/frame": f'<img id="inner" alt="j" {SIZE} src="/inner.gif">',
    "/long": FILL % (_PLAIN, 1),
    "/full": FILL % (_PLAIN, 120),
}
ORACLE = """async ([type, text]) => {
  const data = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const decoder = new ImageDecoder({ data, type });
  await decoder.tracks.ready;
  await decoder.completed;
  const { frameCount, repetitionCount } = decoder.tracks.selectedTrack;
  return [frameCount, repetitionCount === Infinity ? null : repetitionCount + 1];
}"""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve the pages and files."""
    kept = {"Cache-Control": "max-age=1000"}
    files = {path: Reply(body=data, headers={"Content-Type": kind, **kept}) for path, (kind, data) in FILES.items()}
    pages = {path: html(body) for path, body in PAGES.items()}
    with Answers({**files, **pages, "/moved": Reply(302, headers={"Location": "/a.png", **kept})}) as answers:
        yield answers.url.rstrip("/")


async def recorded(site: str, *paths: str) -> list[Snapshot]:
    """Return the pages' snapshots, made one after the other in one tab."""
    snapshots = []
    remembered = Remembered()
    async with browser() as started:
        tab = await Tab.open(await started.new_context(), script(), TabOptions())
        for path in paths:
            response = await tab.show(site + path)
            assert not isinstance(response, NotAudited)
            snapshots.append(await gather(tab, response, axe=None, element_limit=1_000, remembered=remembered))
        await tab.close()
    return snapshots


def test_images_that_move_are_told_from_those_that_do_not(site: str) -> None:
    for snapshot in asyncio.run(recorded(site, "/", "/again")):
        images = Page(snapshot).tagged("img")
        moving = {each.get("id"): each.animation for each in images if each.animation}
        assert {"gif", "apng", "webp", "short", "chosen", "inner"} == set(moving)
        rounds = {name: each.rounds for name, each in moving.items()}
        assert {"gif": None, "apng": None, "webp": None, "short": 1, "chosen": None, "inner": None} == rounds
        assert [1.0, 1.4] == [moving[name].round_s for name in ("gif", "inner")]
        drawn = {each.get("id"): each.image_file for each in images}
        assert drawn["hidden"] is drawn["broken"] is None
        assert drawn["webp"] is not None
        assert drawn["webp"] == drawn["chosen"]
        assert (1, 1) == (drawn["webp"].width, drawn["webp"].height)


def test_the_rule_tells_each_file_that_moves_on(site: str) -> None:
    (snapshot,) = asyncio.run(recorded(site, "/"))
    rule = registry.rule("moving-image-can-be-stopped")
    said = [(say.reason, say.data.get("file"), say.data.get("count")) for say in rule.evaluate(Page(snapshot))]
    expected = [
        ("image_moves_on", name, count) for name, count in (("a.gif", 1), ("moved", 1), ("a.webp", 2), ("inner.gif", 1))
    ]
    assert sorted([*expected, ("image_stops", None, None)], key=str) == sorted(said, key=str)


def test_a_page_full_of_files_in_addresses_is_not_asked_for_them(site: str) -> None:
    shown, full = asyncio.run(recorded(site, "/long", "/full"))
    assert {} == shown.animations
    assert full.animations is None
    assert 120 == len(full.documents[0].images)


def test_a_file_that_is_not_held_has_no_bytes(site: str) -> None:
    async def asked() -> list[bytes]:
        async with browser() as started:
            tab = await Tab.open(await started.new_context(), script(), TabOptions())
            await tab.show(f"{site}/frame")
            (held,) = await tab.images()
            gone = replace(held, url=f"{site}/never.gif"), replace(held, frame="0" * 32)
            return [await tab.content(each) for each in (held, *gone)]

    assert [FILES["/inner.gif"][1], b"", b""] == asyncio.run(asked())


def test_the_reader_tells_frames_and_rounds_as_the_browser_does(site: str) -> None:
    async def decoded(page: BrowserPage) -> dict[str, list[int | None]]:
        await page.goto(site)
        given = {
            path: [kind, base64.b64encode(data).decode()]
            for path, (kind, data) in FILES.items()
            if path != "/still.gif"
        }
        return {path: await page.evaluate(ORACLE, each) for path, each in given.items()}

    async def shown() -> dict[str, list[int | None]]:
        async with browser() as started:
            return await decoded(await started.new_page())

    read = {path: animation(FILES[path][1]) for path in FILES}
    assert asyncio.run(shown()) == {
        path: [each.frames, each.rounds] for path, each in read.items() if each and path != "/still.gif"
    }
