"""Rule: each page can be found in more than one way."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from a11y_audit.authoring import Facts, Mend, Say, Site, Text, likely, passed, review, rule

_LEAST_PAGES = 5
_EVERYWHERE = 0.5
"""What at least this share of the pages offers, the site offers."""
_STEPS = re.compile(r"confirm|complete|finish|thanks|error|result|kakunin|kanryo|\bstep\d", re.IGNORECASE)
"""Pages that are steps of a process, or its result: the criterion exempts them."""


@rule(
    id="page-found-in-two-ways",
    version=1,
    title=Text("ページを探す方法が、二つ以上ある", "Pages can be found in more than one way"),
    criteria=["2.4.5"],
    techniques=["G125", "G63", "G64", "G161", "G126"],
    says={
        "only_by_links": likely(
            ja="サイト内検索もサイトマップも見当たらず、{pages}ページは、リンクを順にたどる以外に探す方法がないようです。",
            en="No search and no site map was found: {pages} pages seem to be reached by following links alone.",
        ),
        "not_in_site_map": review(
            ja="サイト内検索が見当たらず、このページはサイトマップにも共通のメニューにもありません。"
            "リンクをたどる以外に探す方法があるか、確かめてください。",
            en="No search was found, and the page is neither in the site map nor in a shared menu. See whether it can "
            "be found in another way than by following links.",
        ),
        "found_in_two_ways": passed(
            ja="リンクのほかに、サイト内検索かサイトマップで探せます。",
            en="Besides links, there is a search or a site map.",
        ),
    },
    why=Text(
        "リンクをたどるのが難しい人（読み上げ、拡大、認知障害など）は、検索や一覧のほうが早く目的のページに着けます。",
        "People who find it hard to follow links, with a screen reader or magnified, need a search or a list.",
    ),
    mend=Mend(
        Text(
            "どのページにもサイト内検索を置くか、サイトマップを作って、どのページからもリンクします。CMSの業者に依頼します。",
            "Have a search put on every page, or make a site map to which every page leads.",
        ),
        Text(
            "ヘッダーに検索欄を置くか、すべてのページを載せたサイトマップへのリンクをフッターに置きます。",
            "Put a search into the header, or a link to a site map with all pages into the footer.",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/multiple-ways.html",
)
def page_found_in_two_ways(site: Site) -> Iterator[Say]:
    """Judge whether the site offers more than links from page to page.

    Judged: a search on most pages; a site map or index, and whether it, or a menu that most pages share, leads to a
    page.
    Left out: the home page, and steps of a process, by the words in their addresses.
    Assumption: a search that most pages offer finds all pages.
    Source: WCAG 2.0 2.4.5, https://www.w3.org/WAI/WCAG22/Understanding/multiple-ways.html
    """
    number = searches = 0
    in_menus: Counter[str] = Counter()
    mapped: set[str] = set()
    first: Facts | None = None
    for page in site.pages:
        first = first if first and len(first.page) <= len(page.page) else page
        number += 1
        searches += page.searches
        mapped.update(page.listed)
        in_menus.update({link.address for link in page.links})
    if first is None or number < _LEAST_PAGES:
        return
    if searches >= _EVERYWHERE * number:
        yield Say("found_in_two_ways", None)
    elif not mapped:
        yield site.says("only_by_links", first.page, None, pages=number - 1)
    else:
        shared = {address for address, pages in in_menus.items() if pages >= _EVERYWHERE * number}
        yield from _outside(site, mapped | shared, first)


def _outside(site: Site, known: set[str], home: Facts) -> Iterator[Say]:
    is_any = False
    for page in site.pages:
        if page.page not in known and page.page != home.page and not page.listed and not _is_step(page.page):
            is_any = True
            yield site.says("not_in_site_map", page.page, None)
    if not is_any:
        yield Say("found_in_two_ways", None)


def _is_step(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_STEPS.search(f"{parts.path}?{parts.query}"))
