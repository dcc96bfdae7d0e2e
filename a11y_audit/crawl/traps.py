"""Recognise addresses that must never be followed, and places where addresses never end.

`never_followed` knows shapes: links that act (log out, delete), and links that show the same page in another dress
(print, ふりがな, 翻訳, 文字サイズ, 読み上げ). `TrapWatch` counts: calendars without end, and one page under
ever new queries. A trap is a value with its shape, so that the report shows what was left out and why.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from a11y_audit.crawl.urls import canonical

TrapKind = Literal[
    "no_page", "length", "depth", "repetition",
    "logout", "action", "print", "furigana", "translation", "display", "read_aloud",
    "calendar", "variants", "alike",
]  # fmt: skip

LONGEST_URL: Final = 2_000
DEEPEST_PATH: Final = 20

_SCHEME: Final = re.compile(r"\s*([a-z][a-z0-9+.-]*:)", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HOSTS: Final[dict[str, TrapKind]] = {
    "translate.goog": "translation",
    "translate.google.com": "translation",
    "translate.google.co.jp": "translation",
    "translate.googleusercontent.com": "translation",
    "translatetheweb.com": "translation",
    "microsofttranslator.com": "translation",
    "excite-webtl.jp": "translation",
    "j-server.com": "translation",
    "worldlingo.com": "translation",
    "papago.naver.net": "translation",
    "hiragana.jp": "furigana",
    "readspeaker.com": "read_aloud",
    "browsealoud.com": "read_aloud",
    "texthelp.com": "read_aloud",
    "reciteme.com": "read_aloud",
}
_KEYS: Final[dict[TrapKind, frozenset[str]]] = {
    "logout": _words("logout logoff signout"),
    "print": _words("print printview print_view printmode print_mode printpage printable insatsu"),
    "furigana": _words("furigana hurigana yomigana ruby rubi"),
    "translation": _words("translate honyaku googtrans _x_tr_sl _x_tr_tl"),
    "display": _words(
        "textsize text_size fontsize font_size fsize charsize char_size mojisize moji_size "
        "bgcolor bg_color haikei haishoku contrast colormode color_mode colorset"
    ),
    "read_aloud": _words("readspeaker yomiage readaloud read_aloud onsei"),
}
_COMMAND_KEYS: Final = _words("mode view action act cmd command do op type format style disp")
_COMMANDS: Final[dict[TrapKind, frozenset[str]]] = {
    "logout": _words("logout logoff signout log_out sign_out"),
    "action": _words("login delete del remove destroy edit"),
    "print": _words("print printer printable insatsu"),
    "furigana": _words("furigana hurigana ruby rubi"),
    "translation": _words("translate honyaku"),
}
_ACTING_SEGMENTS: Final[dict[TrapKind, frozenset[str]]] = {
    "logout": _words("logout log-out log_out logoff signout sign-out sign_out"),
    "action": _words("wp-login wp-admin dologin do_login login_action loginaction"),
}
_SERVICE_SEGMENTS: Final[dict[TrapKind, frozenset[str]]] = {
    "furigana": _words("furigana hurigana"),
    "translation": _words("translate honyaku"),
    "read_aloud": _words("yomiage readspeaker read_aloud"),
}
_NUMBERED_SEGMENTS: Final[dict[TrapKind, frozenset[str]]] = {
    "action": _words("delete destroy remove"),
    "print": _words("print printview print_view print_preview"),
}
_STATIC_PAGE: Final = re.compile(r".*\.(?:html?|xhtml|shtml|pdf)", re.IGNORECASE)
_STEM: Final = re.compile(r"\.\w{1,5}$")

_CALENDAR_WORD: Final = re.compile(r"calendar|(?:^|[/_.-])(?:cal|schedule|events?|yotei|gyoji)(?=[/_.-]|$)")
_YEAR: Final = r"(?:19|20|21)\d\d"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_PATH_ENDS_IN_DATE: Final = re.compile(rf".*/{_YEAR}[/_-]?{_MONTH}(?:[/_-]?{_DAY})?(?:/index)?(?:\.\w+|/)?")
_DATE: Final = re.compile(rf"{_YEAR}([-/._]?){_MONTH}(?:\1{_DAY})?")
_SEPARATED_DATE: Final = re.compile(rf"{_YEAR}([-/._]){_MONTH}(?:\1{_DAY})?")
_ONE_YEAR: Final = re.compile(_YEAR)
_NUMBER: Final = re.compile(r"[+-]?\d+")
_WORDS_OF_KEY: Final = re.compile(r"[^a-z0-9]+")
_MONTH_KEYS: Final = _words("month m mm mon tsuki week day d dd")
_DATE_KEYS: Final = _MONTH_KEYS | _words(
    "year y yy yyyy nen ym yymm yyyymm ymd yyyymmdd date dt cal calendar nengetsu hiduke from to start end"
)
_ID_KEYS: Final = _words(
    "id no num cd code content contents article kiji p post entry did cid pid nid item doc file key seq"
)


@dataclass(frozen=True, slots=True)
class Trap:
    """Why an address is not followed, and the shape that it shares with others of its kind."""

    kind: TrapKind
    shape: str


def never_followed(url: str) -> Trap | None:
    """Return why no crawler should open this address, judged by its shape alone, or None if it may.

    Left out on purpose: `lang=en` and the like, which lead to pages with an audience of their own; a page `/print.html`
    or `/furigana/`, which may well tell *about* printing or furigana.
    """
    address = canonical(url)
    if address is None:
        scheme = _SCHEME.match(url)
        return Trap("no_page", scheme[1].lower() if scheme else "")
    parts = urlsplit(address)
    return (
        _endless(address, parts.path)
        or _by_host(parts.hostname or "")
        or _by_path(parts.path)
        or _by_query(_pairs(parts.query))
    )


def _endless(address: str, path: str) -> Trap | None:
    if len(address) > LONGEST_URL:
        return Trap("length", f"> {LONGEST_URL}")
    if path.count("/") > DEEPEST_PATH:
        return Trap("depth", f"> {DEEPEST_PATH}")
    repeated = _repeated(path.split("/")[1:])
    return Trap("repetition", "/" + "/".join(repeated * 3)) if repeated else None


def _repeated(segments: list[str]) -> list[str] | None:
    """Return the first run of segments that comes three times in a row, as a link without its first "/" makes it.

    Numbers alone do not count, because CMS number their departments (/soshiki/1/1/1/23.html).
    """
    for length in range(1, len(segments) // 3 + 1):
        for start in range(len(segments) - 3 * length + 1):
            unit = segments[start : start + length]
            if unit * 3 == segments[start : start + 3 * length] and not all(map(str.isdecimal, unit)):
                return unit
    return None


def _by_host(name: str) -> Trap | None:
    for known, kind in _HOSTS.items():
        if name == known or name.endswith(f".{known}"):
            return Trap(kind, known)
    return None


def _by_path(path: str) -> Trap | None:
    segments = unquote(path).lower().split("/")[1:]
    for index, segment in enumerate(segments):
        name = _STEM.sub("", segment)
        following = segments[index + 1] if index + 1 < len(segments) else ""
        is_script = index + 1 == len(segments) and not _STATIC_PAGE.fullmatch(segment)
        leads_on = bool(following) and not following.startswith("index.")
        if kind := _kind_of(name, _ACTING_SEGMENTS):
            return Trap(kind, f"/{name}")
        if (kind := _kind_of(name, _SERVICE_SEGMENTS)) and (is_script or leads_on):
            return Trap(kind, f"/{name}")
        if (kind := _kind_of(name, _NUMBERED_SEGMENTS)) and (is_script or _STEM.sub("", following).isdecimal()):
            return Trap(kind, f"/{name}")
    return None


def _by_query(pairs: tuple[tuple[str, str], ...]) -> Trap | None:
    for key, value in pairs:
        if kind := _kind_of(key, _KEYS):
            return Trap(kind, f"?{key}")
        if key in _COMMAND_KEYS and (kind := _kind_of(value.lower(), _COMMANDS)):
            return Trap(kind, f"?{key}={value.lower()}")
    return None


def _kind_of(word: str, table: dict[TrapKind, frozenset[str]]) -> TrapKind | None:
    return next((kind for kind, words in table.items() if word in words), None)


@dataclass(slots=True, kw_only=True)
class TrapWatch:
    """Count distinct addresses of one shape, and call the shape a trap when it goes on and on.

    The first addresses up to the limit stay free for ever, all later ones are trapped for ever: the answer depends only
    on the order of arrival, so a resumed run shows the watch its known addresses again, in their old order. What is
    favoured, such as pages of the last audit, has its place before any arrives, so that the same site gives the same
    pages again.

    Attributes:
        calendar_limit: Months, weeks or days of one calendar that are followed; two years of months by default.
        variant_limit: Queries of one path that are followed. Each id (`?content=12`) counts as a path of its own.
        alike_limit: Pages of one shape that show the same but for numbers, after which no more of it are followed.
    """

    calendar_limit: int = 24
    variant_limit: int = 300
    alike_limit: int = 300
    _seen: dict[tuple[TrapKind, str], set[str]] = field(default_factory=dict, init=False, repr=False)
    _favoured: set[str] = field(default_factory=set, init=False, repr=False)
    _alike: dict[str, dict[str, set[str]]] = field(default_factory=dict, init=False, repr=False)

    def favour(self, urls: Iterable[str]) -> None:
        """Keep a place for each of these canonical addresses, so that no other one takes it, whichever comes first."""
        for url in urls:
            self._favoured.add(url)
            if place := self._place(url):
                self._seen.setdefault(place[:2], set()).add(url)

    def shown(self, url: str, likeness: str) -> None:
        """Note what a page showed: `likeness` is equal for pages that differ in numbers only, "" unlike any other."""
        if likeness:
            self._alike.setdefault(_folded(url), {}).setdefault(likeness, set()).add(url)

    def see(self, url: str) -> Trap | None:
        """Count an address and return the trap in which it lies, or None as long as its shape has room."""
        address = canonical(url)
        if address is None:
            return None
        shape = _folded(address)
        growing = max(map(len, self._alike.get(shape, {}).values()), default=0)
        if growing >= self.alike_limit and address not in self._favoured:
            return Trap("alike", shape)
        place = self._place(address)
        if place is None:
            return None
        kind, shape, limit = place
        seen = self._seen.setdefault((kind, shape), set())
        if address not in seen and len(seen) >= limit:
            return Trap(kind, shape)
        seen.add(address)
        return None

    def _place(self, address: str) -> tuple[TrapKind, str, int] | None:
        """Return the kind and shape under which an address is counted, and how many of them are followed."""
        parts = urlsplit(address)
        pairs = _pairs(parts.query)
        if _is_calendar(parts.path.lower(), pairs):
            return "calendar", _calendar_shape(f"{parts.netloc}{parts.path}", pairs), self.calendar_limit
        ids = [pair for pair in pairs if _is_id(*pair)]
        if len(ids) == len(pairs):
            return None
        shape = f"{parts.netloc}{parts.path}?" + "&".join([*(f"{key}={value}" for key, value in ids), "…"])
        return "variants", shape, self.variant_limit


def _folded(url: str) -> str:
    """Return host and path with numbers folded, and the keys of the query."""
    parts = urlsplit(url)
    keys = sorted({key for key, _ in _pairs(parts.query)})
    path = re.sub(r"\d+", "#", parts.path)
    return f"{parts.netloc}{path}" + (f"?{'&'.join(keys)}" if keys else "")


def _pairs(query: str) -> tuple[tuple[str, str], ...]:
    """Return the decoded pairs of a query in their order, keys in lower case."""
    split = [pair.partition("=") for pair in query.split("&") if pair]
    return tuple((unquote(key).lower(), unquote(value)) for key, _, value in split)


def _is_calendar(path: str, pairs: tuple[tuple[str, str], ...]) -> bool:
    if any(_is_id(*pair) for pair in pairs):
        return False
    named = [(set(_WORDS_OF_KEY.split(key)), value) for key, value in pairs]
    if any(
        _SEPARATED_DATE.fullmatch(value) or (words & _DATE_KEYS and _DATE.fullmatch(value)) for words, value in named
    ):
        return True
    has_year = any(words & _DATE_KEYS and _ONE_YEAR.fullmatch(value) for words, value in named)
    has_month = any(words & _MONTH_KEYS and _NUMBER.fullmatch(value) for words, value in named)
    if has_year and has_month:
        return True
    if not _CALENDAR_WORD.search(path):
        return False
    return _PATH_ENDS_IN_DATE.fullmatch(path) is not None or has_month or any(_DATE.fullmatch(v) for _, v in pairs)


def _is_id(key: str, value: str) -> bool:
    words = _WORDS_OF_KEY.split(key)
    return bool(value) and words[-1] in _ID_KEYS and not _SEPARATED_DATE.fullmatch(value)


def _calendar_shape(place: str, pairs: tuple[tuple[str, str], ...]) -> str:
    host, _, path = place.partition("/")
    folded = f"{host}/" + re.sub(r"\d+", "#", path)
    query = "&".join(sorted({f"{key}={_value_class(value)}" for key, value in pairs}))
    return f"{folded}?{query}" if query else folded


def _value_class(value: str) -> str:
    if not value:
        return ""
    if _ONE_YEAR.fullmatch(value):
        return "year"
    if date := _DATE.fullmatch(value):
        return "date" if date.lastindex and re.fullmatch(r"\d{8}|\d+\D\d+\D\d+", value) else "year-month"
    return "#" if _NUMBER.fullmatch(value) else "text"
