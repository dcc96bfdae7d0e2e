"""A loopback site that wishes us ill: texts that want to run somewhere, and pages that want to hang or break a crawler."""

import html
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, urlsplit

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
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "vbscript:x",
    "ftp://example.invalid/a.pdf",
    "mailto:a@example.invalid?bcc=b",
    "http://user:password@127.0.0.1/",
    "http://[",
    "//",
    "\x01\x02",
)
CLOBBERED = [
    "attributes",
    "id",
    "children",
    "localName",
    "childNodes",
    "nextSibling",
    "firstChild",
    "parentNode",
    "nodeType",
    "shadowRoot",
    "title",
    "className",
    "getAttribute",
    "hasAttribute",
    "matches",
    "closest",
    "querySelectorAll",
    "querySelector",
    "documentElement",
    "body",
    "head",
    "defaultView",
    "getElementById",
    "createElement",
    "checkVisibility",
    "getClientRects",
    "getBoundingClientRect",
    "inert",
    "clientLeft",
    "style",
    "ownerDocument",
    "forms",
    "nodeName",
    "tagName",
    "toString",
]
"""Names of fields, images and forms that take the place of properties of their form or document."""
WIDE = "<!DOCTYPE html><html lang=ja><title>題名</title><main><h1>見出し</h1>" + "<p>文</p>" * 50_000
"""A page of 50,000 elements."""
CODECS = {"shift_jis": "cp932", "euc-jp": "euc_jp"}
ENCODED = {
    "/shift_jis": "東京都千代田区の窓口のご案内です。機種依存文字は①②㈱です。",
    "/shift_jis/header": "東京都千代田区の窓口のご案内です。機種依存文字は①②㈱です。",
    "/euc-jp": "能登半島の窓口のご案内です。表示、ソ、予。",
    "/euc-jp/header": "能登半島の窓口のご案内です。表示、ソ、予。",
}
"""Texts of pages that are not in UTF-8, by path."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends for a path."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


def _page(body: str, *, title: str = "題名", head: str = "", **headers: str) -> Answer:
    text = (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{head}</head>'
        f"<body><main><h1>見出し</h1>{body}</main></body></html>"
    )
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(text.encode(), {"Content-Type": "text/html; charset=utf-8", **names})


def _script(code: str, body: str = "<p>本文です。</p>") -> Answer:
    return _page(f"{body}<script>{code}</script>", title=f"script {len(code)}")


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


def _pages() -> Iterator[tuple[str, Answer]]:
    for number, spell in enumerate(SPELLS):
        yield f"/spell/{number}", _page(_spelled(spell), title=spell)
    yield "/spells", _page("".join(map(_spelled, SPELLS)), title=" ".join(SPELLS))
    lures = map(html.escape, (*LURES, *SPELLS[::3]))
    links = "".join(f'<a href="{lure}">{lure}</a> ' for lure in lures)
    yield "/lures", _page(links + f'<a href="/long?{"x" * 5_000}">長い</a><a href="/{"%E3%81%82" * 40}">あ</a>')
    yield from _texts()
    yield from _shapes()
    yield from _scripts()
    yield from _moves()
    yield from _documents()


def _texts() -> Iterator[tuple[str, Answer]]:
    huge = "巨大" + "x" * 1_000_000
    yield (
        "/huge",
        _page(
            f'<p id="{huge}">日　時</p><img src="a.png" alt="{huge}.jpg" width="9" height="9">'
            f'<a href="/{"y" * 1_000_000}" title="{huge}"></a><p class="{huge}"><font>{huge}</font></p>',
            title=huge,
        ),
    )
    # What no HTML source can say: half surrogates, NUL and controls in attributes and text, set by a script.
    yield (
        "/surrogates",
        _script(
            "const bad = '\\ud800\\u0000\\u0001\\u009b31m\\u202e\\udfff';"
            "document.title = bad + '日　時';"
            "for (const tag of ['p', 'a', 'img', 'h2', 'button', 'iframe']) {"
            "  const e = document.createElement(tag);"
            "  for (const name of ['id', 'class', 'alt', 'title', 'href', 'src', 'lang', 'aria-label', 'role'])"
            "    e.setAttribute(name, bad + '日　時.jpg');"
            "  e.append(bad + '日　時'); document.body.append(e);"
            "}"
            "const c = document.createElement('p'); c.id = 'a b\"c'; c.append('日　時'); document.body.append(c, c.cloneNode(true));"
        ),
    )


def _shapes() -> Iterator[tuple[str, Answer]]:
    for depth in (400, 1_100, 3_000):
        nest = "<div>" * depth + '<p>日　時</p><img src="a.png" alt="photo.jpg">' + "</div>" * depth
        yield f"/deep/{depth}/source", _page(nest)
        yield (
            f"/deep/{depth}/script",
            _script(
                f"let e = document.body; for (let i = 0; i < {depth}; i++)"
                " { const d = document.createElement(i % 7 ? 'div' : 'span'); e.append(d); e = d; }"
                " e.innerHTML = '<ruby>日　時<rt>ひ</rt></ruby><a href=/><img src=a.png alt=photo.jpg></a>';"
            ),
        )
    clobber = "".join(
        f'<form><input name="{name}"><input name="{name}"></form><img name="{name}" src="a.png" alt="">'
        f'<embed name="{name}"><form id="{name}" name="{name}"><input id="{name}"></form>'
        for name in [
            "attributes",
            "id",
            "children",
            "localName",
            "childNodes",
            "nextSibling",
            "firstChild",
            "parentNode",
            "nodeType",
            "shadowRoot",
            "title",
            "className",
            "getAttribute",
            "hasAttribute",
            "matches",
            "closest",
            "querySelectorAll",
            "querySelector",
            "documentElement",
            "body",
            "head",
            "defaultView",
            "getElementById",
            "createElement",
            "checkVisibility",
            "getClientRects",
            "getBoundingClientRect",
            "inert",
            "clientLeft",
            "style",
            "ownerDocument",
            "forms",
            "nodeName",
            "tagName",
            "toString",
        ]
    )
    yield "/clobber", _page(f'{clobber}<p id="seen">日　時</p>')
    yield (
        "/clobber/own",
        _page('<form><input name="attributes"><input name="id"><input name="children"></form><p>日　時</p>'),
    )
    yield (
        "/shadow",
        _script(
            "for (const mode of ['open', 'closed']) { const d = document.createElement('div'); document.body.append(d);"
            " d.attachShadow({mode}).innerHTML = '<p>日　時</p><img src=a.png alt=photo.jpg>'; }"
            "class Bad extends HTMLElement { constructor() { super(); this.attachShadow({mode: 'open'}).innerHTML = '<p>日　時</p>'; }"
            " connectedCallback() { throw new Error('no'); } get localName() { throw new Error('no'); }"
            " get attributes() { throw new Error('no'); } getAttribute() { throw new Error('no'); } }"
            "customElements.define('bad-one', Bad); document.body.append(document.createElement('bad-one'));"
        ),
    )
    yield (
        "/odd-elements",
        _script(
            "const t = document.querySelector('title'); t.append(document.createElement('b'));"
            "for (const tag of ['textarea', 'title', 'style', 'xmp', 'plaintext', 'noscript', 'iframe', 'select', 'table', 'p'])"
            " { const e = document.createElement(tag); e.innerHTML = '<i>x</i>'; e.append(document.createElement('b'), '</' + tag + '><u>');"
            " document.body.append(e); }"
            "document.body.append(document.createElementNS('x', 'br'), document.createElementNS('x', 'a:b'),"
            " document.createElementNS('x', '日本'), document.createElementNS('http://www.w3.org/2000/svg', 'title'));"
            "document.body.lastChild.append(document.createElement('i'));"
            "const p = document.createElement('p'); p.append(document.createElement('p'), document.createElement('table'), '日　時');"
            "document.body.append(p, document.createComment('--><img>'), document.createElement('image'));"
        ),
    )


def _scripts() -> Iterator[tuple[str, Answer]]:
    yield (
        "/overrides",
        _script(
            "JSON.stringify = JSON.parse = () => { throw 1; }; Array.prototype.map = Array.prototype.push = () => { throw 1; };"
            "Array.prototype[Symbol.iterator] = () => { throw 1; }; window.Promise = null; String.prototype.slice = null;"
            "Object.prototype.then = () => {}; Object.prototype.toJSON = () => 'x'; Object.defineProperty(Object.prototype, 'html', {get: () => 'x'});"
            "Map.prototype.get = Set.prototype.has = () => { throw 1; }; window.getComputedStyle = null; window.axe = 1;"
            "for (const n of ['attributes', 'localName', 'childNodes', 'shadowRoot']) for (const p of [Element.prototype, Node.prototype])"
            " try { Object.defineProperty(p, n, {get() { throw 1; }}); } catch {}"
            "window.MutationObserver = null; window.setTimeout = () => {};",
            "<p>日　時</p>",
        ),
    )
    yield (
        "/write",
        _script(
            "addEventListener('load', () => setTimeout(() => { document.write('<title>書き換え</title><p>日　時'); document.close(); }, 50));"
        ),
    )
    yield "/write-open", _script("addEventListener('load', () => { document.write('<p>日　時'); });")
    yield "/gone", _script("document.documentElement.remove();")
    yield (
        "/busy",
        _script(
            "setInterval(() => { const p = document.createElement('p'); p.append('x'); document.body.append(p); }, 1);"
        ),
    )
    yield (
        "/popups",
        _script(
            "for (let i = 0; i < 30; i++) window.open('/empty?' + i); setInterval(() => window.open('/empty'), 20);"
        ),
    )
    yield (
        "/dialogs",
        _script(
            "addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'stay'; });"
            "for (let i = 0; i < 5; i++) { alert(i); confirm(i); prompt(i); } setInterval(() => alert(1), 100); print();"
        ),
    )
    yield "/alerts", _script("while (true) alert('\\u001b[31m');")
    yield "/hang", _script("while (true) {}")
    yield "/hang-late", _script("addEventListener('load', () => setTimeout(() => { while (true) {} }, 0));")
    yield (
        "/download",
        _script(
            "const a = document.createElement('a'); a.href = '/attached'; a.download = '../../x'; document.body.append(a); a.click(); setInterval(() => a.click(), 50);"
        ),
    )
    yield (
        "/frames",
        _page(
            '<iframe src="/spell/0" title="a"></iframe><iframe srcdoc="<p>日　時</p><iframe src=/empty></iframe>" title="b"></iframe>'
            '<iframe src="javascript:alert(1)" title="c"></iframe><iframe src="data:text/html,<script>parent.x</script>" title="d"></iframe>'
            '<iframe id="x" src="/empty" title="e"></iframe><iframe sandbox src="/empty" title="f"></iframe>'
            "<script>setInterval(() => { const x = document.getElementById('x'); if (x) x.remove(); else { const f = document.createElement('iframe');"
            " f.id = 'x'; f.src = '/empty'; document.body.append(f); } }, 5);</script>"
        ),
    )
    yield (
        "/frame-itself",
        _page('<iframe src="/frame-itself" title="a"></iframe><iframe src="/frame-itself?2" title="b"></iframe>'),
    )
    yield "/csp", _page("<p>日　時</p>", Content_Security_Policy="default-src 'none'; sandbox")
    yield (
        "/trusted",
        _page("<p>日　時</p>", Content_Security_Policy="require-trusted-types-for 'script'; trusted-types 'none'"),
    )


def _moves() -> Iterator[tuple[str, Answer]]:
    yield "/reload", _script("location.reload();")
    yield "/reload-late", _script("setTimeout(() => location.reload(), 300);")
    yield "/reload-often", _script("addEventListener('load', () => setInterval(() => location.reload(), 20));")
    yield "/refresh", _page("<p>本文</p>", head='<meta http-equiv="refresh" content="0">')
    yield "/refresh-away", _page("<p>本文</p>", head='<meta http-equiv="refresh" content="0; url=/moved-here">')
    yield "/refresh-header", _page("<p>本文</p>", Refresh="0; url=/moved-here")
    yield "/script-away", _script("location.href = '/moved-here';")
    yield (
        "/script-away-late",
        _script("addEventListener('load', () => setTimeout(() => { location.href = '/moved-here'; }, 50));"),
    )
    yield "/to-blank", _script("location.href = 'about:blank';")
    yield "/to-data", _script("location.href = 'data:text/html,<script>alert(1)</script>';")
    yield "/to-file", _script("location.href = 'file:///etc/passwd';")
    yield "/to-attached", _script("location.href = '/attached';")
    yield (
        "/push-state",
        _script(
            "history.pushState({}, '', '/moved-here'); setInterval(() => history.replaceState({}, '', location.pathname), 10);"
        ),
    )
    yield "/hash", _script("setInterval(() => { location.hash = Math.random(); }, 5);")
    yield "/moved-here", _page("<p>日　時</p>", title="移った先")


def _documents() -> Iterator[tuple[str, Answer]]:
    xhtml = {"Content-Type": "application/xhtml+xml"}
    yield (
        "/xhtml",
        Answer(
            '<html xmlns="http://www.w3.org/1999/xhtml" lang="ja"><head><title>題</title></head><body><p>日　時</p>'
            '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><title>x</title></svg></body></html>'.encode(),
            xhtml,
        ),
    )
    yield "/xhtml-broken", Answer("<html xmlns='http://www.w3.org/1999/xhtml'><body><p>日　時<b></p>".encode(), xhtml)
    yield "/empty", Answer(b"")
    yield "/nothing", Answer(b"", {})
    yield "/bodyless", Answer("<!DOCTYPE html><html lang=ja><head><title>題</title></head></html>".encode())
    yield (
        "/frameset",
        Answer(
            "<html lang=ja><head><title>枠</title></head><frameset cols='50%,*'><frame src='/moved-here'>"
            "<frame src='/spell/0'></frameset></html>".encode()
        ),
    )
    yield "/zeros", Answer(b"<title>\x00</title>\x00<p\x00>\x00<img alt=\x00 src=a.png>" + bytes(range(256)))
    yield (
        "/attached",
        Answer(b"<p>x", {"Content-Type": "text/html", "Content-Disposition": "attachment; filename=x.html"}),
    )
    yield (
        "/unclosed",
        Answer(("<title>題</title>" + "<ruby " * 20_000 + "<a " * 20_000 + "<!--" * 20_000 + "</" * 20_000).encode()),
    )
    for name, codec in CODECS.items():
        text = ENCODED[f"/{name}"]
        body = (
            f'<html lang=ja><head><meta charset="{name}"><title>{text}</title></head><body><p>{text}日　時</p></body>'
        )
        yield f"/{name}", Answer(body.encode(codec, "replace"), {"Content-Type": "text/html"})
        yield (
            f"/{name}/header",
            Answer(
                body.replace(f'<meta charset="{name}">', "").encode(codec, "replace"),
                {"Content-Type": f"text/html; charset={name}"},
            ),
        )


PAGES = dict(_pages())
SLOWEST = "/hang-late"
"""The page that takes as long as a page may take; it is linked first, so that others are audited meanwhile."""


def _index() -> Answer:
    links = "".join(
        f'<li><a href="{html.escape(path)}">{html.escape(path)}</a></li>'
        for path in sorted(PAGES, key=lambda path: path != SLOWEST)
    )
    return _page(f"<ul>{links}</ul>", title="入口")


class Handler(BaseHTTPRequestHandler):
    """Answers each path of `PAGES`; everything else does not exist."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer by path."""
        path = urlsplit(self.path).path
        answer = _index() if path == "/" else PAGES.get(path)
        self.send_response(200 if answer else 404)
        body = answer.body if answer else b""
        for name, value in answer.headers.items() if answer else ():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

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
