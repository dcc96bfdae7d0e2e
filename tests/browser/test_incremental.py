"""An incremental night tells what a full one would tell of the same site, and shows only what changed."""

import asyncio
import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, cast

import pytest

from a11y_audit import api
from a11y_audit.audit.events import Stop
from a11y_audit.core.text import Lang
from a11y_audit.settings import Settings
from a11y_audit.store import rows
from a11y_audit.store.engine import open_store
from tests.browser.undisturbed import Result, result

FIRST = datetime(2026, 4, 1, 20, tzinfo=UTC)
NIGHTS = 4


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: what it says, whether a barrier is on it, what its server tells of changes."""

    text: str = "手続きの案内です。"
    barrier: bool = False
    validator: str = "etag"
    frame: bool = False


@dataclass(slots=True)
class Town:
    """A site that changes: pages, the shared style sheet, script, frame and menu, redirects."""

    leaves: dict[str, Leaf] = field(
        default_factory=lambda: {
            "/a.html": Leaf(),
            "/b.html": Leaf(barrier=True),
            "/c.html": Leaf(validator="modified", frame=True),
            "/d.html": Leaf(validator="none", barrier=True),
            "/e.html": Leaf(validator="modified"),
        }
    )
    colour: str = "#111"
    script: str = ""
    framed: str = "<p>案内図</p>"
    banner: bool = False
    moved: bool = False
    changes: int = 0
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, str, str]:
        """Return status, type and body."""
        others = {
            "/style.css": ("text/css", f".note {{ color: {self.colour}; background: #fff }}"),
            "/site.js": ("text/javascript", self.script),
            "/frame.html": ("text/html; charset=utf-8", _html("枠", self.framed)),
        }
        if path in others:
            return 200, *others[path]
        if path == "/old.html" and self.moved:
            return 301, "/a.html", ""
        if path == "/old.html" or (path != "/" and path not in self.leaves):
            return 404, "text/html", "ありません"
        menu = "".join(f'<a href="{each}">{each[1]}のページ</a> ' for each in self.leaves)
        body = f"<nav>{menu}<a href='/old.html'>前のページ</a></nav>" + ("<img src='/b.png'>" if self.banner else "")
        leaf = self.leaves.get(path, Leaf())
        body += f"<main><h1>{path}</h1><p class='note'>{leaf.text}</p>"
        body += '<img src="/x.png" alt="dsc0001.jpg" width="90" height="60">' if leaf.barrier else ""
        body += '<iframe src="/frame.html" title="案内図"></iframe>' if leaf.frame else ""
        return 200, "text/html; charset=utf-8", _html(f"町の{path}", body + "</main>")


def _html(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="stylesheet" href="/style.css"><script src="/site.js" defer></script></head>'
        f"<body>{body}</body></html>"
    )


def _edit(town: Town, dice: random.Random) -> None:
    path = dice.choice(list(town.leaves))
    town.leaves[path] = replace(town.leaves[path], text=f"改めました（{dice.randrange(9)}）。")


def _break_or_mend(town: Town, dice: random.Random) -> None:
    path = dice.choice(list(town.leaves))
    town.leaves[path] = replace(town.leaves[path], barrier=not town.leaves[path].barrier)


def _restyle(town: Town, dice: random.Random) -> None:
    town.colour = dice.choice(["#111", "#bbb", "#ccc"])


def _rescript(town: Town, dice: random.Random) -> None:
    town.script = dice.choice(["", "document.querySelector('main').append(new Image(9, 9))"])


def _reframe(town: Town, dice: random.Random) -> None:
    town.framed = dice.choice(["<p>案内図</p>", '<p>案内図</p><img src="/y.png" width="90" height="60">'])


def _add(town: Town, dice: random.Random) -> None:
    town.leaves[f"/n{dice.randrange(3)}.html"] = Leaf(validator=dice.choice(["etag", "none"]), barrier=True)


def _remove(town: Town, dice: random.Random) -> None:
    if len(town.leaves) > 3:
        del town.leaves[dice.choice(list(town.leaves))]


def _template(town: Town, _: random.Random) -> None:
    town.banner = not town.banner


def _move(town: Town, _: random.Random) -> None:
    town.moved = not town.moved


CHANGES: tuple[Callable[[Town, random.Random], None], ...] = (
    _edit, _break_or_mend, _restyle, _rescript, _reframe, _add, _remove, _template, _move,
)  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    town: ClassVar[Town]

    def do_GET(self) -> None:
        town = self.town
        town.asked.append(self.path)
        status, kind, body = town.answer(self.path)
        data = body.encode()
        tag = f'"{hashlib.sha256(data).hexdigest()[:12]}"'
        leaf = town.leaves.get(self.path, Leaf())
        same = leaf.validator == "etag" and self.headers.get("If-None-Match") == tag
        self.send_response(304 if same and status == 200 else status)
        if status == 301:
            self.send_header("Location", kind)
        else:
            self.send_header("Content-Type", kind)
        if leaf.validator == "etag":
            self.send_header("ETag", tag)
        elif leaf.validator == "modified":
            # Some servers tell of a time that never changes: bytes must be compared all the same.
            self.send_header("Last-Modified", "Wed, 01 Apr 2026 00:00:00 GMT")
        self.send_header("Content-Length", "0" if same else str(len(data)))
        self.end_headers()
        self.wfile.write(b"" if same else data)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def served(town: Town) -> Iterator[str]:
    """Serve a town on loopback and give its address."""
    handler = cast("type[_Handler]", type("Handler", (_Handler,), {"town": town}))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def audit(
    url: str, folder: Path, night: int, *, full: bool, off: tuple[str, ...] = (), **crawl: object
) -> api.AuditEnd:
    """Audit the town on one night, without the rules `off`."""
    settings = Settings.model_validate(
        {
            "site": {"seeds": (url,)},
            "probes": {"on": False},
            "crawl": {"rotate": 0, **crawl},
            "rules": {"off": tuple({"id": each, "reason": "まだありません。"} for each in off)},
            "report": {"languages": (Lang.JA,)},
        }
    )
    moment = FIRST + timedelta(days=night)
    return asyncio.run(api.audit(settings, folder, full=full, progress=lambda _: None, stop=Stop(), now=lambda: moment))


def shown(folder: Path, run_id: int) -> set[str]:
    """Return the paths of the pages that a run showed in the browser."""
    store = open_store(folder / api.DATA, create=False)
    try:
        return {
            "/" + row["url"].split("/", 3)[3]
            for row in rows.recorded_visits(store, run_id)
            if row["judged_in"] == run_id
        }
    finally:
        store.close()


def told(folder: Path) -> Result:
    """Return what the newest run came to, but for the way in which pages were found."""
    found = result(folder)
    return replace(found, pages=[{**page, "depth": 0, "origin": ""} for page in found.pages])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_incremental_night_tells_what_a_full_one_tells(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    town = Town()
    with served(town) as url:
        for night in range(NIGHTS):
            ends = [
                audit(url, tmp_path / name, night, full=name == "full")
                for name in ("full", "light")
                if (tmp_path / name).mkdir(exist_ok=True) is None
            ]
            full, light = told(tmp_path / "full"), told(tmp_path / "light")
            for part in ("runs", "pages", "findings", "defects", "outcomes", "totals", "files"):
                assert getattr(full, part) == getattr(light, part), (seed, night, part)
            assert ends[0].totals == ends[1].totals
            for change in dice.sample(CHANGES, dice.randrange(3)):
                change(town, dice)


def test_only_what_changed_is_shown(tmp_path: Path) -> None:
    town = Town()
    with served(town) as url:
        every = {"/", "/frame.html", *town.leaves}
        assert every == shown(tmp_path, audit(url, tmp_path, 0, full=False).run.id)
        assert set() == shown(tmp_path, audit(url, tmp_path, 1, full=False).run.id)
        town.leaves["/a.html"] = Leaf(text="改めました。")
        assert {"/a.html"} == shown(tmp_path, audit(url, tmp_path, 2, full=False).run.id)
        town.leaves["/e.html"] = Leaf(text="同じ日付のままです。", validator="modified")
        assert {"/e.html"} == shown(tmp_path, audit(url, tmp_path, 3, full=False).run.id)
        town.framed = "<p>新しい案内図</p>"
        assert {"/c.html", "/frame.html"} == shown(tmp_path, audit(url, tmp_path, 4, full=False).run.id)
        town.colour = "#222"
        assert every == shown(tmp_path, audit(url, tmp_path, 5, full=False).run.id)
        assert every == shown(tmp_path, audit(url, tmp_path, 6, full=True).run.id)


def test_each_page_is_shown_once_in_so_many_nights(tmp_path: Path) -> None:
    town = Town()
    with served(town) as url:
        audit(url, tmp_path, 0, full=False)
        turns = [shown(tmp_path, audit(url, tmp_path, night, full=False, rotate=3).run.id) for night in (1, 2, 3)]
    assert {"/", "/frame.html", *town.leaves} == set.union(*turns)
    assert len(town.leaves) + 2 == sum(map(len, turns))


def test_a_night_of_standing_pages_is_judged_again_alike(tmp_path: Path) -> None:
    with served(Town()) as url:
        audit(url, tmp_path, 0, full=False)
        before = audit(url, tmp_path, 1, full=False)
    settings = Settings.model_validate(
        {"site": {"seeds": (url,)}, "probes": {"on": False}, "report": {"languages": (Lang.JA,)}}
    )
    again = api.recheck(settings, tmp_path, now=lambda: FIRST + timedelta(days=2))
    assert before.totals == again.totals
    assert {"persisting"} == set(again.totals.defect_states)


def test_before_a_night_with_other_rules_the_last_one_is_judged_again_so_that_the_site_is_not_blamed(
    tmp_path: Path,
) -> None:
    town, rule = Town(), "image-alt-not-file-name"
    with served(town) as url:
        first = audit(url, tmp_path, 0, full=False, off=(rule,))
        # The site changes, too: every page has another template, so that no page tells what the rules alone changed.
        town.banner = True
        night = audit(url, tmp_path, 1, full=False)
        replayed = api.runs(tmp_path)[1]
        assert replayed.totals
        assert {"surfaced": 1} == {state: n for state, n in replayed.totals["defect_states"].items() if n}
        assert (first.run.id, "complete", ("replayed",)) == (replayed.basis_id, replayed.state, replayed.notes)
        assert 1 == night.totals.defect_states["persisting"]
        assert 0 < night.totals.defect_states["new"]
        assert {0} == {night.totals.defect_states.get(each, 0) for each in ("surfaced", "withdrawn", "fixed")}
        # A rule that is gone repairs nothing.
        town.banner = False
        less = audit(url, tmp_path, 2, full=False, off=(rule,))
        assert 5 == len(api.runs(tmp_path))
        assert night.totals.defect_states["new"] == less.totals.defect_states["fixed"]
        assert 1 == less.totals.defect_states["not_retested"]
        # A record that is lost can't be judged again; the night does its work all the same.
        for path in (tmp_path / api.DATA / "blobs").rglob("*"):
            if path.is_file():
                path.unlink()
        audit(url, tmp_path, 3, full=True)
    assert [None, first.run.id, None, night.run.id, None, None] == [each.basis_id for each in api.runs(tmp_path)]
