"""A browser and a loopback server for case files: each case becomes a real page, and the snapshot of it."""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import urlsplit

from a11y_audit.audit.probing import Every, Probing
from a11y_audit.core.snapshot import Snapshot
from a11y_audit.core.visit import NotAudited
from a11y_audit.engines import axe as axe_engine
from a11y_audit.probes import page as page_probe
from a11y_audit.probes.letterings import Letterings
from a11y_audit.probes.probe import Probe
from a11y_audit.probes.recognition import reader
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.resources import CHECKS

PICTURES = CHECKS / "images" / "pictures"
"""Pictures that case files show, as `/pictures/NAME`."""
ELEMENT_LIMIT = 100_000
PAGE_S = 120.0
"""Seconds for which a case's page may be tried out: more than in an audit, since tests run on busy machines."""

_KINDS = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


class Pages:
    """A loopback server of HTML pages that are given to it as text, and of pictures for them."""

    def __init__(self, pictures: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Start to serve on a free port; `pictures` are by path."""
        self.bodies: dict[str, bytes] = {}
        bodies = self.bodies

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                body = bodies.get(path, pictures.get(path))
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", _KINDS.get(path.rpartition(".")[2], "text/html; charset=utf-8"))
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


async def _anywhere(_: str) -> bool:
    return True


class Recorder:
    """Records snapshots of HTML texts in one browser; a context manager for a whole test session."""

    def __enter__(self) -> Self:
        """Start the browser and the server."""
        with ExitStack() as stack:
            self._pages = Pages({f"/pictures/{each.name}": each.read_bytes() for each in PICTURES.iterdir()})
            stack.callback(self._pages.close)
            self._runner = stack.enter_context(asyncio.Runner())
            self._async_stack = AsyncExitStack()
            stack.callback(lambda: self._runner.run(self._async_stack.aclose()))
            self._tab = self._runner.run(self._open())
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop browser and server."""
        self._stack.close()

    async def _open(self) -> Tab:
        reads = reader()
        self._letterings = Letterings(reads) if reads else None
        self._browser = await self._async_stack.enter_async_context(browser())
        return await self._fresh()

    async def _fresh(self) -> Tab:
        context = await self._browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        script = f"{axe_engine.script(axe_source())}\n{page_probe.script()}"
        return await Tab.open(context, script, TabOptions())

    def record(
        self, pages: Mapping[str, str], *, axe: Mapping[str, object] | None = None, probes: Sequence[Probe] = ()
    ) -> list[Snapshot]:
        """Serve `pages` (path → HTML) and return the snapshot of each, in order.

        `axe` holds axe's run options; with `probes`, each page is tried out.
        """
        self._pages.bodies.clear()
        self._pages.bodies.update({path: html.encode() for path, html in pages.items()})
        return [self._runner.run(self._record(self._pages.origin + path, axe, probes)) for path in pages]

    async def _record(self, url: str, axe: Mapping[str, object] | None, probes: Sequence[Probe]) -> Snapshot:
        if self._tab.broken:
            await self._tab.close()
            self._tab = await self._fresh()
        response = await self._tab.show(url)
        if isinstance(response, NotAudited):
            raise AssertionError(f"{url}: {response}")  # noqa: TRY004 -- the page is at fault, not a type
        remembered = page_probe.Remembered(letterings=self._letterings)
        recording = await page_probe.record(
            self._tab, response, axe=axe, element_limit=ELEMENT_LIMIT, remembered=remembered
        )
        if probes:
            probing = Probing(
                probes=probes, choice=Every(), page_s=PAGE_S, element_limit=ELEMENT_LIMIT, leave=_anywhere
            )
            recording, _ = await probing.tried(self._tab, url, recording)
        return recording.snapshot()
