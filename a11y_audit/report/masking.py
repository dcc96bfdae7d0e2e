"""Take mail addresses and telephone numbers out of what a page says, for papers that leave the house."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from a11y_audit.core.finding import Datum
from a11y_audit.core.text import Text
from a11y_audit.report.view import DefectRow, FindingRow, PageRow, ReportView

MARK = "●"
"""Stands for each letter and digit that is taken out, so that the shape of what was there can still be seen."""

_MAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+(?:\s?[@＠]\s?|\s?[\[(（]at[\])）]\s?|%40|&#0*64;|&commat;)"
    r"[\w-]+(?:[.．][\w-]+)+",
    re.IGNORECASE | re.ASCII,
)
_DIGIT = r"[0-9０-９]"
_DASH = r"[-‐‑–—−ーｰ－()（）.\s]"
_PHONE = re.compile(
    rf"(?<![0-9０-９A-Za-z])(?:[+＋](?:81|８１){_DASH}{{0,2}}|[0０](?={_DIGIT}|{_DASH}))"
    rf"{_DIGIT}{{0,4}}{_DASH}{{1,2}}{_DIGIT}{{1,4}}{_DASH}{{1,2}}{_DIGIT}{{3,4}}(?![0-9０-９])"
)
_TEL = re.compile(r"(?<=tel:)[+0-9０-９()%.\s-]{6,}", re.IGNORECASE)
_BARE = re.compile(r"(?<![0-9０-９A-Za-z./_=-])[0０][0-9０-９]{9,10}(?![0-9０-９A-Za-z])")
_INNER = re.compile(r"[^\W_]")


def masked(text: str) -> str:
    """Return the text with every mail address and telephone number hidden."""
    if not any(char.isdigit() for char in text) and "@" not in text and "＠" not in text and "at" not in text:
        return text
    for pattern in (_MAIL, _TEL, _PHONE, _BARE):
        text = pattern.sub(lambda found: _INNER.sub(MARK, found[0]), text)
    return text


def masked_view(view: ReportView, *, pictures: bool) -> ReportView:
    """Return the view of a run with nothing in it that a page says of a person, as far as it can be recognised.

    Args:
        view: the run.
        pictures: whether pictures of places stay; what they show can't be masked.
    """
    return replace(
        view,
        contact=masked(view.contact),
        settings={key: masked(value) for key, value in view.settings.items() if not _is_private(key)},
        defects=lambda: _defects(view.defects(), pictures=pictures),
        pages=lambda: map(_page, view.pages()),
        findings=lambda: map(_finding, view.findings()),
        unstable=lambda: map(_finding, view.unstable()),
    )


def _is_private(key: str) -> bool:
    return key.partition(".")[0] in ("notify", "access")


def _defects(rows: Iterable[DefectRow], *, pictures: bool) -> Iterator[DefectRow]:
    for row in rows:
        yield replace(
            row,
            selector=masked(row.selector),
            snippet=masked(row.snippet),
            data=_data(row.data),
            picture=row.picture if pictures else None,
            pages=tuple((url, masked(title)) for url, title in row.pages),
        )


def _data(data: Mapping[str, Datum]) -> dict[str, Datum]:
    return {key: _datum(value) for key, value in data.items()}


def _datum(value: Datum) -> Datum:
    match value:
        case str():
            return masked(value)
        case list():
            return [masked(each) for each in value]
        case _:
            return value


def _page(row: PageRow) -> PageRow:
    return replace(row, title=masked(row.title))


def _finding(row: FindingRow) -> FindingRow:
    return replace(
        row,
        page_title=masked(row.page_title),
        message=Text(masked(row.message.ja), masked(row.message.en)),
        selector=masked(row.selector),
        snippet=masked(row.snippet),
    )
