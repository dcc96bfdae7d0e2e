"""Rule: lines of text fit into a narrow window."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule

_WORDS = 40
_WIDE = 360
"""A few pixels beyond the window hide no text."""
_BREAKS = re.compile(r"[\s\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@rule(
    id="content-reflows",
    version=1,
    title=Text("幅320pxの画面でも、横に動かさずに読める", "Lines fit into a window 320 pixels wide"),
    criteria=["1.4.10"],
    techniques=["C31", "F102"],
    needs="narrow",
    says={
        "lines_are_too_wide": failed(
            ja="幅320pxの画面（400%に拡大した画面）で「{words}」などの行が{wide}pxになり、横に動かさないと読めません。",
            en="In a window of 320 pixels (400 %), lines such as “{words}” are {wide} pixels wide.",
        ),
        "string_is_too_wide": likely(
            ja="幅320pxの画面で、区切りのない文字列「{words}」が{wide}pxになり、横に動かす必要があります。",
            en="In a window of 320 pixels, “{words}”, which can't be broken, is {wide} pixels wide.",
        ),
        "page_scrolls_sideways": likely(
            ja="幅320pxの画面で、ページの幅が{wide}pxになり、横に動かす必要があります。",
            en="In a window of 320 pixels, the page is {wide} pixels wide and must be scrolled sideways.",
        ),
        "page_fits": passed(ja="幅320pxの画面に収まります。", en="The page fits into a window of 320 pixels."),
    },
    why=Text(
        "大きく拡大して読む人は、一行ごとに画面を左右に動かすことになり、読み続けられません。",
        "People who magnify a lot must move the window to and fro for each line, and give up reading.",
    ),
    mend=Mend(
        Text(
            "スマートフォンの幅に合わせて折り返すテンプレートに替えるよう、業者に伝えてください。",
            "Ask the vendor for a template that fits narrow windows, such as those of phones.",
        ),
        Text(
            "固定の width や min-width、white-space: nowrap を外し、max-width: 100% と折返しを使います。",
            "Remove fixed widths, min-width and white-space: nowrap; use max-width: 100% and let lines wrap.",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG21/Understanding/reflow.html",
)
def content_reflows(page: Page) -> Iterator[Say]:
    """Judge whether text can be read in a window of 320 CSS pixels without scrolling in two dimensions.

    Judged: lines of text that are wider than the window itself, so that each must be scrolled to be read; and pages
    that are wider for another reason, which are told as likely.
    Left out: tables, program text, figures, drawings, fields and toolbars, which may need two dimensions; text in boxes
    of their own that scroll or clip; vertical text; pages that hide what is too wide, which enlarging judges.
    Assumption: the layout in two dimensions is not essential to the page.
    Source: Understanding WCAG 2.1, 1.4.10.
    """
    narrow = page.evidence("narrow")["narrow"]
    if not page.text.strip():
        return
    if narrow["texts"] and narrow["scrolls"]:
        first = next((each for each in narrow["texts"] if not _is_one_word(each["words"])), narrow["texts"][0])
        reason = "string_is_too_wide" if _is_one_word(first["words"]) else "lines_are_too_wide"
        place = page.placed(first["place"])
        data = {"words": first["words"][:_WORDS], "wide": first["wide"]}
        yield place.says(reason, **data) if place else page.says(reason, **data)
    elif (
        narrow["wide"] > _WIDE
        and narrow["scrolls"]
        and not any(page.tagged("table", "pre", "iframe", "svg", "canvas", "object"))
    ):
        yield page.says("page_scrolls_sideways", wide=narrow["wide"])
    else:
        yield Say("page_fits", None)


def _is_one_word(words: str) -> bool:
    """Whether no browser would break it anywhere by itself, as addresses of pages."""
    return not _BREAKS.search(words)
