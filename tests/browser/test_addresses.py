"""One page, one row: canonical addresses, index pages, feeds and lists, what pages say to robots; and why."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from a11y_audit import api
from a11y_audit.api import AuditEnd
from a11y_audit.audit.events import Stop
from a11y_audit.core.text import Lang
from a11y_audit.core.visit import Why
from a11y_audit.settings import Settings
from a11y_audit.store import rows
from a11y_audit.store.engine import open_store
from tests.browser.answers import Answers, Reply, html

NIGHT = datetime(2026, 4, 1, 17, tzinfo=UTC)


def settings_of(url: str, **sections: dict[str, object]) -> Settings:
    site = {"seeds": (url,), **sections.pop("site", {})}
    return Settings.model_validate(
        {"site": site, "probes": {"on": False}, "report": {"languages": (Lang.JA,)}, **sections}
    )


def audit(url: str, folder: Path, **sections: dict[str, object]) -> AuditEnd:
    settings = settings_of(url, **sections)
    return asyncio.run(api.audit(settings, folder, progress=lambda _: None, stop=Stop(), now=lambda: NIGHT))


def ends(folder: Path, run_id: int) -> dict[str, str]:
    """Return path and query of each page of a run with how it ended and how it was found."""
    store = open_store(folder / api.DATA, create=False)
    try:
        return {
            _place(row["url"]): f"{row['why'] or 'audited'} {row['found_by']}" for row in rows.page_rows(store, run_id)
        }
    finally:
        store.close()


def _place(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def test_a_page_under_several_addresses_is_audited_once(tmp_path: Path) -> None:
    def canonical(path: str) -> str:
        return f'<link rel="canonical" href="{path}">'

    replies = {
        "/": html('<a href="/a?sort=1">1</a> <a href="/b?x=1">2</a> <a href="/c?x=1">3</a> <a href="/d">4</a>'),
        "/a": html("甲", head=canonical("/a")),
        # Its canonical address does not answer, or names another page: neither is believed.
        "/b?x=1": html("乙", head=canonical("/b")),
        "/c?x=1": html("丙", head=canonical("/")),
        "/d": html('<meta http-equiv="refresh" content="300; url=/e">丁'),
        "/e": html("戊"),
        "/b": Reply(404),
        "/c": Reply(404),
    }
    with Answers(replies) as site:
        first = audit(site.url, tmp_path)
        expected = {
            "/": "audited seed",
            "/a?sort=1": "duplicate link",
            "/a": "audited canonical",
            "/b?x=1": "audited link",
            "/b": "not_found link",
            "/c?x=1": "audited link",
            "/d": "audited link",
            "/e": "audited link",
        }
        assert expected == ends(tmp_path, first.run.id)
        assert expected == ends(tmp_path, audit(site.url, tmp_path).run.id)


def test_index_pages_are_one_with_their_folder_where_the_server_shows_it(tmp_path: Path) -> None:
    home = html('<a href="/index.html">H</a> <a href="/a/index.html">A</a> <a href="/b/index.html">B</a>')
    replies = {"/": home, "/index.html": home, "/a/": html("甲"), "/a/index.html": html("甲")}
    # This folder shows no page of its own, although its index page is there.
    replies |= {"/b/": Reply(403), "/b/index.html": html("乙")}
    with Answers(replies) as site:
        run = audit(site.url, tmp_path).run
        expected = {
            "/": "audited seed",
            "/a/": "audited link",
            "/b/": "forbidden link",
            "/b/index.html": "audited index",
        }
        assert expected == ends(tmp_path, run.id)
        assert expected == ends(tmp_path, audit(site.url, tmp_path).run.id)


def test_feeds_and_lists_lead_to_pages_without_links(tmp_path: Path) -> None:
    feed = b'<rss version="2.0"><channel><item><link>/news/1.html</link></item></channel></rss>'
    table = tmp_path / "cms.csv"
    table.write_bytes("題,公開URL\r\nお知らせ,/cms/1.html\r\n".encode("cp932"))
    replies = {
        "/": html("はじめ"),
        "/feed": Reply(body=feed, headers={"Content-Type": "application/rss+xml"}),
        "/news/1.html": html("新着"),
        "/cms/1.html": html("お知らせ"),
    }
    with Answers(replies) as site:
        given = {"lists": (str(table),), "feeds": (f"{site.url}feed",)}
        run = audit(site.url, tmp_path, site=given).run
        expected = {"/": "audited seed", "/news/1.html": "audited feed", "/cms/1.html": "audited list"}
        assert expected == ends(tmp_path, run.id)
        answer = api.why(settings_of(site.url), tmp_path, f"{site.url}cms/1.html")
        assert ("list", "audited") == (answer.found_by, answer.status)


def test_what_pages_say_to_robots_counts_where_the_settings_say_so(tmp_path: Path) -> None:
    replies = {
        "/": html('<a href="/hidden">1</a> <a href="/end">2</a>'),
        "/hidden": html("内", head='<meta name="robots" content="noindex">'),
        "/end": html('<a href="/after">3</a>', head='<meta name="robots" content="nofollow">'),
        "/after": html("後"),
    }
    with Answers(replies) as site:
        run = audit(site.url, tmp_path, crawl={"meta_robots": True}).run
        assert {"/": "audited seed", "/hidden": "robots link", "/end": "audited link"} == ends(tmp_path, run.id)
        other = tmp_path / "other"
        other.mkdir()
        assert 4 == audit(site.url, other).totals.audited


def test_why_tells_what_decided(tmp_path: Path) -> None:
    replies = {
        "/": html('<a href="/a">A</a> <a href="/robots">R</a> <a href="/out/1">O</a> <a href="/print?print=1">P</a>'),
        "/a": html("甲"),
        "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /robots", headers={"Content-Type": "text/plain"}),
    }
    exclude: dict[str, object] = {"exclude": ({"pattern": "/out/", "reason": "対象外"},)}
    with Answers(replies) as site:
        settings = settings_of(site.url, scope=exclude)
        audit(site.url, tmp_path, scope=exclude)
        audit(site.url, tmp_path, scope=exclude)
        answers = {path: api.why(settings, tmp_path, site.url + path) for path in ("a", "robots", "out/1", "none")}
        trap = api.why(settings, tmp_path, f"{site.url}print?print=1")
    assert ("audited", (site.url, f"{site.url}a")) == (answers["a"].status, answers["a"].path)
    assert "変わっていない" in answers["a"].reason.ja
    assert (Why.ROBOTS.cause, "Disallow: /robots") == (answers["robots"].reason, answers["robots"].detail)
    assert (Why.OUT_OF_SCOPE.cause, "exclude /out/") == (answers["out/1"].reason, answers["out/1"].detail)
    assert (Why.TRAP.cause, "print: /print") == (trap.reason, trap.detail)
    assert "unknown" == answers["none"].status
