"""A loopback server of pages as they were made long ago: in every Japanese encoding, by Word, in frames, in XHTML.

Each page of `READ_ALIKE` holds the same text with the same barriers on the same lines as `/plain`, which is in UTF-8.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SIGNS = "①㈱髙～∥－￥ｱｲｳ"
"""What vendors added to JIS X 0208 or wrote in their own way, and half-width kana."""
TITLE = f"みどり野市の窓口{SIGNS}"
BODY = f"""<h1>みどり野市の窓口</h1>
<p>ごみの出し方や子育てのこと、税金のことなどは、市民課の窓口へどうぞ。</p>
<p title="{SIGNS}">日　時は広報でお知らせします。</p>
<p><img src="/a.gif" width="40" height="30" class="{SIGNS}"></p>
<p><img src="/b.gif" alt="案内図髙.jpg"></p>
<p id="窓口①">受付は午前九時からです。</p>
<p id="窓口①">おひるは休みます。</p>
<p>電話でもうけたまわります。<a href="/plain">こちら</a></p>
"""
_TABLE = {
    bytes((lead, trail)).decode("cp932", "ignore"): divmod(number, 94)
    for number, (lead, trail) in enumerate(
        (lead, trail)
        for lead in (*range(0x81, 0xA0), *range(0xE0, 0xF0))
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFD))
    )
}


def encoded(text: str, encoding: str) -> bytes:
    """Return the bytes of `text`; in EUC-JP and ISO-2022-JP with vendors' signs, which Python's own codecs lack."""
    match encoding:
        case "euc-jp":
            return b"".join(map(_euc, text))
        case "iso-2022-jp":
            return b"".join(map(_jis, text)).replace(b"\x1b(B\x1b$B", b"").replace(b"\x1b(B\x1b(I", b"\x1b(I")
        case "shift_jis":
            return text.encode("cp932")
        case _:
            return text.encode(encoding)


def _euc(sign: str) -> bytes:
    if sign.isascii():
        return sign.encode()
    if "｡" <= sign <= "ﾟ":
        return b"\x8e" + sign.encode("cp932")
    row, cell = _TABLE[sign]
    return bytes((row + 0xA1, cell + 0xA1))


def _jis(sign: str) -> bytes:
    code = _euc(sign)
    if sign.isascii():
        return code
    seven = bytes(byte & 0x7F for byte in code)
    return b"\x1b(I" + seven[1:] + b"\x1b(B" if len(sign.encode("cp932")) == 1 else b"\x1b$B" + seven + b"\x1b(B"


def page(head: str, body: str = BODY, *, encoding: str = "utf-8") -> bytes:
    """Return the bytes of a page; `head` stands on the page's first line."""
    start = f'<!DOCTYPE html><html lang="ja"><head>{head}<title>{TITLE}</title></head><body>'
    return encoded(f"{start}\n{body}</body></html>", encoding)


def _meta(label: str) -> str:
    return f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={label}">'


def _broken(source: bytes) -> bytes:
    # A browser's tools hand over as it was sent what the browser could not read throughout.
    return source.replace(b"</body>", b"\xa0\xff</body>")


_HTML = "text/html"
_LONG = f"<!--{'-=' * 1_000}-->"
READ_ALIKE: dict[str, tuple[str, bytes]] = {
    "/utf-8-mark": (_HTML, b"\xef\xbb\xbf" + page("")),
    "/utf-8-mark-and-wrong-header": ("text/html; charset=Shift_JIS", b"\xef\xbb\xbf" + page(_meta("EUC-JP"))),
    "/utf-8-meta": (_HTML, page('<meta charset="utf-8">')),
    "/utf-8-meta-says-utf-16": (_HTML, page('<meta charset="utf-16">')),
    "/utf-16-mark": (_HTML, b"\xff\xfe" + page("", encoding="utf-16-le")),
    "/utf-16be-mark": (_HTML, b"\xfe\xff" + page("", encoding="utf-16-be")),
    "/utf-16-header": ("text/html; charset=utf-16", page("", encoding="utf-16-le")),
    **{
        f"/{encoding}-header": (f"text/html; charset={encoding}", page("", encoding=encoding))
        for encoding in ("shift_jis", "euc-jp", "iso-2022-jp")
    },
    **{
        f"/meta-{label}": (_HTML, page(_meta(label), encoding=encoding))
        for encoding, labels in {
            "shift_jis": ("Shift_JIS", "x-sjis", "shift-jis", "ms_kanji", "Windows-31J"),
            "euc-jp": ("EUC-JP", "x-euc-jp"),
            "iso-2022-jp": ("ISO-2022-JP", "csISO2022JP"),
        }.items()
        for label in labels
    },
    "/header-against-meta": ("text/html; charset=x-sjis", page(_meta("UTF-8"), encoding="shift_jis")),
    "/late-meta": (_HTML, page(_LONG + _meta("EUC-JP"), encoding="euc-jp")),
    "/unknown-meta": (_HTML, page(_meta("nihongo") + _meta("EUC-JP"), encoding="euc-jp")),
    "/meta-in-script": (_HTML, page(f"<script>'{_meta('utf-8')}'</script>{_meta('x-sjis')}", encoding="shift_jis")),
    "/xml-declaration": (_HTML, b'<?xml version="1.0" encoding="Shift_JIS"?>' + page("", encoding="shift_jis")),
    "/undeclared-shift_jis": (_HTML, page("", encoding="shift_jis")),
    **{
        f"/broken-{encoding}": (_HTML, _broken(page(_meta(encoding), encoding=encoding)))
        for encoding in ("shift_jis", "euc-jp", "iso-2022-jp")
    },
}
"""Paths to type and bytes of pages that a browser shows alike, but for broken bytes at the end of some."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" lang=JA>
<head><meta http-equiv=Content-Type content="text/html; charset=shift_jis">
<meta name=Generator content="Microsoft Word 11">
<title>説明会①のお知らせ</title>
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print 日　時</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0mm; font-family:"ＭＳ 明朝"; mso-ascii-font-family:Century;} --></style>
</head><body lang=JA style='tab-interval:42.0pt'><div class=Section1>
<p class=MsoNormal><b><span style='font-size:14.0pt;mso-bidi-font-size:12.0pt'>説明会①のお知らせ<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal><span style='mso-hansi-font-family:"ＭＳ 明朝"'>日　時は、髙橋㈱まで。</span></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="図①" alt="日　時"><v:imagedata src="a.files/image001.wmz" o:title=""/></v:shape><![endif]--><![if !vml]><img
 width=40 height=30 src="/a.files/image002.gif" alt="image002.gif" v:shapes="図①"><![endif]></p>
<p class=MsoNormal><a name="_図①"></a><span id="図①">図</span><span id="図①">表</span></p>
</div></body></html>
"""

