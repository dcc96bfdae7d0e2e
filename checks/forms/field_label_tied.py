"""Rule: the words beside a field that are its label are tied to it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.entry import may_be_label
from a11y_audit.text.normal import plain

from ._field import Words, block_of, entries, labels, labels_of, words_before, words_of

_NO_LABELS = ("h1", "h2", "h3", "legend", "caption", "a", "button", "nav")
_CELLS = frozenset({"th", "td", "dt"})
_UNIT = re.compile(r"[年月日時分秒歳才円人枚個回番号]|丁目|番地|から|まで|以上|以下")


@rule(
    id="field-label-tied",
    version=1,
    title=Text("見えている項目名が、入力欄に結び付いている", "The label that is seen beside a field is tied to it"),
    criteria=["1.3.1", "4.1.2"],
    techniques=["H44", "F68", "ARIA16"],
    barrier="form-field-without-label",
    says={
        "label_is_not_tied": likely(
            ja="見えている項目名「{label}」が、入力欄に結び付いていません。",
            en="The label that is seen, “{label}”, is not tied to the field.",
        ),
        "placeholder_stands_for_label": likely(
            ja="見えている項目名「{label}」が入力欄に結び付いておらず、欄の中の薄い文字「{placeholder}」だけが名前になっています。",
            en="The label “{label}” is not tied to the field: only the placeholder, “{placeholder}”, is its name.",
        ),
        "label_is_tied": passed(
            ja="項目名「{label}」が入力欄に結び付いています。", en="The label “{label}” is tied to its field."
        ),
    },
    why=Text(
        "読み上げソフトで欄に移動しても項目名が読まれず、何を入力するのか分かりません。項目名を押しても欄に移れません。",
        "Screen readers do not read the label at the field, and a click on it does not lead into the field.",
    ),
    mend=Mend(
        Text(
            "フォームの設定で、項目名を欄の「ラベル」として入れます。設定できない場合はCMSの業者に依頼してください。",
            "Enter the words as the label of the field in the form settings; otherwise ask the CMS vendor.",
        ),
        Text(
            '項目名を <label for="欄のid"> で囲みます。表の見出しのセルが項目名なら aria-labelledby で結び付けます。',
            'Put the words into <label for="id of the field">, or point to their cell with aria-labelledby.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H44.html",
)
def field_label_tied(page: Page) -> Iterator[Say]:
    """Judge fields whose label stands before them in the text, while no markup makes it their name.

    Judged: text fields and menus without label, title, aria-label or aria-labelledby. A short text before such a field,
    in its line, its row's header or the line above in the same part, is taken for its label.
    Left out: fields with a name by markup, which a person may compare with the text; fields with no words before them
    (axe judges whether they have a name); sentences, headings, legends and links before a field; words after it.
    Assumption: a short text right before a field, with no other field in between, is meant to be its label.
    Source: WCAG 2.0 H44 and F68, https://www.w3.org/TR/WCAG20-TECHS/H44.html
    """
    by_id = labels(page)
    fields = entries(page)
    parts = {later for one, later in pairwise(fields) if block_of(one) == block_of(later)}
    is_sound_told = False
    for field in fields:
        own = words_of(labels_of(field, by_id))
        if not is_blank(own):
            if not is_sound_told:
                is_sound_told = True
                yield Say("label_is_tied", None, {"label": own[:80]})
            continue
        if _is_named(field):
            continue
        before = words_before(field)
        # Between the parts of an entry stand units (年, 月, 日), which belong to the part before.
        if not _is_label(before, field) or (field in parts and _UNIT.fullmatch(plain(before.text))):
            continue
        placeholder = plain(field.get("placeholder") or "")
        if placeholder:
            yield field.says("placeholder_stands_for_label", label=plain(before.text), placeholder=placeholder[:80])
        else:
            yield field.says("label_is_not_tied", label=plain(before.text))


def _is_named(field: Element) -> bool:
    """Whether markup beside labels names the field: title, aria-label."""
    return any(not is_blank(field.get(each) or "") for each in ("title", "aria-label"))


def _is_label(before: Words, field: Element) -> bool:
    holder, inner = before.element, before.inner
    if holder is None or inner is None or not may_be_label(before.text):
        return False
    if inner.name in _NO_LABELS or inner.closest(*_NO_LABELS) is not None:
        return False
    if (inner if inner.name == "li" else inner.closest("li")) != field.closest("li"):
        return False
    return holder == block_of(field) or holder.name in _CELLS or holder.parent in list(field.ancestors)
