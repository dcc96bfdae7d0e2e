"""Rule: what leads to the same place has the same name on every page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from urllib.parse import urlsplit

from a11y_audit.authoring import Facts, LinkFact, Mend, Say, Site, Text, likely, passed, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.stock import points_only, says_only_more

_LEAST = 2
_LONGEST = 40
_SHARE = 2
_INDEX = re.compile(r"/(index|default)\.\w+$", re.IGNORECASE)
_MOVES = re.compile(
    r"^(前|次)(へ|の|ペ|月|年|回|号|$)|戻る|もどる|一覧[へを]|先頭|ページの?上|\b(top|back|next|prev(ious)?)\b|閉じる|スキップ|本文へ|印刷|^\W*\d+\W*$",
    re.IGNORECASE,
)
_SKELETON = re.compile(r"[^\u30a1-\u30fa\u30fc\u3400-\u9fff々a-z0-9]")


@rule(
    id="same-function-same-name",
    version=1,
    title=Text(
        "同じ働きのリンクが、どのページでも同じ名前になっている",
        "Links of the same function have the same name on all pages",
    ),
    criteria=["3.2.4"],
    techniques=["F31", "G197"],
    says={
        "name_differs": likely(
            ja="ほかの{pages}ページで「{usual}」と呼ぶリンクを、ここでは「{name}」と呼んでいます（例：{other}）。",
            en="The link is called “{name}” here, but “{usual}” on {pages} other pages (for example {other}).",
        ),
        "names_agree": passed(
            ja="共通部分の{count}種類のリンクに、名前の食い違いはありません。",
            en="No names clash among the {count} destinations of shared links.",
        ),
    },
    why=Text(
        "ページごとに名前が違うと、同じ所へのリンクだと気付けず、特に認知障害や視覚障害のある人が迷います。",
        "If names change from page to page, people, above all with cognitive or visual disabilities, get lost.",
    ),
    mend=Mend(
        Text(
            "どの名前にそろえるかを決め、古いテンプレートのメニューやフッターを直すよう、CMSの業者に依頼します。",
            "Choose one of the names, and have the menus and footers of the older templates changed to it.",
        ),
        Text(
            "ヘッダーやフッターを一つの共通部品にまとめ、リンクの文字をそろえます。",
            "Make header and footer one shared part, so that the link texts agree.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F31.html",
)
def same_function_same_name(site: Site) -> Iterator[Say]:
    """Judge the names of links in header, navigation, aside and footer that lead to the same page of the site.

    Judged: a name on two or more pages, where twice as many pages of that language call the destination otherwise.
    Left out: names of images; the home page, and a page's links to itself; language links; "next", "back", "list" and
    stock phrases; names that stand together on one page, or of which one holds the other, or that differ in kana and
    politeness only, since they are consistent.
    Assumption: links to one address have one function.
    Source: WCAG 2.0 F31, https://www.w3.org/TR/WCAG20-TECHS/F31.html
    """
    places: dict[tuple[str, str], _Place] = defaultdict(_Place)
    for page in site.pages:
        for key, links in _by_place(page).items():
            places[key].add(page, links)
    clashes = {key: found for key, place in places.items() if (found := place.clashes())}
    if places and not clashes:
        yield Say("names_agree", None, {"count": len(places)})
    for page in site.pages if clashes else ():
        for key, links in _by_place(page).items():
            for link in _first_of_each(links):
                usual = clashes.get(key, {}).get(squeezed(link.name))
                if usual is not None:
                    name, pages, other = usual
                    yield site.says(
                        "name_differs",
                        page.page,
                        link.target,
                        name=plain(link.name),
                        usual=name,
                        pages=pages,
                        other=other,
                    )


@dataclass(slots=True)
class _Place:
    """One destination: how many pages use each name, how it is written, one page for each, names seen side by side."""

    counts: Counter[str] = field(default_factory=Counter)
    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    together: set[frozenset[str]] = field(default_factory=set)

    def add(self, page: Facts, links: Iterable[LinkFact]) -> None:
        names = {squeezed(link.name): plain(link.name) for link in links}
        self.counts.update(names.keys())
        for key, name in names.items():
            self.written.setdefault(key, (name, page.page))
        self.together.update(map(frozenset, combinations(names, 2)))

    def clashes(self) -> dict[str, tuple[str, int, str]]:
        """Return for each rarer name the usual one, on how many pages that stands, and one of them."""
        if len(self.counts) < _LEAST:
            return {}
        usual, pages = max(self.counts.items(), key=lambda each: (each[1], each[0]))
        name, page = self.written[usual]
        return {
            rare: (name, pages, page)
            for rare, count in self.counts.items()
            if _LEAST <= count <= pages / _SHARE and not self._agree(usual, rare)
        }

    def _agree(self, one: str, two: str) -> bool:
        if frozenset((one, two)) in self.together or one in two or two in one:
            return True
        short, long = sorted((_SKELETON.sub("", one), _SKELETON.sub("", two)), key=len)
        return len(short) >= _LEAST and short in long


def _by_place(page: Facts) -> dict[tuple[str, str], list[LinkFact]]:
    """Return the page's comparable links by language and destination."""
    found: dict[tuple[str, str], list[LinkFact]] = defaultdict(list)
    language = page.language.partition("-")[0].lower()
    own = _place(page.page)
    for link in page.links:
        place = _place(link.address)
        if place and place != own and place.partition("/")[0] == own.partition("/")[0] and _is_comparable(link):
            found[language, place].append(link)
    return found


def _place(address: str) -> str:
    """Return host, path and query, or "" for the home page and what is no page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = _INDEX.sub("/", parts.path).rstrip("/")
    if parts.scheme not in ("http", "https") or (not path and not parts.query):
        return ""
    return f"{parts.netloc}{path}{'?' if parts.query else ''}{parts.query}"


def _is_comparable(link: LinkFact) -> bool:
    name = link.name
    if (
        is_blank(name)
        or len(name) > _LONGEST
        or _MOVES.search(plain(name))
        or points_only(name)
        or says_only_more(name)
    ):
        return False
    return " lang=" not in link.snippet and " hreflang=" not in link.snippet


def _first_of_each(links: Iterable[LinkFact]) -> Iterable[LinkFact]:
    return {squeezed(link.name): link for link in reversed(list(links))}.values()
