"""Which pages may stand for a site: what kind a page is, and which page of each kind is proposed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from a11y_audit.assess.sample import PageKind
from a11y_audit.subject import Content

OTHERS = 4
"""Further pages of a kind that are named beside the one proposed."""
_WORDS: dict[PageKind, tuple[re.Pattern[str], re.Pattern[str]]] = {
    kind: (re.compile(words), re.compile(rf"(^|[/_.-])({path})", re.IGNORECASE))
    for kind, words, path in (
        (PageKind.CONTACT, r"問い?合わ?せ|ご意見|[Cc]ontact", r"contact|toiawase|inquiry|otoiawase|mailform"),
        (
            PageKind.DISASTER,
            r"防災|災害|避難|緊急|ハザード|地震|津波|台風|[Ee]mergenc|[Dd]isaster",
            r"bousai|bosai|saigai|hinan|kinkyu|kinkyuu|hazard|emergency|disaster",
        ),
        (
            PageKind.ELDERLY,
            r"高齢|介護|シニア|敬老|老人|認知症|[Ee]lderly|[Ss]enior",
            r"kourei|korei|kaigo|elderly|senior|keirou",
        ),
        (
            PageKind.DISABLED,
            r"障害|障がい|障碍|手話|点字|バリアフリー|[Dd]isabled|[Dd]isabilit",
            r"shougai|shogai|syougai|disab|shuwa|barrier",
        ),
        (PageKind.ACCESSIBILITY, r"アクセシビリティ|[Aa]ccessibility", r"accessibility|access_policy"),
        (PageKind.SEARCH, r"検索|[Ss]earch", r"search|kensaku"),
    )
}
"""Words of a heading or title, and beginnings of words of an address."""
_LINKS = 5
_LINKED = 0.4
"""A page with so many links that make up such a share of its text leads on to others: a category."""
_BELOW = 3
"""So does one with links and so many pages below its own address."""
_SITEMAP = re.compile(r"サイトマップ|[Ss]ite ?[Mm]ap")
_FIELDS = 2
_DOCUMENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A page that can be chosen.

    Attributes:
        url: canonical address.
        title: its title.
        heading: its first heading, or "".
        depth: links from a seed.
        template: a name of its template, equal for pages that share one.
        content: what it has; None when that was not recorded.
        below: pages whose addresses begin with its own.
    """

    url: str
    title: str = ""
    heading: str = ""
    depth: int = 0
    template: str = ""
    content: Content | None = None
    below: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A page proposed for a kind, with others that could stand for it as well."""

    kind: PageKind
    page: Candidate
    others: tuple[Candidate, ...] = ()


def kinds_of(page: Candidate, top: str) -> tuple[PageKind, ...]:
    """Return the kinds of a page, templates left out; `top` is the address of the home page."""
    if page.url == top:
        return (PageKind.TOP,)
    found = {kind for kind, (words, path) in _WORDS.items() if words.search(_named(page)) or path.search(_path(page))}
    if page.content is not None:
        found = found - {PageKind.SEARCH} | set(_by_content(page, page.content, said=found))
    return tuple(kind for kind in PageKind if kind in found)


def _by_content(page: Candidate, content: Content, *, said: set[PageKind]) -> Iterator[PageKind]:
    if content.count("own_search") or (PageKind.SEARCH in said and content.count("field")):
        yield PageKind.SEARCH
    if content.count("own_field") >= _FIELDS:
        yield PageKind.FORM
    if content.count("table"):
        yield PageKind.TABLE
    if any(content.count(kind) for kind in ("audio", "video", "player")):
        yield PageKind.VIDEO
    if content.count("document") >= _DOCUMENTS:
        yield PageKind.DOCUMENTS
    links, linked = content.count("own_link"), content.count("own_link_characters")
    leads_on = page.below >= _BELOW or linked >= _LINKED * max(content.count("own_characters"), 1)
    if links >= _LINKS and leads_on and not _SITEMAP.search(_named(page)):
        yield PageKind.CATEGORY


def proposals(pages: Iterable[Candidate], top: str) -> list[Proposal]:
    """Return a page for each kind that the site has, then one for each template that none of them is of.

    A page near the home page comes before one further away. A page that already stands for one kind is not proposed
    for a second one as long as there is another.
    """
    known = sorted(pages, key=lambda page: (page.depth, len(page.url), page.url))
    by_kind: dict[PageKind, list[Candidate]] = {}
    for page in known:
        for kind in kinds_of(page, top):
            by_kind.setdefault(kind, []).append(page)
    found: list[Proposal] = []
    chosen: set[str] = set()
    for kind in sorted(by_kind, key=list(PageKind).index):
        found.append(_proposed(kind, by_kind[kind], chosen))
        chosen.add(found[-1].page.url)
    shown = {page.template for page in known if page.url in chosen}
    for page in known:
        if page.template not in shown:
            shown.add(page.template)
            alike = [each for each in known if each.template == page.template and each.url != page.url]
            found.append(Proposal(PageKind.TEMPLATE, page, tuple(alike[:OTHERS])))
    return found


def below(pages: Iterable[Candidate]) -> list[Candidate]:
    """Return pages, by address, with the number of pages whose addresses begin with their own."""
    known = sorted(pages, key=lambda page: page.url)
    counts = dict.fromkeys((page.url for page in known), 0)
    around: list[str] = []
    for page in known:
        while around and not page.url.startswith(around[-1]):
            around.pop()
        for each in around:
            counts[each] += 1
        if page.url.endswith("/"):
            around.append(page.url)
    return [replace(page, below=counts[page.url]) for page in known]


def _proposed(kind: PageKind, pages: Sequence[Candidate], chosen: set[str]) -> Proposal:
    first = next((page for page in pages if page.url not in chosen), pages[0])
    return Proposal(kind, first, tuple(page for page in pages if page is not first)[:OTHERS])


def _named(page: Candidate) -> str:
    # Titles end with the names of sections and of the city, which say less than the page's own heading.
    return page.heading or page.title


def _path(page: Candidate) -> str:
    return unquote(urlsplit(page.url).path)
