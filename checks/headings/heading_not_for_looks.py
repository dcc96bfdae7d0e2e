"""Rule: heading markup stands on headings only."""

import re
from collections.abc import Iterator
from itertools import pairwise

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.core.snapshot import RENDERED

_LONG = 60
_VERY_LONG = 120
_SENTENCES = 2
_QUESTION = re.compile(r"(?:[?？]|か。)\s*$")
_LEVELS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SHOWN = frozenset(
    {"img", "svg", "iframe", "video", "audio", "canvas", "object", "embed", "input", "select", "textarea"}
)
_END = re.compile(r"。|[a-z]{3}[.](?= [A-Z]|$)")


@rule(
    id="heading-not-for-looks",
    version=2,
    title=Text(
        "見出しの機能を、見出しだけに使っている", "Heading elements are used for headings, not for the look of text"
    ),
    criteria=["1.3.1"],
    techniques=["F43", "H42", "G115"],
    says={
        "heading_is_text": review(
            ja="見出し（{element}）が{length}文字の文章です。文字を大きくするためなら、見出しにしません。",
            en="A heading ({element}) is a text of {length} characters. For larger letters, don't use a heading.",
        ),
        "heading_heads_nothing": review(
            ja="見出し「{text}」（{element}）のすぐ後に見出し「{next}」があり、間に何もありません。見た目のためなら、見出しにしません。",
            en="Nothing stands between the heading “{text}” ({element}) and the next, “{next}”. See whether it is one.",
        ),
        "headings_are_short": passed(
            ja="見出しの長さや並び方に、文章らしいものはありません。", en="No heading looks like running text."
        ),
    },
    why=Text(
        "読み上げソフトで見出しを拾い読みする人に、見出しでない文章まで読まれ、ページの組み立てが伝わりません。",
        "People who go from heading to heading hear texts that head nothing, and misread how the page is built.",
    ),
    mend=Mend(
        Text(
            "見出しでない行の書式を「段落」に戻し、目立たせたいときは太字などの文字の飾りを使います。",
            "Set lines that are no headings back to paragraphs, and use bold or the like to make them stand out.",
        ),
        Text(
            "h1～h6 を p などに書き換え、大きさや色はスタイルシートで付けます。",
            "Turn h1 to h6 into p or the like, and set size and colour in the style sheet.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F43.html",
)
def heading_not_for_looks(page: Page) -> Iterator[Say]:
    """Judge headings that read like running text, and headings that head nothing.

    Judged: headings of more than 60 characters that hold two sentences, or of more than 120; headings that another one
    of their own or a higher level follows at once.
    Left out: questions, and announcements of one sentence, which may be headings; h1, which may be the site's name;
    headings that are links, as on cards, or items of lists; parts that a script fills; whether a heading fits what it
    heads.
    Assumption: what a script would put below a heading is there when the page has come to rest.
    Source: WCAG 2.0 F43, https://www.w3.org/TR/WCAG20-TECHS/F43.html
    """
    is_sound = True
    idle = _heads_nothing(page)
    for heading in page.headings:
        text = heading.base_text
        if _is_running_text(text):
            is_sound = False
            yield heading.says("heading_is_text", element=heading.name, length=len(text))
        elif heading in idle:
            is_sound = False
            yield heading.says("heading_heads_nothing", text=text[:40], element=heading.name, next=idle[heading][:40])
    if page.headings and is_sound:
        yield Say("headings_are_short", None, {})


def _is_running_text(text: str) -> bool:
    if _QUESTION.search(text):
        return False
    # A word in Latin letters is twice as long as one in Japanese.
    if text.isascii():
        return len(text) > _VERY_LONG * 2
    return len(text) > _VERY_LONG or (len(text) > _LONG and len(_END.findall(text)) >= _SENTENCES)


def _heads_nothing(page: Page) -> dict[Element, str]:
    """Return the headings that the next one follows at once on the same or a higher level, with its text."""
    lines = {block.element: number for number, block in enumerate(page.blocks)}
    found = {}
    for one, two in pairwise(page.headings):
        follows = one in lines and lines.get(two) == lines[one] + 1
        is_higher = {one.name, two.name} <= _LEVELS and two.name <= one.name
        if follows and is_higher and not _is_link(one) and not _is_link(two) and not _shows(one, two):
            found[one] = two.base_text
    return found


def _is_link(heading: Element) -> bool:
    return bool(heading.inside("a", "button") or heading.closest("a", "button", "summary", "li"))


def _shows(one: Element, two: Element) -> bool:
    """Whether anything stands between two headings that is no text, or waits for some, as a live region does."""
    between = one.tree.tags[one.number : two.number]
    return any(
        one.tree.flags(tag) & RENDERED and (tag.name in _SHOWN or tag.has_attr("role") or tag.has_attr("aria-live"))
        for tag in between
    )
