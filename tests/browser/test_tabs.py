"""What a tab tells of the requests of a page; a tab or browser that dies under a page costs no page."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from a11y_audit.audit.visit import Visited, Visitor
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.probes.page import Response, script
from a11y_audit.render.tab import TabOptions
from a11y_audit.render.tabs import Tabs
from tests.browser.conftest import free_port
from tests.browser.oddities import serve

pytestmark = pytest.mark.browser

BODIES = {
    "/plain": "<p>本文",
    "/all": """<p>本文
        <link rel="stylesheet" href="/b.css#x"><link rel="stylesheet" href="/a.css"><script src="/a.js"></script>
        <script src="/moved.js"></script><iframe src="/frame#part"></iframe><img src="/a.png" alt="">
        <style>@font-face { font-family: f; src: url(/f.woff2) } p { font-family: f }</style>
        <script>
          fetch('/data.json?a=1');
          new Worker('/worker.js');
          navigator.sendBeacon('/beacon', 'x');
        </script>""",
    "/frame": '<link rel="stylesheet" href="/in-frame.css"><p>枠',
    "/posts": "<p>本文<script>fetch('/data.json', { method: 'POST', body: 'x' })</script>",
    "/puts": "<p>本文<script>fetch('/data.json', { method: 'PUT', body: 'x' })</script>",
    "/socket": "<p>本文<script>new WebSocket(location.href.replace('http', 'ws'))</script>",
    "/events": "<p>本文<script>new EventSource('/data.json')</script>",
    "/blob-worker": "<p>本文<script>new Worker(URL.createObjectURL(new Blob(['1'])))</script>",
    "/goes-on": "<p>本文<script>if (!location.search) location.search = '?2'</script>",
    "/crowd": "<p>本文<script>for (let i = 0; i < 1001; i++) fetch('/data.json?' + i)</script>",
    "/slow-once": "<p>本文",
    "/to-and-fro": """<p>本文<script>
        for (let i = 0; i < 50; i++) history.pushState({}, '', '#' + i);
        let back = true;
        setInterval(() => { history.go(back ? -1 : 1); back = !back; }, 10);
        </script>""",
    "/moves-on": "<p>本文<script>setInterval(() => { location.hash = Math.random(); }, 5)</script>",
    "/past": "<p>本文<script>fetch(`/past-of-${history.length}.json`)</script>",
    "/in-frame.css": "",
    "/worker.js": "fetch('/by-worker.json')",
}
TYPES = {"css": "text/css", "js": "text/javascript", "json": "application/json", "png": "image/png"}


class Site:
    """A loopback site; `/slow-once` answers the second time that it is asked for."""

    def __init__(self, url: str) -> None:
        """Serve below `url`."""
        self.url = url
        self.asked = threading.Event()


@contextmanager
def _served() -> Iterator[Site]:
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = urlsplit(self.path).path
            if path == "/slow-once" and not site.asked.is_set():
                site.asked.set()
                self.rfile.read(1)
                return
            text = BODIES.get(path, "")
            body = f'<html lang="ja"><title>題名</title>{text}'.encode() if text and "." not in path else text.encode()
            self.send_response({"/moved.js": 302, "/missing": 404}.get(path, 200))
            if path == "/moved.js":
                self.send_header("Location", "/here.js")
            self.send_header("Content-Type", TYPES.get(path.rpartition(".")[2], "text/html; charset=utf-8"))
            self.send_header("Cache-Control", "max-age=1000")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_GET  # noqa: N815 -- the base class's names

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a browser that is killed breaks connections
    site.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve the pages."""
    with _served() as served:
        yield served


def tabs(settle_ms: int = 5_000) -> Tabs:
    """Return a browser, not started."""
    options = TabOptions(navigation_timeout_s=30, settle_ms=settle_ms)
    return Tabs(script(), options, viewport=(800, 600), user_agent="x", configured=None)


def outcomes(*addresses: str) -> list[Response | NotAudited]:
    """Show pages one after the other in one tab."""

    async def run() -> list[Response | NotAudited]:
        found = []
        async with tabs() as started:
            for address in addresses:
                async with started.lend() as tab:
                    found.append(await tab.show(address))
        return found

    return asyncio.run(run())


def shown(*addresses: str) -> list[Response]:
    """Show pages that can be shown."""
    found = outcomes(*addresses)
    responses = [each for each in found if isinstance(each, Response)]
    assert responses == found
    return responses


