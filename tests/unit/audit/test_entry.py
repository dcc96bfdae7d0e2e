"""What robots.txt and sitemaps of a host mean for an audit, asked of a real server on this machine."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from a11y_audit.audit.entry import SITEMAPS_READ, Entry, RobotsBook, enter
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.client import Client, ClientSettings

Site = dict[str, tuple[int, str, str]]
PAGE = (200, "text/html", "<!DOCTYPE html><title>x</title>")


@contextmanager
def serve(site: Site) -> Iterator[tuple[str, list[str]]]:
    """Serve paths with their status, type and body; yield the address and the list of what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, content_type, body = site.get(self.path, (404, "text/plain", ""))
            data = body.replace("HERE", f"http://{self.headers['Host']}").encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


async def refusals(url: str, paths: list[str]) -> tuple[list[NotAudited | None], float | None]:
    async with Client(ClientSettings(user_agent="a11y-audit/test", timeout_s=5)) as client:
        book = RobotsBook(client, "a11y-audit", asked=True)
        refused = await asyncio.gather(*(book.refusal(url + path) for path in paths))
        return refused, book.delay_s(url.removeprefix("http://"))


async def entered(url: str) -> Entry:
    async with Client(ClientSettings(user_agent="a11y-audit/test", timeout_s=5)) as client:
        book = RobotsBook(client, "a11y-audit", asked=True)
        return await enter(client, book, [f"{url}/"], read_sitemaps=True)


def test_a_robots_file_that_a_failing_server_can_not_give_is_nobodys_choice() -> None:
    with serve({"/robots.txt": (503, "text/plain", "")}) as (url, _):
        (refused,), _ = asyncio.run(refusals(url, ["/a"]))

    assert refused is not None
    assert refused.why is Why.SERVER_ERROR
    assert not refused.why.by_choice


def test_a_robots_file_is_read_once_and_its_delay_is_known() -> None:
    robots = "User-agent: *\nCrawl-delay: 2\nDisallow: /closed/\n"
    with serve({"/robots.txt": (200, "text/plain", robots)}) as (url, asked):
        refused, delay = asyncio.run(refusals(url, ["/a", "/closed/b", "/c"]))

    assert [None, NotAudited(Why.ROBOTS, "Disallow: /closed/"), None] == refused
    assert delay == 2
    assert asked == ["/robots.txt"]


def test_sitemaps_that_name_each_other_are_read_once() -> None:
    index = "<sitemapindex><sitemap><loc>HERE/sitemap.xml</loc></sitemap><sitemap><loc>HERE/b.xml</loc></sitemap></sitemapindex>"
    with serve({"/": PAGE, "/sitemap.xml": (200, "text/xml", index), "/b.xml": (200, "text/xml", index)}) as (
        url,
        asked,
    ):
        entry = asyncio.run(entered(url))

    assert asked.count("/sitemap.xml") == 1
    assert asked.count("/b.xml") == 1
    assert entry.problems == ()


def test_sitemaps_beyond_the_limit_are_told() -> None:
    names = "".join(f"<sitemap><loc>HERE/{number}.xml</loc></sitemap>" for number in range(SITEMAPS_READ + 1))
    with serve({"/": PAGE, "/sitemap.xml": (200, "text/xml", f"<sitemapindex>{names}</sitemapindex>")}) as (url, _):
        entry = asyncio.run(entered(url))

    assert any(f"{SITEMAPS_READ} sitemaps at most (2 left)" in each for each in entry.problems)
