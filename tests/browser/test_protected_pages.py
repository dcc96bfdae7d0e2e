"""Protected pages: what opens them goes to their origin and to no other; no page of the web leads into a closed one."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import SettingsError
from a11y_audit.probes.page import Response, script
from a11y_audit.render.browser import candidates
from a11y_audit.render.tab import TabOptions
from a11y_audit.render.tabs import Tabs

pytestmark = pytest.mark.browser

CANARY = "Basic c2VjcmV0OmNhbmFyeQ=="
HEADERS = {"Authorization": CANARY, "X-Canary": "canary"}
COOKIE = "session=canary"
PAGE = """<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>庁内</title><h1>見出し</h1>
<link rel="stylesheet" href="/own.css"><script src="/own.js"></script><img src="/own.png" alt="">
<iframe src="/own-frame"></iframe>
<link rel="stylesheet" href="{other}/a.css"><script src="{other}/a.js"></script><img src="{other}/a.png" alt="">
<iframe src="{other}/frame"></iframe><img src="/away/a.png" alt=""><script src="/away/b.js"></script>
<iframe src="/away/frame"></iframe>
<form method="post" action="{other}/form" target="sent"><input name="a" value="b"></form><iframe name="sent"></iframe>
<script>
  document.forms[0].submit();
  for (const place of ['{other}/fetched', '/away/fetched', '/own-fetched']) fetch(place).catch(() => 0);
  fetch('{other}/posted', {{ method: 'POST', body: 'x', credentials: 'include' }}).catch(() => 0);
  navigator.sendBeacon('{other}/beacon', 'x');
  new Worker(URL.createObjectURL(new Blob(["fetch('{other}/by-worker'); fetch('{own}/away/by-worker')"])));