def test_a_page_tells_all_that_it_asked_for_and_that_can_change_what_it_says(site: Site) -> None:
    own = "a.css a.js b.css by-worker.json data.json?a=1 frame in-frame.css moved.js worker.js"
    expected = {f"{site.url}/{each}" for each in own.split()}
    first, again = shown(f"{site.url}/all", f"{site.url}/all")

    assert f"{site.url}/here.js" in first.assets
    for response in (first, again):  # the second time, most of it comes from the browser's cache
        assert expected == set(response.assets) - {f"{site.url}/here.js"}
        assert list(response.assets) == sorted(set(response.assets))
        assert not response.unsteady
        assert 0 < response.latency_s < 30


def test_one_pages_requests_are_not_the_nexts(site: Site) -> None:
    _, plain = shown(f"{site.url}/posts", f"{site.url}/plain")

    assert ((), False) == (plain.assets, plain.unsteady)


def test_what_no_plain_request_can_bring_again_is_unsteady(site: Site) -> None:
    paths = ("/posts", "/puts", "/socket", "/events", "/blob-worker", "/goes-on", "/crowd", "/plain")
    responses = shown(*(site.url + path for path in paths))

    assert {path: path != "/plain" for path in paths} == {
        urlsplit(response.url).path: response.unsteady for response in responses
    }


async def _process(started: Tabs, kind: str) -> int:
    browser = started._browser
    assert browser is not None
    session = await browser.new_browser_cdp_session()
    found = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
    return next(int(each["id"]) for each in found if each["type"] == kind)


@pytest.mark.parametrize("kind", ["browser", "renderer"])
def test_a_page_is_tried_again_when_what_shows_it_dies(site: Site, kind: str) -> None:
    async def run() -> tuple[Visited | NotAudited, Visited | NotAudited]:
        async with tabs() as started:
            visitor = Visitor(tabs=started, rules=(), axe=None, timeout_s=60, element_limit=1_000)
            before = await visitor.visit(f"{site.url}/plain")
            process = await _process(started, kind)
            visit = asyncio.create_task(visitor.visit(f"{site.url}/slow-once"))
            await asyncio.to_thread(site.asked.wait, 30)
            os.kill(process, signal.SIGKILL)
            return before, await visit

    before, outcome = asyncio.run(run())
    assert isinstance(before, Visited), before
    assert isinstance(outcome, Visited), outcome


def test_a_fresh_tab_knows_nothing_of_the_pages_before_it(site: Site) -> None:
    async def run() -> list[int]:
        lent = []
        async with tabs() as started:
            for fresh in (False, True, True, False):
                async with started.lend(fresh=fresh) as tab:
                    await tab.show(f"{site.url}/plain")
                    lent.append(id(tab))
        return lent

    shared, first, second, again = asyncio.run(run())
    assert shared == again
    assert shared not in (first, second)


def test_a_failure_does_not_reach_the_page_after_it(site: Site) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/"
    found = outcomes(*[f"{site.url}/missing", nowhere, f"{site.url}/plain"] * 4)

    whys = [each.why if isinstance(each, NotAudited) else None for each in found]
    assert [Why.NOT_FOUND, Why.REFUSED, None] * 4 == whys


def test_a_page_that_goes_to_and_fro_does_not_come_back_in_place_of_the_next(site: Site) -> None:
    paths = ("/to-and-fro", "/moves-on") * 6

    async def show_all(started: Tabs) -> list[str]:
        found = []
        for path in paths:
            async with started.lend() as tab:
                outcome = await tab.show(site.url + path)
                await tab.clean(site.url + path)
            assert isinstance(outcome, Response), (path, outcome)
            found.append(urlsplit(outcome.final_url).path)
        return found

    async def run() -> list[list[str]]:
        async with tabs(settle_ms=300) as started:
            return await asyncio.gather(*(show_all(started) for _ in range(3)))

    assert [list(paths)] * 3 == asyncio.run(run())


def test_a_page_does_not_see_how_many_were_shown_before_it(site: Site) -> None:
    async def run() -> list[tuple[str, ...]]:
        found = []
        async with tabs() as started:
            for path in ("/past", "/plain", "/plain", "/past"):
                async with started.lend() as tab:
                    outcome = await tab.show(site.url + path)
                    await tab.clean(site.url + path)
                assert isinstance(outcome, Response)
                found.append(outcome.assets)
        return found

    first, *_, last = asyncio.run(run())
    assert first == last != ()


def test_a_certificate_that_expired_is_told_and_the_next_page_is_shown(site: Site, tmp_path: Path) -> None:
    with serve(tmp_path, expired=True) as secure:
        first, second = outcomes(f"{secure}/", f"{site.url}/plain")

    assert isinstance(first, NotAudited)
    assert first.why is Why.TLS
    assert isinstance(second, Response)
