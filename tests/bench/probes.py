"""What trying pages out takes of a night: a generated site of several templates, audited with and without.

    python tests/bench/probes.py [--pages 240] [--templates 12] [--tabs 2] [--night 12000]

The time for trying out depends on the number of templates, not of pages, so its share of a larger night follows from both
runs: that of `--night` pages of the same templates is printed, too.
"""

import argparse
import asyncio
import tempfile
import threading
from datetime import UTC, datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter

from city import page

from a11y_audit import api
from a11y_audit.audit.events import Stop
from a11y_audit.log import logging_to
from a11y_audit.settings import Settings
from a11y_audit.store import reach
from a11y_audit.store.engine import open_store


def serve(pages: int, templates: int) -> ThreadingHTTPServer:
    """Serve the site on loopback: each page in one of the templates, which have menus of their own."""

    @lru_cache(maxsize=pages)
    def body(number: int) -> bytes:
        own = "abcdefghijklmnopqrstuvwxyz"[number % templates]
        text = page(number, pages, 0).replace("<header>", f'<div class="template-{own}"></div><header class="{own}">')
        return text.encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            digits = self.path.removeprefix("/p").removesuffix(".html")
            known = digits.isdecimal() and int(digits) < pages
            answer = body(int(digits)) if known else b""
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def night(address: str, tabs: int, *, probes: bool) -> tuple[float, int, int]:
    """Audit the site; return the seconds it took, the pages audited, and how many were tried out."""
    settings = Settings.model_validate(
        {
            "site": {"seeds": (address,)},
            "crawl": {"parallel": tabs, "confirm": False, "rate_per_s": 0.0},
            "probes": {"on": probes},
            "report": {"formats": ("csv",), "pictures": False},
        }
    )
    start = perf_counter()
    with tempfile.TemporaryDirectory() as name, logging_to(None):
        folder = Path(name)
        end = asyncio.run(
            api.audit(settings, folder, progress=lambda _: None, stop=Stop(), now=lambda: datetime.now(UTC))
        )
        store = open_store(folder / "data", create=False)
        tried = len(reach.tried(store, end.run.id))
        store.close()
    return perf_counter() - start, end.totals.audited, tried


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--templates", type=int, default=12)
    parser.add_argument("--tabs", type=int, default=2)
    parser.add_argument("--night", type=int, default=12_000)
    arguments = parser.parse_args()
    server = serve(arguments.pages, arguments.templates)
    address = f"http://127.0.0.1:{server.server_port}/p0.html"
    plain, audited, _ = night(address, arguments.tabs, probes=False)
    full, _, tried = night(address, arguments.tabs, probes=True)
    server.shutdown()
    extra, per_page = full - plain, plain / audited
    print(f"{audited} pages: {plain:.0f} s without trying out, {full:.0f} s with {tried} pages tried out")
    print(
        f"share of this night {extra / full:.1%}, of {arguments.night:,} pages {extra / (extra + per_page * arguments.night):.1%}"
    )


if __name__ == "__main__":
    main()
