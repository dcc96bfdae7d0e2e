"""Rule: each page can be found in more than one way."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from a11y_audit.authoring import Facts, Mend, Say, Site, Text, passed, review, rule

_LEAST_PAGES = 5
_EVERYWHERE = 0.5
"""What at least this share of the pages offers, the site offers."""
_STEPS = re.compile(r"confirm|complete|finish|thanks|error|result|kakunin|kanryo|\bstep\d", re.IGNORECASE)
"""Pages that are steps of a process, or its result: the criterion exempts them."""


@rule(
    id="page-found-in-two-ways",
    version=2,
    title=Text("ページを探す方法が、二つ以上ある", "Pages can be found in more than one way"),
    criteria=["2.4.5"],
    techniques=["G125", "G63", "G64", "G161", "G126", "G185"],
    says={
        "only_by_links": review(
            ja="サイト内検索もサイトマップも見当たりません。{pages}ページに、リンクを順にたどる以外の探し方（目次、一覧など）があるか、確かめてください。",
            en="No search and no site map was found. See whether {pages} pages can be found in another way "
            "than by following links, as by a table of contents.",
        ),
        "not_in_site_map": review(
            ja="サイト内検索が見当たらず、このページはサイトマップにも共通のメニューにもトップページにもありません。"
            "リンクをたどる以外に探す方法があるか、確かめてください。",
            en="No search was found; the page is neither in the site map, nor in a shared menu, nor on the home page. "
            "See whether it can be found in another way than by following links.",
        ),
        "found_in_two_ways": passed(
            ja="リンクのほかに、サイト内検索、サイトマップか、すべてを載せたトップページから探せます。",
            en="Besides links, there is a search, a site map, or a home page that lists all.",
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

    Judged: a search on most pages; a site map or index, and whether it, a menu that most pages share, or the home page
    leads to a page; a home page that leads to all pages is enough by itself.
    Left out: the home page, and steps of a process, by the words in their addresses.
    No search and no map is for a person to judge: a table of contents or a list under another name is a way, too.
    Assumption: a search that most pages offer finds all pages.
    Source: WCAG 2.0 2.4.5, https://www.w3.org/WAI/WCAG22/Understanding/multiple-ways.html
    """
    number = searches = 0
    in_menus: Counter[str] = Counter()
    mapped: dict[str, tuple[str, ...]] = {}
    first: Facts | None = None
    for page in site.pages:
        first = first if first and len(first.page) <= len(page.page) else page
        number += 1
        searches += page.searches
        if page.listed:
            mapped[page.page] = page.listed
        in_menus.update({link.address for link in page.links})
    if first is None or number < _LEAST_PAGES:
        return
    if searches >= _EVERYWHERE * number:
        yield Say("found_in_two_ways", None)
        return
    known = {address for addresses in mapped.values() for address in addresses}
    known |= {address for address, pages in in_menus.items() if pages >= _EVERYWHERE * number}
    outside = list(_outside(site, known, first))
    if not outside and mapped:
        yield Say("found_in_two_ways", None)
    elif mapped.keys() - {first.page}:
        yield from outside
    else:
        yield site.says("only_by_links", first.page, None, pages=number - 1)


def _outside(site: Site, known: set[str], home: Facts) -> Iterator[Say]:
    for page in site.pages:
        if page.page not in known and page.page != home.page and not page.listed and not _is_step(page.page):
            yield site.says("not_in_site_map", page.page, None)


def _is_step(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_STEPS.search(f"{parts.path}?{parts.query}"))
