"""Rule: Japanese text that is large for Latin letters only has the contrast of normal text."""

import math
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, rule

_NORMAL = 4.5
_LARGE = 3.0


@rule(
    id="cjk-text-contrast",
    version=1,
    title=Text(
        "大きめの日本語の文字と背景の色に十分なコントラストがある",
        "Rather large Japanese text stands out from its background",
    ),
    criteria=["1.4.3"],
    techniques=["G18", "G145"],
    barrier="text-contrast",
    says={
        "contrast_below_4_5": failed(
            ja="文字{front}と背景{back}のコントラスト比が{ratio}です。日本語の{size}px（太さ{weight}）には4.5以上が必要です。",
            en="{front} on {back} has a contrast of {ratio}:1. Japanese text of {size} px ({weight}) needs 4.5:1.",
        ),
        "contrast_is_enough": passed(
            ja="日本語の{size}pxの文字のコントラスト比が{ratio}です。",
            en="The contrast of Japanese text of {size} px is {ratio}:1.",
        ),
    },
    why=Text(
        "視力の弱い人や高齢の人には、画数の多い漢字が背景に溶けて読みにくくなります。",
        "For people with low vision and older people, characters of many strokes fade into the background.",
    ),
    mend=Mend(
        Text(
            "文字を濃くするか背景を薄くして、コントラスト比を4.5以上にしてください。",
            "Darken the text or lighten the background, to a contrast of at least 4.5:1.",
        ),
        Text(
            "color か background-color を変えます。29.4px以上（太字は24px以上）の文字なら、3以上で足ります。",
            "Change color or background-color. From 29.4 px (bold: 24 px) on, 3:1 is enough.",
        ),
    ),
    source="https://waic.jp/translations/UNDERSTANDING-WCAG20/visual-audio-contrast-contrast.html",
)
def cjk_text_contrast(page: Page) -> Iterator[Say]:
    """Judge the measured contrast of text with Japanese characters of 24–29.3 px, or bold ones of 18.66–24 px.

    Judged: text that axe takes for large, from 18 pt or bold 14 pt on, though Japanese text is large only from 22 pt or
    bold 18 pt on: a contrast from 3:1 to 4.5:1.
    Left out: a contrast under 3:1, which axe judges; colours that could not be measured, which axe reports; disabled
    controls.
    Assumption: one Japanese character in an element makes its text Japanese; the text is no logo.
    Source: WAIC, Understanding WCAG 2.0, 1.4.3, note on Japanese large text
    """
    sound: Say | None = None
    for element, ratio, front, back in page.contrasts():
        style = element.style
        if ratio is None or style is None or ratio < _LARGE:
            continue
        shown = math.floor(ratio * 100) / 100
        size = round(style.font_size_px, 1)
        if ratio < _NORMAL:
            yield element.says(
                "contrast_below_4_5", ratio=shown, size=size, weight=style.font_weight, front=front, back=back
            )
        elif sound is None:
            sound = Say("contrast_is_enough", None, {"ratio": shown, "size": size})
    if sound:
        yield sound
