"""How numbers, dates, shares, sizes and addresses are written."""

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from urllib.parse import urlsplit

from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang

JAPAN = timezone(timedelta(hours=9), "JST")
"""The reports' time zone: Japan has one, without summer time."""

_ADDRESS_LIMIT = 2_000
_ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"))
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_KIB = 1024


def number(value: int) -> str:
    """Return a whole number with separators, such as "12,034"."""
    return f"{value:,}"


def share(ratio: float | None) -> str:
    """Return a ratio (0–1) as per cent; only nothing is "0.0%", and only all is "100.0%"."""
    if ratio is None:
        return "–"
    low, high = 0.001, 0.999
    if 0 < ratio < low:
        return "<0.1%"
    return "99.9%" if high < ratio < 1 else f"{ratio:.1%}"


def day(when: datetime, lang: Lang) -> str:
    """Return the day in Japan, in Japanese with the era and the year."""
    local = when.astimezone(JAPAN).date()
    if lang is Lang.EN:
        return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{_year(local)}{local.month}月{local.day}日"


def date_words(when: date, lang: Lang) -> str:
    """Return a day that has no time, in Japanese with the era and the year."""
    return day(datetime(when.year, when.month, when.day, 12, tzinfo=JAPAN), lang)


def moment(when: datetime, lang: Lang) -> str:
    """Return day and time in Japan."""
    local = when.astimezone(JAPAN)
    if lang is Lang.EN:
        return f"{day(when, lang)}, {local:%H:%M} (Japan time)"
    return f"{day(when, lang)} {local.hour}時{local.minute:02}分"


def date_of(when: date, lang: Lang) -> str:
    """Return a day as briefly as it can be read aloud."""
    if lang is Lang.EN:
        return f"{when.day} {_MONTHS[when.month - 1][:3]} {when.year}"
    return f"{when.year}年{when.month}月{when.day}日"


def month(when: date, lang: Lang) -> str:
    """Return the month of a day."""
    return f"{_MONTHS[when.month - 1][:3]} {when.year}" if lang is Lang.EN else f"{when.year}年{when.month}月"


def fiscal_year(start: date, lang: Lang) -> str:
    """Return the fiscal year (年度) that begins on a day."""
    return f"FY {start.year} (April to March)" if lang is Lang.EN else f"{_year(start).replace('年', '年度')}"


@lru_cache(maxsize=1_024)
def brief(when: datetime | None, lang: Lang) -> str:
    """Return day and time in Japan as briefly as they can be read aloud; nothing for None."""
    if when is None:
        return ""
    local = when.astimezone(JAPAN)
    if lang is Lang.EN:
        return f"{local.day} {_MONTHS[local.month - 1][:3]} {local.year} {local:%H:%M}"
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


@lru_cache(maxsize=1_024)
def stamp(when: datetime | None) -> str:
    """Return day and time in Japan so that a table can sort them, such as "2026-11-23 20:54"; nothing for None."""
    return f"{when.astimezone(JAPAN):%Y-%m-%d %H:%M}" if when else ""


def size(size_bytes: int) -> str:
    """Return the size of a file, such as "12 KB"."""
    if size_bytes < _KIB * _KIB:
        return f"{max(1, round(size_bytes / _KIB)):,} KB"
    return f"{size_bytes / _KIB / _KIB:,.1f} MB"


@lru_cache(maxsize=4_096)
def web_address(text: str) -> str | None:
    """Return an address that is safe to link to, or None: only http and https, no user name, nothing unprintable."""
    if len(text) > _ADDRESS_LIMIT or printable(text, limit=_ADDRESS_LIMIT) != text or text.split() != [text]:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    good = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return text if good else None


def _year(local: date) -> str:
    for start, era in _ERAS:
        if local >= start:
            count = local.year - start.year + 1
            return f"{era}{'元' if count == 1 else count}年（{local.year}年）"
    return f"{local.year}年"
