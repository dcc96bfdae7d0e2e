"""Rule: text with wider spacing can be read as a whole."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule

_WORDS = 40
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@rule(
    id="text-spacing-can-be-widened",
    version=1,
    title=Text(
        "文字と行の間隔を広げても、切れたり重なったりしない", "Text with wider spacing is neither cut nor covered"
    ),
    criteria=["1.4.12"],
    techniques=["F104", "C35", "C36"],
    needs="narrow",
    says={
        "spaced_text_is_lost": failed(
            ja="文字と行の間隔を広げると「{words}」などが切れるか重なります（{count}か所）。",
            en="With wider spacing “{words}” is cut or covered (texts: {count}).",
        ),
        "spaced_text_may_be_lost": likely(
            ja="文字と行の間隔を広げると「{words}」などが切れるか重なります（{count}か所）。",
            en="With wider spacing “{words}” is cut or covered (texts: {count}).",
        ),
        "spaced_text_stays": passed(
            ja="文字と行の間隔を広げても、切れも重なりもしません。", en="With wider spacing no text is cut or covered."
        ),
    },
    why=Text(
        "読みやすいように間隔を広げて読む人は、切れたり重なったりした部分を読めません。",
        "People who set wider spacing to read more easily can't read what is cut off or covered.",
    ),
    mend=Mend(
        Text(
            "高さや幅を固定する部品をやめ、文字の量に合わせて広がる部品に替えるよう、業者に伝えてください。",
            "Ask the vendor for parts that grow with their text, in place of parts of a fixed size.",
        ),
        Text(
            "height の代わりに min-height を使い、overflow: hidden を外します。",
            "Use min-height for height, and remove overflow: hidden.",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG21/Understanding/text-spacing.html",
)
def text_spacing_can_be_widened(page: Page) -> Iterator[Say]:
    """Judge the texts that are cut or covered when lines, letters, words and paragraphs are set further apart.

    Judged: texts that could be read as a whole, with the four values of the criterion set at once. Japanese, Chinese
    and Korean have no spaces between words, and letters are seldom set apart: what is lost there is told as likely, and
    so is what was cut in part before.
    Left out: what is cut alike before; what scrolls; what is cut short on purpose; frames.
    Source: WCAG 2.1 F104 and Understanding 1.4.12.
    """
    spaced = page.evidence("narrow")["spaced"]
    if not page.text.strip():
        return
    places: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in (*spaced["cut"], *spaced["overlaps"]):
        if each.get("meant"):
            continue
        place = page.placed(each.get("by")) or page.placed(each["place"])
        is_sure = each.get("whole", True) and not _CJK.search(each["words"])
        reason = "spaced_text_is_lost" if is_sure else "spaced_text_may_be_lost"
        places.setdefault((reason, place.selector if place else ""), []).append(each)
    for (reason, _), told in places.items():
        place = page.placed(told[0].get("by")) or page.placed(told[0]["place"])
        data = {"words": told[0]["words"][:_WORDS], "count": len(told)}
        yield place.says(reason, **data) if place else page.says(reason, **data)
    if not places:
        yield Say("spaced_text_stays", None)
