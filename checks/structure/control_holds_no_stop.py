"""Rule: a control whose content is read as one has no further stop of the keyboard in it."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule

_WHOLE = frozenset(
    {
        "button", "checkbox", "img", "math", "menuitemcheckbox", "menuitemradio", "meter", "option", "progressbar",
        "radio", "scrollbar", "separator", "slider", "switch", "tab",
    }
)  # fmt: skip
_NATIVE = frozenset({"button", "meter", "progress"})
_STOPS = frozenset({"a", "button", "input", "select", "textarea", "iframe", "summary", "video", "audio"})


@rule(
    id="control-holds-no-stop",
    version=1,
    title=Text(
        "ひとまとまりに読まれる部品の中に、キーの止まる所がない",
        "What is read as one control has no further stop in it",
    ),
    criteria=["4.1.2"],
    techniques=["G108", "H91"],
    barrier="nested-controls",
    says={
        "stop_inside_control": failed(
            ja="「{text}」という部品（{role}）の中に、キーボードで止まる別の要素（{element}）があります。",
            en="The control “{text}” ({role}) has another stop of the keyboard in it ({element}).",
        ),
        "controls_hold_no_stop": passed(
            ja="ひとまとまりに読まれる部品の中に、別の止まる所はありません。",
            en="No such control has another stop in it.",
        ),
    },
    why=Text(
        "読み上げソフトは部品をひとまとまりに読むので、内側で止まったとき、そこが何か伝わりません。",
        "A screen reader takes the control as one; at the stop inside it nothing tells what is there.",
    ),
    mend=Mend(
        Text(
            "ボタンなどの部品の中に、別のリンクやボタンを入れないようにします。",
            "Put no link or control into a button or the like.",
        ),
        Text(
            "内側の要素を部品の外に出すか、tabindex を外します。",
            "Move the inner element out of the control, or remove its tabindex.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/307n5z/",
)
def control_holds_no_stop(page: Page) -> Iterator[Say]:
    """Judge elements whose role makes all that is in them a part of their name, by stops of the Tab key in them.

    Judged: button, checkbox, image, option, tab, slider and the like, by their role or their element, with an element
    in them that Tab stops at: by its tabindex, or as a link, control or field.
    Left out: parts that are hidden from assistive technology; elements that are switched off or have a negative
    tabindex; controls in frames.
    Source: ACT rule 307n5z; WAI-ARIA, presentational children, https://www.w3.org/TR/wai-aria-1.2/#childrenArePresentational
    """
    told: set[bool] = set()
    for control in _controls(page):
        role = _role(control)
        if role not in _WHOLE or not control.exposed:
            continue
        inner = next((each for each in control.inside() if _is_stop(each)), None)
        told.add(inner is None)
        if inner is not None:
            text = " ".join((control.text or control.get("aria-label") or "").split())[:60]
            yield control.says("stop_inside_control", text=text, role=role, element=inner.name)
    if told == {True}:
        yield Say("controls_hold_no_stop", None)


def _controls(page: Page) -> Iterator[Element]:
    for index, tree in enumerate(page.trees):
        for tag in tree.tags:
            if tag.name in _NATIVE or tag.get("role"):
                yield Element(page, index, tag)


def _role(element: Element) -> str:
    given = (element.get("role") or "").split()
    if given:
        return given[0].lower()
    return {"progress": "progressbar"}.get(element.name, element.name) if element.name in _NATIVE else ""


def _is_stop(element: Element) -> bool:
    if not element.exposed or element.get("disabled") is not None:
        return False
    index = (element.get("tabindex") or "").strip()
    if index:
        return index.lstrip("+").isdigit()
    if element.name == "a":
        return element.get("href") is not None
    if element.name in ("video", "audio"):
        return element.get("controls") is not None
    return element.name in _STOPS and (element.get("type") or "").lower() != "hidden"
