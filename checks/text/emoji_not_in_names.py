"""Rule: headings, links and titles do without emoji."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule

_EMOJI = re.compile(
    "[\\U0001f1e6-\\U0001f1ff\\U0001f300-\\U0001f64f\\U0001f680-\\U0001f6ff\\U0001f900-\\U0001faff]"
    "|[\\u2600-\\u27bf\\u2b05-\\u2b55\\u231a-\\u23f3]\\ufe0f"
)


@rule(
    id="emoji-not-in-names",
    version=1,
    title=Text("見出し・リンク・題名に絵文字を使っていない", "Headings, links and titles do without emoji"),
    criteria=[],
    techniques=["G131", "G91"],
    says={
        "name_has_emoji": advice(
            ja="見出しやリンクなどに絵文字が{count}か所あります（「{text}」）。名前として読み上げられます。",
            en="{count} headings, links or titles hold emoji (“{text}”); they are read as a part of the name.",
        ),
        "names_are_words": passed(ja="見出しやリンクに絵文字はありません。", en="No heading or link holds emoji."),
    },
    why=Text(
        "読み上げソフトは「笑顔」「花火」などと絵文字の名前を読み、機器によっては読みません。名前が分かりにくくなります。",
        "Screen readers say the emoji's name in the middle of the text, or nothing; the name is hard to follow.",
    ),
    mend=Mend(
        Text("絵文字を取り、伝えたいことは言葉で書きます。", "Take the emoji out, and say in words what it tells."),
        Text(
            '飾りなら <span aria-hidden="true">🌸</span> と書くと読まれません。',
            'If it only decorates, write <span aria-hidden="true">🌸</span>.',
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/navigation-mechanisms-descriptive.html",
)
def emoji_not_in_names(page: Page) -> Iterator[Say]:
    """Look for emoji in headings, links, buttons and the page's title.

    Judged: once a page, at the first place, with the number of places. No criterion forbids them.
    Left out: emoji that assistive technology does not meet (aria-hidden), or that have a name (role img); signs that
    are drawn as text (☆, ※); running text.
    Assumption: what is in Unicode's blocks of emoji is shown as one.
    Source: Understanding WCAG 2.0, 2.4.6
    """
    named = [*page.headings, *page.links, *(each for each in page.tagged("button") if each.exposed)]
    any_emoji = _EMOJI.search(page.text) is not None
    found = [
        (each, each.base_text)
        for each in (named if any_emoji else ())
        if _EMOJI.search(each.base_text) and not _is_apart(each)
    ]
    if _EMOJI.search(page.title) and (title := next(iter(page.tagged("title")), None)):
        found.append((title, page.title))
    if found:
        element, text = found[0]
        yield element.says("name_has_emoji", count=len({each for each, _ in found}), text=" ".join(text.split())[:40])
    elif named:
        yield Say("names_are_words", None, {})


def _is_apart(element: Element) -> bool:
    apart = [each for each in element.inside() if each.get("aria-hidden") == "true" or each.get("role") == "img"]
    text = element.base_text
    for each in apart:
        text = text.replace(each.base_text, "", 1)
    return not _EMOJI.search(text)
