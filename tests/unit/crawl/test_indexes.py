"""Which names of index pages a server has, asked of real servers on this machine."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.client import Client, ClientSettings
from a11y_audit.crawl.indexes import USUAL, observe, one_form, spelled_out
from a11y_audit.crawl.pace import Pace

Answer = tuple[int, str]
HOME = '<!DOCTYPE html><title>みどり野市</title><a href="/kurashi/index.php?a=1">くらし</a><a href=http://other.example/default.htm>他</a>'
NAMES = {"https://h.example": frozenset({"index.html", "Default.htm"})}

words = st.sampled_from(["https://h.example", "http://h.example", "https://other.example"])
segments = st.lists(st.sampled_from(["a", "index.html", "Default.htm", "index.htm", "INDEX.HTML", ""]), max_size=5)
urls = st.builds(
    "{}/{}{}".format,
    words,
    segments.map("/".join),
    st.sampled_from(["", "?page=2", "?a=/x/index.html", "?/index.html"]),
)


@contextmanager
def serve(site: dict[str, Answer], other: Answer = (404, "")) -> Iterator[tuple[str, list[str]]]:
    """Serve paths, a redirect where the status says so; yield the origin and the list of what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, body = site.get(self.path, other)
            data = b"" if status == 302 else body.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if status == 302:
                self.send_header("Location", body)
            self.end_headers()
            self.wfile.write(data)

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


def observed(origin: str, *mentioned: str, forbidden: str = "") -> frozenset[str]:
    async def run() -> dict[str, frozenset[str]]:
        async with Client(ClientSettings(user_agent="a11y-audit/test", timeout_s=5)) as client:
            return await observe(
                client,
                Pace(10_000),
                [origin, origin],
                mentioned=[origin + path for path in mentioned],
                allowed=lambda url: url != origin + forbidden,
            )

    found = asyncio.run(run())
    assert list(found) == [origin]
    return found[origin]


def test_names_that_show_the_home_page_are_index_names() -> None:
    with serve({"/": (200, HOME), "/index.html": (200, HOME), "/index.php": (200, HOME)}) as (origin, asked):
        assert observed(origin) == {"index.html", "index.php"}
    assert asked == ["/", "/index.html", "/index.php", "/index.not-a-page"]


def test_only_names_that_are_mentioned_are_asked_for_and_as_they_are_spelled() -> None:
    with serve({"/": (200, "x"), "/Index.htm": (200, "x")}) as (origin, asked):
        assert observed(origin, "/a/Index.htm?b=1", "/about.html", "/index.asp/x") == {"Index.htm"}
    assert asked == ["/", "/index.html", "/Index.htm", "/index.not-a-page"]


@pytest.mark.parametrize(
    "page",
    [(200, HOME + " "), (404, HOME), (200, ""), (302, "/elsewhere")],
    ids=["other-bytes", "no-page", "empty", "elsewhere"],
)
def test_a_name_that_shows_anything_else_is_none(page: Answer) -> None:
    with serve({"/": (200, HOME), "/index.html": page, "/elsewhere": (200, HOME)}) as (origin, asked):
        assert observed(origin) == frozenset()
    assert "/index.not-a-page" not in asked


def test_a_name_that_leads_to_the_folder_is_an_index_name() -> None:
    with serve({"/": (200, HOME), "/index.html": (302, "/")}) as (origin, _):
        assert observed(origin) == {"index.html"}


@pytest.mark.parametrize(
    "home", [(302, "/index.html"), (500, ""), (200, "")], ids=["redirects-to-its-index-page", "fails", "empty"]
)
def test_a_folder_without_a_page_of_its_own_has_no_index_names(home: Answer) -> None:
    with serve({"/": home, "/index.html": (200, "")}) as (origin, asked):
        assert observed(origin) == frozenset()
    assert [path for path in asked if path == "/index.html"] == (["/index.html"] if home[0] == 302 else [])


def test_a_server_that_shows_its_home_page_under_every_name_says_nothing() -> None:
    with serve({}, other=(200, HOME)) as (origin, _):
        assert observed(origin) == frozenset()


@pytest.mark.parametrize("path", ["/", "/index.html"])
def test_what_robots_forbids_is_not_asked_for(path: str) -> None:
    with serve({"/": (200, "x"), "/index.html": (200, "x")}) as (origin, asked):
        assert observed(origin, forbidden=path) == frozenset()
    assert path not in asked


def test_a_server_that_does_not_answer_has_no_index_names() -> None:
    with serve({}) as (origin, _):
        pass
    assert observed(origin) == frozenset()


@given(urls)
def test_one_form_is_one(url: str) -> None:
    once = one_form(url, NAMES)

    assert one_form(once, NAMES) == once
    assert one_form(url, {}) == url
    if once != url:
        assert url.startswith("https://h.example/")
        assert url in spelled_out(once, NAMES)


@given(urls)
def test_what_is_spelled_out_comes_back_to_one_form(url: str) -> None:
    found = spelled_out(url, NAMES)

    assert {one_form(each, NAMES) for each in found} <= {url}
    assert len(found) == (2 if url.startswith("https://h.example/") and url.partition("?")[0].endswith("/") else 0)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://h.example/index.html", "https://h.example/"),
        ("https://h.example/x/index.html?page=2", "https://h.example/x/?page=2"),
        ("https://h.example/index.html/", "https://h.example/index.html/"),
        ("https://h.example/x/INDEX.html", "https://h.example/x/INDEX.html"),
        ("http://h.example/x/index.html", "http://h.example/x/index.html"),
        ("https://h.example:8080/index.html", "https://h.example:8080/index.html"),
    ],
)
def test_one_form(url: str, expected: str) -> None:
    assert one_form(url, NAMES) == expected


def test_the_likeliest_name_is_tried_first() -> None:
    names = {"https://h.example": frozenset(USUAL)}
    assert spelled_out("https://h.example/x/?a=1", names) == [f"https://h.example/x/{name}?a=1" for name in USUAL]
