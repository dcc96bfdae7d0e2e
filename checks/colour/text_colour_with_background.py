"""Rule: who sets the colour of text sets its background too."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.core.snapshot import Ground

_OWN = frozenset({"rgb(0, 0, 0)", "rgb(0, 0, 238)", "rgb(85, 26, 139)", "rgb(255, 0, 0)"})
"""Colours of text and links that a browser gives by itself."""
_FIELDS = frozenset({"value", "placeholder", "typed"})
_CONTROLS = frozenset({"button", "select", "option", "textarea", "input", "mark"})

_CLEAR = "rgba(0, 0, 0, 0)"


@rule(
    id="text-colour-with-background",
    version=2,
    title=Text("文字の色と背景の色を、組にして指定している", "The colour of text and its background are set together"),
    criteria=["1.4.3"],
    techniques=["F24", "G148", "G156"],
    says={
        "text_colour_without_background": review(
            ja="ページの文字の色を指定していますが、背景の色を指定していません。",
            en="The page sets the colour of its text, but no background.",
        ),
        "background_without_text_colour": review(
            ja="ページの背景を指定していますが、文字の色を指定していません。",
            en="The page sets a background, but no colour of text.",
        ),
        "part_colour_without_background": review(
            ja="「{text}」の文字の色（{color}）を指定していますが、背景の色をどこにも指定していません。",
            en="“{text}” has a colour of its own ({color}), but no background is set anywhere behind it.",
        ),
        "set_together": passed(
            ja="ページの文字の色と背景を、組にして指定しています。",
            en="The page sets the colour of its text and a background.",
        ),
    },
    why=Text(
        "見やすい色をブラウザーで決めている人（白い文字に黒い背景など）には、片方だけが変わって、文字が背景に埋もれます。",
        "Where people set colours in their browser, only one of the two changes, and text vanishes in its background.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せません。CMSの業者に、スタイルシートの修正を依頼してください。",
            "Ask the CMS vendor to mend the style sheet.",
        ),
        Text(
            "body に color と background-color の両方を書きます。どちらも書かず、利用者の設定に任せる方法もあります。",
            "Give body both color and background-color; or leave both to the reader.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F24.html",
)
def text_colour_with_background(page: Page) -> Iterator[Say]:
    """Judge what the author sets for html and body; where nothing is set there, the first text of another colour.

    Judged: color and background of every rule that picks html, body, :root or *, and of the elements themselves.
    Left out: pages whose style sheets can't be read for their origin, unless they set both elsewhere; fields and
    buttons, which have colours of their own; whether a part with one of the two has the other: mostly it inherits it.
    Assumption: who sets one colour for some part of the style sheets' rules for the whole page means all of the page.
    What is found is the style sheet's, so it is told of the body, once for all pages that look the same.
    Source: WCAG 2.0 F24, https://www.w3.org/TR/WCAG20-TECHS/F24.html
    """
    ground = page.snapshot.documents[0].ground if page.snapshot.documents else None
    body = next(iter(page.tagged("body")), page.root)
    if ground is None or body is None or not page.text:
        return
    reason = _reason(ground)
    if reason:
        yield body.says(reason)
    elif ground == Ground(colour=False, background=False):
        found = _coloured(page)
        if found:
            element, color = found
            text = " ".join(element.base_text.split())[:40]
            yield body.says("part_colour_without_background", text=text, color=color)


def _reason(ground: Ground) -> str | None:
    if ground.colour and ground.background:
        return "set_together"
    if ground.colour and ground.background is False:
        return "text_colour_without_background"
    return "background_without_text_colour" if ground.background and ground.colour is False else None


def _coloured(page: Page) -> tuple[Element, str] | None:
    """Return the first text whose colour is no browser's, with nothing of the page's behind it, and its colour."""
    looks = page.snapshot.looks or ()
    bare = {number for number, each in enumerate(looks) if len(each.layers) <= 1 and each.color not in _OWN}
    for run in page.snapshot.documents[0].texts if bare else ():
        if run.look in bare and run.part not in _FIELDS:
            element = page.element(0, run.number)
            if element.name not in _CONTROLS and element.base_text and not _has_ground(element):
                return element, looks[run.look].color
    return None


def _has_ground(element: Element) -> bool:
    """Whether the element or one around it has a background: what is opaque hides all layers below it."""
    styles = (each.style for each in (element, *element.ancestors))
    return any(style and (style.background_color != _CLEAR or style.background_image) for style in styles)
