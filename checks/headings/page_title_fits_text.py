"""Rule: the title of a page has to do with what stands on it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.topic import shares, topics

_LEAST = 20
_SHARED = 2
_PARTS = re.compile(r"\s+[-–—|｜/／:：]\s+|\s*[|｜]\s*")
# What editing programs and CMS write by themselves.
_DEFAULT = re.compile(
    r"無題の?(?:ドキュメント|ページ|文書)\d*|名称未設定\d*|新(?:規|しい)(?:ページ|ドキュメント|文書)\d*|"
    r"untitled(?:document|page)?-?\d*|newpage\d+|(?:no|enterthe|insert)title(?:ofyourhtmldocument)?(?:here)?|"
    r"(?:ここに)?タイトルを?(?:ここに)?(?:入力|記入)(?:してください|します)?"
)
_STOCK = re.compile(
    r"無題|タイトル(?:なし|無し|未設定)?|ページタイトル|untitled|newpage|newdocument\d*|title|"
    r"index(?:\.\w+)?|default(?:\.\w+)?|document\d*|page\d*|test|テスト(?:ページ)?|sample|サンプル(?:ページ)?|ここにタイトル.*"
)
_TOP = re.compile(r"トップ(?:ページ)?|ホーム(?:ページ)?|top(?:page)?|home(?:page)?")
_INDEX = re.compile(r"/(?:index|default)(?:\.\w+)?$", re.IGNORECASE)
_FILE = re.compile(r"[\w%~-]+\.(?:x?html?|php\d?|aspx?|jsp|cgi|docx?|xlsx?|pptx?|jtd)", re.IGNORECASE)


@rule(
    id="page-title-fits-text",
    version=3,
    title=Text("ページのタイトルが、本文の内容に合っている", "A page's title has to do with its text"),
    criteria=["2.4.2"],
    techniques=["G88", "F25", "H25"],
    says={
        "title_is_default": failed(
            ja="タイトルが、編集ソフトなどが最初に入れた「{title}」のままです。内容を表していません。",
            en="The title is still “{title}”, as an editing program writes it, and tells nothing of the page.",
        ),
        "title_is_file_name": failed(
            ja="タイトル「{title}」は、ファイルの名前です。内容を表していません。",
            en="The title “{title}” is the name of a file, and tells nothing of the page.",
        ),
        "later_title_fits": likely(
            ja="title要素が二つあります。ブラウザーが使う初めのもの（「{title}」）は本文に合わず、後のもの（「{later}」）が合っています。",
            en="Of two title elements, browsers take the first, “{title}”: it does not fit the text; “{later}” does.",
        ),
        "title_is_stock": likely(
            ja="タイトル「{title}」は、内容を表していないようです。",
            en="The title “{title}” does not seem to tell what the page is about.",
        ),
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

    Judged: titles that editing programs write by themselves, names of files, and words such as "index" that tell
    nothing; a main heading of the same words makes them none of these. Of others the words: pairs of kanji,
    katakana and hangul, and the first four letters of other words; one that both share is enough.
    Where none is shared, but the page has a second title element with a word of the main heading (or, without one, two
    of the text), the first is probably wrong.
    Left out: titles without such words; pages with hardly any text; empty titles, and titles that several pages
    have, which other rules judge.
    Assumption: a page says at least once what it is about.
    Source: WCAG 2.0 F25 and G88, https://www.w3.org/TR/WCAG20-TECHS/F25.html

    """
    titles = [each for each in page.tagged("title") if each.document == 0 and not each.closest("svg")]
    says = titles[0].says if titles else page.says
    if reason := _empty_words(page):
        yield says(reason, title=page.title[:80])
        return
    pictures = (each.get("alt") or "" for each in page.pictures)
    text = "\n".join((page.text, *pictures))
    if not topics(page.title) or len(text.strip()) < _LEAST:
        return
    if shares(page.title, text):
        yield says("title_shares_words")
        return
    data = {"title": page.title[:80]}
    heading = next((each.base_text for each in page.headings if each.name in ("h1", "h2")), "")
    core, least = (heading, 1) if heading else (text, _SHARED)
    later = next((each for each in map(_written, titles[1:]) if len(topics(each) & topics(core)) >= least), "")
    yield says("later_title_fits", **data, later=later[:80]) if later else says("title_unlike_text", **data)


def _written(title: Element) -> str:
    """Return what a title element holds: it is never rendered."""
    return plain(title.tag.get_text())


def _empty_words(page: Page) -> str:
    """Return the reason if the title's first part is a name of a file or a phrase that tells nothing, else ""."""
    first = _PARTS.split(page.title)[0].strip()
    words = squeezed(first)
    if not words or any(squeezed(each.base_text) == words for each in page.headings if each.name == "h1"):
        return ""
    path = urlsplit(page.url).path
    if first == page.title and (_FILE.fullmatch(first) or ("." in first and first == unquote(path.rpartition("/")[2]))):
        return "title_is_file_name"
    if _DEFAULT.fullmatch(words):
        return "title_is_default"
    is_top = bool(_TOP.fullmatch(squeezed(page.title))) and _INDEX.sub("/", path) not in ("", "/")
    return "title_is_stock" if is_top or _STOCK.fullmatch(words) else ""
