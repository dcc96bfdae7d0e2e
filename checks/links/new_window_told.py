"""Rule: a link that opens a new window says so."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule

_SAME = frozenset({"", "_self", "_top", "_parent"})
_TOLD = re.compile(
    "別(?:の)?(?:ウィンドウ|ウインドウ|タブ|画面|窓)|新(?:しい|規)(?:ウィンドウ|ウインドウ|タブ|画面)|外部(?:リンク|サイト)"
    "|new (?:window|tab)|opens? in|external",
    re.IGNORECASE,
)


@rule(
    id="new-window-told",
    version=1,
    title=Text("新しいウィンドウで開くリンクに、そう書いてある", "A link that opens a new window says so"),
    criteria=[],
    techniques=["H83", "G201"],
    says={
        "new_window_is_not_told": advice(
            ja="新しいウィンドウで開くことを書いていないリンクが{count}か所あります（「{text}」など）。",
            en="{count} links open a new window without saying so, such as “{text}”.",
        ),
        "new_window_is_told": passed(
            ja="新しいウィンドウで開くリンクには、そう書いてあります。",
            en="Links that open a new window say so.",
        ),
    },
    why=Text(
        "気づかないまま別の画面に移り、「戻る」が使えず、元のページに戻れなくなる人がいます。",
        "People do not notice the new window, and can't get back with the browser's button.",
    ),
    mend=Mend(
        Text(
            "なるべく同じウィンドウで開きます。変えるときは、リンクの文字に「（別ウィンドウで開きます）」と書きます。",
            "Let links open in the same window, or write “(opens in a new window)” into the link.",
        ),
        Text(
            'target="_blank" を取るか、リンクの中に文字か alt 付きのアイコンで知らせます。CSSの飾りでは伝わりません。',
            'Remove target="_blank", or tell it inside the link in words or by an icon with alt, not by CSS.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H83.html",
)
def new_window_told(page: Page) -> Iterator[Say]:
    """Look for links with a target that opens a window, whose name, title or neighbourhood does not say so.

    Judged: once a page, at the first such link. Notice is asked for at level AAA alone (3.2.5).
    Left out: targets of frames in the page; links whose words, title, image or the text right behind them tell.
    Assumption: 外部リンク and 外部サイト tell enough.
    Source: WCAG 2.0 H83, https://www.w3.org/TR/WCAG20-TECHS/H83.html
    """
    frames = {each.get("name") for each in page.tagged("iframe", "frame")}
    opening = [
        each
        for each in page.links
        if (target := (each.get("target") or "").lower()) not in _SAME and each.get("target") not in frames and target
    ]
    silent = [each for each in opening if not _TOLD.search(_words(each))]
    if silent:
        yield silent[0].says("new_window_is_not_told", count=len(silent), text=_name(silent[0]))
    elif opening:
        yield Say("new_window_is_told", None, {})


def _words(link: Element) -> str:
    around = link.parent.base_text if link.parent else ""
    text = link.base_text
    behind = around[around.find(text) + len(text) :][:30] if text and text in around else ""
    return f"{link.accessible_name} {link.get('title') or ''} {text} {behind}"


def _name(link: Element) -> str:
    return " ".join((link.base_text or link.accessible_name).split())[:40]
