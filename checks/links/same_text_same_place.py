"""Rule: links of one text in one part of a page lead to one place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import squeezed
from a11y_audit.text.script import places
from a11y_audit.text.stock import points_only, says_only_more

from ._context import has_context
from ._roles import links_by_role
from ._targets import ALIKE, pairs

_INDEX = re.compile(r"/(index|default)\.\w+$", re.IGNORECASE)
_PARTS = ("ul", "ol", "dl", "table", "section", "article", "nav", "header", "footer", "aside", "main", "body")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SCHEMES = frozenset({"http", "https"})


@rule(
    id="same-text-same-place",
    version=4,
    title=Text("同じ文字のリンクが、同じ所へ移る", "Links of one text lead to one place"),
    criteria=["2.4.4"],
    techniques=["F63", "G91", "G53", "H30"],
    says={
        "one_text_for_several_places": review(
            ja="同じ部分に、行き先の違う「{text}」というリンクが{count}個あります。周りの言葉で区別できるか確かめてください。",
            en="{count} links “{text}” in one part lead to different places. See whether words around tell them apart.",
        ),
        "texts_tell_places_apart": passed(
            ja="同じ部分にある{count}個のリンクは、文字で区別できます。",
            en="The texts of the {count} links of a part tell them apart.",
        ),
    },
    why=Text(
        "リンクだけを続けて聞く人には同じ言葉が並ぶだけで、どれが目的のページか、開くまで分かりません。",
        "People who go from link to link hear the same words again and cannot tell which one they want.",
    ),
    mend=Mend(
        Text(
            "リンクの文字に、違いが分かる言葉を足します。例:「申請書」→「申請書（法人用）」「申請書（個人用）」",
            "Add to each link text what tells it apart, e.g. “Form (companies)” and “Form (persons)”.",
        ),
        Text(
            "a 要素の文字を書き換えます。見た目を変えられないときは aria-labelledby で見出しと結び付けます。",
            "Rewrite the text of the a elements; where that can't be, tie them to a heading with aria-labelledby.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/navigation-mechanisms-refs.html",
)
def same_text_same_place(page: Page) -> Iterator[Say]:
    """Judge links of one name below one heading in one list, table or region, by where they lead.

    Judged: links to http and https addresses, by their role too, by accessible name; index files, final slashes and
    the scheme make no difference, a fragment and a query do.
    Left out: stock phrases (こちら, 詳細), which another rule judges; links with words of their own in the same item,
    cell, row or paragraph, since these are context by 2.4.4; page numbers and single letters; image maps.
    Assumption: different addresses are different places, unless the pages were looked at and are alike.
    Source: Understanding WCAG 2.0, 2.4.4; F63
    """
    alike = {each.second: each.first for each in pairs(page) if each.verdict == ALIKE}
    names: dict[str, list[Element]] = defaultdict(list)
    for link in (*page.links, *links_by_role(page)):
        name = squeezed(link.accessible_name or link.base_text)
        if len(name) > 1 and not name.isdigit() and not is_blank(name) and link.get("role") in (None, "link"):
            names[name].append(link)
    repeated = [links for links in names.values() if len(links) > 1]
    is_sound = True
    for links in _together(page, repeated) if repeated else ():
        found = {link: _place(page, link) for link in links if not has_context(link)}
        found = {link: _place(page, alike.get(link, link)) for link, place in found.items() if place}
        if len(set(found.values())) > 1:
            is_sound = False
            first = next(iter(found))
            text = " ".join((first.accessible_name or first.base_text).split())[:60]
            yield first.says("one_text_for_several_places", text=text, count=len(found))
    if is_sound and len(names) > 1:
        yield Say("texts_tell_places_apart", None, {"count": len(names)})


def _together(page: Page, repeated: Iterable[list[Element]]) -> Iterator[list[Element]]:
    """Yield, of links of one name, those below one heading in one list, table or region, if they are several."""
    above = _headings_above(page)
    for links in repeated:
        name = links[0].accessible_name or links[0].base_text
        if points_only(name) or says_only_more(name):
            continue
        parts: dict[tuple[int, Element | None], list[Element]] = defaultdict(list)
        for link in links:
            parts[above[link], link.closest(*_PARTS)].append(link)
        yield from (part for part in parts.values() if len({_address(link) for link in part}) > 1)


def _headings_above(page: Page) -> dict[Element, int]:
    """Return of each a element which heading of its document comes before it."""
    above: dict[Element, int] = {}
    count = 0
    for index, tree in enumerate(page.trees):
        count += 1
        for tag in tree.tags:
            if tag.name in _HEADINGS:
                count += 1
            elif tag.name == "a" or tag.get("role") == "link":
                above[Element(page, index, tag)] = count
    return above


def _place(page: Page, link: Element) -> str:
    try:
        parts = urlsplit(urljoin(page.snapshot.final_url, _address(link)))
    except ValueError:  # such as "http://[" in an editor's typing error
        return ""
    if parts.scheme not in _SCHEMES:
        return ""
    path = _INDEX.sub("/", parts.path).rstrip("/")
    return f"{parts.netloc}{path}?{parts.query}#{parts.fragment}"


def _address(link: Element) -> str:
    """Return where a link leads: its href, or the address that its click sets."""
    href = link.get("href")
    return (next(iter(places(link.get("onclick") or "")), "") if href is None else href).strip()
