"""Kept connections of the HTTP client: used again, and made anew when the server has ended them."""

import asyncio
import socketserver
import threading
from collections.abc import Sequence

from a11y_audit.crawl.client import Client, ClientSettings, Fetched

SETTINGS = ClientSettings(user_agent="a11y-audit/test", timeout_s=5, max_bytes=1000, headers={"Accept-Language": "ja"})


class Lines(socketserver.StreamRequestHandler):
    """A server that answers each request of a connection by the next of `answers`, and hangs up when they are used up."""

    answers: Sequence[bytes] = ()
    takes_one_more = True

    def handle(self) -> None:
        self.server.connections += 1  # type: ignore[attr-defined]  # our own attribute
        for answer in self.answers:
            while self.rfile.readline().strip():
                pass
            self.wfile.write(answer)
        # The next request is taken and never answered, as it happens to one that meets the end of an idle connection.
        if self.takes_one_more:
            self.rfile.readline()


def exchange(
    answers: Sequence[bytes], count: int, *, at_once: int = 1, takes_one_more: bool = True
) -> tuple[list[int | str], int]:
    """Return what came of fetches (status or reason), and how many connections they took; `at_once` are the first ones."""

    async def several(url: str) -> list[int | str]:
        async with Client(SETTINGS) as client:
            results = await asyncio.gather(*(client.fetch(url) for _ in range(at_once)))
            results += [await client.fetch(url) for _ in range(count - at_once)]
        return [each.status if isinstance(each, Fetched) else each.reason for each in results]

    handler = type("Handler", (Lines,), {"answers": answers, "takes_one_more": takes_one_more})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.connections = 0  # type: ignore[attr-defined]  # our own attribute
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            results = asyncio.run(several(f"http://127.0.0.1:{server.server_address[1]}/"))
        finally:
            server.shutdown()
            thread.join()
        return results, server.connections  # type: ignore[attr-defined]  # our own attribute


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
UNCHANGED = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5000\r\nContent-Encoding: gzip\r\n\r\n"


def test_connections_are_kept() -> None:
    assert exchange([OK] * 3, 3) == ([200] * 3, 1)


def test_an_unchanged_page_has_no_body_and_keeps_the_connection() -> None:
    assert exchange([UNCHANGED] * 3, 3) == ([304] * 3, 1)


def test_a_kept_connection_that_the_server_ends_is_made_anew() -> None:
    # Of three fetches the first is kept open, the second breaks it and takes a new one that is not kept, and so on.
    assert exchange([OK], 3) == ([200] * 3, 3)


def test_other_kept_connections_that_may_have_ended_too_are_not_tried() -> None:
    assert exchange([OK], 5, at_once=4) == ([200] * 5, 5)


def test_a_new_connection_that_ends_without_an_answer_is_not_tried_again() -> None:
    assert exchange([], 1) == (["protocol"], 1)


def test_an_answer_that_breaks_off_is_not_asked_for_again() -> None:
    assert exchange([OK, OK[:-1]], 2, takes_one_more=False) == ([200, "protocol"], 1)


def test_half_a_line_on_a_kept_connection_is_asked_for_again() -> None:
    assert exchange([OK, b"HTTP/1.1 200"], 2, takes_one_more=False) == ([200, 200], 2)
