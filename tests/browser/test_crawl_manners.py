"""The crawl keeps to what each host asks, follows redirects once, and ends every address with one status."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.conftest import audit

pytestmark = pytest.mark.browser

HEAD = '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{0}</title></head><body><h1>{0}</h1>'


@contextmanager
def serve() -> Iterator[tuple[int, list[str]]]:
    """Serve one site under two host names; yield the port and the list of what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"]
            asked.append(f"{host.partition(':')[0]} {self.path}")
            port = host.rpartition(":")[2]
            if self.path == "/robots.txt":
                body = (
                    "User-agent: *\nDisallow: /closed/\n"
                    if host.startswith("localhost")
                    else "User-agent: *\nDisallow:\n"
                )
                self._answer(200, body, "text/plain")
            elif self.path == "/":
                links = f'<a href="/moved">移った頁</a><a href="http://localhost:{port}/open">別名の頁</a>'
                links += f'<a href="http://localhost:{port}/closed/x">閉じた頁</a><a href="/moved?utm_source=x">移った頁二</a>'
                self._answer(200, HEAD.format("最初の頁") + links)
            elif self.path == "/moved":
                self._answer(302, "", location="/arrived")
            elif self.path in ("/arrived", "/open", "/closed/x"):
                self._answer(200, HEAD.format(f"頁 {self.path}"))
            else:
                self._answer(404, "")

        def _answer(
            self, status: int, body: str, content_type: str = "text/html; charset=utf-8", location: str = ""
        ) -> None:
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(data)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


def test_every_host_of_the_site_is_asked_for_its_robots_and_obeyed(tmp_path: Path) -> None:
    with serve() as (port, asked):
        audit(f"http://127.0.0.1:{port}/", tmp_path, scope={"hosts": (f"localhost:{port}",)})
    with sqlite3.connect(tmp_path / "data" / "audit.sqlite3") as connection:
        ends = dict(
            connection.execute("SELECT p.url, coalesce(v.why, v.status) FROM visits v JOIN pages p ON p.id = v.page_id")
        )

    assert asked.count("localhost /robots.txt") == 1
    assert "localhost /closed/x" not in asked
    assert ends == {
        f"http://127.0.0.1:{port}/": "audited",
        f"http://127.0.0.1:{port}/moved": "redirected",
        f"http://127.0.0.1:{port}/arrived": "audited",
        f"http://localhost:{port}/open": "audited",
        f"http://localhost:{port}/closed/x": "robots",
    }


@contextmanager
def serve_busy() -> Iterator[tuple[int, list[tuple[str, float, str]]]]:
    """Serve a site that asks to wait; yield the port and what was asked for, when, and with which cookies."""
    asked: list[tuple[str, float, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            before = [path for path, _, _ in asked].count(self.path)
            asked.append((self.path, time.monotonic(), self.headers.get("Cookie", "")))
            if self.path == "/":
                self._answer(200, "".join(f'<a href="{each}">{each} の頁</a>' for each in ("/busy", "/ill", "/last")))
            elif (self.path == "/busy" and not before) or self.path == "/ill":
                self._answer(429 if self.path == "/busy" else 503, "", wait="1")
            else:
                self._answer(200 if self.path in ("/busy", "/last") else 404, "")

        def _answer(self, status: int, links: str, wait: str = "") -> None:
            data = (HEAD.format(f"頁 {self.path}") + links).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            if wait:
                self.send_header("Retry-After", wait)
                self.send_header("Set-Cookie", "seen=1")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_that_asks_to_wait_is_asked_once_more_after_the_pause(tmp_path: Path) -> None:
    with serve_busy() as (port, asked):
        audit(f"http://127.0.0.1:{port}/", tmp_path, crawl={"parallel": 1})
    with sqlite3.connect(tmp_path / "data" / "audit.sqlite3") as connection:
        ends = dict(
            connection.execute("SELECT p.url, coalesce(v.why, v.status) FROM visits v JOIN pages p ON p.id = v.page_id")
        )
    first, second = (moment for path, moment, _ in asked if path == "/busy")

    assert second - first >= 1
    assert [path for path, _, _ in asked].count("/ill") == 2
    assert {cookie for _, _, cookie in asked} == {""}
    assert ends == {
        f"http://127.0.0.1:{port}/": "audited",
        f"http://127.0.0.1:{port}/busy": "audited",
        f"http://127.0.0.1:{port}/ill": "server_error",
        f"http://127.0.0.1:{port}/last": "audited",
    }
