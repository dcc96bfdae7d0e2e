"""Rule: a heading tells what stands below it."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import squeezed
from a11y_audit.text.topic import shares

_PLACEHOLDER = re.compile(
    r"(大|中|小)?見出し(h?[1-6]|[a-z]|その[1-6])?(です|が入ります|を(入力|記入)(してください)?|テキスト|サンプル)?|"
    r"(ここに|こちらに)(見出し|タイトル|題名|テキスト|文字)(を(入力|記入)(してください|します)?|が?入り?ます)?|"
    r"(タイトル|題名|テキスト|文字)(を(入力|記入)(してください)?|が入ります|サンプル)|"
    r"無題(の見出し)?|名称未設定\d*|(sub)?heading[1-6]|head(line)?[1-6]|(sub)?title(here|text)|untitled|loremipsum.*|"
    r"(ダミー|サンプル)(の?(見出し|タイトル|テキスト))|[○〇●◯]{3,}"
)
_LEAST = 20
_STATED = re.compile(r"\s*([1-9])\s*")
_LEVEL = re.compile(r"h([1-6])")
_SECTIONS = ("article", "section", "li", "dialog", "td", "form")


@rule(
    id="heading-tells-topic",
    version=3,
    title=Text("見出しが、その下の内容を伝えている", "A heading tells what stands below it"),
    criteria=["2.4.6"],
    techniques=["G130"],
    says={
        "heading_is_placeholder": likely(
            ja="見出し「{text}」は、ひな形の文字のままです。",
            en="The heading “{text}” was left as the template had it.",
        ),
        "heading_is_repeated": review(
            ja="「{text}」という見出しが、同じ部分に{count}回出てきます。違う内容なら、違う見出しが要ります。",
            en="The heading “{text}” stands {count} times in one part. Different content needs different headings.",
        ),
        "main_heading_unlike_text": review(
            ja="大見出し「{text}」にある言葉が、本文に一つも出てきません。内容に合う見出しか確かめてください。",
            en="No word of the main heading “{text}” stands in the text. See whether it fits the page.",
        ),
        "headings_differ": passed(
            ja="見出しに、ひな形のままのものや同じ部分での繰り返しはありません。",
            en="No heading is a template's, and none is repeated in its part.",
        ),
    },
    why=Text(
        "読み上げソフトで見出しだけを聞く人や、必要な所だけを読みたい人が、どこに何があるか分かりません。",
        "People who listen to the headings, or look for one part only, cannot tell what stands where.",
    ),
    mend=Mend(
        Text(
            "見出しを、その下の内容が分かる言葉に書き換えます。例:「詳細」→「申込みの詳細」「会場の詳細」",
            "Rewrite the heading to name what stands below it, e.g. “How to apply” instead of “Details”.",
        ),
        Text(
            "h1～h6 の文字を書き換えます。空の見出しやひな形の見出しは、要素ごと削除します。",
            "Rewrite the text of h1 to h6; delete headings of the template that are not used.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G130.html",
)
def heading_tells_topic(page: Page) -> Iterator[Say]:
    """Judge headings that a template left behind, and headings that do not differ within their part of the page.

    Judged: "見出し2", "タイトルが入ります", "Heading 2" and the like; a text that stands again on the same level below
    the same higher heading. The first heading of level 1 shares some word with the rest of the page's text.
    Left out: such a text where the rest of the page speaks of it, as a guide to writing does; the same words below
    different higher headings, which tell them apart; headings inside articles, sections
    and list items of their own; headings that are links; whether the words of headings below the first of level 1 fit:
    short sections seldom repeat them.
    Source: WCAG 2.0 G130, https://www.w3.org/TR/WCAG20-TECHS/G130.html
    """
    is_sound = True
    groups: dict[tuple[object, ...], list[Element]] = {}
    above: list[tuple[int, int]] = []
    for number, heading in enumerate(page.headings):
        text = squeezed(heading.base_text)
        if is_blank(text):
            continue
        level = _level(heading)
        above = [each for each in above if each[0] < level]
        if _PLACEHOLDER.fullmatch(text) and not _speaks_of(page, heading, text):
            is_sound = False
            yield heading.says("heading_is_placeholder", text=heading.base_text[:40])
        elif not heading.inside("a"):
            section = heading.closest(*_SECTIONS)
            groups.setdefault((text, level, section, above[-1] if above else None), []).append(heading)
        above.append((level, number))
    for headings in groups.values():
        if len(headings) > 1:
            is_sound = False
            yield headings[1].says("heading_is_repeated", text=headings[1].base_text[:40], count=len(headings))
    main = next((each for each in page.headings if each.document == 0 and _level(each) == 1), None)
    if main is not None and not shares(main.base_text, _rest(page, main)):
        is_sound = False
        yield main.says("main_heading_unlike_text", text=" ".join(main.base_text.split())[:60])
    if page.headings and is_sound:
        yield Say("headings_differ", None, {})


def _speaks_of(page: Page, heading: Element, text: str) -> bool:
    """Whether the text of the page is about what the heading names, as a guide to writing is about headings."""
    own = {each.base_text for each in page.headings}
    return any(
        text in squeezed(block.text) for block in page.blocks if block.text not in own and block.element != heading
    )


def _level(heading: Element) -> int:
    stated = _STATED.fullmatch(heading.get("aria-level") or "") or _LEVEL.fullmatch(heading.name)
    return int(stated[1]) if stated else 2


def _rest(page: Page, heading: Element) -> str:
    """Return the text of the page without a heading; the heading's own where there is hardly any other."""
    text = page.text
    for line in heading.base_text.split("\n"):
        text = text.replace(line, "", 1)
    text = "\n".join((text, *(each.get("alt") or "" for each in page.pictures)))
    return text if len(text.strip()) >= _LEAST else heading.base_text
