"""Rule: choosing or entering something does not by itself lead elsewhere."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule

from ._field import (
    announced,
    buttons,
    choices,
    entries,
    kind_of,
    labels,
)

_EVENTS = ("onchange", "oninput", "onselect")
_KEYS = ("onkeyup", "onkeydown", "onkeypress")
_JUMPS = re.compile(
    r"\blocation\b|\.href\b|\.submit\s*\(|\.requestSubmit\s*\(|\bsubmit\s*\(|window\.open|\bopen\s*\(|"
    r"\w*(?:jump|redirect|navigate|goto|go_?to_?(?:url|page)|change_?page|open_?(?:page|url|link))\w*\s*\(|__doPostBack",
    re.IGNORECASE,
)
_FOCUS = re.compile(
    r"\.focus\s*\(|\w*(?:auto_?tab|next_?(?:field|focus|input)|focus_?next|move_?(?:next|focus)|tab_?next)\w*\s*\(",
    re.IGNORECASE,
)
# Entries that are sent by the Enter key are sent on request.
_ENTER = re.compile(r"keyCode|\.key\b|which|Enter", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?:)?/{1,2}\S+|(?:\.{1,2}/)\S*|[\w./-]+\.(?:html?|php|aspx?|jsp|cgi)(?:[?#]\S*)?|[?#]\w+=\S*"
)
_LEAST = 2


@rule(
    id="value-change-does-not-jump",
    version=1,
    title=Text(
        "選んだり入力したりしただけで、別のページや欄に移らない",
        "Choosing or entering something does not by itself lead elsewhere",
    ),
    criteria=["3.2.2"],
    techniques=["F36", "F37", "G80", "G13", "H84", "H32"],
    says={
        "choice_jumps": likely(
            ja="選択や入力を変えただけで、別のページが開くか、送信されるようです（{event}）。",
            en="A change of the choice or entry alone seems to open a page or to send the form ({event}).",
        ),
        "entry_moves_focus": likely(
            ja="文字を入力しただけで、次の欄などに移るようです（{event}）。",
            en="Typing alone seems to move on to another field ({event}).",
        ),
        "choice_may_jump": review(
            ja="選択肢がページのアドレスで、実行ボタンがありません。選んだだけでページが変わらないか確かめてください。",
            en="The choices are addresses of pages and no button is there. See that a choice alone does not open one.",
        ),
        "change_is_announced": passed(
            ja="選ぶと移動することが前もって説明されています（「{text}」）。",
            en="Words tell beforehand that a choice leads elsewhere: “{text}”.",
        ),
        "button_carries_out": passed(
            ja="選んだ後、ボタンを押して移動する作りです。", en="After the choice a button is pressed to move on."
        ),
    },
    why=Text(
        "キーボードで選択肢を順に見るだけで最初の行き先に飛んでしまい、目的のページを選べない人がいます。",
        "People who go through the choices by keyboard are taken away at the first one, and never reach theirs.",
    ),
    mend=Mend(
        Text(
            "選択メニューの隣に「移動する」などのボタンを置く部品に替えます。できない場合はCMSの業者に依頼してください。",
            "Use a component with a button such as “Go” beside the menu; otherwise ask the CMS vendor.",
        ),
        Text(
            'onchange での移動や送信をやめ、<button type="submit"> で実行します。続けるなら欄の前に動きを説明します。',
            'Do not move or submit on change; use <button type="submit">. If it must stay, say so before the field.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F36.html",
)
def value_change_does_not_jump(page: Page) -> Iterator[Say]:
    """Judge what the event attributes of fields do when a choice or an entry changes.

    Judged: menus, choices and text fields with onchange, oninput and the like that set an address, send a form, open a
    window, or move the focus on; the form's onchange counts for its menus. Menus whose choices are addresses, without a
    button in their form or part, may do so by a script. Words that announce it beforehand make it conform (G13).
    Left out: what scripts attach to fields whose choices are no addresses, since it is not recorded; entries that are
    sent with the Enter key; clicks on buttons and links.
    Assumption: an attribute that names such an action carries it out on every change.
    Source: WCAG 2.0 F36 and F37, https://www.w3.org/TR/WCAG20-TECHS/F36.html
    """
    pressed = buttons(page)
    by_id = labels(page)
    is_sound_told = False
    for field in (*entries(page), *choices(page)):
        reason, event = _action(field)
        if reason is None and field.name == "select" and _leads(field):
            if not _has_button(field, pressed):
                reason = "choice_may_jump"
            elif not is_sound_told:
                is_sound_told = True
                yield Say("button_carries_out", None)
        if reason is None:
            continue
        words = announced(field, by_id)
        if words:
            yield field.says("change_is_announced", text=words[:80])
        elif event:
            yield field.says(reason, event=event)
        else:
            yield field.says(reason)


def _action(field: Element) -> tuple[str | None, str]:
    """Return the reason that the field's event attributes give, or None, and the attribute."""
    events = [(each, field.get(each) or "") for each in (*_EVENTS, *_KEYS)]
    if kind_of(field) in ("radio", "checkbox"):
        events.append(("onclick", field.get("onclick") or ""))
    form = field.closest("form")
    if form is not None:
        events.append(("onchange", form.get("onchange") or ""))
    for event, script in events:
        if _JUMPS.search(script) and not (event in _KEYS and _ENTER.search(script)):
            return "choice_jumps", event
        if kind_of(field) not in ("radio", "checkbox") and field.name != "select" and _FOCUS.search(script):
            return "entry_moves_focus", event
    return None, ""


def _leads(menu: Element) -> bool:
    """Whether two choices or more of a menu are addresses."""
    values = [option.get("value") or "" for option in menu.inside("option")]
    return sum(bool(_ADDRESS.fullmatch(each.strip())) for each in values) >= _LEAST


def _has_button(menu: Element, pressed: list[Element]) -> bool:
    form = menu.closest("form")
    around = form if form is not None else next(iter(menu.ancestors), menu).parent
    return around is not None and any(around in each.ancestors for each in pressed)
