"""A generated municipal site for benchmarks: one template, about 900 elements a page, served on loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_STYLE = """body{font-family:sans-serif;line-height:1.7;color:#1a1a1c;margin:0}header,footer{background:#f2f2f2;padding:8px 24px}
nav ul{display:flex;flex-wrap:wrap;gap:8px;list-style:none;padding:0}a{color:#0017c1}main{max-width:960px;margin:0 auto;padding:16px}
table{border-collapse:collapse}th,td{border:1px solid #888;padding:4px 8px}.note{color:#555}.card{border:1px solid #ccc;padding:8px;margin:8px 0}"""
_WORDS = (
    "申請",
    "届出",
    "証明書",
    "手数料",
    "受付時間",
    "窓口",
    "子育て",
    "福祉",
    "防災",
    "ごみ",
    "水道",
    "税金",
    "健診",
    "施設",
)


def page(number: int, pages: int) -> str:
    """Return page `number` of `pages`: navigation, a table, cards, lists, links to other pages."""

    def word(shift: int) -> str:
        return _WORDS[(number * 7 + shift) % len(_WORDS)]

    menu = "".join(
        f'<li><a href="/p{(each * 13) % pages}.html">{_WORDS[each % 14]}の案内{each}</a></li>' for each in range(60)
    )
    rows = "".join(
        f'<tr><th scope="row">{word(each)}{each}</th><td>{number * 10 + each}円</td><td>平日 午前9時から午後5時まで</td>'
        f'<td><a href="/p{(number + each) % pages}.html">{word(each)}{each}の詳しい説明</a></td></tr>'
        for each in range(40)
    )
    cards = "".join(
        f'<div class="card"><h3>{word(each)}のお知らせ{each}</h3><p>{word(each + 1)}について、<strong>{word(each + 2)}</strong>の'
        f'<a href="/p{(number + 3 * each) % pages}.html">{word(each)}第{each}号の記事</a>をご覧ください。</p>'
        f'<p class="note">更新日：令和6年{each % 12 + 1}月</p><ul><li>対象：市民</li><li>費用：無料</li><li>場所：市役所{each}階</li></ul></div>'
        for each in range(45)
    )
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{word(0)}のページ{number} - 試験市</title>'
        f'<style>{_STYLE}</style></head><body><header><p><a href="/">試験市</a></p><nav aria-label="主な案内"><ul>{menu}</ul></nav></header>'
        f"<main><h1>{word(0)}のページ{number}</h1><p>このページでは{word(1)}を説明します。</p>"
        f'<table><caption>{word(2)}の一覧</caption><tr><th scope="col">項目</th><th scope="col">額</th><th scope="col">時間</th>'
        f'<th scope="col">説明</th></tr>{rows}</table><h2>お知らせ</h2>{cards}'
        f'<form action="/s"><label for="q">サイト内検索</label><input id="q" name="q"><button>検索</button></form></main>'
        f"<footer><p>このページに関するお問い合わせ：{word(3)}課</p></footer></body></html>"
    )


@contextmanager
def serve(pages: int) -> Iterator[str]:
    """Serve a site of `pages` pages and yield its address."""
    bodies = {f"/p{number}.html": page(number, pages).encode() for number in range(pages)}
    bodies["/"] = bodies["/p0.html"]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies.get(self.path.partition("?")[0])
            if self.path == "/sitemap.xml":
                origin = f"http://{self.headers['Host']}"
                places = "".join(f"<url><loc>{origin}/p{number}.html</loc></url>" for number in range(pages))
                body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode()
            self.send_response(200 if body else 404)
            self.send_header(
                "Content-Type", "application/xml" if self.path.endswith(".xml") else "text/html; charset=utf-8"
            )
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
