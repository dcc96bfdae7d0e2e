"""A generated municipal site for benchmarks: one template, about 1,400 elements a page, served on loopback.

    python tests/bench/city.py --load 3    # how many requests a second the server answers

The server is a process of its own, so that it takes no time from the interpreter that is measured. It knows ETag and 304.
"""

import argparse
import asyncio
import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from time import perf_counter
from urllib.parse import urlsplit

CHANGED_OF = 20
"""In a later edition of the site, one page of so many is another."""
_STYLE = """body{font-family:sans-serif;line-height:1.7;color:#1a1a1c;margin:0}header,footer{background:#f2f2f2;padding:8px 24px}
nav ul{display:flex;flex-wrap:wrap;gap:8px;list-style:none;padding:0}a{color:#0017c1}main{max-width:960px;margin:0 auto;padding:16px}
table{border-collapse:collapse}th,td{border:1px solid #888;padding:4px 8px}.note{color:#555}.card{border:1px solid #ccc;padding:8px;margin:8px 0}"""
_WORDS = (
    "申請",
    "届出",
    "証明書",
    "手数料",
    "受付時間",
    "窓口",
    "子育て",
    "福祉",
    "防災",
    "ごみ",
    "水道",
    "税金",
    "健診",
    "施設",
)


def page(number: int, pages: int, edition: int) -> str:
    """Return page `number` of `pages`: navigation, a table, cards, lists, links to other pages."""
    edited = f"<p>第{edition}版のお知らせを加えました。</p>" if edition else ""

    def word(shift: int) -> str:
        return _WORDS[(number * 7 + shift) % len(_WORDS)]

    menu = "".join(
        f'<li><a href="/p{(each * 13) % pages}.html">{_WORDS[each % 14]}の案内{each}</a></li>' for each in range(60)
    )
    rows = "".join(
        f'<tr><th scope="row">{word(each)}{each}</th><td>{number * 10 + each}円</td><td>平日 午前9時から午後5時まで</td>'
        f'<td><a href="/p{(number + each) % pages}.html">{word(each)}{each}の詳しい説明</a></td></tr>'
        for each in range(40)
    )
    cards = "".join(
        f'<div class="card"><h3>{word(each)}のお知らせ{each}</h3><p>{word(each + 1)}について、<strong>{word(each + 2)}</strong>の'
        f'<a href="/p{(number + 3 * each) % pages}.html">{word(each)}第{each}号の記事</a>をご覧ください。</p>'
        f'<p class="note">更新日：令和6年{each % 12 + 1}月</p><ul><li>対象：市民</li><li>費用：無料</li><li>場所：市役所{each}階</li></ul></div>'
        for each in range(45)
    )
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{word(0)}のページ{number} - 試験市</title>'
        f'<link rel="stylesheet" href="/style.css"></head><body><header><p><a href="/p0.html">試験市</a></p><nav aria-label="主な案内"><ul>{menu}</ul></nav></header>'
        f"<main><h1>{word(0)}のページ{number}</h1><p>このページでは{word(1)}を説明します。</p>{edited}"
        f'<table><caption>{word(2)}の一覧</caption><tr><th scope="col">項目</th><th scope="col">額</th><th scope="col">時間</th>'
        f'<th scope="col">説明</th></tr>{rows}</table><h2>お知らせ</h2>{cards}'
        f'<form action="/s"><label for="q">サイト内検索</label><input id="q" name="q"><button>検索</button></form></main>'
        f"<footer><p>このページに関するお問い合わせ：{word(3)}課</p></footer></body></html>"
    )


class Site:
    """What the server answers: body, type and tag of each address."""

    def __init__(self, pages: int, edition: int) -> None:
        """Make a site of `pages` pages; from edition 1 on, every 20th page differs from those before."""
        self._pages = pages
        self._edition = edition
        self._answer = lru_cache(maxsize=4_096)(self._made)

    def answer(self, request: bytes) -> bytes:
        """Return the answer to one request, as bytes with its head."""
        lines = request.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        path = lines[0].split(" ")[1].partition("?")[0]
        tag = self._tag(path)
        if tag and headers.get("if-none-match") == tag:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        return self._answer(path, headers.get("host", ""))

    def _tag(self, path: str) -> str | None:
        if path == "/style.css":
            return '"style"'
        number = self._number(path)
        return None if number is None else f'"{number}-{self._edition_of(number)}"'

    def _number(self, path: str) -> int | None:
        digits = path.removeprefix("/p").removesuffix(".html")
        known = path == f"/p{digits}.html" and digits.isdecimal() and int(digits) < self._pages
        return int(digits) if known else None

    def _edition_of(self, number: int) -> int:
        return self._edition if number % CHANGED_OF == 0 else 0

    def _made(self, path: str, host: str) -> bytes:
        number = self._number(path)
        if number is not None:
            return self._ok(path, "text/html; charset=utf-8", page(number, self._pages, self._edition_of(number)))
        if path == "/style.css":
            return self._ok(path, "text/css; charset=utf-8", _STYLE)
        if path == "/sitemap.xml":
            places = "".join(f"<url><loc>http://{host}/p{each}.html</loc></url>" for each in range(self._pages))
            text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
            return self._ok(path, "application/xml", text)
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def _ok(self, path: str, kind: str, text: str) -> bytes:
        body = text.encode()
        tag = self._tag(path)
        validator = f"ETag: {tag}\r\n" if tag else ""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{validator}\r\n"
        return head.encode() + body


class Talk(asyncio.Protocol):
    """One connection: answers requests until the other side closes it."""

    def __init__(self, site: Site) -> None:
        """Answer from `site`."""
        self._site = site
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that has come in whole."""
        *whole, self._waiting = (self._waiting + data).split(b"\r\n\r\n")
        for request in whole:
            self._transport.write(self._site.answer(request))


async def _answer_for_ever(pages: int, port: int, edition: int) -> None:
    site = Site(pages, edition)
    server = await asyncio.get_running_loop().create_server(lambda: Talk(site), "127.0.0.1", port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


@contextmanager
def serve(pages: int, *, port: int = 0, edition: int = 0) -> Iterator[str]:
    """Serve a site of `pages` pages from a process of its own and yield its address."""
    numbers = {"--pages": pages, "--port": port, "--edition": edition}
    command = [sys.executable, __file__, *(str(each) for pair in numbers.items() for each in pair)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def load(seconds: float, pages: int) -> float:
    """Return how many pages a second the server gives to one client that asks one after the other."""
    with serve(pages) as site:
        connection = http.client.HTTPConnection(urlsplit(site).netloc)
        start = perf_counter()
        done = 0
        while perf_counter() - start < seconds:
            connection.request("GET", f"/p{done % pages}.html")
            connection.getresponse().read()
            done += 1
        return done / (perf_counter() - start)


def main() -> None:
    """Serve until stopped, or measure the server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--edition", type=int, default=0)
    parser.add_argument("--load", type=float, metavar="SECONDS", help="measure requests per second instead of serving")
    arguments = parser.parse_args()
    if arguments.load:
        print(f"{load(arguments.load, arguments.pages):.0f} requests/s")
    else:
        asyncio.run(_answer_for_ever(arguments.pages, arguments.port, arguments.edition))


if __name__ == "__main__":
    main()
