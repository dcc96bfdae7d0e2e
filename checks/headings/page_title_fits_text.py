"""Rule: the title of a page has to do with what stands on it."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.topic import shares, topics

_LEAST = 20


@rule(
    id="page-title-fits-text",
    version=1,
    title=Text("ページのタイトルが、本文の内容に合っている", "A page's title has to do with its text"),
    criteria=["2.4.2"],
    techniques=["G88", "F25", "H25"],
    says={
        "title_unlike_text": review(
            ja="タイトル「{title}」にある言葉が、本文に一つも出てきません。内容に合うタイトルか確かめてください。",
            en="No word of the title “{title}” stands in the text. See whether the title fits the page.",
        ),
        "title_shares_words": passed(
            ja="タイトルの言葉が本文にもあります。", en="The title shares words with the text of the page."
        ),
    },
    why=Text(
        "読み上げソフトの利用者は、ページを開くとまずタイトルを聞きます。合わないタイトルだと、別のページと思って離れます。",
        "A screen reader says the title first; with one that does not fit, people take the page for another and leave.",
    ),
    mend=Mend(
        Text(
            "ページの設定でタイトルを、本文の大見出しと同じ言葉を含むものに書き換えます。複製したページは特に確かめます。",
            "Rewrite the title in the page's settings, with the words of its main heading; copied pages above all.",
        ),
        Text("title 要素の文字を書き換えます。", "Rewrite the text of the title element."),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F25.html",
)
def page_title_fits_text(page: Page) -> Iterator[Say]:
    """Judge the title by its words, against the rendered text and the alternatives of images.

    Judged: pairs of kanji, katakana and hangul, and the first four letters of other words; one that both share is
    enough.
    Left out: titles without such words; pages with hardly any text; stock titles, and titles that several pages have,
    which other rules judge.
    Assumption: a page says at least once what it is about.
    Source: WCAG 2.0 F25 and G88, https://www.w3.org/TR/WCAG20-TECHS/F25.html

    """
    pictures = (each.get("alt") or "" for each in page.pictures)
    text = "\n".join((page.text, *pictures))
    if not topics(page.title) or len(text.strip()) < _LEAST:
        return
    place = next((each for each in page.tagged("title") if each.document == 0 and not each.closest("svg")), page.root)
    reason = "title_shares_words" if shares(page.title, text) else "title_unlike_text"
    data = {"title": page.title[:80]} if reason == "title_unlike_text" else {}
    yield place.says(reason, **data) if place else Say(reason, None, data)
