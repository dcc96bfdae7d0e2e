"""What is kept of a page for the rules that compare pages: small, so that a whole site's fits in memory one by one."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from a11y_audit.core.target import Target
from a11y_audit.dom.skeleton import skeleton
from a11y_audit.subject import ways
from a11y_audit.subject.content import Content, content
from a11y_audit.subject.element import Element
from a11y_audit.subject.page import Page
from a11y_audit.text.contact import department

_LINKS_KEPT = 400
_IMAGES_KEPT = 60
_NUMBERS = re.compile(r"[\d\s]+")
SHARED_REGIONS = frozenset({"header", "nav", "aside", "footer"})


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link of a shared region: where it leads, its text without readings ("" for an image alone), where it stands.

    It keeps less than a target, since a site has a hundred of them on each page; `target` makes one.
    """

    address: str
    name: str
    selector: str
    snippet: str
    region: str

    @property
    def target(self) -> Target:
        """The place, as findings keep it."""
        fragment = f"{self.region}|link|{self.address}|{self.name}"
        return Target(selector=self.selector, snippet=self.snippet, fragment=fragment, region=self.region)


@dataclass(frozen=True, slots=True)
class ImageFact:
    """An image with a text alternative: its file's address, the alternative, where it stands."""

    address: str
    alternative: str
    selector: str
    snippet: str
    region: str

    @property
    def target(self) -> Target:
        """The place, as findings keep it."""
        fragment = f"{self.region}|image|{self.address}|{self.alternative}"
        return Target(selector=self.selector, snippet=self.snippet, fragment=fragment, region=self.region)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One page as site rules see it.

    Attributes:
        page: canonical URL.
        title: title, blanks folded.
        heading: text of its first h1, or "".
        language: value of lang on html, or "".
        images: images that assistive technology meets, with an alternative, each file once, at most 60.
        fingerprint: hash of its rendered text, 16 hex digits, equal where the text is.
        title_target: the place of the title.
        links: links of header, navigation, aside and footer, at most 400.
        contact: department that the page's contact block names, or "".
        content: what the page has; None in facts of an earlier version.
        skeleton: equal for pages of one template; "" in facts of an earlier version.
        searches: whether the page offers a search.
        listed: addresses to which it leads, if it is a site map, an index or the home page, at most 3,000.
        start: its first links, where nothing leads past them.
    """

    page: str
    title: str
    heading: str
    language: str
    title_target: Target | None
    links: tuple[LinkFact, ...]
    images: tuple[ImageFact, ...] = ()
    fingerprint: str = ""
    contact: str = ""
    content: Content | None = None
    skeleton: str = ""
    searches: bool = False
    listed: tuple[str, ...] = ()
    start: tuple[LinkFact, ...] = ()


def facts(page: Page) -> Facts:
    """Return what site rules need of `page`."""
    place = next((each for each in page.tagged("title") if each.document == 0 and not each.closest("svg")), page.root)
    base = _base(page)
    heading = next((each.base_text for each in page.headings if each.name == "h1"), "")
    shared = [link for link in page.links if link.document == 0 and link.region in SHARED_REGIONS][:_LINKS_KEPT]
    return Facts(
        page=page.url,
        title=page.title,
        heading=heading,
        language=(page.root.get("lang") if page.root else None) or "",
        title_target=place.target if place else None,
        links=tuple(_link(base, each) for each in shared),
        images=tuple(_images(page, base)),
        fingerprint=hashlib.sha256(page.text.encode("utf-8", "replace")).hexdigest()[:16],
        contact=department(page.text)[:100],
        content=content(page),
        skeleton=skeleton(page.trees[0]) if page.trees else "",
        searches=ways.has_search(page),
        listed=ways.listed(page, page.snapshot.links),
        start=tuple(_link(base, each) for each in ways.start(page)),
    )


def _link(base: str, link: Element) -> LinkFact:
    return LinkFact(
        address=_address(base, link.get("href") or ""),
        name=link.base_text.replace("\n", " "),
        selector=link.selector,
        snippet=link.start_tag,
        region=link.region,
    )


def _images(page: Page, base: str) -> Iterator[ImageFact]:
    seen: set[str] = set()
    for image in page.images:
        source, alternative = image.get("src") or "", (image.get("alt") or "").strip()
        if image.document or not alternative or not source or source.startswith("data:") or source in seen:
            continue
        seen.add(source)
        yield ImageFact(_address(base, source), alternative, image.selector, image.start_tag, image.region)
        if len(seen) >= _IMAGES_KEPT:
            return


def likeness(page: Page) -> str:
    """Return a hash of what the page shows without its numbers, 16 hex digits: equal on empty months of a calendar."""
    pictures = sorted({image.get("src") or "" for image in page.images})
    shown = "\n".join((_NUMBERS.sub("", page.title), _NUMBERS.sub("", page.text), *pictures))
    return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()[:16]


def _base(page: Page) -> str:
    given = (each.get("href") for each in page.tagged("base") if not each.document and each.get("href"))
    return _address(page.snapshot.final_url, next(given, None) or "")


def _address(base: str, href: str) -> str:
    try:
        return urldefrag(urljoin(base, href.strip())).url
    except ValueError:  # such as "http://[" in an editor's typing error
        return href
