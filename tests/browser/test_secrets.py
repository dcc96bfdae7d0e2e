"""Secrets reach their origin and nothing else; a second window size has results of its own."""

import asyncio
import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import zstandard

from a11y_audit import api
from a11y_audit.api import AuditEnd
from a11y_audit.audit.events import Stop
from a11y_audit.core.text import Lang
from a11y_audit.log import logging_to
from a11y_audit.settings import FILE_NAME, Settings, load
from a11y_audit.store.runs import Run
from tests.browser.answers import Answers, Reply, html

NIGHT = datetime(2026, 4, 1, 17, tzinfo=UTC)
CANARIES = ("kanaria-kotoba", "kanaria-atama", b64encode(b"kensa:kanaria-kotoba").decode(), "kanaria-kukkii")


def audit(settings: Settings, folder: Path) -> AuditEnd:
    return asyncio.run(api.audit(settings, folder, progress=lambda _: None, stop=Stop(), now=lambda: NIGHT))


def test_secrets_never_reach_store_log_or_report(tmp_path: Path) -> None:
    other = Answers({"/": html("よそ"), "/x.png": Reply(404)})
    state = tmp_path / "state.json"
    with other, Answers({}) as site:
        site.replies = {
            "/": html(f'<a href="/a">甲</a> <a href="/away">外</a><img src="{other.url}x.png" alt="">'),
            "/a": html("甲"),
            "/away": Reply(302, headers={"Location": other.url}),
        }
        cookie = {"name": "s", "value": CANARIES[3], "domain": "127.0.0.1", "path": "/a", "expires": -1}
        cookie |= {"httpOnly": True, "secure": False, "sameSite": "Lax"}
        state.write_text(json.dumps({"cookies": [cookie], "origins": []}), encoding="utf-8")
        (tmp_path / FILE_NAME).write_text(
            f'[site]\nseeds = ["{site.url}"]\n[probes]\non = false\n[[access]]\norigin = "{site.url}"\nuser = "kensa"\n'
            'password = "env:PASS"\nheaders = { "X-Key" = "env:KEY" }\n',
            encoding="utf-8",
        )
        loaded = load(
            tmp_path, flags={"render.storage_state": "state.json"}, environ={"PASS": CANARIES[0], "KEY": CANARIES[1]}
        )
        with logging_to(tmp_path / "log.jsonl"):
            for _ in range(2):
                end = audit(loaded.settings, tmp_path)
        assert 2 == end.totals.audited
        kept = [{name.lower(): value for name, value in headers.items()} for _, headers in site.headers]
    assert {CANARIES[1]} == {each.get("x-key") for each in kept}
    assert {f"Basic {CANARIES[2]}"} == {each.get("authorization") for each in kept}
    assert any(CANARIES[3] in each.get("cookie", "") for each in kept)
    told = json.dumps(other.headers)
    assert [] == [canary for canary in CANARIES if canary in told]
    found = {path for path in tmp_path.rglob("*") if path.is_file() and path != state and _holds(path)}
    assert set() == found


def _holds(path: Path) -> bool:
    data = path.read_bytes()
    if path.suffix == ".zst":
        data = zstandard.decompress(data)
    return any(canary.encode() in data for canary in CANARIES)


def test_a_second_window_size_has_findings_of_its_own(tmp_path: Path) -> None:
    picture = '<img class="wide" src="/a.png" width="50" height="50">'
    style = "<style>@media (max-width: 500px) { .wide { display: none } }</style>"
    with Answers({"/": html(f"<h1>町</h1>{picture}", head=style)}) as site:
        settings = Settings.model_validate(
            {
                "site": {"seeds": (site.url,)},
                "render": {"second_viewport": (390, 844)},
                "probes": {"on": False},
                "report": {"languages": (Lang.JA,)},
            }
        )
        end = audit(settings, tmp_path)
        again = audit(settings, tmp_path)
    assert end.second is not None
    assert again.second is not None
    assert (1, 0) == (end.totals.failed_pages, end.second.totals.failed_pages)
    assert ({"persisting": 1}, {}) == (again.totals.defect_states, again.second.totals.defect_states)
    assert ("", "390x844") == (end.run.view, end.second.run.view)
    assert end.second.report is not None
    assert end.second.report.parent.name.endswith("-390x844")
    newest: Run = api.runs(tmp_path)[-2]
    assert api.report(settings, tmp_path).parent.name.startswith(f"2026-04-02-{newest.id:04d}")
