"""Rule: text stands out from what is behind it."""

import math
from collections.abc import Iterator
from functools import cache

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.core.finding import Datum
from a11y_audit.core.snapshot import TextLook
from a11y_audit.subject.contrast import Doubt, Verdict, verdict

_DOUBTS = {
    Doubt.IMAGE: "image_behind",
    Doubt.GRADIENT: "gradient_behind",
    Doubt.PARTLY: "several_colours_behind",
    Doubt.COVERED: "partly_covered",
    Doubt.MIXED: "colours_mixed",
    Doubt.SHADOW: "shadow_around",
    Doubt.OUTLINE: "outline_around",
    Doubt.FILLED: "filled_by_background",
    Doubt.UNREADABLE: "colour_not_readable",
}
_FAILURES = {
    "placeholder": "placeholder_contrast_too_low",
    "typed": "typed_text_contrast_too_low",
    "before": "drawn_text_contrast_too_low",
    "after": "drawn_text_contrast_too_low",
}


@rule(
    id="text-contrast",
    version=1,
    title=Text("文字と背景の色に十分なコントラストがある", "Text stands out clearly from its background"),
    criteria=["1.4.3"],
    techniques=["G18", "G145"],
    barrier="text-contrast",
    says={
        "contrast_too_low": failed(
            ja="文字{front}と背景{back}のコントラスト比が{ratio}です。{size}px（太さ{weight}）の文字には{needed}以上が必要です。",
            en="{front} on {back} has a contrast of {ratio}:1. Text of {size} px ({weight}) needs {needed}:1.",
        ),
        "placeholder_contrast_too_low": failed(
            ja="入力欄の見本の文字{front}と背景{back}のコントラスト比が{ratio}です。{needed}以上が必要です。",
            en="The placeholder, {front} on {back}, has a contrast of {ratio}:1. It needs {needed}:1.",
        ),
        "typed_text_contrast_too_low": likely(
            ja="入力した文字{front}と入力欄の背景{back}のコントラスト比が{ratio}になります。{needed}以上が必要です。",
            en="What is typed here, {front} on {back}, will have a contrast of {ratio}:1. It needs {needed}:1.",
        ),
        "drawn_text_contrast_too_low": failed(
            ja="スタイルシートで加えた文字{front}と背景{back}のコントラスト比が{ratio}です。{needed}以上が必要です。",
            en="Text that the style sheet adds, {front} on {back}, has a contrast of {ratio}:1. It needs {needed}:1.",
        ),
        "one_character": review(
            ja="1文字だけの{front}と背景{back}のコントラスト比が{ratio}です。読むための文字なら、{needed}以上が必要です。",
            en="A single character, {front} on {back}, has a contrast of {ratio}:1. As text it would need {needed}:1.",
        ),
        "same_colour": review(
            ja="文字と背景が同じ色（{front}）です。わざと隠した文字か、読めなくなっている文字です。",
            en="Text and background have the same colour ({front}): it is either hidden on purpose or cannot be read.",
        ),
        "image_behind": review(
            ja="文字の後ろに画像があり、背景の色が一つに決まりません。読みやすいか、確認してください。",
            en="There is an image behind the text, so there is no single background colour. Is it easy to read?",
        ),
        "gradient_behind": review(
            ja="背景がグラデーションで、コントラスト比が足りない所があるかもしれません。確認してください。",
            en="The background is a gradient. Its contrast may be too low in places; please look.",
        ),
        "several_colours_behind": review(
            ja="文字が色の違う背景にまたがっていて、コントラスト比が足りない所があるかもしれません。確認してください。",
            en="The text lies on backgrounds of several colours. Its contrast may be too low in places; please look.",
        ),
        "partly_covered": review(
            ja="ほかの部分が文字に重なっています。文字が読めるか、確認してください。",
            en="Another part lies over this text. Please see whether it can be read.",
        ),
        "colours_mixed": review(
            ja="色を変える効果（filter など）があり、実際の色が分かりません。読みやすいか、確認してください。",
            en="An effect such as a filter changes the colours, so that the real ones are not known. Please look.",
        ),
        "shadow_around": review(
            ja="文字や枠の影があるため、コントラスト比が一つに決まりません。読みやすいか、確認してください。",
            en="A shadow lies around the text, so there is no single contrast. Please see whether it is easy to read.",
        ),
        "outline_around": review(
            ja="文字に縁取りがあるため、コントラスト比が一つに決まりません。読みやすいか、確認してください。",
            en="The letters have an outline, so there is no single contrast. Please see whether they are easy to read.",
        ),
        "filled_by_background": review(
            ja="文字が背景の画像やグラデーションで塗られていて、文字の色が一つに決まりません。確認してください。",
            en="The letters are filled with an image or gradient, so they have no single colour. Please look.",
        ),
        "colour_not_readable": review(
            ja="色の指定を読み取れませんでした。読みやすいか、確認してください。",
            en="The colours given could not be read. Please see whether the text is easy to read.",
        ),
        "contrast_is_enough": passed(
            ja="{size}pxの文字のコントラスト比が{ratio}です。",
            en="The contrast of text of {size} px is {ratio}:1.",
        ),
    },
    why=Text(
        "視力の弱い人、高齢の人、色の見え方が異なる人には文字が読みにくくなります。屋外の画面でも読めません。",
        "People with low vision or other colour vision and older people find it hard to read; so do all in sunlight.",
    ),
    mend=Mend(
        Text(
            "文字を濃くするか背景を薄くして、コントラスト比を4.5以上（大きな文字は3以上）にしてください。",
            "Darken the text or lighten the background, to a contrast of at least 4.5:1 (large text 3:1).",
        ),
        Text(
            "color か background-color を変えます。3以上で足りるのは、日本語なら29.4px以上（太字は24px以上）、"
            "英数字だけなら24px以上（太字は18.7px以上）の文字です。",
            "Change color or background-color. 3:1 is enough from 29.4 px (bold: 24 px) on for Japanese, from 24 px "
            "(bold: 18.7 px) on for Latin letters and digits alone.",
        ),
    ),
    source="https://waic.jp/translations/UNDERSTANDING-WCAG20/visual-audio-contrast-contrast.html",
)
def text_contrast(page: Page) -> Iterator[Say]:
    """Judge the contrast of every text that can be seen with all that is painted behind it.

    Judged: elements' own text, what fields show or will show, placeholders, text of style sheets before and after
    elements. Text with a Japanese character is large from 22 pt or bold 18 pt on, other text from 18 pt, bold 14 pt on.
    Left out: what nobody can see (clipped, off the page, covered), what is disabled and its labels, inert parts, signs
    without a letter (arrows, dashes, icons), text in SVG. A picture behind, and all else that leaves the colours open,
    is asked about, unless every colour that they may have passes or every one fails.
    Assumption: the text is no logo.
    Source: WCAG 2.0, 1.4.3; WAIC, Understanding WCAG 2.0, 1.4.3, note on Japanese large text
    """
    known = cache(verdict)
    sound: Say | None = None
    for element, text, look in page.texts():
        told = known(look, cjk=text.cjk)
        if told.passes:
            sound = sound or Say("contrast_is_enough", None, _data(told, look))
            continue
        data = _data(told, look)
        if told.doubt:
            yield element.says(_DOUBTS[told.doubt], **data)
        elif told.is_same:
            yield element.says("same_colour", **data)
        elif text.single and not text.cjk:
            yield element.says("one_character", **data)
        else:
            yield element.says(_FAILURES.get(text.part, "contrast_too_low"), **data)
    if sound:
        yield sound


def _data(told: Verdict, look: TextLook) -> dict[str, Datum]:
    """Return what the texts name: of several pairs of colours the one that decides, cut so that 4.499 is never 4.5."""
    size: dict[str, Datum] = {
        "size": round(look.font_size_px, 1),
        "weight": look.font_weight,
        "needed": told.needed,
    }
    pair = told.worst if told.passes else told.best
    if pair is None:
        return size
    return {**size, "ratio": math.floor(pair.ratio * 100) / 100, "front": pair.front.hex, "back": pair.back.hex}
