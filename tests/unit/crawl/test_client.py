"""Fetching, from real servers on this machine."""

import asyncio
import gzip
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic

import httpx
import pytest

from a11y_audit.crawl.client import Client, ClientSettings, Fetched, FetchFailed, _reason, _told

SETTINGS = ClientSettings(user_agent="a11y-audit/test", timeout_s=5, max_bytes=1000, headers={"Accept-Language": "ja"})


class Handler(BaseHTTPRequestHandler):
    """A small site with all that goes wrong."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/").replace("-", "_") or "index"
        getattr(self, f"page_{name}", self.page_index)()

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for header, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, location: str, **headers: str) -> None:
        self.answer(302, b"moved", {"Location": location, **headers})

    def page_index(self) -> None:
        self.answer(200, self.path.encode(), {"Content-Type": "text/html", "ETag": '"1"'})

    def page_headers(self) -> None:
        self.answer(200, str(self.headers).encode())

    def page_missing(self) -> None:
        self.answer(404, b"no such page")

    def page_unchanged(self) -> None:
        self.answer(304 if self.headers["If-None-Match"] == '"1"' else 200)

    def page_hop(self) -> None:
        self.redirect("/hop2#a")

    def page_hop2(self) -> None:
        self.redirect("index?utm_source=kept&b=1")

    def page_cp932(self) -> None:
        self.redirect(b"/\x8e\x73%8Es".decode("latin-1"))

    def page_loop(self) -> None:
        self.redirect("/loop")

    def page_endless(self) -> None:
        self.redirect(self.path + "1")

    def page_count(self) -> None:
        left = int(self.path.partition("?")[2])
        self.redirect(f"/count?{left - 1}" if left > 1 else "/")

    def page_to(self) -> None:
        self.redirect(self.path.partition("?")[2])

    def page_slow(self) -> None:
        self.server.stopped.wait(0.2)  # type: ignore[attr-defined]  # our own attribute
        self.answer(200)

    def page_slow_to_index(self) -> None:
        self.server.stopped.wait(0.2)  # type: ignore[attr-defined]  # our own attribute
        self.redirect("/")

    def page_mail(self) -> None:
        self.redirect("mailto:a@h.example")

    def page_private(self) -> None:
        self.redirect("http://user:secret@127.0.0.1/")

    def page_nowhere(self) -> None:
        self.answer(302, b"no location")

    def page_cookie(self) -> None:
        if "seen=1" in self.headers.get("Cookie", ""):
            self.answer(200, b"welcome")
        else:
            self.redirect("/cookie", **{"Set-Cookie": "seen=1"})

    def page_set_cookie(self) -> None:
        self.answer(200, headers={"Set-Cookie": "kept=1"})

    def page_large(self) -> None:
        self.answer(200, b"x" * 1001)

    def page_bomb(self) -> None:
        self.answer(200, gzip.compress(b"x" * 100_000), {"Content-Encoding": "gzip"})

    def page_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for _ in range(3):
            self.wfile.write(b"190\r\n" + b"x" * 400 + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def page_gzip(self) -> None:
        self.answer(200, gzip.compress("市".encode()), {"Content-Encoding": "gzip"})

    def page_not_gzip(self) -> None:
        self.answer(200, b"plain", {"Content-Encoding": "gzip"})

    def page_short(self) -> None:
        self.answer(200, b"half", {"Content-Length": "100"})
        self.close_connection = True

    def page_silent(self) -> None:
        self.server.stopped.wait(10)  # type: ignore[attr-defined]  # our own attribute
        self.close_connection = True

    def page_dripping(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "500")
        self.end_headers()
        while not self.server.stopped.wait(0.05):  # type: ignore[attr-defined]  # our own attribute
            try:
                self.wfile.write(b"x")
            except OSError:
                break
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # broken handshakes are the point
    server.stopped = threading.Event()  # type: ignore[attr-defined]  # our own attribute
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.stopped.set()  # type: ignore[attr-defined]  # our own attribute
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")


def fetch(
    url: str, settings: ClientSettings = SETTINGS, *, trust: ssl.SSLContext | None = None, **conditions: str
) -> Fetched | FetchFailed:
    async def once() -> Fetched | FetchFailed:
        async with Client(settings, trust=trust) as client:
            return await client.fetch(url, conditions={name.replace("_", "-"): v for name, v in conditions.items()})

    return asyncio.run(once())


def fetched(url: str, settings: ClientSettings = SETTINGS) -> Fetched:
    result = fetch(url, settings)
    assert isinstance(result, Fetched)
    return result


def failed(url: str, settings: ClientSettings = SETTINGS, *, trust: ssl.SSLContext | None = None) -> str:
    result = fetch(url, settings, trust=trust)
    assert isinstance(result, FetchFailed)
    assert result.url == url
    assert result.detail
    assert "secret" not in result.detail
    return result.reason


def test_an_answer(site: str) -> None:
    result = fetched(f"{site}/a?b=%8E%73")
    assert (result.url, result.final_url, result.status) == (f"{site}/a?b=%8E%73", f"{site}/a?b=%8Es", 200)
    assert (result.body, result.redirects) == (b"/a?b=%8Es", ())
    assert result.headers["content-type"] == "text/html"


def test_a_missing_page_is_an_answer(site: str) -> None:
    assert (fetched(f"{site}/missing").status, fetched(f"{site}/missing").body) == (404, b"no such page")


def test_headers_are_sent(site: str) -> None:
    body = fetched(f"{site}/headers").body.decode().lower()
    assert "user-agent: a11y-audit/test" in body
    assert "accept-language: ja" in body


def test_an_unchanged_page(site: str) -> None:
    result = fetch(f"{site}/unchanged", If_None_Match='"1"')
    assert isinstance(result, Fetched)
    assert result.status == 304


def test_each_hop_is_recorded(site: str) -> None:
    result = fetched(f"{site}/hop")
    assert result.redirects == (f"{site}/hop", f"{site}/hop2")
    assert result.final_url == f"{site}/index?utm_source=kept&b=1"
    assert result.url == f"{site}/hop"


def test_bytes_of_a_location_are_kept(site: str) -> None:
    assert fetched(f"{site}/cp932").final_url == f"{site}/%8Es%8Es"


def test_ten_redirects_are_followed_and_no_more(site: str) -> None:
    assert len(fetched(f"{site}/count?10").redirects) == 10
    assert failed(f"{site}/count?11") == "redirect_loop"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("loop", "redirect_loop"),
        ("endless?x", "redirect_loop"),
        ("mail", "protocol"),
        ("private", "protocol"),
        ("large", "too_large"),
        ("bomb", "too_large"),
        ("chunked", "too_large"),
        ("not-gzip", "protocol"),
        ("short", "protocol"),
    ],
)
def test_what_goes_wrong_is_a_value(site: str, path: str, reason: str) -> None:
    assert failed(f"{site}/{path}") == reason


@pytest.mark.parametrize("path", ["silent", "dripping"])
def test_slow_answers_run_out_of_time(site: str, path: str) -> None:
    assert failed(f"{site}/{path}", ClientSettings(user_agent="x", timeout_s=0.3)) == "timeout"


def test_a_redirect_without_a_target_is_an_answer(site: str) -> None:
    assert fetched(f"{site}/nowhere").status == 302


def test_a_redirect_may_be_refused(site: str) -> None:
    async def once() -> Fetched | FetchFailed:
        async with Client(SETTINGS) as client:
            return await client.fetch(f"{site}/hop", may_follow=lambda url: not url.endswith("b=1"))

    result = asyncio.run(once())
    assert isinstance(result, Fetched)
    assert (result.status, result.final_url, result.redirects) == (302, f"{site}/hop2", (f"{site}/hop",))
    assert result.headers["location"] == "index?utm_source=kept&b=1"


def test_a_page_may_set_a_cookie_by_sending_back_to_itself(site: str) -> None:
    assert fetched(f"{site}/cookie").body == b"welcome"


def test_fetches_do_not_remember_each_other(site: str) -> None:
    async def twice() -> Fetched | FetchFailed:
        async with Client(SETTINGS) as client:
            await client.fetch(f"{site}/set-cookie")
            return await client.fetch(f"{site}/headers")

    result = asyncio.run(twice())
    assert isinstance(result, Fetched)
    assert b"cookie" not in result.body.lower()


def test_packed_bodies_are_unpacked(site: str) -> None:
    assert fetched(f"{site}/gzip").body == "市".encode()


SECRET = {"Authorization": "Basic c2VjcmV0"}


def test_secrets_go_to_their_own_origin_only(site: str) -> None:
    known = ClientSettings(user_agent="x", secrets={site: SECRET, "https://h.example": {"X-Other": "1"}})
    other = ClientSettings(user_agent="x", secrets={site.replace("http:", "https:"): SECRET})
    assert b"Basic c2VjcmV0" in fetched(f"{site}/headers", known).body
    assert b"X-Other" not in fetched(f"{site}/headers", known).body
    assert b"Basic" not in fetched(f"{site}/headers", other).body
    assert "c2VjcmV0" not in repr(known)


def test_secrets_are_decided_anew_on_each_hop(site: str) -> None:
    with serving() as other:
        away = fetched(f"{site}/to?{other}/headers", ClientSettings(user_agent="x", secrets={site: SECRET}))
        home = fetched(f"{site}/to?{other}/headers", ClientSettings(user_agent="x", secrets={other: SECRET}))
    assert (b"Basic" in away.body, b"Basic" in home.body) == (False, True)


@pytest.mark.parametrize("last", ["hop", "hop2", "index?utm_source=kept&b=1"])
def test_each_hop_may_be_closed(site: str, last: str) -> None:
    asked: list[str] = []

    async def closed(url: str) -> bool:
        asked.append(url)
        return url == f"{site}/{last}"

    async def once() -> Fetched | FetchFailed:
        async with Client(SETTINGS, closed=closed) as client:
            return await client.fetch(f"{site}/hop")

    result = asyncio.run(once())
    assert isinstance(result, FetchFailed)
    assert (result.url, result.reason) == (f"{site}/hop", "private")
    assert asked[-1] in result.detail
    assert asked == [f"{site}/{path}" for path in ("hop", "hop2", "index?utm_source=kept&b=1")][: len(asked)]


def test_what_is_not_closed_is_fetched(site: str) -> None:
    async def closed(_: str) -> bool:
        return False

    async def once() -> Fetched | FetchFailed:
        async with Client(SETTINGS, closed=closed) as client:
            return await client.fetch(f"{site}/hop")

    assert isinstance(asyncio.run(once()), Fetched)


def test_latency_is_that_of_the_last_answers_first_byte(site: str) -> None:
    assert fetched(f"{site}/slow").latency_s >= 0.2
    start = monotonic()
    latency_s = fetched(f"{site}/slow-to-index").latency_s
    assert 0 < latency_s <= monotonic() - start - 0.2


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert failed(f"http://127.0.0.1:{port}/") == "refused"


@pytest.mark.parametrize(
    "url", ["http://", "nonsense", "ftp://127.0.0.1/", "http://127.0.0.1:x/", "http://a b/", "http://[::1/", "/a"]
)
def test_what_is_no_address(url: str) -> None:
    assert failed(url) == "protocol"


def test_a_server_that_speaks_something_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"220 mail ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        assert failed(f"http://127.0.0.1:{server.getsockname()[1]}/") == "protocol"
        thread.join()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, chain = folder / "key.pem", folder / "chain.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(chain)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    return key, chain


@pytest.fixture(scope="module")
def secure_site(certificate: tuple[Path, Path]) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[1], certificate[0])
    with serving(context) as address:
        yield address


def test_a_certificate_that_nobody_vouches_for(secure_site: str) -> None:
    assert failed(f"{secure_site}/") == "tls"


def test_a_certificate_for_another_name(secure_site: str, certificate: tuple[Path, Path]) -> None:
    trust = ssl.create_default_context(cafile=str(certificate[1]))
    assert failed(secure_site.replace("127.0.0.1", "localhost") + "/", trust=trust) == "tls"


def test_a_certificate_that_is_trusted(secure_site: str, certificate: tuple[Path, Path]) -> None:
    result = fetch(f"{secure_site}/a", trust=ssl.create_default_context(cafile=str(certificate[1])))
    assert isinstance(result, Fetched)
    assert result.body == b"/a"


def test_no_tls_where_it_is_expected(site: str) -> None:
    assert failed(site.replace("http:", "https:") + "/") == "tls"


def caused_by(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (caused_by(httpx.ConnectError("x"), socket.gaierror(-2, "Name or service not known")), "dns"),
        (caused_by(httpx.ConnectError("x"), ExceptionGroup("all", [OSError(113, "No route to host")])), "refused"),
        (httpx.ConnectError("x"), "refused"),
        (httpx.ProxyError("x"), "refused"),
        (httpx.ConnectTimeout("x"), "timeout"),
        (caused_by(httpx.ConnectError("x"), TimeoutError(110, "timed out")), "timeout"),
        (caused_by(httpx.ReadError(""), ConnectionResetError(104, "reset")), "protocol"),
        (httpx.DecodingError(""), "protocol"),
    ],
    ids=repr,
)
def test_the_deepest_cause_gives_the_reason(error: Exception, reason: str) -> None:
    told, detail = _told(error)
    assert told == reason
    assert detail


def test_an_unknown_cause_tells_nothing() -> None:
    assert _reason(ValueError()) is None
