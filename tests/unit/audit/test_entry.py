"""The ways into a site, asked of a real server on this machine: seeds, robots.txt, sitemaps, feeds, lists."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import get_args

import pytest

from a11y_audit.audit.entry import PROBLEMS_TOLD, REASONS, SITEMAPS_READ, Entry, RobotsBook, Way, enter
from a11y_audit.audit.neighbours import Neighbours
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.client import Client, ClientSettings, FailureReason
from a11y_audit.crawl.pace import Pace
from a11y_audit.crawl.scope import Exclusion, Pattern, Scope
from a11y_audit.errors import SettingsError, SiteError, UsageError
from a11y_audit.settings.model import Site as SiteSettings

Site = dict[str, tuple[int, str, str | bytes]]
PAGE = (200, "text/html", "<!DOCTYPE html><title>x</title>")
NO_PAGE = (200, "text/html", "<!DOCTYPE html><title>404</title><p>ページがありません<br>")


class CountedPace(Pace):
    """A pace that costs no time, and knows which hosts were waited for."""

    def __init__(self) -> None:
        super().__init__(10_000)
        self.waited: list[str] = []

    async def wait(self, host: str) -> None:
        self.waited.append(host)
        await super().wait(host)


@contextmanager
def serve(site: Site) -> Iterator[tuple[str, list[str]]]:
    """Serve paths with their status, type and body; yield the address and the list of what was asked for.

    HERE in a body is the address, and THERE that of the same server under another name. A redirect has its target where
    others have their type.
    """
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host, _, port = self.headers["Host"].partition(":")
            asked.append(self.path if host == "127.0.0.1" else f"//{host}{self.path}")
            status, content_type, body = site.get(asked[-1], (404, "text/plain", ""))
            if isinstance(body, str):
                body = (
                    body.replace("THERE", f"http://localhost:{port}").replace("HERE", f"http://{host}:{port}").encode()
                )
            self.send_response(status)
            if status == 302:
                self.send_header("Location", content_type.replace("THERE", f"http://localhost:{port}"))
            else:
                self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


async def refusals(url: str, paths: list[str]) -> tuple[list[NotAudited | None], float | None]:
    async with Client(ClientSettings(user_agent="a11y-audit/test", timeout_s=5)) as client:
        book = RobotsBook(client, "a11y-audit", asked=True, pace=Pace(10_000))
        refused = await asyncio.gather(*(book.refusal(url + path) for path in paths))
        return refused, book.delay_s(url.removeprefix("http://"))


async def entered(
    url: str,
    *,
    seeds: tuple[str, ...] = ("/",),
    feeds: tuple[str, ...] = (),
    lists: tuple[str, ...] = (),
    pace: Pace | None = None,
    asked: bool = True,
    read_sitemaps: bool = True,
) -> Entry:
    site = SiteSettings(
        seeds=tuple(url + each for each in seeds), feeds=tuple(url + each for each in feeds), lists=lists
    )
    async with Client(ClientSettings(user_agent="a11y-audit/test", timeout_s=5)) as client:
        pace = pace or Pace(10_000)
        book = RobotsBook(client, "a11y-audit", asked=asked, pace=pace)
        return await enter(client, book, pace, site, read_sitemaps=read_sitemaps)


def sitemap(*places: str) -> tuple[int, str, str]:
    return 200, "text/xml", f"<urlset>{''.join(f'<url><loc>{each}</loc></url>' for each in places)}</urlset>"


def index(*places: str) -> tuple[int, str, str]:
    return (
        200,
        "text/xml",
        f"<sitemapindex>{''.join(f'<sitemap><loc>{each}</loc></sitemap>' for each in places)}</sitemapindex>",
    )


def robots(*lines: str) -> tuple[int, str, str]:
    return 200, "text/plain", "\n".join(["User-agent: *", *lines])


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


def test_every_request_waits_for_its_turn() -> None:
    pace = CountedPace()
    site: Site = {
        "/": PAGE,
        "/robots.txt": robots("Sitemap: THERE/s.xml"),
        "//localhost/s.xml": index("HERE/t.xml"),
        "/feed": sitemap("/a"),
    }
    with serve(site) as (url, asked):
        asyncio.run(entered(url, feeds=("/feed",), pace=pace))

    hosts = [f"localhost:{url.rpartition(':')[2]}" if each.startswith("//") else url[7:] for each in asked]
    assert asked == [
        "/", "/robots.txt", "//localhost/s.xml", "/sitemap.xml", "//localhost/robots.txt", "//localhost/t.xml", "/feed", "/", "/index.html",
    ]  # fmt: skip
    assert pace.waited == hosts


def test_the_delay_that_robots_asks_for_is_kept_from_then_on() -> None:
    pace = CountedPace()
    with serve({"/": PAGE, "/robots.txt": robots("Crawl-delay: 0.05")}) as (url, _):
        asyncio.run(entered(url, pace=pace))
        rate = pace.rate_per_s(url[7:])

    assert rate == pytest.approx(20)


def test_sitemaps_feeds_and_lists_are_ways_in(tmp_path: Path) -> None:
    (tmp_path / "pages.csv").write_bytes("パス,題名\n/list.html,一覧\n/both.html,両方\n,下書き\n".encode("cp932"))
    feed = "<rss><channel><item><link>/feed.html?utm_source=rss</link><pubDate>Fri, 01 May 2026 09:00:00 +0900</pubDate></item></channel></rss>"
    site: Site = {
        "/": PAGE,
        "/sitemap.xml": sitemap("HERE/map.html", "HERE/both.html"),
        "/news.rdf": (200, "text/xml", feed),
    }
    with serve(site) as (url, _):
        entry = asyncio.run(entered(url, feeds=("/news.rdf",), lists=(str(tmp_path / "pages.csv"),)))

    assert entry.ways == (
        Way("sitemap", f"{url}/map.html"),
        Way("sitemap", f"{url}/both.html"),
        Way("feed", f"{url}/feed.html?utm_source=rss", datetime(2026, 5, 1, tzinfo=UTC)),
        Way("list", f"{url}/list.html"),
        Way("list", f"{url}/both.html"),
    )
    assert entry.problems == ("pages.csv: line 4: no address",)


def test_addresses_are_told_absolute_whatever_the_file_writes() -> None:
    written = [
        "b.html",
        "/c.html",
        "https://127.0.0.1/d.html",
        "http://other.example/e.html",
        "mailto:a@example.jp",
        "/市.html",
    ]
    with serve({"/": PAGE, "/robots.txt": robots("Sitemap: /x/s.xml"), "/x/s.xml": sitemap(*written)}) as (url, _):
        entry = asyncio.run(entered(url))

    assert [way.url for way in entry.ways] == [
        f"{url}/x/b.html", f"{url}/c.html", "https://127.0.0.1/d.html", "http://other.example/e.html", f"{url}/%E5%B8%82.html",
    ]  # fmt: skip
    assert entry.problems == (f"{url}/x/s.xml: 1 entries are no addresses of the web",)


@pytest.mark.parametrize(
    "body",
    [
        b"\n\n" + sitemap("/a")[2].encode(),
        sitemap("/a")[2].encode("utf-8-sig"),
        sitemap("/a")[2].encode("utf-16"),
        gzip.compress(sitemap("/a")[2].encode()),
        sitemap("/a")[2].replace("<urlset>", '<urlset xmlns="https://www.sitemap.org/wrong">').encode(),
    ],
    ids=["blank-lines", "mark", "utf-16", "gzip", "wrong-namespace"],
)
def test_a_sitemap_in_other_clothes_is_read(body: bytes) -> None:
    with serve({"/": PAGE, "/sitemap.xml": (200, "text/plain", body)}) as (url, _):
        entry = asyncio.run(entered(url))

    assert entry.ways == (Way("sitemap", f"{url}/a"),)
    assert entry.problems == ()


def test_no_page_of_a_sitemap_that_is_too_long_is_lost() -> None:
    with serve({"/": PAGE, "/sitemap.xml": sitemap(*(f"HERE/{number}.html" for number in range(60_000)))}) as (url, _):
        entry = asyncio.run(entered(url))

    assert len(entry.ways) == 60_000
    assert entry.problems == ()


def test_of_a_sitemap_that_nobody_named_nothing_is_told() -> None:
    with serve({"/": PAGE, "/sitemap.xml": NO_PAGE}) as (url, _):
        assert asyncio.run(entered(url)).problems == ()


@pytest.mark.parametrize(("answer", "problem"), [(NO_PAGE, "not_a_sitemap"), ((500, "text/plain", ""), "500")])
def test_a_sitemap_that_is_named_and_is_none_is_told(answer: tuple[int, str, str], problem: str) -> None:
    with serve({"/": PAGE, "/robots.txt": robots("Sitemap: /sitemap.xml"), "/sitemap.xml": answer}) as (url, _):
        entry = asyncio.run(entered(url))

    assert entry.ways == ()
    assert f"{url}/sitemap.xml: {problem}" in entry.problems


def test_a_sitemap_that_robots_forbids_is_read_only_if_robots_names_it_itself() -> None:
    lines = ["Disallow: /closed/", "Disallow: /sitemap.xml", "Sitemap: /closed/s.xml"]
    site: Site = {
        "/": PAGE,
        "/robots.txt": robots(*lines),
        "/closed/s.xml": index("/closed/t.xml", "/open.xml"),
        "/open.xml": sitemap("/a"),
    }
    with serve(site) as (url, asked):
        entry = asyncio.run(entered(url))

    assert "/closed/t.xml" not in asked
    assert "/sitemap.xml" not in asked
    assert entry.ways == (Way("sitemap", f"{url}/a"),)
    assert entry.problems == (f"{url}/closed/t.xml: robots, Disallow: /closed/",)


def test_robots_that_is_not_to_be_asked_forbids_nothing() -> None:
    site: Site = {"/": PAGE, "/robots.txt": robots("Disallow: /"), "/sitemap.xml": sitemap("/a")}
    with serve(site) as (url, asked):
        entry = asyncio.run(entered(url, asked=False))

    assert "/robots.txt" not in asked
    assert entry.ways == (Way("sitemap", f"{url}/a"),)


def test_sitemaps_are_left_alone_where_the_settings_say_so() -> None:
    with serve({"/": PAGE, "/sitemap.xml": sitemap("/a"), "/feed": sitemap("/b")}) as (url, asked):
        entry = asyncio.run(entered(url, feeds=("/feed",), read_sitemaps=False))

    assert "/sitemap.xml" not in asked
    assert entry.ways == (Way("feed", f"{url}/b"),)


def test_feeds_that_can_not_be_read_are_told() -> None:
    site: Site = {"/": PAGE, "/robots.txt": robots("Disallow: /closed"), "/page": NO_PAGE}
    with serve(site) as (url, asked):
        entry = asyncio.run(entered(url, feeds=("/closed.rdf", "/none.rdf", "/page")))

    assert "/closed.rdf" not in asked
    assert entry.problems[:2] == (f"{url}/closed.rdf: robots, Disallow: /closed", f"{url}/none.rdf: 404")
    assert f"{url}/page: not_a_sitemap" in entry.problems


def test_a_list_tells_ten_problems_at_most(tmp_path: Path) -> None:
    (tmp_path / "pages.csv").write_text("URL\n/a\nhttp://:80/\n" + "x\n" * 50, encoding="utf-8")
    with serve({"/": PAGE}) as (url, _):
        entry = asyncio.run(entered(url, lists=(str(tmp_path / "pages.csv"),)))

    assert entry.ways == (Way("list", f"{url}/a"),)
    assert len(entry.problems) == PROBLEMS_TOLD
    assert entry.problems[0] == "pages.csv: 1 entries are no addresses of the web"


def test_paths_of_a_list_belong_to_the_site_of_the_first_seed(tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text("/a\n", encoding="utf-8")
    lists = (str(tmp_path / "pages.txt"),)
    with serve({"/b/": PAGE, "/moved": (302, "THERE/new", ""), "//localhost/new": PAGE}) as (url, _):
        failed = asyncio.run(entered(url, seeds=("/none", "/b/"), lists=lists))
        moved = asyncio.run(entered(url, seeds=("/moved", "/b/"), lists=lists))

    assert failed.ways == (Way("list", f"{url}/a"),)
    assert moved.ways == (Way("list", f"{url.replace('127.0.0.1', 'localhost')}/a"),)


@pytest.mark.parametrize(("content", "words"), [(None, "can't be read"), ("題名\nくらし\n", "holds none")])
def test_a_list_that_can_not_be_used_ends_all_before_anything_is_asked(
    tmp_path: Path, content: str | None, words: str
) -> None:
    path = tmp_path / "pages.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with serve({"/": PAGE}) as (url, asked), pytest.raises(SettingsError, match=words) as caught:
        asyncio.run(entered(url, lists=(str(path),)))

    assert asked == []
    assert "CSV" in caught.value.hint.ja or "lists" in caught.value.hint.ja


def test_index_names_are_those_that_the_server_shows() -> None:
    with serve({"/": PAGE, "/index.html": PAGE, "/index.php": PAGE, "/sitemap.xml": sitemap("/x/index.php")}) as (
        url,
        _,
    ):
        entry = asyncio.run(entered(url, seeds=("/", "/index.html")))

    assert entry.seeds == (f"{url}/", f"{url}/index.html")
    assert entry.index_names == {url: frozenset({"index.html", "index.php"})}


def test_a_seed_that_fails_does_not_keep_out_the_others() -> None:
    with serve({"/a": PAGE, "/closed": PAGE, "/robots.txt": robots("Disallow: /closed")}) as (url, _):
        assert asyncio.run(entered(url, seeds=("/none", "/closed", "/a"))).seeds == (f"{url}/a",)
        with pytest.raises(SiteError) as caught:
            asyncio.run(entered(url, seeds=("/none", "/closed")))

    assert "404" in caught.value.message.en
    assert "Disallow: /closed" in caught.value.message.en


def test_a_site_that_does_not_answer_can_not_be_audited() -> None:
    with serve({}) as (url, _):
        pass
    with pytest.raises(SiteError, match="does not accept connections"):
        asyncio.run(entered(url))
    (refused,), _ = asyncio.run(refusals(url, ["/a"]))

    assert refused == NotAudited(Why.SERVER_ERROR, "robots.txt")


def test_a_seed_in_a_closed_network_is_told_as_such() -> None:
    async def closed(_: str) -> bool:
        return True

    async def run(url: str) -> Entry:
        pace = Pace(10_000)
        async with Client(ClientSettings(user_agent="a11y-audit/test"), closed=closed) as client:
            book = RobotsBook(client, "a11y-audit", asked=True, pace=pace)
            return await enter(client, book, pace, SiteSettings(seeds=(url,)), read_sitemaps=True)

    with serve({"/": PAGE}) as (url, asked), pytest.raises(SiteError) as caught:
        asyncio.run(run(f"{url}/"))

    assert Why.PRIVATE.cause.en in caught.value.message.en
    assert asked == []


def test_a_seed_without_a_host_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="not the address"):
        asyncio.run(entered("http://", seeds=("0.0.1/",)))


def test_each_failure_of_the_network_has_its_reason() -> None:
    assert set(REASONS) == set(get_args(FailureReason))
    assert REASONS["private"] is Why.PRIVATE


def test_a_probe_looks_only_at_pages_that_crawling_would_show_and_waits_for_its_turn() -> None:
    async def shown(url: str, paths: list[str]) -> tuple[list[str], list[str]]:
        async with Client(ClientSettings(user_agent="a11y-audit/test", timeout_s=5)) as client:
            pace = CountedPace()
            book = RobotsBook(client, "a11y-audit", asked=True, pace=pace)
            scope = Scope(seeds=(f"{url}/",), exclude=(Exclusion(Pattern("/gikai/"), Text("別管理", "apart")),))
            neighbours = Neighbours(scope=scope, robots=book, pace=pace)
            addresses = [*(url + path for path in paths), "https://other.example/"]
            return [each for each in addresses if await neighbours.may_be_shown(each)], pace.waited

    paths = ["/a.html", "/gikai/a.html", "/secret/a.html", "/logout", "/a.pdf"]
    with serve({"/robots.txt": robots("Disallow: /secret")}) as (url, asked):
        allowed, waited = asyncio.run(shown(url, paths))

    assert allowed == [f"{url}/a.html"]
    assert waited == [url.removeprefix("http://")] * 2  # for robots.txt, and for the page
    assert asked == ["/robots.txt"]
