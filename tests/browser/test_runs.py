"""Runs in a row: judged again, reported again, with other settings, with pages that nothing leads to any more."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from a11y_audit import api
from a11y_audit.errors import UsageError
from tests.browser.conftest import FIRST_NIGHT, audit, settings_for

pytestmark = pytest.mark.browser

PAGE = '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>'
BARRIER = '<p><img src="/a.png" alt="DSC_0001.JPG" width="9" height="9">本文です。</p>'


@contextmanager
def serve(pages: dict[str, str]) -> Iterator[str]:
    """Serve pages that may be changed while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            data = (page or "").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def states(folder: Path, run_id: int) -> list[str]:
    with sqlite3.connect(folder / "data" / "audit.sqlite3") as connection:
        return [
            state
            for (state,) in connection.execute(
                "SELECT state FROM defect_states WHERE run_id = ? AND rule = 'image-alt-not-file-name'", (run_id,)
            )
        ]


def test_a_page_that_was_deleted_with_its_links_takes_its_defect_along(tmp_path: Path) -> None:
    site = {"/": PAGE.format("最初", '<p><a href="/b">次の頁</a></p>'), "/b": PAGE.format("次", BARRIER)}
    with serve(site) as url:
        first = audit(url, tmp_path)
        site["/"] = PAGE.format("最初", "<p>本文です。</p>")
        orphan = audit(url, tmp_path)
        del site["/b"]
        gone = audit(url, tmp_path)

    assert states(tmp_path, first.run.id) == ["new"]
    assert states(tmp_path, orphan.run.id) == ["persisting"]
    assert states(tmp_path, gone.run.id) == ["fixed"]
    assert gone.totals.left_out == {"gone": 1}
    assert gone.complete


def test_a_rule_that_is_switched_off_repairs_nothing(tmp_path: Path) -> None:
    with serve({"/": PAGE.format("最初", BARRIER)}) as url:
        audit(url, tmp_path)
        off = audit(url, tmp_path, rules={"off": ({"id": "image-alt-not-file-name", "reason": "試し"},)})

    assert states(tmp_path, off.run.id) == ["not_retested"]


def test_only_the_newest_run_can_be_judged_again(tmp_path: Path) -> None:
    with serve({"/": PAGE.format("最初", BARRIER)}) as url:
        first = audit(url, tmp_path)
        second = audit(url, tmp_path)
        with pytest.raises(UsageError) as caught:
            api.recheck(settings_for(url), tmp_path, first.run.id, now=lambda: FIRST_NIGHT)
        again = api.recheck(settings_for(url), tmp_path, second.run.id, now=lambda: FIRST_NIGHT)

    assert str(second.run.id) in (caught.value.hint.ja if caught.value.hint else "")
    assert states(tmp_path, again.run.id) == ["persisting"]


def test_an_old_run_is_reported_against_what_it_was_audited_against(tmp_path: Path) -> None:
    with serve({"/": PAGE.format("最初", BARRIER)}) as url:
        first = audit(url, tmp_path)
        path = api.report(
            settings_for(url, rules={"profile": "wcag22"}), tmp_path, first.run.id, out=tmp_path / "again"
        )

    assert "JIS X 8341-3:2016" in path.read_text(encoding="utf-8")
