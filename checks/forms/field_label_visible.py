"""Rule: a label that can be seen tells what to enter in each text field."""

import re
from collections.abc import Iterator
from itertools import pairwise

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.entry import has_words
from a11y_audit.text.normal import plain

from ._field import (
    Labels,
    block_of,
    buttons,
    entries,
    is_seen,
    labels,
    labels_of,
    words_after,
    words_before,
    words_of,
)

_TELLING = re.compile(
    r"検索|さがす|探す|住所|郵便|しぼり?込|絞り?込|登録|送る|search|find|look|subscribe|sign ?up", re.IGNORECASE
)
_REACH = 4


@rule(
    id="field-label-visible",
    version=1,
    title=Text("入力欄に、見えるラベルがある", "Text fields have a label that can be seen"),
    criteria=["3.3.2"],
    techniques=["G131", "G167", "H44", "F82"],
    barrier="form-field-without-label",
    says={
        "placeholder_is_only_label": likely(
            ja="見える項目名がなく、欄の中の薄い文字「{placeholder}」だけが入力する内容を伝えています。",
            en="No label is seen: only the placeholder “{placeholder}” tells what to enter.",
        ),
        "label_is_missing": likely(
            ja="入力欄の前にも後ろにも、何を入力するかを伝える言葉がありません。",
            en="No words before or after the field tell what to enter.",
        ),
        "label_is_unseen": review(
            ja="項目名「{name}」は画面に出ていません。見ただけで何を入力する欄か分かるか確かめてください。",
            en="The name “{name}” is not seen on the screen. See whether the eye can tell what to enter.",
        ),
        "label_is_seen": passed(
            ja="見える言葉「{label}」が欄のそばにあります。", en="Words are seen beside the field: “{label}”."
        ),
    },
    why=Text(
        "欄の中の薄い文字は入力を始めると消えます。覚えておくのが苦手な人は、何の欄だったか分からなくなります。",
        "A placeholder is gone with the first letter. People who forget easily can't tell what the field was for.",
    ),
    mend=Mend(
        Text(
            "フォームの設定で、欄の外に項目名を表示します。欄の中の薄い文字は、入力の例だけに使います。",
            "Show the name of the item outside the field; use the text inside the field for examples only.",
        ),
        Text(
            "欄の前に <label> を置きます。検索欄なら、すぐ隣に「検索」のボタンを置くだけでも伝わります。",
            "Put a <label> before the field. For a search box, a button “Search” right beside it is enough.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G131.html",
)
def field_label_visible(page: Page) -> Iterator[Say]:
    """Judge whether words outside a text field tell, for the eye, what to enter in it.

    Judged: text fields and text areas. A label that is drawn, any words right before or after the field, headers of a
    table, and a telling button beside a single field (G167) are labels that can be seen. A placeholder is none.
    Left out: menus, which show their choices; further parts of an entry in the same line, judged by their names; fields
    in frames; whether the words are good.
    Assumption: words next to a field are about it.
    Source: WCAG 2.0 G131 and G167, https://www.w3.org/TR/WCAG20-TECHS/G131.html
    """
    by_id = labels(page)
    fields = entries(page)
    parts = {later for one, later in pairwise(fields) if block_of(one) == block_of(later)}
    crowd, pressed = _by_holder(fields), _by_holder(buttons(page))
    is_sound_told = False
    for field in fields:
        if field.name == "select" or field in parts:
            continue
        seen = _seen_words(field, by_id) or _button_beside(field, crowd, pressed)
        placeholder, name = plain(field.get("placeholder") or ""), plain(field.accessible_name)
        if seen:
            if not is_sound_told:
                is_sound_told = True
                yield Say("label_is_seen", None, {"label": plain(seen)[:80]})
        elif placeholder:
            yield field.says("placeholder_is_only_label", placeholder=placeholder[:80])
        elif not is_blank(name):
            yield field.says("label_is_unseen", name=name[:80])
        else:
            yield field.says("label_is_missing")


def _seen_words(field: Element, by_id: Labels) -> str:
    """Return words that the eye meets at the field, or ""."""
    own = words_of(each for each in labels_of(field, by_id) if is_seen(each))
    if not is_blank(own):
        return own
    before, after = words_before(field), words_after(field)
    for near in (before, after if after.element == block_of(field) else None):
        if near is not None and near.element is not None and is_seen(near.element) and has_words(near.text):
            return near.text
    table = field.closest("table")
    return words_of(each for each in table.inside("th") if is_seen(each)) if table is not None else ""


def _by_holder(controls: list[Element]) -> dict[Element, list[Element]]:
    """Return the controls that lie in each element, a few levels up, and in each form."""
    found: dict[Element, list[Element]] = {}
    for each in controls:
        near = dict.fromkeys(around for around, _ in zip(each.ancestors, range(_REACH), strict=False))
        form = each.closest("form")
        for around in (*near, *([form] if form is not None and form not in near else [])):
            found.setdefault(around, []).append(each)
    return found


def _button_beside(field: Element, crowd: dict[Element, list[Element]], pressed: dict[Element, list[Element]]) -> str:
    """Return the name of a button that serves as label of the only field around, or ""."""
    for around in field.ancestors:
        if around not in crowd or len(crowd[around]) > 1:
            return ""
        for button in pressed.get(around, ()):
            name = button.accessible_name
            if not is_blank(name) and (around.name == "form" or _TELLING.search(name)):
                return name
        if around.name == "form":
            return ""
    return ""
