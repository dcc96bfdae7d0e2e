"""Rule: what a click sets off can be set off with the keyboard."""

from collections.abc import Iterator
from urllib.parse import urljoin

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text.script import acts, leads, places

_MOUSE = ("onclick", "onmousedown", "onmouseup", "ondblclick")
_NATIVE = frozenset({"button", "input", "select", "textarea", "summary", "label", "option", "video", "audio", "iframe"})
_SHELLS = frozenset({"html", "body", "form", "main", "dialog", "fieldset", "article", "section", "nav", "header"})
_CONTROLS = ("a", "button", "input", "select", "textarea", "summary", "label", "area", "iframe")
_LONGEST = 80


@rule(
    id="scripted-control-works-by-keyboard",
    version=2,
    title=Text("クリックで動く部分が、キーボードでも使える", "What a click sets off can be set off with the keyboard"),
    criteria=["2.1.1"],
    techniques=["F54", "F42", "G90", "G202", "SCR20", "SCR29"],
    barrier="control-without-role",
    says={
        "only_a_mouse_leads_elsewhere": failed(
            ja="「{text}」（{element}要素）はクリックで別の画面に移りますが、キーボードでは選べません。",
            en="A click on “{text}” ({element}) leads elsewhere, but the keyboard cannot reach it.",
        ),
        "only_a_mouse_operates": likely(
            ja="「{text}」（{element}要素）はクリックで動きますが、キーボードで選べません。",
            en="“{text}” ({element}) reacts to a click, but the keyboard cannot reach it.",
        ),
        "nameless_part_reacts_to_mouse": review(
            ja="文字のない{element}要素がクリックで動きますが、キーボードで選べません。何が起きるか確かめてください。",
            en="A part without text ({element}) reacts to a click, but no key reaches it. See what it does.",
        ),
        "keyboard_operates_too": passed(
            ja="クリックで動く部分に、キーボードでも選べるものがあります。",
            en="Parts that react to a click can be reached with the keyboard.",
        ),
    },
    why=Text(
        "マウスを使えず、キーボードや音声、スイッチで操作する人は、この部分を動かせません。",
        "People who use a keyboard, their voice or a switch instead of a mouse cannot operate this part.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せません。この箇所を示して、CMSの業者に修正を依頼してください。",
            "This cannot be repaired in the editor. Show the place to the CMS vendor and ask for a repair.",
        ),
        Text(
            "別のページへ移るなら <a href>、ほかは <button> に書き換えます。tabindex だけではキーで動きません。",
            "Use <a href> for what leads elsewhere, <button> for all else; tabindex alone makes no key work.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F54.html",
)
def scripted_control_works_by_keyboard(page: Page) -> Iterator[Say]:
    """Judge elements with an inline handler for the mouse that neither are, nor hold, nor stand in a control.

    Judged: onclick, onmousedown, onmouseup and ondblclick that do something, on elements that take no focus: not by
    kind (button, a with href, field), nor by tabindex or contenteditable. It is certain where the handler itself goes
    to another place or sends a form, and no link of the page leads to that place.
    Left out: handlers that scripts add later, which the markup does not show; handlers that stop an event or count
    clicks; large parts, and parts with a link or a button in them, where the click is a second way.
    Assumption: the page has no other control for the same.
    Source: WCAG 2.0 F54 and F42, https://www.w3.org/TR/WCAG20-TECHS/F54.html
    """
    is_sound_told = False
    for element in _with_handler(page):
        if _takes_focus(element):
            if not is_sound_told:
                is_sound_told = True
                yield Say("keyboard_operates_too", None, {})
        elif _is_alone(element):
            text = _name(element)
            if not text:
                yield element.says("nameless_part_reacts_to_mouse", element=element.name)
            else:
                reason = "only_a_mouse_leads_elsewhere" if _leads(element) else "only_a_mouse_operates"
                yield element.says(reason, element=element.name, text=text)


def _with_handler(page: Page) -> Iterator[Element]:
    for index, tree in enumerate(page.trees):
        for tag in tree.tags:
            if tag.name not in _SHELLS and any(name in tag.attrs and acts(str(tag[name])) for name in _MOUSE):
                element = Element(page, index, tag)
                if element.rendered and element.box is not None:
                    yield element


def _leads(element: Element) -> bool:
    """Whether a click goes to a place to which no link leads."""
    handlers = [handler for name in _MOUSE if (handler := element.get(name)) and leads(handler)]
    base = element.page.snapshot.final_url
    linked = {_resolved(base, link.get("href") or "") for link in element.page.links} if handlers else set()
    return any(not linked.intersection(_resolved(base, each) for each in places(handler)) for handler in handlers)


def _resolved(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:  # such as "http://[" in an editor's typing error
        return address


def _takes_focus(element: Element) -> bool:
    if element.name in ("a", "area") and element.get("href") is not None:
        return True
    return element.name in _NATIVE or element.get("tabindex") is not None or element.get("contenteditable") is not None


def _is_alone(element: Element) -> bool:
    if element.inside(*_CONTROLS) or any(each.get("tabindex") is not None for each in element.inside()):
        return False
    return len(element.base_text) <= _LONGEST and not any(_takes_focus(each) for each in element.ancestors)


def _name(element: Element) -> str:
    pictures = [element, *element.inside("img")]
    words = [element.base_text, *(each.get("alt") or "" for each in pictures), element.get("aria-label") or ""]
    return " ".join(" ".join(words).split())[:60]
