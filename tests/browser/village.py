"""A village's website of a few pages, for tests that audit it many times: links, doubles, and what goes wrong on sites."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import cast

SLOW_S = 0.4
"""How long the slow page takes, in seconds."""
LONGEST_S = 240.0
"""How long a page that is held back takes at most, in seconds."""
_NAMES = ("くらし", "観光", "議会", "防災", "こども", "広報")
_MENU = "".join(
    f'<li><a href="{path}">{name}</a></li>'
    for path, name in (("/", "はじめ"), *((f"/{number}", name) for number, name in enumerate(_NAMES, 1)))
)
_NEWS = '<p><a href="/slow">お知らせ</a> <a href="/none">切れたリンク</a> <a href="/moved">移ったページ</a></p>'
_MAP = '<p>案内図</p><img src="/no-such-picture.png" width="40" height="30"><p style="color:#aaa">薄い字です。</p>'


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<header><img src="/crest.png"><ul>{_MENU}</ul></header>'
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )


_PAGES = {
    "/": _page("こだま村", _NEWS),
    **{
        f"/{number}": _page(name, _MAP if number == 2 else f"<p>{name}です。</p>")
        for number, name in enumerate(_NAMES, 1)
    },
    # The same page under a second address, and a page whose only link is on the slow one.
    "/slow": _page("お知らせ", '<p><a href="/1?print">くらし</a> <a href="/last">役場の案内</a></p>'),
    "/1?print": _page(_NAMES[0], f"<p>{_NAMES[0]}です。</p>"),
    "/last": _page("役場の案内", '<form><input type="text"><input type="submit"></form>'),
}


@dataclass(frozen=True, slots=True)
class Village:
    """The village that is being served.

    Attributes:
        url: its address.
        held: while it is set, the slow page is held back until it is let go.
        asked: set when the slow page is asked for.
        let_go: lets the slow page go.
    """

    url: str
    held: Event = field(default_factory=Event)
    asked: Event = field(default_factory=Event)
    let_go: Event = field(default_factory=Event)

    def hold(self) -> None:
        """Hold the slow page back when it is asked for the next time."""
        self.asked.clear()
        self.let_go.clear()
        self.held.set()

    def release(self) -> None:
        """Let the slow page go, now and from now on."""
        self.held.clear()
        self.let_go.set()

    def wait(self) -> None:
        """Stay as long as the slow page takes."""
        self.asked.set()
        if self.held.is_set():
            self.let_go.wait(LONGEST_S)
        else:
            Event().wait(SLOW_S)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/slow":
            cast("_Server", self.server).village.wait()
        if self.path == "/moved":
            self._answer(301, "", location="/3")
        elif self.path in _PAGES:
            self._answer(200, _PAGES[self.path])
        else:
            self._answer(404, "")

    def _answer(self, status: int, text: str, *, location: str = "") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.village = Village(f"http://127.0.0.1:{self.server_port}/")

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over browsers that were killed while they read."""


@contextmanager
def serve() -> Iterator[Village]:
    """Serve the village on the loopback."""
    server = _Server()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.village
    finally:
        server.village.release()
        server.shutdown()
        server.server_close()
        thread.join()
