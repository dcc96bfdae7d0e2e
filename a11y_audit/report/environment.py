"""The Jinja environment of one language: everything is escaped, and text from pages is made printable."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from a11y_audit.assess.defects import State
from a11y_audit.assess.totals import Totals
from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.core.visit import Why
from a11y_audit.report import notation
from a11y_audit.report.digest import anchor
from a11y_audit.report.view import CriterionRow, DefectRow
from a11y_audit.report.words import Words
from a11y_audit.resources import REPORTS
from a11y_audit.standards import techniques

_LIMIT = 300
_TITLE_LIMIT = 110
_SENTENCE = re.compile(r"。|\.(?=\s|$)")
_LINKS = 8_192
_MEANINGS = {"ARIA": "支援技術に、部品の役割と状態を伝える属性", "SVG": "線と文字で描く画像の形式"}
_SHORT = re.compile(rf"(?<![A-Za-z-])(?:{'|'.join(_MEANINGS)})(?![A-Za-z-])")
_LETTER = r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]"
_JAPANESE = re.compile(
    rf"[\u3000-\u303f\uff01-\uff65]*{_LETTER}(?:[\u3000-\u303f\uff01-\uff65\s\d]*{_LETTER})*[\u3001\u3002\u300d\u300f\uff09]*"
)


def environment(words: Words) -> Environment:
    """Return the environment for the texts in `words`."""
    lang = words.lang
    env = Environment(
        loader=FileSystemLoader(REPORTS / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        t=words,
        lang=lang.value,
        kinds=tuple(Kind),
        whys=tuple(Why),
        number=notation.number,
        share=notation.share,
        size=notation.size,
        web_address=notation.web_address,
        anchor=anchor,
        open_of=open_of,
        techniques=techniques(),
        change=_change(words),
        page_link=_page_link(words),
    )
    env.filters.update(_filters(words))
    return env


def _page_link(words: Words) -> Callable[..., Markup]:
    # Here and not in a template: half the time of a long list of defects went into these links, and most come again.
    @lru_cache(maxsize=_LINKS)
    def page_link(url: str, title: str | None = None, *, linked: bool = True) -> Markup:
        """Return an address from a page: a link when it is safe, else text; title and address are one link."""
        href = notation.web_address(url) if linked else None
        inner = Markup('<span class="page-url">%s</span>') % marked(printable(url, limit=_LIMIT), words.lang)
        if title is not None:
            quoted = Markup("<samp>%s</samp>") % marked(printable(title, limit=_TITLE_LIMIT), words.lang)
            name = quoted if title else words("report.untitled")
            inner = Markup('<span class="page-title">%s</span> %s') % (name, inner)
        if href is None:
            return Markup('<span class="page-link">%s</span>') % inner
        return Markup('<a class="page-link" href="%s" rel="noreferrer">%s</a>') % (href, inner)

    return page_link


def _change(words: Words) -> Callable[[CriterionRow], str]:
    def change(row: CriterionRow) -> str:
        before = row.failed_pages_before
        if before is None:
            return words("criteria.change_none")
        more = row.outcome.failed_pages - before
        return f"{more:+,}".replace("-", "−") if more else words("criteria.change_same")

    return change


def _filters(words: Words) -> dict[str, Callable[..., object]]:
    lang = words.lang

    def pick(text: Text) -> str:
        return words.pick(text)

    def shown(text: str, limit: int = _LIMIT, *, newlines: bool = False) -> Markup:
        return marked(printable(text, limit=limit, newlines=newlines), lang)

    def told(row: DefectRow, limit: int = _LIMIT) -> Markup:
        return quoting(row.words.pieces(lang, row.data), lang, limit=limit)

    def headline(row: DefectRow) -> Markup:
        return quoting(_first_sentence(row.words.pieces(lang, row.data)), lang, limit=_TITLE_LIMIT)

    def clean(text: str, limit: int = _LIMIT) -> str:
        return printable(text, limit=limit)

    def day(when: datetime) -> str:
        return notation.day(when, lang)

    def moment(when: datetime) -> str:
        return notation.moment(when, lang)

    def date_words(when: date) -> str:
        return notation.date_words(when, lang)

    def brief(when: datetime | None) -> str:
        return notation.brief(when, lang)

    filters = (pick, shown, told, headline, clean, day, date_words, moment, brief)
    return {each.__name__: each for each in filters}


def _first_sentence(pieces: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    for text, is_value in pieces:
        end = None if is_value else _SENTENCE.search(text)
        if end:
            yield text[: end.start()], False
            return
        yield text, is_value


def open_of(totals: Totals) -> int:
    """Return the number of defects of a run that still have to be repaired, as far as is known."""
    return sum(totals.defect_states.get(state, 0) for state in State if state.open)


def quoting(pieces: Iterable[tuple[str, bool]], lang: Lang, *, limit: int) -> Markup:
    """Return the pieces of a text, printable and escaped; those that quote a page are marked up as quoted literally."""
    parts: list[Markup] = []
    room = limit
    for text, is_value in pieces:
        if room <= 0:
            parts.append(Markup("…"))
            break
        words = marked(printable(text, limit=room), lang)
        parts.append(Markup("<samp>{}</samp>").format(words) if is_value else _explained(words, lang))
        if len(text) > room:
            break
        room -= len(text)
    return Markup("").join(parts)


def _explained(words: Markup, lang: Lang) -> Markup:
    """Return Japanese words of ours with the abbreviations that few officers know marked up."""
    if lang is not Lang.JA:
        return words
    return Markup(_SHORT.sub(lambda found: f'<abbr title="{_MEANINGS[found[0]]}">{found[0]}</abbr>', words))  # noqa: S704


# The same titles and addresses come again and again in a list of defects.
@lru_cache(maxsize=8_192)
def marked(text: str, lang: Lang) -> Markup:
    """Return `text` escaped; in a page that isn't Japanese, what is Japanese in it is marked as such (3.1.2)."""
    if lang is Lang.JA:
        return escape(text)
    parts: list[Markup] = []
    end = 0
    for run in _JAPANESE.finditer(text):
        parts += [escape(text[end : run.start()]), Markup('<span lang="ja">{}</span>').format(run.group())]
        end = run.end()
    return Markup("").join([*parts, escape(text[end:])])
