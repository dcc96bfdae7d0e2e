"""Rule: text stands out while a pointer is over it, and while it has the focus."""

import math
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, review, rule
from a11y_audit.probes.looks import look
from a11y_audit.subject.contrast import verdict


@rule(
    id="text-contrast-of-states",
    version=1,
    title=Text(
        "ポインターを重ねても、キーボードで選択しても、文字が背景から見分けられる",
        "Text stands out under the pointer and with the focus too",
    ),
    criteria=["1.4.3"],
    techniques=["G18", "G145"],
    needs="states",
    says={
        "too_faint_under_pointer": failed(
            ja="ポインターを重ねると、文字{front}と背景{back}のコントラスト比が{ratio}になります。{needed}以上が必要です。",
            en="Under the pointer the text becomes {front} on {back}, a contrast of {ratio}:1. It needs {needed}:1.",
        ),
        "too_faint_with_focus": failed(
            ja="キーボードで選択すると、文字{front}と背景{back}のコントラスト比が{ratio}になります。{needed}以上が必要です。",
            en="With the focus the text becomes {front} on {back}, a contrast of {ratio}:1. It needs {needed}:1.",
        ),
        "vanishes_under_pointer": review(
            ja="ポインターを重ねると、文字と背景が同じ色（{front}）になります。代わりに何かが表示されるか、確認してください。",
            en="Under the pointer text and background have the same colour ({front}). Is something else shown instead?",
        ),
        "vanishes_with_focus": review(
            ja="キーボードで選択すると、文字と背景が同じ色（{front}）になります。代わりに何かが表示されるか、確認してください。",
            en="With the focus text and background have the same colour ({front}). Is something else shown instead?",
        ),
        "states_stand_out": passed(
            ja="ポインターを重ねたり選択したりしても、コントラスト比が足りなくなる文字はありません。",
            en="No text becomes too faint under the pointer or with the focus.",
        ),
    },
    why=Text(
        "これから押す所の文字が読めなくなります。画面を拡大している人は、ポインターの近くだけを見ています。",
        "What is about to be pressed can't be read. Who magnifies sees little but what is near the pointer.",
    ),
    mend=Mend(
        Text(
            "リンクやボタンにポインターを重ねたときの色を、背景から見分けられる色に変えてください。",
            "Choose colours for links and buttons under the pointer that stand out from their background.",
        ),
        Text(
            ":hover と :focus の文字色と背景色を、コントラスト比が4.5以上（大きな文字は3以上）の組にします。",
            "Set color and background-color of :hover and :focus to a pair of at least 4.5:1 (large text 3:1).",
        ),
    ),
    source="https://waic.jp/translations/UNDERSTANDING-WCAG20/visual-audio-contrast-contrast.html",
)
def text_contrast_of_states(page: Page) -> Iterator[Say]:
    """Judge the texts of links and buttons that were enough, and are too faint by colour in one of these states.

    Judged: one control of each likeness (name, classes, colours), with the browser's own word for which styles then
    hold; up to forty on a page. Left out: pictures behind, single signs, what scripts change, frames.
    Source: WCAG 2.0, 1.4.3, which knows no exception for states but inactive ones.
    """
    seen = page.evidence("states")
    is_sound = bool(seen["tried"])
    for state, manner in (("hover", "under_pointer"), ("focus", "with_focus")):
        for each in seen[state]:
            element = page.placed(each["place"])
            appearance = look(each["look"])
            told = verdict(appearance, cjk=each["cjk"])
            if element is None or told.passes is not False or told.best is None or (each["single"] and not each["cjk"]):
                continue
            is_sound = False
            yield element.says(
                f"vanishes_{manner}" if told.is_same else f"too_faint_{manner}",
                ratio=math.floor(told.best.ratio * 100) / 100,
                front=told.best.front.hex,
                back=told.best.back.hex,
                needed=told.needed,
                picture=each["picture"],
            )
    if is_sound:
        yield Say("states_stand_out", None)
