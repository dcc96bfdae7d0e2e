"""Rule: what works as a control says that it is one."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, rule
from a11y_audit.text.script import acts, leads

_ACTIONS = ("onclick", "onmousedown", "onmouseup", "onkeydown", "onkeyup", "onkeypress")
_NATIVE = frozenset(
    {"a", "area", "button", "input", "select", "textarea", "summary", "label", "option", "video", "audio"}
)
_SHELLS = frozenset(
    {"html", "body", "form", "main", "dialog", "fieldset", "iframe", "canvas", "object", "embed", "video", "audio"}
)
_CONTROLS = ("a", "button", "input", "select", "textarea", "summary", "label")
_LONGEST = 80


@rule(
    id="scripted-control-has-role",
    version=2,
    title=Text("操作できる部分に、部品としての役割がある", "What works as a control says that it is one"),
    criteria=["4.1.2"],
    techniques=["F59", "F15", "ARIA4", "H91"],
    barrier="control-without-role",
    says={
        "focusable_control_has_no_role": failed(
            ja="「{text}」（{element}要素）は選んで操作できますが、ボタンやリンクであることが伝わりません。",
            en="“{text}” ({element}) takes the focus and acts, but nothing says that it is a button or a link.",
        ),
        "control_has_no_role": likely(
            ja="「{text}」（{element}要素）は操作できますが、ボタンやリンクであることが伝わりません。",
            en="“{text}” ({element}) can be operated, but nothing says that it is a button or a link.",
        ),
        "controls_have_roles": passed(
            ja="操作できる部分に、役割の付いたものがあります。", en="Parts that can be operated have a role."
        ),
    },
    why=Text(
        "読み上げソフトではただの文字に聞こえ、操作できることに気づけません。",
        "A screen reader reads it like any text, so that its users never learn that it can be operated.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せません。この箇所を示して、CMSの業者に修正を依頼してください。",
            "This cannot be repaired in the editor. Show the place to the CMS vendor and ask for a repair.",
        ),
        Text(
            '<button> か <a href> に書き換えます。できないときは role="button" などを付け、開閉の状態も伝えます。',
            'Use <button> or <a href>; where that cannot be, give it role="button" or the like, and its state.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F59.html",
)
def scripted_control_has_role(page: Page) -> Iterator[Say]:
    """Judge elements with an inline handler that are a control neither by kind nor by role.

    Judged: short texts and images with onclick and the like that do something, whether they take the focus or not.
    It is certain where the author made it a control: it takes the focus, and acts on the mouse as well as on keys; or
    its click leads elsewhere.
    Left out: handlers that scripts add later, which the markup does not show; handlers that stop an event or count
    clicks; keys alone without tabindex; parts without a name; large parts, and parts with a control in them or around
    them.
    Source: WCAG 2.0 F59, https://www.w3.org/TR/WCAG20-TECHS/F59.html
    """
    is_sound_told = False
    for element in _operable(page):
        if _has_role(element):
            if not is_sound_told:
                is_sound_told = True
                yield Say("controls_have_roles", None, {})
        elif (text := _name(element)) and _is_alone(element):
            reason = "focusable_control_has_no_role" if _is_made_for_all(element) else "control_has_no_role"
            yield element.says(reason, text=text, element=element.name)


def _operable(page: Page) -> Iterator[Element]:
    for index, tree in enumerate(page.trees):
        for tag in tree.tags:
            if tag.name in _SHELLS or not any(name in tag.attrs and acts(str(tag[name])) for name in _ACTIONS):
                continue
            element = Element(page, index, tag)
            has_mouse = any(name in tag.attrs for name in _ACTIONS if name.startswith(("onc", "onm")))
            if element.exposed and (has_mouse or element.get("tabindex") is not None):
                yield element


def _is_made_for_all(element: Element) -> bool:
    handlers = {name: each for name in _ACTIONS if (each := element.get(name)) and acts(each)}
    if leads(handlers.get("onclick", "")):
        return True
    heard = {name[:3] for name in handlers}
    return element.get("tabindex") == "0" and "onk" in heard and len(heard) > 1


def _has_role(element: Element) -> bool:
    if element.name == "a" and element.get("href") is None:
        return bool(element.get("role"))
    return element.name in _NATIVE or bool(element.get("role"))


def _is_alone(element: Element) -> bool:
    if len(element.base_text) > _LONGEST or element.inside(*_CONTROLS) or any(map(_is_marked, element.inside())):
        return False
    return not any(_is_control(each) for each in element.ancestors)


def _is_marked(element: Element) -> bool:
    return element.get("tabindex") is not None or element.get("role") in ("button", "link", "tab", "menuitem")


def _is_control(element: Element) -> bool:
    return element.name in _CONTROLS or element.get("role") in ("button", "link", "tab", "menuitem", "option", "grid")


def _name(element: Element) -> str:
    pictures = [element, *element.inside("img")]
    words = [element.base_text, *(each.get("alt") or "" for each in pictures), element.get("aria-label") or ""]
    return " ".join(" ".join(words).split())[:60]