OLD = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">
<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=x-euc-jp">
<TITLE>むかしの窓口①</TITLE></HEAD>
<BODY BGCOLOR=#FFFFFF TEXT=#000000><CENTER><FONT SIZE=5 COLOR=navy>むかしの窓口①</FONT><HR>
<TABLE BORDER=0><TR><TD><TABLE WIDTH=300><TR><TD><FONT FACE="ＭＳ ゴシック">日　時
<TR><TD><IMG SRC=/A.GIF><TD><IMG SRC=/B.GIF ALT=案内図髙.GIF>
</TABLE></TABLE></CENTER>
<UL><LI ID=窓口①>電話<LI ID=窓口①>ＦＡＸ<P>ｶﾅは<A HREF=/plain>こちら</A>
<P>おわり
"""

NOUGHTS = page('<meta charset="x-sjis">', encoding="shift_jis").replace(
    "受付".encode("cp932"), b"\0\x01\x0b\x1b\x7f" * 3
)

FRAMESET = """<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">
<title>みどり野市①</title></head>
<frameset cols="200,*"><frame src="/frame-menu" title="目次①"><frame src="/frame-main">
<noframes><body><p>日　時は<a href="/noframes">こちら</a><img src="/n.gif"></p></body></noframes></frameset></html>
"""

_XML = '<?xml version="1.0" encoding="{encoding}"?>'
_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
)
XHTML = f"""{_DOCTYPE}
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja" lang="ja"><head><title>申請書①</title></head>
<body><h1>申請書①</h1><p>日　時は窓口へ。</p>
<p><img src="/a.gif" /><img src="/b.gif" alt="案内図髙.jpg" /></p>
<p id="窓口①">受付</p><p id="窓口①">案内</p></body></html>
"""
BAD_XHTML = XHTML.replace("窓口へ。</p>", "窓口へ。<br></p>")

QUERY = "市民①㈱"
SEARCHED = {
    "/search/shift_jis": encoded(QUERY, "shift_jis"),
    "/search/euc-jp": encoded(QUERY, "euc-jp"),
    "/search/iso-2022-jp": encoded(QUERY, "iso-2022-jp"),
    "/search/utf-8": QUERY.encode(),
}
"""Paths of pages whose link asks for `QUERY`, and the bytes of it in the page's own encoding."""
_SEARCH = f'<h1>よくあるご質問と書類</h1><p><a href="/帳票?q={QUERY}">窓口の検索の結果</a></p>'

_SEEDS = "".join(f'<li><a href="{path}">{path[1:]}</a></li>' for path in ("/frameset", *SEARCHED))
PAGES: dict[str, tuple[str, bytes]] = {
    "/": ("text/html; charset=utf-8", page("", f"<h1>もくじ</h1><ul>{_SEEDS}</ul>")),
    "/plain": ("text/html; charset=utf-8", page("")),
    **READ_ALIKE,
    "/word": (_HTML, encoded(WORD, "shift_jis")),
    "/old": (_HTML, encoded(OLD, "euc-jp")),
    "/noughts": (_HTML, NOUGHTS),
    "/wrong": ("text/html; charset=utf-8", page(_meta("Shift_JIS"), encoding="shift_jis")),
    "/frameset": (_HTML, encoded(FRAMESET, "euc-jp")),
    "/frame-menu": (
        _HTML,
        page(_meta("x-sjis"), '<h1>目次①</h1><p><a href="/plain">窓口の案内</a></p>', encoding="shift_jis"),
    ),
    "/frame-main": (_HTML, page(_meta("EUC-JP"), "<h1>案内</h1><p>日　時は窓口へ。</p>", encoding="euc-jp")),
    **{path: (_HTML, page(_meta(path[8:]), _SEARCH, encoding=path[8:])) for path in SEARCHED},
    "/xhtml": ("application/xhtml+xml", encoded(_XML.format(encoding="Shift_JIS") + XHTML, "shift_jis")),
    "/xhtml-euc-jp": ("application/xhtml+xml", encoded(_XML.format(encoding="EUC-JP") + XHTML, "euc-jp")),
    "/xhtml-bad": ("application/xhtml+xml", BAD_XHTML.encode()),
    "/xhtml-bad-at-once": ("application/xhtml+xml", XHTML.replace(' lang="ja"', " lang=ja").encode()),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        self.server.asked.append(self.requestline)
        content_type, body = self.server.pages.get(self.path, ("text/html", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, pages: dict[str, tuple[str, bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = pages
        self.asked: list[str] = []


@contextmanager
def serve(pages: dict[str, tuple[str, bytes]] = PAGES) -> Iterator[tuple[str, list[str]]]:
    """Serve the pages; yield the address, and the request lines that came so far."""
    server = _Server(pages)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
