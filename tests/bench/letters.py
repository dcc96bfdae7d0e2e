"""How well letters in pictures are read, what is taken for nothing but letters, and what that costs.

    python tests/bench/letters.py [--of-each 20] [--night 1]

It draws banners, buttons, photographs, charts, maps, logotypes and tables in the browser, half of them as JPEG, and prints for each kind
how many are taken for nothing but letters, in how many nine tenths of the letters were read, and seconds of one processor for a picture.
Then it checks the demo city's pages with and without reading, and prints the ratio of the time on the processors.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import cost

from a11y_audit.core.lettering import Lettering
from a11y_audit.probes.letters import lettering
from a11y_audit.probes.recognition import reader
from a11y_audit.render.browser import browser
from a11y_audit.testing.demo_city.server import serve
from a11y_audit.testing.demo_city.site import resources
from a11y_audit.text import drawn

WORDS = [
    "ふるさと納税",
    "子育て応援サイト",
    "ごみ分別アプリ",
    "防災マップ",
    "休日当番医",
    "図書館の案内",
    "オープンデータ",
    "公共施設予約",
    "電子申請サービス",
    "職員採用情報",
    "マイナンバーカード",
    "移住のご案内",
    "水道の手続き",
    "議会中継",
    "入札契約情報",
    "健康診査のお知らせ",
    "10月1日防災訓練を行います",
    "税の納付期限は12月25日です",
    "お問い合わせ075-123-4567",
    "ハザードマップを確認しましょう",
    "避難所の一覧",
]
NAMES = ["みどり野市", "ひかり観光協会", "さくら信用金庫", "あおば図書館", "MIDORINO", "エフエムみどり", "にじいろ財団"]
FONTS = ("'Noto Sans CJK JP'", "'Noto Serif CJK JP'")
COLOURS = (("#fff", "#123"), ("#fce", "#904"), ("#036", "#fff"), ("#fd5", "#333"), ("#c00", "#fff"), ("#444", "#fff"))
NOISE = """<canvas id=c width=400 height=120></canvas><script>{{ const x = c.getContext("2d"); let s = {seed};
const r = () => (s = s * 16807 % 2147483647) / 2147483647;
const g = x.createLinearGradient(0, 0, 400, 120); g.addColorStop(0, "#69c"); g.addColorStop(.5, "#cda"); g.addColorStop(1, "#465");
x.fillStyle = g; x.fillRect(0, 0, 400, 120);
for (let i = 0; i < 900; i++) {{ x.fillStyle = `rgba(${{r() * 255}}, ${{r() * 200}}, ${{r() * 180}}, .35)`;
x.beginPath(); x.arc(r() * 400, r() * 120, 3 + r() * 22, 0, 7); x.fill(); }} }}</script>"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture's HTML, and the words in it that must be read; "" where nothing is looked for."""

    html: str
    words: str = ""


def banner(chance: random.Random) -> Drawn:
    """Return words on an even ground."""
    (ground, colour), words, size = chance.choice(COLOURS), chance.choice(WORDS), chance.choice((16, 20, 26, 32))
    style = f"background:{ground};color:{colour};font:bold {size}px/{size + 30}px {chance.choice(FONTS)};padding:0 20px"
    return Drawn(f'<span id=d style="display:inline-block;{style}">{words}</span>', words)


def button(chance: random.Random) -> Drawn:
    """Return words on a gradient with a border, and perhaps an arrow."""
    words = chance.choice(WORDS)
    style = (
        f"border:{chance.choice((1, 2, 3))}px solid #036;border-radius:{chance.choice((0, 6, 20))}px;padding:12px 24px"
    )
    style += f";background:linear-gradient(#fff,#bde);font:bold {chance.choice((16, 20, 26))}px {chance.choice(FONTS)}"
    return Drawn(f'<span id=d style="display:inline-block;{style}">{chance.choice(("", "▶ "))}{words}</span>', words)


def photograph(chance: random.Random) -> Drawn:
    """Return what has no even ground, half of them with words over it."""
    words = chance.choice(WORDS) if chance.random() < 0.5 else ""
    over = f'<b style="position:absolute;left:9px;top:40px;font:bold 24px {FONTS[0]};color:#fff">{words}</b>'
    noise = NOISE.format(seed=chance.randint(1, 10_000))
    return Drawn(f'<div id=d style="position:relative;width:400px;height:120px">{noise}{over}</div>', words)


