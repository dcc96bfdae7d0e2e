"""How a page helps to find one's way: search, site map, and what leads past the blocks that all pages repeat."""

import re
from typing import Final
from urllib.parse import urldefrag, urlsplit

from a11y_audit.subject.element import Element
from a11y_audit.subject.page import Page

LISTED_KEPT: Final = 3_000
"""Addresses kept of a site map."""
START: Final = 5
"""Links at the start of a page that make a block, when other pages have them too."""
_SEARCH: Final = re.compile(r"検索|探す|さがす|search", re.IGNORECASE)
_SEARCH_LINK: Final = re.compile(
    r"(サイト内|全文|キーワード|ページ|情報)*(を|で)?(検索|さがす|探す)(する|ページ)?|(site )?search", re.IGNORECASE
)
_SEARCH_FIELD: Final = re.compile(r"^(q|query|keywords?|kw|search|s|word)$", re.IGNORECASE)
_SITE_MAP: Final = re.compile(
    r"サイトマップ|サイト全体図|全体一覧|索引|さくいん|五十音|site\s*map|site\s*index|a[-–～~]z", re.IGNORECASE
)
_HOME: Final = re.compile(r"/?|/(index|default)\.\w+", re.IGNORECASE)
_LANDMARKS: Final = frozenset({"main", "nav"})
_LANDMARK_ROLES: Final = frozenset({"main", "navigation", "banner", "search", "region", "complementary", "contentinfo"})
_FRAMES: Final = ("frameset", "frame")
_FOLDS: Final = ("details", "summary")


def has_search(page: Page) -> bool:
    """Whether the page offers a search: a field or a link for it."""
    if page.tagged("search") or any(each.get("role") == "search" for each in page.having("role")):
        return True
    fields = (each for each in page.tagged("input") if each.rendered)
    if any(_is_search_field(each) for each in fields):
        return True
    return any(_SEARCH_LINK.fullmatch(link.base_text.strip()) for link in page.links)


def listed(page: Page, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses to which a site map, an index or the home page leads; nothing for any other page."""
    headings = [each.base_text for each in page.headings if each.name == "h1"]
    is_map = any(_SITE_MAP.search(each) for each in (page.title.partition(" - ")[0], *headings))
    if not is_map and not _HOME.fullmatch(urlsplit(page.url).path):
        return ()
    return tuple(dict.fromkeys(urldefrag(each).url for each in addresses))[:LISTED_KEPT]


def start(page: Page) -> tuple[Element, ...]:
    """Return the page's first links where nothing leads past them: no heading, landmark, skip link, frame or fold."""
    links = [each for each in page.links if each.document == 0]
    if len(links) < START or page.headings or _has_landmark(page) or any(_leads_within(each) for each in links):
        return ()
    return tuple(links[:START])


def _is_search_field(field: Element) -> bool:
    kind = (field.get("type") or "text").lower()
    if kind == "search":
        return True
    if kind not in ("text", ""):
        return False
    told = (field.get("placeholder"), field.get("title"), field.get("aria-label"))
    return bool(_SEARCH_FIELD.match(field.get("name") or "")) or any(_SEARCH.search(each) for each in told if each)


def _has_landmark(page: Page) -> bool:
    if page.tagged(*_LANDMARKS, *_FRAMES, *_FOLDS) or page.having("aria-expanded"):
        return True
    return any(each.get("role") in _LANDMARK_ROLES for each in page.having("role"))


def _leads_within(link: Element) -> bool:
    href = (link.get("href") or "").strip()
    return len(href) > 1 and href.startswith("#")
