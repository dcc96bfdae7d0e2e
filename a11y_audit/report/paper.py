"""Writes papers made of plain parts (`report/jis/document.py`) as pages in each language, with their style."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup

from a11y_audit.core.text import Lang, Text
from a11y_audit.report.environment import environment, quoting
from a11y_audit.report.jis.document import Document
from a11y_audit.report.words import Words
from a11y_audit.resources import REPORTS

_LANGUAGES = {"ja": "日本語", "en": "English"}


_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above and below every page: whose it is, and who made it when."""

    site: str
    made: Callable[[Lang], str]


def write_papers(
    make: Callable[[Lang], Sequence[Document]], out: Path, languages: Sequence[Lang], heads: Heads
) -> None:
    """Write the papers into the folder `out`; the first language at its top, each other in a folder of its own.

    Raises:
        OSError: the folder can't be written.
    """
    (out / "static").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(REPORTS / "static" / "report.css", out / "static" / "report.css")
    for lang in languages:
        first = lang is languages[0]
        folder, root = (out, "") if first else (out / lang, "../")
        folder.mkdir(exist_ok=True)
        env = environment(Words(lang))
        env.globals.update(
            quoted=partial(_quoted, lang),
            kind_of=lambda value: type(value).__name__.lower(),
            languages=_LANGUAGES,
            others={
                each.value: root if each is languages[0] else f"{root}{each}/" for each in languages if each is not lang
            },
            root=root,
            site=heads.site,
            made=heads.made(lang),
        )
        for document in make(lang):
            file = f"{document.key}.html"
            page = env.get_template("document.html.j2").render(document=document, file=file)
            (folder / file).write_text(page, encoding="utf-8", errors="replace", newline="\n")


def _quoted(lang: Lang, words: Text, data: Mapping[str, object]) -> Markup:
    return quoting(words.pieces(lang, data), lang, limit=_LIMIT)
