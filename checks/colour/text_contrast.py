"""Rule: text stands out from what is behind it."""

import math
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.core.finding import Datum
from a11y_audit.core.snapshot import Backdrop, TextLook, TextRun
from a11y_audit.dom.colour import colour
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
_SURELY = 0.98
"""Part of the ratio needed below which pixels count, where their colours differ."""
_SUBSTANTIAL = 0.25
_SAME = 1.1
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
        "contrast_too_low_on_picture": failed(
            ja="文字{front}の後ろ（画像、模様、色の境目）を画面で測ると、コントラスト比は一番高い所でも{best}（低い所は{worst}）です。"
            "{needed}以上が必要です。",
            en="Measured on the screen, {front} has a contrast of {best}:1 at best ({worst}:1 at worst) with "
            "what is behind it. It needs {needed}:1.",
        ),
        "contrast_too_low_in_places": likely(
            ja="文字{front}の後ろ（画像、模様、色の境目）を画面で測ると、文字の{share}%の所でコントラスト比が{needed}に足りません"
            "（{worst}から{best}まで）。",
            en="Measured on the screen, {share} % of the text {front} has less than {needed}:1 with what is "
            "behind it ({worst}:1 to {best}:1).",
        ),
        "contrast_may_be_low_in_places": review(
            ja="文字{front}の後ろ（画像、模様、色の境目）を画面で測ると、コントラスト比は{worst}から{best}までで、{needed}に足りない所が"
            "あります。読みやすいか、確認してください。",
            en="Measured on the screen, the contrast of {front} with what is behind it runs from {worst}:1 to "
            "{best}:1, in places below {needed}:1. Please see whether it is easy to read.",
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
    without a letter (arrows, dashes, icons). A picture behind, and all else that leaves the colours open, is asked
    about, unless every colour that they may have passes or every one fails, or the pixels behind the letters could be
    read: then it fails where all are too near, probably fails where a quarter is, and passes where none is. Of a
    drawing (SVG) whose texts could not be told so, the first is asked about.
    Assumption: the text is no logo.
    Source: WCAG 2.0, 1.4.3; WAIC, Understanding WCAG 2.0, 1.4.3, note on Japanese large text
    """
    asked: set[str] = set()
    sound: Say | None = None
    for element, text, look in page.texts():
        told = verdict(look, cjk=text.cjk)
        backdrop = _readable(page.backdrop(element, text)) if told.doubt else None
        if told.passes:
            sound = sound or Say("contrast_is_enough", None, _data(told, look))
        elif backdrop:
            seen = _seen(text, look, told, backdrop)
            if seen is not None:
                yield element.says(seen, **_measured(look, told, backdrop))
            else:
                ratio = math.floor(backdrop.ratios[0] * 100) / 100
                sound = sound or Say("contrast_is_enough", None, {**_data(told, look), "ratio": ratio})
        elif not told.doubt or not _asked_before(element, asked):
            yield element.says(_reason(text, told), **_data(told, look))
    if sound:
        yield sound


def _reason(text: TextRun, told: Verdict) -> str:
    if told.doubt:
        return _DOUBTS[told.doubt]
    if told.is_same:
        return "same_colour"
    if text.single and not text.cjk:
        return "one_character"
    return _FAILURES.get(text.part, "contrast_too_low")


def _readable(backdrop: Backdrop | None) -> Backdrop | None:
    """Leave out what has the colour of its letters everywhere: it may be hidden on purpose."""
    return backdrop if backdrop and backdrop.ratios[-1] > _SAME else None


def _asked_before(element: Element, asked: set[str]) -> bool:
    """Whether a text of the same drawing was asked about; one question is enough for a chart."""
    drawing = element.closest("svg")
    if drawing is None:
        return False
    place = drawing.target.selector
    if place in asked:
        return True
    asked.add(place)
    return False


def _seen(text: TextRun, look: TextLook, told: Verdict, backdrop: Backdrop) -> str | None:
    """Return what the pixels behind a text say; None where its contrast is enough."""
    if backdrop.ratios[0] >= told.needed:
        return None
    # A shadow around the letters may help more, and a single sign need not be text.
    if not look.shadow and not (text.single and not text.cjk):
        surely = told.needed if backdrop.worst == backdrop.best else told.needed * _SURELY
        if backdrop.ratios[-1] < surely:
            return "contrast_too_low_on_picture"
        if backdrop.below(told.needed * _SURELY) >= _SUBSTANTIAL:
            return "contrast_too_low_in_places"
    return "contrast_may_be_low_in_places"


def _measured(look: TextLook, told: Verdict, backdrop: Backdrop) -> dict[str, Datum]:
    front = colour(look.color)
    return {
        "size": round(look.font_size_px, 1),
        "weight": look.font_weight,
        "needed": told.needed,
        "front": front.hex if front else look.color,
        "worst": math.floor(backdrop.ratios[0] * 100) / 100,
        "best": math.floor(backdrop.ratios[-1] * 100) / 100,
        "share": round(backdrop.below(told.needed) * 100),
    }


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
