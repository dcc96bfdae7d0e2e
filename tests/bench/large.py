"""Memory of an audit over many pages: a generated site of small pages, crawled by links alone, judged, stored and reported.

    python tests/bench/large.py [--pages 12000] [--tabs 2]

Printed are the peak of Python's memory, its growth over the second half of the pages, and the pages a second.
"""

import argparse
import asyncio
import resource
import tempfile
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter

from a11y_audit import api
from a11y_audit.api import Progress
from a11y_audit.audit.events import Stop
from a11y_audit.log import logging_to
from a11y_audit.settings import Settings

_KIB = 1_024
_PAGE_BYTES = resource.getpagesize()


def word(number: int) -> str:
    """Return a word of its own for each number: pages that differ in numbers only would be taken for a trap."""
    signs = "あかさたなはまやらわいきしちにひみり"
    return (word(number // len(signs)) if number >= len(signs) else "") + signs[number % len(signs)]


def page(number: int, pages: int) -> bytes:
    """Return a small page with a menu, twelve links to others and one barrier in ten."""
    links = "".join(
        f'<li><a href="/{(number * 12 + each) % pages}">{number}の記事{each}</a></li>' for each in range(1, 13)
    )
    picture = f'<img src="/x.png" alt="dsc{number:05}.jpg" width="80" height="60">' if number % 10 == 0 else ""
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>第{number}号のお知らせ</title></head><body>'
        f'<header><a href="/0">試験市</a></header><main><h1>第{number}号</h1><p>{word(number)}地区のお知らせです。</p>{picture}'
        f"<ul>{links}</ul></main><footer><p>試験市役所</p></footer></body></html>"
    ).encode()


def serve(pages: int) -> ThreadingHTTPServer:
    """Serve the site on loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            number = self.path.removeprefix("/")
            known = number.isdecimal() and int(number) < pages
            body = page(int(number), pages) if known else b""
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def memory_mib() -> float:
    """Return what this process holds in memory now, in MiB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE_BYTES / _KIB**2


def main() -> None:
    """Audit, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=12_000)
    parser.add_argument("--tabs", type=int, default=2)
    arguments = parser.parse_args()
    server = serve(arguments.pages)
    seen: list[tuple[int, float]] = []

    def note(progress: Progress) -> None:
        if not seen or progress.audited - seen[-1][0] >= arguments.pages // 20:
            seen.append((progress.audited, memory_mib()))
            print(f"{progress.audited} pages: {seen[-1][1]:.0f} MiB", flush=True)

    settings = Settings.model_validate(
        {
            "site": {"seeds": (f"http://127.0.0.1:{server.server_port}/0",)},
            "crawl": {"parallel": arguments.tabs, "confirm": False},
        }
    )
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder, logging_to(None):
        end = asyncio.run(api.audit(settings, Path(folder), progress=note, stop=Stop(), now=lambda: datetime.now(UTC)))
    seconds = perf_counter() - start
    server.shutdown()
    half = next((memory for pages, memory in seen if pages >= arguments.pages / 2), 0.0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
    print(f"{end.totals.audited} of {arguments.pages} pages, {end.totals.audited / seconds:.1f} pages/s")
    print(
        f"peak of Python: {peak:.0f} MiB; half way {half:.0f} MiB, at the end of the crawl {seen[-1][1]:.0f} MiB",
        end="",
    )
    print(f" ({(seen[-1][1] / half - 1) * 100 if half else 0:+.1f} %)")


if __name__ == "__main__":
    main()
