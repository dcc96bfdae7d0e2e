"""Rule: text grows when the page is magnified."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, review, rule

_SIZES = re.compile(r"文字(?:の)?(?:サイズ|大きさ|拡大)|拡大|text size|larger text|font size", re.IGNORECASE)
_NAME_LIMIT = 30


@rule(
    id="text-grows-when-magnified",
    version=1,
    title=Text("ページを拡大すると、文字も大きくなる", "Text grows when the page is magnified"),
    criteria=["1.4.4"],
    techniques=["F94"],
    needs="zoom",
    says={
        "text_does_not_grow": failed(
            ja="「{words}」などの文字は、ブラウザーで最大（500%）まで拡大しても{percent}%にしかなりません（{count}か所）。",
            en="“{words}” grows to {percent} % at most, even when the browser magnifies to 500 % (texts: {count}).",
        ),
        "control_may_enlarge": review(
            ja="「{words}」などは拡大しても{percent}%にしかなりません。「{control}」で200%にできるか確かめてください。",
            en="Magnified, “{words}” grows to {percent} % at most. See whether “{control}” makes it twice as large.",
        ),
        "text_grows": passed(
            ja="ページを拡大すると、文字も大きくなります。", en="Text grows when the page is magnified."
        ),
    },
    why=Text(
        "小さな文字を読めない人がページを拡大しても、文字が大きくならず読めません。",
        "People who can't read small text magnify the page, and the text stays as small as it was.",
    ),
    mend=Mend(
        Text(
            "文字の大きさを画面の幅から決めないよう、テンプレートの作成者に伝えてください。",
            "Ask the template's maker not to take the size of text from the width of the window.",
        ),
        Text(
            "font-size を vw だけで書かず、rem か、rem を足した式（calc(1rem + 1vw)）にします。",
            "Write font-size in rem, or with rem in it (calc(1rem + 1vw)), and not in vw alone.",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F94",
)
def text_grows_when_magnified(page: Page) -> Iterator[Say]:
    """Judge the texts whose size is bound to the window, so that no magnification of a browser doubles it.

    Judged: the size of each text at 100 and at 500 percent. Less than 1.9 times as large at 500 percent fails; text
    that doubles only beyond 200 percent is in order, since headings that shrink in narrow windows do.
    Left out: text in pictures, drawings and frames.
    Assumption: a control of the page that speaks of the size of text may enlarge it: a person sees.
    Source: WCAG 2 F94.
    """
    small = page.evidence("zoom")["small"]
    if not small:
        if page.text.strip():
            yield Say("text_grows", None)
        return
    control = _control(page)
    worst = min(small, key=lambda each: float(each["ratio"]))
    place = page.placed(worst["place"])
    data = {
        "words": worst["words"][:40],
        "percent": round(100 * worst["ratio"]),
        "count": len(small),
        "control": control,
    }
    reason = "control_may_enlarge" if control else "text_does_not_grow"
    yield place.says(reason, **data) if place else page.says(reason, **data)


def _control(page: Page) -> str:
    for each in page.tagged("button", "a", "input", "dt", "p", "span", "select"):
        words = " ".join((each.base_text or each.get("value") or each.get("title") or "").split())
        if each.rendered and len(words) <= _NAME_LIMIT and _SIZES.search(words):
            return words
    return ""