def chart(chance: random.Random) -> Drawn:
    """Return bars with years."""
    words, bars = chance.choice(WORDS), ""
    for place in range(chance.randint(4, 9)):
        high, left = chance.randint(20, 120), 40 + place * 30
        bars += f'<rect x={left} y={180 - high} width=20 height={high} fill="hsl({left},60%,50%)" />'
        bars += f"<text x={left} y=196 font-size=10>{2018 + place}</text>"
    return Drawn(
        f'<svg id=d width=360 height=210 style="background:#fff"><text x=60 y=24>{words}</text>{bars}</svg>', words
    )


def map_(chance: random.Random) -> Drawn:
    """Return roads with names of places."""
    point = lambda: f"{chance.randint(0, 320)} {chance.randint(0, 240)}"  # noqa: E731
    roads = "".join(
        f'<path d="M{point()} L{point()} L{point()}" stroke="#f80" stroke-width=4 fill=none />' for _ in "abcdef"
    )
    names = "".join(
        f"<text x={chance.randint(0, 220)} y={chance.randint(20, 230)} font-size=13>{chance.choice(NAMES)}</text>"
        for _ in "abcdefgh"
    )
    return Drawn(f'<svg id=d width=320 height=240 style="background:#f4f1e6">{roads}{names}</svg>')


def logotype(chance: random.Random) -> Drawn:
    """Return a sign with a name."""
    words = chance.choice(NAMES)
    sign = '<circle cx=30 cy=30 r=22 fill="#0a5" /><path d="M18 30 q12 -24 24 0 q-12 24 -24 0" fill="#fff" />'
    return Drawn(
        f'<svg id=d width=300 height=60 style="background:#fff">{sign}<text x=64 y=40 font-size=28>{words}</text></svg>',
        words,
    )


KINDS: tuple[Callable[[random.Random], Drawn], ...] = (banner, button, photograph, chart, map_, logotype)


async def pictures(of_each: int) -> list[tuple[str, bytes, str]]:
    """Return kind, file and words of each picture."""
    chance, found = random.Random(5), []
    async with browser() as started:
        page = await started.new_page(viewport={"width": 1_100, "height": 500})
        for kind, number in ((kind, number) for kind in KINDS for number in range(of_each)):
            each = kind(chance)
            await page.set_content(f'<html lang=ja><body style="margin:0;font-family:{FONTS[0]}">{each.html}')
            how = {"type": "jpeg", "quality": 80} if number % 2 else {"type": "png"}
            found.append((kind.__name__.strip("_"), await page.locator("#d").screenshot(**how), each.words))
    return found


def accuracy(found: list[tuple[str, bytes, str]]) -> Iterator[str]:
    """Yield a line for each kind."""
    reads = reader()
    if reads is None:
        sys.exit('pip install "a11y-audit[pictures]"')
    for kind in dict.fromkeys(each[0] for each in found):
        own = [each for each in found if each[0] == kind]
        start = process_time()
        said: list[tuple[Lettering | None, str]] = [(lettering(data, reads), words) for _, data, words in own]
        spent = (process_time() - start) / len(own)
        bare = sum(each is not None and drawn.is_bare(each) for each, _ in said)
        wanted = [(each, words) for each, words in said if words]
        read = sum(
            each is not None and drawn.share(words, [line.text for line in each.lines]) >= 0.9 for each, words in wanted
        )
        yield f"{kind:12} {len(own):4} nothing but letters {bare:4}   read {read} of {len(wanted)}   {spent:.2f} s each"


def ratio(night: int) -> str:
    """Return what a check of the demo city costs with reading, as a multiple of one without."""
    spent = []
    with serve(night) as url, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pages = [url.rstrip("/") + path for path in resources(night) if path.endswith("/")]
        (folder / "urls").write_text("\n".join(pages), encoding="utf-8")
        for on in ("false", "true"):
            (folder / "a11y-audit.toml").write_text(f"[letters]\non = {on}\n", encoding="utf-8")
            command = [
                sys.executable,
                "-m",
                "a11y_audit",
                "check",
                "--no-probes",
                "--list",
                "urls",
                "--format",
                "jsonl",
            ]
            spent.append(cost.run([*command, "--output", "found.jsonl"], folder).cpu_s or 0.0)
    return f"demo city: {spent[1] / spent[0]:.2f} of the time on the processors without reading ({spent[0]:.0f} s)"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of-each", type=int, default=20)
    parser.add_argument("--night", type=int, default=1)
    given = parser.parse_args()
    for line in accuracy(asyncio.run(pictures(given.of_each))):
        print(line, flush=True)
    print(ratio(given.night))
