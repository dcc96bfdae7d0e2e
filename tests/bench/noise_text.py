"""What the rules say of plain Japanese text that no one here wrote, per million characters, and of readings that are right.

    python tests/bench/noise_text.py FINDINGS.jsonl [--root FOLDER] [--kinds manuals messages help words]

`manuals` are Japanese manual pages (manpages-ja, manpages-ja-dev), `messages` translated catalogues (*.mo), `help` GNOME's help
(gnome-user-docs), each wrapped as plain paragraphs; `words` are words and names of EDICT and ENAMDICT (edict, enamdict), each with its
reading as ruby and in brackets, so that whatever is said of a reading is a false alarm. The packages are installed, or unpacked below a
folder. axe is not run; what is found is printed by rule and reason, and written for reading.
"""

import argparse
import asyncio
import gettext
import gzip
import html
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

from noise import served

from a11y_audit import registry
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Status
from a11y_audit.core.visit import NotAudited
from a11y_audit.engines import axe
from a11y_audit.probes import page as page_probe
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.subject import NotGatheredError, Page

JAPANESE = re.compile("[ぁ-ゖァ-ヺー一-龥々]")
ROFF = re.compile(r"\\f(?:\[\w*\]|\w)|\\[&,/:c]|^\.\w+ ?|\\")
ENTRY = re.compile(
    r"([ぁ-ゖァ-ヺー一-龥々]*[一-龥々][ぁ-ゖァ-ヺー一-龥々]*)(?:\(.*?\))?(?:;\S*)? \[([ぁ-ゖァ-ヺー]+)[\];(]"
)
PAGE_LETTERS = 30_000
MOST_LETTERS = 1_500_000
MOST_WORDS = 8_000


def manuals(root: Path) -> Iterator[str]:
    """Yield the paragraphs of Japanese manual pages, every fourth of them."""
    for file in sorted(root.glob("usr/share/man/ja/man*/*.gz"))[::4]:
        with suppress(UnicodeDecodeError):
            text = gzip.decompress(file.read_bytes()).decode()
            for part in re.split(r"\n(?:\.(?!B|I)[^\n]*|\s*)(?=\n)", text):
                yield "\n".join(
                    ROFF.sub("", line) for line in part.strip().split("\n") if not line.startswith((".\\", "'"))
                )


def messages(root: Path) -> Iterator[str]:
    """Yield translated messages of programs."""
    for file in sorted(root.glob("usr/share/locale/ja/LC_MESSAGES/*.mo")):
        with file.open("rb") as stream, suppress(OSError, UnicodeDecodeError):
            yield from map(str, gettext.GNUTranslations(stream)._catalog.values())


def helps(root: Path) -> Iterator[str]:
    """Yield the paragraphs of GNOME's help."""
    for file in sorted(root.glob("usr/share/help/ja/*/*.page")):
        with suppress(ET.ParseError):
            tree = ET.parse(file)
            yield from (" ".join("".join(each.itertext()).split()) for each in tree.iter() if each.tag.endswith("}p"))


def words(root: Path) -> Iterator[str]:
    """Yield sentences with a word or name, its reading as ruby, and sentences with the reading in brackets; as HTML."""
    for name in ("edict", "enamdict"):
        file = root / "usr/share/edict" / name
        lines = file.read_text("euc_jp", "replace").splitlines() if file.is_file() else []
        found = dict(match.groups() for line in lines if (match := ENTRY.match(line)))
        for word, reading in random.Random(4).sample(sorted(found.items()), min(MOST_WORDS, len(found))):
            yield f"これは<ruby>{word}<rt>{reading}</rt></ruby>の案内です。</p><p>市では{word}（{reading}）を紹介します。"


KINDS: dict[str, Callable[[Path], Iterator[str]]] = {
    "manuals": manuals,
    "messages": messages,
    "help": helps,
    "words": words,
}


def write(kind: str, root: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Write pages and yield their paths and how many Japanese letters each has."""
    texts = (each for each in dict.fromkeys(KINDS[kind](root)) if JAPANESE.search(each))
    total = 0
    for number in range(10_000):
        parts, size = [], 0
        while size < PAGE_LETTERS and (text := next(texts, None)) is not None:
            parts.append(text if kind == "words" else html.escape(text))
            size += len(text)
        if not parts or total > MOST_LETTERS:
            return
        body = "\n".join(f"<p>{part}</p>" for part in parts)
        head = f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{kind} {number}</title></head>'
        (folder / f"{kind}-{number:03}.html").write_text(f"{head}<body><h1>{kind}</h1>{body}</body></html>", "utf-8")
        letters = len(JAPANESE.findall(body))
        total += letters
        yield f"/{kind}-{number:03}.html", letters


async def judge(urls: list[str], output: Path) -> Counter[tuple[str, str, str]]:
    """Open the pages, judge them by our own rules, write what they find and count it."""
    own = [each for each in registry.rules() if each.subject == "Page" and each.status is Status.STABLE]
    own = [each for each in own if not each.id.startswith(axe.PREFIX)]
    counts: Counter[tuple[str, str, str]] = Counter()
    async with browser() as started:
        context = await started.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        tab = await Tab.open(context, f"{axe.script(axe_source())}\n{page_probe.script()}", TabOptions())
        with output.open("a", encoding="utf-8") as lines:
            for url in urls:
                shown = await tab.show(url)
                if isinstance(shown, NotAudited):
                    continue
                page = Page(await page_probe.gather(tab, shown, axe=None, element_limit=100_000))
                for rule in own:
                    with suppress(NotGatheredError):
                        for say in islice(rule.evaluate(page), 1_000):
                            kind = rule.says[say.reason].kind
                            if kind is not Kind.PASSED:
                                counts[rule.id, say.reason, kind.value] += 1
                                snippet = say.target.snippet[:300] if say.target else ""
                                told = {
                                    "url": url,
                                    "rule": rule.id,
                                    "reason": say.reason,
                                    "data": say.data,
                                    "snippet": snippet,
                                }
                                lines.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
    return counts


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("findings", type=Path)
    parser.add_argument("--root", type=Path, default=Path("/"), help="where packages are unpacked")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    given = parser.parse_args()
    for kind in given.kinds:
        with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as origin:
            pages = list(write(kind, given.root, Path(folder)))
            letters = sum(count for _, count in pages)
            counts = asyncio.run(judge([origin + path for path, _ in pages], given.findings))
        print(f"{kind}: {len(pages)} pages, {letters} Japanese letters")
        for (rule, reason, outcome), count in sorted(counts.items()):
            print(f"  {count:5} {count * 1e6 / max(1, letters):9.1f} {outcome:7} {rule}:{reason}")


if __name__ == "__main__":
    main()
