"""Rule: where a link's text tells nothing, the words around it do."""

from collections import defaultdict
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain
from a11y_audit.text.stock import points_only, says_only_more, tells

from ._roles import links_by_role

_HOLDERS = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "figure", "label", "summary", "blockquote"}
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")

_NAMES = frozenset(
    {"リンク", "link", "表示", "移動", "開く", "ひらく", "ダウンロード", "view", "open", "go", "download"}
)
_LABELS = ("aria-label", "aria-labelledby", "aria-describedby", "title")
_CAPTIONS = ("caption", "legend", "summary", "figcaption")
_MENUS = frozenset({"li", "nav", "header", "footer"})
_QUOTES = "「」『』\"“”'"


@rule(
    id="link-purpose-in-context",
    version=4,
    title=Text(
        "リンクの行き先が、リンクの文字か周りの言葉で分かる",
        "A link's text, or the words around it, tell where it leads",
    ),
    criteria=["2.4.4"],
    techniques=["F63", "G53", "G91", "H30", "H77", "H78", "H79", "H80", "H81"],
    says={
        "purpose_is_nowhere": failed(
            ja="リンクの文字が「{text}」だけで、同じ段落や項目にも、前の見出しにも、行き先を伝える言葉がありません。",
            en="The link only says “{text}”; neither its paragraph or item nor a heading before it tells more.",
        ),
        "purpose_is_not_told": likely(
            ja="リンクの文字が「{text}」だけで、周りにも行き先を伝える言葉がありません。",
            en="The link only says “{text}”, and no words around it tell where it leads.",
        ),
        "purpose_from_context": review(
            ja="リンクの文字は「{text}」だけです。周りの言葉（「{context}」）から行き先が分かるか確かめてください。",
            en="The link only says “{text}”. See whether the words around it (“{context}”) tell where it leads.",
        ),
        "link_text_tells": passed(
            ja="リンクの文字「{text}」は、決まり文句ではありません。", en="The link text “{text}” is no stock phrase."
        ),
    },
    why=Text(
        "読み上げソフトでリンクだけをたどる人には「こちら」と聞こえるだけで、開くまで行き先が分かりません。",
        "People who go from link to link with a screen reader only hear “here” and have to open it to find out.",
    ),
    mend=Mend(
        Text(
            "リンクの文字を、行き先のページの題名か内容が分かる言葉にします。例:「こちら」→「ごみの収集日」",
            "Use the title or topic of the page it leads to as link text, e.g. “Collection days” instead of “here”.",
        ),
        Text(
            "a 要素の文字を書き換えます。見た目を変えられないときは、行き先を同じ段落や項目の中に書きます。",
            "Rewrite the text of the a element. If that can't be, tell the destination in its paragraph or item.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/navigation-mechanisms-refs.html",
)
def link_purpose_in_context(page: Page) -> Iterator[Say]:
    """Judge links whose whole text is a stock phrase that only points, or only says that there is more.

    Judged: links, by their role too, whose text is こちら, 詳細, 続きを読む, "click here" and the like, marks around
    them left off. Words of its own in the same paragraph, list item, cell, row or term, or a title or description, are
    context. A heading of level 2 to 6 right above is context for "more of this", if just one destination stands below
    it; it is none for a bare "here". What the paragraph before says is no context (F63): where no heading at all
    stands before the link, nothing around it has a label, it is no item of a list, and text that is no link stands
    before or after it, it fails; a word that may be the name of a menu's entry, only where it is the page's one link.
    Left out: pagers (次へ, 前へ), since their list tells what they do; the name of a page, a menu or a command (リンク
    in a menu, 「移動」); addresses and types of files as link text; whether the context is good enough, which a person
    decides.
    Assumption: the main heading tells what this page is about, not where one of its links leads.
    Source: Understanding WCAG 2.0, 2.4.4; F63, G53, H77 to H81.

    """
    is_sound_told = False
    alone: list[tuple[Element, str, Element | None]] = []
    for link in (*page.links, *links_by_role(page)):
        text = _text(link)
        if is_blank(text):
            continue
        more = says_only_more(text)
        if (not more and not points_only(text)) or _is_a_name(link, text):
            if not is_sound_told:
                is_sound_told = True
                yield Say("link_text_tells", None, {"text": text})
            continue
        context = _context(link, text)
        if context:
            yield link.says("purpose_from_context", text=text, context=context[:80])
        else:
            alone.append((link, text, _heading(link) if more else None))
    yield from _judge_by_heading(alone)


def _judge_by_heading(links: list[tuple[Element, str, Element | None]]) -> Iterator[Say]:
    addresses: dict[Element | None, set[str | None]] = defaultdict(set)
    for link, _, heading in links:
        addresses[heading].add(link.get("href"))
    for link, text, heading in links:
        if heading is not None and len(addresses[heading]) == 1:
            yield link.says("purpose_from_context", text=text, context=heading.base_text[:80])
        else:
            yield link.says("purpose_is_nowhere" if _stands_alone(link) else "purpose_is_not_told", text=text)


def _stands_alone(link: Element) -> bool:
    """Whether nothing before the link heads it and nothing around it has a label, while it stands by text."""
    around = (link, *link.ancestors)
    if link.document != 0 or any(here.name in _MENUS or _has_label(here) for here in around):
        return False
    if plain(_text(link)).lower() in _NAMES and len(link.page.links) > 1:
        return False
    before = (each for each in link.page.headings if each.document == 0 and each.number < link.number)
    if any(tells(each.base_text) or tells(each.accessible_name) for each in before):
        return False
    return _stands_by_text(link)


def _stands_by_text(link: Element) -> bool:
    """Whether the line before or after the link has words that are no link: else it may be an entry of a menu."""
    own = _text(link)
    others = [each for each in link.page.blocks if each.element.document == 0 and " ".join(each.text.split()) != own]
    before = next((each for each in reversed(others) if each.element.number < link.number), None)
    after = next((each for each in others if each.element.number > link.number), None)
    return any(tells(each.without("a")) for each in (before, after) if each is not None)


def _has_label(here: Element) -> bool:
    labels = (here.get(name) for name in _LABELS)
    return any(labels) or any(tells(each.base_text) for each in here.children(*_CAPTIONS))


def _is_a_name(link: Element, text: str) -> bool:
    """Whether a word that may name a page, a menu or a command does: in quotation marks, or as an entry of a menu."""
    word = plain(text).lower()
    if word.strip(_QUOTES) not in _NAMES:
        return False
    if word[0] in _QUOTES:
        return True
    item = link.closest("li")
    if item is None or item.parent is None:
        return False
    others = [each for each in item.parent.children("li") if each != item and each.rendered]
    named = [each for each in others if any(tells(_text(other)) for other in each.inside("a"))]
    return 2 * len(named) > len(others)


def _text(link: Element) -> str:
    has_reading = bool(link.inside("rt"))
    name = link.base_text if has_reading or is_blank(link.accessible_name) else link.accessible_name
    return " ".join(name.split())


def _context(link: Element, text: str) -> str:
    """Return the nearest words around the link that may tell where it leads, or ""."""
    title = link.get("title") or ""
    if tells(title) and not says_only_more(title) and not points_only(title):
        return title
    for holder in _holders(link):
        around = _words_around(holder, text)
        if tells(around):
            return around
    return ""


def _holders(link: Element) -> Iterator[Element]:
    """Yield, from the inside out, what may hold the context: block, paragraph, item, term, cell, row, column header."""
    described = link.get("aria-describedby")
    if described:
        yield from (each for key in described.split() for each in _with_id(link, key))
    has_block = False
    for here in link.ancestors:
        if here.name in ("body", "main", "nav", "header", "footer"):
            return
        style = here.style
        if here.name in _HOLDERS or (not has_block and style and style.display not in ("inline", "inline-block")):
            has_block = True
            yield here
        if here.name == "dd":
            yield from _term(here)
        elif here.name == "dt":
            yield from _definition(here)
        elif here.name in ("td", "th"):
            yield from _headers(here)


def _with_id(link: Element, identity: str) -> list[Element]:
    return [Element(link.page, link.document, tag) for tag in link.tree.tags if tag.get("id") == identity][:1]


def _term(definition: Element) -> Iterator[Element]:
    tag = definition.tag.find_previous_sibling("dt")
    if tag is not None:
        yield Element(definition.page, definition.document, tag)


def _definition(term: Element) -> Iterator[Element]:
    tag = term.tag.find_next_sibling(["dt", "dd"])
    if tag is not None and tag.name == "dd":
        yield Element(term.page, term.document, tag)


def _headers(cell: Element) -> Iterator[Element]:
    row = cell.parent
    table = cell.closest("table")
    if row is None or table is None:
        return
    yield row
    cells = row.children("td", "th")
    first = next(iter(table.inside("tr")), row)
    above = first.children("th")
    if first != row and len(above) == len(cells):
        yield above[cells.index(cell)]


def _words_around(holder: Element, text: str) -> str:
    """Return the text of `holder` and of its images, without the stock phrases that are links."""
    words = " ".join(holder.base_text.split())
    for link in holder.inside("a"):
        own = _text(link)
        if own == text or says_only_more(own) or points_only(own):
            words = words.replace(" ".join(link.base_text.split()), " ", 1)
    alternatives = (image.get("alt") or "" for image in holder.inside("img") if image.closest("a") is None)
    return " ".join((words, *alternatives)).strip()


def _heading(link: Element) -> Element | None:
    """Return the heading of level 2 to 6 under which the link stands, or None."""
    tag = link.tag
    while tag.parent is not None and tag.name != "body":
        for before in tag.find_previous_siblings():
            found = [before] if before.name in ("h1", *_HEADINGS) else before.find_all(["h1", *_HEADINGS])
            if found:
                last = Element(link.page, link.document, found[-1])
                return last if last.name in _HEADINGS and last.exposed and tells(last.base_text) else None
        tag = tag.parent
    return None
