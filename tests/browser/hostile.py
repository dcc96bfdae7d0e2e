"""A loopback site that wishes us ill: texts that want to run somewhere, pages that want to hang or break a crawler."""

import gzip
import html
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, urlsplit

from tests.browser.hostile_scripts import NUISANCES, TEXTS, nested

SPELLS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    "</style></title></textarea></script><b onclick=alert(1)>",
    "]]><!--><![CDATA[ <?php ?>",
    "\x1b[31mred\x1b]0;owned\x07\x9b31m\x9d",
    "\u202egnp.exe\u2066\u2069\u200f\u061c\u2028\u2029",
    "=CMD|' /C calc'!A0",
    "+1+1",
    "-1-1",
    "@SUM(1+1)",
    "\t=1+1",
    "＝1+1",
    "\u3000=1+1",
    "\u2060=1+1",
    ';,"\t=1+1","',
    "[bold red]rich[/] [link=javascript:alert(1)]x[/link]",
    "%s %(name)s %n {0} {word} {self.__class__} {",
    'line\r\nSet-Cookie: a=b\n\n{"event": "forged"}',
)
"""What is put wherever a page can put text."""
LURES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "about:blank",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "vbscript:x",
    "ftp://example.invalid/a.pdf",
    "mailto:a@example.invalid?bcc=b",
    "http://user:password@127.0.0.1/",
    "http://[",
    "//",
    "\x01\x02",
    f"/long?{'x' * 5_000}",
    f"/{'%E3%81%82' * 40}",
    *SPELLS[::3],
)
"""Addresses of links."""
CLOBBERED = (
    "attributes id children localName childNodes nextSibling firstChild parentNode nodeType shadowRoot title "
    "className getAttribute hasAttribute matches closest querySelectorAll querySelector documentElement body "
    "head defaultView getElementById createElement checkVisibility getClientRects getBoundingClientRect inert "
    "clientLeft style ownerDocument forms nodeName tagName toString readyState namespaceURI"
)
"""Names of fields, images and forms that take the place of properties of their form or document."""
CODECS = {"shift_jis": "cp932", "euc-jp": "euc_jp"}
_SJIS = "東京都千代田区の窓口のご案内です。機種依存文字は①②㈱です。"
_EUC = "能登半島の窓口のご案内です。表示、ソ、予。"
ENCODED = {"/shift_jis": _SJIS, "/shift_jis/header": _SJIS, "/euc-jp": _EUC, "/euc-jp/header": _EUC}
"""Texts of pages that are not in UTF-8, by path."""
WIDE = "<!DOCTYPE html><html lang=ja><title>題名</title><main><h1>見出し</h1>" + "<p>文</p>" * 50_000
"""A page of 50,000 elements."""
SLOWEST = "/hang-late"
"""The page that takes as long as a page may take; it is linked first, so that others are audited meanwhile."""

_HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends for a path.

    With `then`, that comes after the body again and again, to no end; with `cut`, the connection ends before the answer.
    """

    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: _HTML)
    status: int = 200
    then: bytes | None = None
    cut: bool = False


def _page(body: str, *, title: str = "題名", head: str = "", headers: Mapping[str, str] | None = None) -> Answer:
    text = (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{head}</head>'
        f"<body><main><h1>見出し</h1>{body}</main></body></html>"
    )
    return Answer(text.encode(), {**_HTML, **(headers or {})})


def _pages() -> Iterator[tuple[str, Answer]]:
    for number, spell in enumerate(SPELLS):
        yield f"/spell/{number}", _page(_spelled(spell), title=spell)
    yield "/spells", _page("".join(map(_spelled, SPELLS)), title=" ".join(SPELLS))
    yield "/lures", _page("".join(f'<a href="{lure}">{lure}</a> ' for lure in map(html.escape, LURES)))
    yield "/huge", _huge()
    for path, code in {**TEXTS, **NUISANCES}.items():
        yield path, _scripted(code, title=path)
    for depth in (400, 1_100, 3_000):
        word = '<p>日　時</p><img src="a.png" alt="photo.jpg">'
        yield f"/deep/{depth}/source", _page("<div>" * depth + word + "</div>" * depth)
        yield f"/deep/{depth}/script", _scripted(nested(depth), title=f"{depth}")
    yield from _clobbered()
    yield from _framed()
    yield from _guarded()
    yield from _odd_documents()
    yield from _encoded()
    yield from _odd_answers()
    yield from _cut()
    yield from _too_long()


def _spelled(spell: str) -> str:
    """Return parts whose every text and attribute holds the spell, and whose faults bring all of them into findings."""
    word = html.escape(spell)
    parts = (
        f'<img src="{quote(spell)}.png" alt="{word}.jpg" title="{word}" width="40" height="40">',
        f'<img src="a.png" alt="{word}{word}" width="40" height="40"><img src="b.png" width="40" height="40">',
        f'<p id="{word}" class="{word}">{word} 日　時 {word}</p><p id="{word}" lang="{word}">二つ目</p>',
        f'<a href="#{word}" class="{word}"></a><a href="/pdf/{quote(spell)}.pdf?{word}">{word}</a>',
        f'<a href="#{word}" aria-label="{word}">こちら</a><h2 class="{word}"></h2>',
        f'<table summary="{word}"><tr><td>{word}</td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>',
        f'<ruby class="{word}">字<rt>{word}</ruby><p>・{word}<br>・{word}<br>・{word}</p>',
        f'<input name="{word}" value="{word}" placeholder="{word}"><iframe src="/empty" title="{word}"></iframe>',
        f'<button aria-labelledby="{word}" role="{word}">{word}</button><form action="{word}"><select></select></form>',
        f'<svg role="img" aria-label="{word}"><title>{word}</title><script>void 0</script></svg>',
    )
    return "".join(parts)


def _scripted(code: str, *, title: str) -> Answer:
    return _page(f"<p>本文</p><script>{code}</script>", title=title)


def _huge() -> Answer:
    """Return a page whose attributes and title have a million characters each."""
    huge = "巨大" + "x" * 1_000_000
    body = (
        f'<p id="{huge}">日　時</p><img src="a.png" alt="{huge}.jpg" width="9" height="9">'
        f'<a href="/{"y" * 1_000_000}" title="{huge}"></a><p class="{huge}"><font>{huge}</font></p>'
    )
    return _page(body, title=huge)


def _clobbered() -> Iterator[tuple[str, Answer]]:
    forms = "".join(
        f'<form><input name="{name}"><input name="{name}"></form><img name="{name}" src="a.png" alt="">'
        f'<embed name="{name}"><form id="{name}" name="{name}"><input id="{name}"></form>'
        for name in CLOBBERED.split()
    )
    yield "/clobber", _page(f"{forms}<p>日　時</p>")
    fields = "".join(f'<input name="{name}">' for name in ("attributes", "id", "children", "title", "style"))
    yield "/clobber/form", _page(f"<form>{fields}</form><p>日　時</p>")


def _framed() -> Iterator[tuple[str, Answer]]:
    sources = ("/spell/0", "javascript:alert(1)", "data:text/html,<script>parent.x</script>", "/empty")
    frames = "".join(f'<iframe src="{html.escape(source)}" title="枠"></iframe>' for source in sources)
    inner = (
        '<iframe srcdoc="<p>日　時</p><iframe src=/empty></iframe>" title="枠"></iframe><iframe sandbox src="/empty">'
    )
    yield "/frames", _page(f"{frames}{inner}</iframe>")
    yield (
        "/frame-itself",
        _page('<iframe src="/frame-itself" title="枠"></iframe><iframe src="/frame-itself?2"></iframe>'),
    )
    frameset = "<frameset cols='50%,*'><frame src='/moved-here'><frame src='/spell/0'></frameset>"
    yield "/frameset", Answer(f"<html lang=ja><head><title>枠</title></head>{frameset}</html>".encode())


def _guarded() -> Iterator[tuple[str, Answer]]:
    word = "<p>日　時</p>"
    policies = {
        "/csp": "default-src 'none'; sandbox",
        "/trusted": "require-trusted-types-for 'script'; trusted-types 'none'",
    }
    for path, policy in policies.items():
        yield path, _page(word, headers={"Content-Security-Policy": policy})
    yield "/refresh", _page(word, head='<meta http-equiv="refresh" content="0">')
    yield "/refresh-away", _page(word, head='<meta http-equiv="refresh" content="0; url=/moved-here">')
    yield "/refresh-header", _page(word, headers={"Refresh": "0; url=/moved-here"})
    yield "/moved-here", _page(word, title="移った先")


def _odd_documents() -> Iterator[tuple[str, Answer]]:
    xhtml = {"Content-Type": "application/xhtml+xml"}
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><title>x</title></svg>'
    start = '<html xmlns="http://www.w3.org/1999/xhtml" lang="ja"><head><title>題</title></head><body><p>日　時'
    yield "/xhtml", Answer(f"{start}</p>{svg}</body></html>".encode(), xhtml)
    yield "/xhtml-broken", Answer(f"{start}<b></p>".encode(), xhtml)
    yield "/empty", Answer(b"")
    yield "/nothing", Answer(b"", {})
    yield "/bodyless", Answer("<!DOCTYPE html><html lang=ja><head><title>題</title></head></html>".encode())
    yield "/zeros", Answer(b"<title>\x00</title>\x00<p\x00>\x00<img alt=\x00 src=a.png>" + bytes(range(256)))
    yield "/attached", Answer(b"<p>x", {**_HTML, "Content-Disposition": "attachment; filename=x.html"})
    # Without a last ">", none of these ends.
    open_ends = "".join(start * 20_000 for start in ("<ruby ", "<a ", "<!--", "</"))
    yield "/unclosed", Answer(f"<title>題</title>{open_ends}".encode())


def _encoded() -> Iterator[tuple[str, Answer]]:
    for name, codec in CODECS.items():
        text = ENCODED[f"/{name}"]
        meta, rest = f'<meta charset="{name}">', f"<title>{text}</title></head><body><p>{text}日　時</p></body>"
        yield f"/{name}", Answer(f"<html lang=ja><head>{meta}{rest}".encode(codec), {"Content-Type": "text/html"})
        header = {"Content-Type": f"text/html; charset={name}"}
        yield f"/{name}/header", Answer(f"<html lang=ja><head>{rest}".encode(codec), header)


def _odd_answers() -> Iterator[tuple[str, Answer]]:
    yield "/auth", Answer(b"<p>x", {**_HTML, "WWW-Authenticate": 'Basic realm="x"'}, status=401)
    yield "/status/204", Answer(b"", status=204)
    yield "/status/205", Answer(b"", status=205)
    yield "/status/206", replace(_page("<p>日　時</p>"), status=206)
    yield "/charset", _page("<p>日　時</p>", headers={"Content-Type": "text/html; charset=x-unknown"})
    targets = (
        "file:///etc/passwd",
        "data:text/html,x",
        "about:blank",
        "mailto:a@example.invalid",
        "javascript:alert(1)",
    )
    for target in targets:
        yield f"/to/{target.partition(':')[0]}", Answer(b"", {"Location": target}, status=302)
    yield "/two-hosts", Answer(b"", {"Location": "//{other}/two-hosts"}, status=302)


def _cut() -> Iterator[tuple[str, Answer]]:
    """Yield answers that end before they are whole: the browser never calls such a page loaded."""
    whole = _page("<p>日　時</p>")
    yield "/cut/length", replace(whole, headers={**_HTML, "Content-Length": str(len(whole.body) + 500)}, cut=True)
    chunk = b"%x\r\n%s\r\n" % (len(whole.body), whole.body)
    yield "/cut/chunk", Answer(chunk, {**_HTML, "Transfer-Encoding": "chunked"}, cut=True)


def _too_long() -> Iterator[tuple[str, Answer]]:
    too_long = 100_000_000
    comment = b"<!--" + b"x" * 999_993 + b"-->"
    yield "/long/announced", Answer(b"<p>x", {**_HTML, "Content-Length": str(too_long)}, then=comment)
    yield "/long/endless", Answer(b"<p>x", then=comment)
    packed = gzip.compress(b"<p>x<!--" + b"x" * too_long, compresslevel=1)
    yield "/long/packed", Answer(packed, {**_HTML, "Content-Encoding": "gzip"})
    yield "/long/wide", Answer(WIDE.encode() + b"<p>x</p>" * 150_000)


PAGES = dict(_pages())
_BESIDE = {"/stalled": Answer(b"", {"Content-Type": "image/png"}, then=b"")}
"""What is no page."""


def _index() -> Answer:
    paths = [html.escape(path) for path in sorted(PAGES, key=lambda path: path != SLOWEST)]
    return _page("".join(f'<p><a href="{path}">{path}</a></p>' for path in paths), title="入口")


class Handler(BaseHTTPRequestHandler):
    """Answers each path of `PAGES`; everything else does not exist."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer by path."""
        path = urlsplit(self.path).path
        answer = _index() if path == "/" else _BESIDE.get(path) or PAGES.get(path)
        self._answer(answer or Answer(b"", status=404))

    def _answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value.replace("{other}", self._other_host()))
        if answer.then is None and not answer.cut and answer.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        self.close_connection = answer.cut or answer.then is not None
        if answer.then == b"":
            self.rfile.read(1)  # until the browser gives up
        while answer.then:
            self.wfile.write(answer.then)

    def _other_host(self) -> str:
        host, _, port = self.headers["Host"].partition(":")
        return f"{'localhost' if host == '127.0.0.1' else '127.0.0.1'}:{port}"

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A page that moves on breaks connections; nobody has to read of it."""


@contextmanager
def serve() -> Iterator[str]:
    """Serve the site; yield its address."""
    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
