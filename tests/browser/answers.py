"""A loopback server whose answers a test gives as values, and which notes what it was asked."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def html(body: str, *, head: str = "", title: str = "題") -> Reply:
    """Return a page in Japanese with that body."""
    page = f'<!DOCTYPE html><html lang="ja"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    return Reply(body=page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


class Answers:
    """Serves `replies` by path and query, 404 for all else; `asked` holds each path asked for, in order."""

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        self.replies = dict(replies)
        self.asked: list[str] = []
        self.headers: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                outer.asked.append(parts.path)
                outer.headers.append((self.path, dict(self.headers.items())))
                reply = outer.replies.get(self.path) or outer.replies.get(parts.path) or Reply(404)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        """Begin to serve."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return self.asked.count(path)
