"""Rule: heading markup stands on headings only."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from a11y_audit.authoring import Element, Mend, Page, Say, Status, Text, passed, review, rule

_LONG = 60
_VERY_LONG = 120
_SENTENCES = 2
_RUN = 3
_END = re.compile(r"。|[a-z]{3}[.](?= [A-Z]|$)")


@rule(
    id="heading-not-for-looks",
    version=1,
    status=Status.PREVIEW,
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
        "headings_without_text_between": review(
            ja="「{first}」から{count}個の見出し（{element}）が、間に何もなく続きます。見た目のためなら、見出しにしません。",
            en="{count} headings ({element}) from “{first}” on stand in a row with nothing between. For looks, don't.",
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
    """Judge headings that read like running text, and headings in a row.

    Judged: headings of more than 60 characters that hold a full sentence and more, or of more than 120; three or more
    neighbours of one level with nothing between them.
    Left out: questions and announcements of one sentence, which may be headings; headings that are links, as on cards;
    whether a short heading heads anything.
    Source: WCAG 2.0 F43, https://www.w3.org/TR/WCAG20-TECHS/F43.html
    """
    is_sound = True
    for _, group in groupby(page.headings, key=_parent):
        for run in _runs(list(group)):
            if len(run) >= _RUN:
                is_sound = False
                first = run[0]
                yield first.says(
                    "headings_without_text_between",
                    first=first.base_text[:40],
                    count=len(run),
                    element=first.name,
                )
    for heading in page.headings:
        text = heading.base_text
        if _is_running_text(text):
            is_sound = False
            yield heading.says("heading_is_text", element=heading.name, length=len(text))
    if page.headings and is_sound:
        yield Say("headings_are_short", None, {})


def _parent(heading: Element) -> int:
    return id(heading.tag.parent)


def _is_running_text(text: str) -> bool:
    return len(text) > _VERY_LONG or (len(text) > _LONG and len(_END.findall(text)) >= _SENTENCES)


def _runs(headings: Sequence[Element]) -> Iterator[list[Element]]:
    """Yield headings of one parent that follow each other in one level, without links and with nothing between."""
    run: list[Element] = []
    for heading in headings:
        if run and not (heading.name == run[-1].name and _follows(run[-1], heading)):
            yield run
            run = []
        if heading.base_text and not heading.inside("a", "button") and not heading.closest("a", "summary", "button"):
            run.append(heading)
    yield run


def _follows(one: Element, two: Element) -> bool:
    """Whether the second is the next thing on the page after the first."""
    if one.tag.find_next_sibling() is not two.tag:
        return False
    between = takewhile(lambda node: node is not two.tag, one.tag.next_siblings)
    return not any(str(node).strip() for node in between)