</script>"""


@dataclass(slots=True)
class Server:
    """A loopback server that keeps what it was asked.

    Attributes:
        page: the HTML that it answers.
        needs: header that a request must have to be answered at all: name and value.
        away: where requests below `/away` are sent.
        asked: path and headers of each request.
    """

    page: str = "<title>題名</title><p>本文"
    needs: tuple[str, str] | None = None
    away: str = ""
    url: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def headers_of(self, path: str) -> list[dict[str, str]]:
        """Return the headers of each request for a path."""
        return [headers for asked, headers in self.asked if asked == path]


@contextmanager
def served(server: Server) -> Iterator[Server]:
    """Serve until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = urlsplit(self.path).path
            server.asked.append((path, {name.lower(): value for name, value in self.headers.items()}))
            status, location = _status(server, path, self.headers.get(server.needs[0]) if server.needs else None)
            body = server.page.encode() if status == 200 and "." not in path else b""
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            if status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="staff"')
            self.send_header("Content-Type", "text/javascript" if path.endswith(".js") else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 -- the base class's name
        do_OPTIONS = do_GET  # noqa: N815 -- the base class's name

        def log_message(self, *_: object) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.handle_error = lambda *_: None  # type: ignore[method-assign]  # a page that moves on breaks connections
    server.url = f"http://127.0.0.1:{http.server_port}"
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


def _status(server: Server, path: str, given: str | None) -> tuple[int, str]:
    if server.needs is not None and given != server.needs[1]:
        return 401, ""
    return (307, server.away + path.removeprefix("/away")) if path.startswith("/away") else (200, "")


def shown(
    *addresses: str,
    secrets: dict[str, dict[str, str]] | None = None,
    storage_state: Path | None = None,
    closed: Callable[[str], Awaitable[bool]] | None = None,
    configured: str | None = None,
) -> list[Response | NotAudited]:
    """Show pages one after the other."""

    async def run() -> list[Response | NotAudited]:
        tabs = Tabs(
            script(), TabOptions(navigation_timeout_s=20), viewport=(800, 600), user_agent="x", configured=configured,
            secrets=secrets or {}, storage_state=storage_state, closed=closed,
        )  # fmt: skip
        outcomes = []
        async with tabs:
            for address in addresses:
                async with tabs.lend() as tab:
                    outcomes.append(await tab.show(address))
                    await tab.clean(address)
        return outcomes

    return asyncio.run(run())


def why(outcome: Response | NotAudited) -> Why | None:
    """Return why a page was not shown; None if it was."""
    return outcome.why if isinstance(outcome, NotAudited) else None


@pytest.fixture
def other() -> Iterator[Server]:
    """Serve another origin."""
    with served(Server()) as server:
        yield server


@pytest.fixture
def staff(other: Server) -> Iterator[Server]:
    """Serve pages that nobody sees without the secret, full of what could carry it to the other origin."""
    with served(Server(needs=("Authorization", CANARY), away=other.url)) as server:
        server.page = PAGE.format(other=other.url, own=server.url)
        yield server


def test_a_secret_opens_pages_and_all_that_they_need_of_their_origin(staff: Server) -> None:
    (outcome,) = shown(f"{staff.url}/", secrets={staff.url: HEADERS})

    assert isinstance(outcome, Response), outcome
    for path in ("/", "/own.css", "/own.js", "/own.png", "/own-frame", "/own-fetched", "/away/fetched"):
        assert staff.headers_of(path), path
        assert {("Basic c2VjcmV0OmNhbmFyeQ==", "canary")} == {
            (headers["authorization"], headers["x-canary"]) for headers in staff.headers_of(path)
        }, path


def test_a_secret_reaches_no_other_origin(staff: Server, other: Server) -> None:
    shown(f"{staff.url}/", f"{staff.url}/away/page", secrets={staff.url: HEADERS})

    asked = {path for path, _ in other.asked}
    by_page = {"/a.css", "/a.js", "/a.png", "/frame", "/form", "/fetched", "/posted", "/beacon", "/by-worker"}
    by_redirect = {"/b.js", "/page"}
    assert by_page | by_redirect <= asked
    assert [] == [path for path, headers in other.asked if "canary" in str(headers) or CANARY in str(headers)]


def test_a_page_elsewhere_gets_no_secret_but_may_show_what_is_protected(staff: Server, other: Server) -> None:
    other.page = f'<title>題名</title><p>本文<iframe src="{staff.url}/own-frame"></iframe>'
    (outcome,) = shown(f"{other.url}/", secrets={staff.url: HEADERS})

    assert isinstance(outcome, Response), outcome
    assert staff.headers_of("/own-frame")[0]["x-canary"] == "canary"
    assert [] == [path for path, headers in other.asked if "canary" in str(headers)]


def test_an_origin_that_only_begins_alike_gets_no_secret(other: Server) -> None:
    shown(f"{other.url}/", secrets={other.url[:-1]: HEADERS, f"{other.url}0": HEADERS, "http://127.0.0.1": HEADERS})

    assert "canary" not in str(other.asked)


def test_a_wrong_password_is_told_as_a_login(staff: Server) -> None:
    outcomes = shown(
        f"{staff.url}/", f"{staff.url}/own-frame", secrets={staff.url: {"Authorization": "Basic d3Jvbmc="}}
    )

    assert [Why.LOGIN, Why.LOGIN] == [why(outcome) for outcome in outcomes]


@pytest.fixture
def members() -> Iterator[Server]:
    """Serve pages for whoever has the session's cookie."""
    with served(Server(needs=("Cookie", COOKIE))) as server:
        yield server


def saved(folder: Path) -> Path:
    """Write the file of a session on this machine."""
    name, _, value = COOKIE.partition("=")
    cookie = {"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "expires": -1}
    path = folder / "session.json"
    rest = {"httpOnly": True, "secure": False, "sameSite": "Lax"}
    path.write_text(json.dumps({"cookies": [cookie | rest], "origins": []}), encoding="utf-8")
    return path


def test_a_session_opens_page_after_page(members: Server, tmp_path: Path) -> None:
    addresses = [f"{members.url}/{number}" for number in range(3)]

    assert [None] * 3 == [why(outcome) for outcome in shown(*addresses, storage_state=saved(tmp_path))]
    assert [Why.LOGIN] == [why(outcome) for outcome in shown(addresses[0])]


@pytest.mark.parametrize(
    "content",
    [None, "{", "[]", '{"cookies": 1}', '{"cookies": [{"name": "a"}], "origins": []}'],
    ids=["no file", "no JSON", "a list", "no cookies", "a cookie of nowhere"],
)
def test_a_file_without_a_session_is_a_wrong_setting(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "session.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        shown(storage_state=path)

    assert "session.json" in caught.value.message.ja
    assert "storage_state" in caught.value.hint.ja


def test_no_document_comes_from_a_closed_address(other: Server) -> None:
    with served(Server(away=other.url)) as site:
        site.page = f'<title>題名</title><p>本文<iframe src="{other.url}/x"></iframe><iframe src="/away/y"></iframe>'

        async def closed(address: str) -> bool:
            return address.startswith(other.url)

        addresses = (f"{site.url}/", f"{other.url}/main", f"{site.url}/away/main", f"{site.url}/")
        outcomes = shown(*addresses, closed=closed)

    assert [None, Why.PRIVATE, Why.PRIVATE, None] == [why(outcome) for outcome in outcomes]
    assert NotAudited(Why.PRIVATE, f"{other.url}/main") == outcomes[1] == outcomes[2]
    assert [] == other.asked


@pytest.mark.parametrize("wait_ms", [0, 30], ids=["at once", "later"])
def test_a_page_that_leads_to_a_closed_address_by_itself_is_private(other: Server, wait_ms: int) -> None:
    async def closed(address: str) -> bool:
        return address.startswith(other.url)

    with served(Server()) as site:
        site.page = (
            f"<title>題名</title><p>本文<script>setTimeout(() => {{ location = '{other.url}/in' }}, {wait_ms})</script>"
        )
        (outcome,) = shown(f"{site.url}/", closed=closed)

    assert NotAudited(Why.PRIVATE, f"{other.url}/in") == outcome
    assert [] == other.asked


def test_nothing_of_a_private_network_comes_into_a_page_of_the_web(other: Server, tmp_path: Path) -> None:
    own = candidates(None, "")
    if not own:
        pytest.skip("no browser of the system to be started with an option more")
    with served(Server()) as site:
        site.page = PAGE.format(other=other.url, own=site.url)
        shown(f"{site.url}/", configured=own[0])
        loaded = {path for path, _ in other.asked}
        other.asked.clear()
        # To the browser, this machine is the web; what the other server serves stays what it is.
        started = tmp_path / "browser"
        web = f"--ip-address-space-overrides={urlsplit(site.url).netloc}=public"
        started.write_text(f'#!/bin/sh\nexec "{own[0]}" {web} "$@"\n', encoding="utf-8")
        started.chmod(0o755)
        (outcome,) = shown(f"{site.url}/", configured=str(started))

    assert {"/a.css", "/a.js", "/a.png", "/frame", "/form", "/fetched", "/posted", "/by-worker"} <= loaded
    assert isinstance(outcome, Response), outcome
    assert [] == other.asked
