"""Rule: it shows which part of the page has the keyboard's focus."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule

_CONTROLS = frozenset({"a", "button", "input", "select", "textarea", "summary"})
_ROLES = frozenset({"button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option", "combobox", "slider"})
_PASSED_OVER = frozenset({"iframe", "frame", "object", "embed", "html", "body", "area"})
_FAINT = 24
"""A colour channel of 0 to 255 that changes by less is hard to see."""


@rule(
    id="focus-visible",
    version=1,
    title=Text("キーボードで選択中の場所が見て分かる", "It shows which part has the keyboard's focus"),
    criteria=["2.4.7"],
    techniques=["F78", "C15", "G165", "G195"],
    says={
        "nothing_changes": failed(
            ja="キーボードで選択しても、見た目がまったく変わりません（{number}番目に選択される場所）。",
            en="Nothing changes on the screen when it gets the keyboard's focus (stop {number}).",
        ),
        "stop_off_screen": failed(
            ja="画面の外にあり、キーボードで選択しても現れません（{number}番目に選択される場所）。",
            en="It lies off the screen and does not come up when it gets the keyboard's focus (stop {number}).",
        ),
        "stop_covered": failed(
            ja="画面に固定された部分に隠れていて、キーボードで選択しても見えません（{number}番目に選択される場所）。",
            en="A part that stays in place covers it, so that its focus can't be seen (stop {number}).",
        ),
        "place_does_not_change": likely(
            ja="キーボードで選択される場所ですが、選択しても見た目が変わりません（{number}番目）。",
            en="The keyboard stops here, and nothing changes on the screen (stop {number}).",
        ),
        "change_is_faint": review(
            ja="キーボードで選択したときの変化がごくわずかです（{pixels}画素、色の差 {strength}/255）。"
            "見て分かるか確かめてください。",
            en="The change when it gets the focus is very faint ({pixels} pixels, {strength}/255). See whether "
            "it can be seen.",
        ),
        "focus_shows": passed(
            ja="キーボードで選択した場所の見た目が変わります。", en="What has the focus looks different."
        ),
    },
    why=Text(
        "マウスを使えず、キーボードやスイッチで操作する人が、今どこにいるのか分からなくなります。",
        "People who use a keyboard or a switch instead of a mouse can't see where on the page they are.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、キーボードで選択したときの枠線を消さないよう伝えてください。",
            "Ask the template's maker not to remove the outline of what has the focus.",
        ),
        Text(
            "CSS の outline: none を外すか、:focus-visible に枠線や背景色を指定します。",
            "Remove outline: none from the style sheet, or give :focus-visible an outline or a background.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/oj04fd/",
    needs="keyboard",
)
def focus_visible(page: Page) -> Iterator[Say]:
    """Judge each stop of the Tab key by pictures: with the focus, and without it.

    Judged: whether any pixel of the window that stands still otherwise differs, twice over.
    Left out: fields with a text cursor, which is itself an indicator; frames; areas of images, which browsers frame
    only in windows that are in front; links and the like that hold nothing, which is another defect; stops around which
    something moves all the time; stops beyond the first two dozen at which nothing changed. Places that are no control
    by their markup, such as boxes that some browsers let people scroll, are only likely.
    Assumption: the state right after Tab, with all transitions at their end, is the one that people see.
    Source: ACT rule oj04fd, https://www.w3.org/WAI/standards-guidelines/act/rules/oj04fd/
    """
    for number, stop in enumerate(page.evidence("keyboard").get("stops", ()), 1):
        element = page.placed(stop["place"])
        if element is None or stop["lost"] or element.name in _PASSED_OVER or _is_hollow(element):
            continue
        if stop["shows"] == "none":
            yield element.says(_reason(element, stop), number=number, picture=f"keyboard stop {number}")
        elif stop["shows"] in ("style", "pixels") and stop["strength"] < _FAINT:
            yield element.says("change_is_faint", pixels=stop["pixels"], strength=stop["strength"])
        elif stop["shows"] in ("style", "pixels", "alike", "caret"):
            yield element.says("focus_shows")


def _is_hollow(element: Element) -> bool:
    """Whether there is nothing of an element to be seen, with the focus or without."""
    box = element.box
    return (
        (box is None or box.width < 1 or box.height < 1)
        and not element.text.strip()
        and not element.inside("img", "svg")
    )


def _reason(element: Element, stop: Mapping[str, Any]) -> str:
    if element.name not in _CONTROLS and element.get("role") not in _ROLES:
        return "place_does_not_change"
    if stop["outside"]:
        return "stop_off_screen"
    return "stop_covered" if stop["covered"] else "nothing_changes"
