"""Rule: where an entry must have a certain form, words at the field tell it."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.entry import tells_format
from a11y_audit.text.normal import plain

from ._field import (
    Labels,
    block_of,
    entries,
    hints,
    kind_of,
    labels,
    labels_of,
    referred,
    title_of,
    words_after,
    words_before,
    words_of,
)

# What lets anything through, or only brings up the keys for numbers on telephones.
_LOOSE = re.compile(r"\^?(?:\.[*+]|\\S[*+]|\.\*\\S\.\*|(?:\[0-9\]|\\d)[*+]?|\[\\s\\S\][*+])\$?")
_READING = re.compile(r"kana\b|kana[_\d]|furigana|hurigana|yomi(?:gana)?\b", re.IGNORECASE)
_SELF_TOLD = frozenset({"email", "url", "date", "time", "month", "week", "datetime-local", "number"})


@rule(
    id="field-format-told",
    version=1,
    title=Text(
        "入力の形式が決まっている欄に、その説明がある", "Where an entry must have a certain form, words tell it"
    ),
    criteria=["3.3.2"],
    techniques=["G89", "G184", "H89", "ARIA1"],
    says={
        "format_is_not_told": review(
            ja="「{name}」の欄は決まった形式でないと受け付けられませんが、形式の説明が見つかりません。",
            en="The field “{name}” takes one form of entry only, but no words that tell it were found.",
        ),
        "reading_is_not_told": review(
            ja="「{name}」の欄に、カタカナかひらがなかの説明が見つかりません。",
            en="No words at the field “{name}” tell whether the reading is asked for in katakana or hiragana.",
        ),
        "hint_comes_after_field": advice(
            ja="「{name}」の欄の説明「{hint}」が欄の後にあり、欄に結び付いていません。",
            en="The hint “{hint}” of the field “{name}” comes after it and is not tied to it.",
        ),
        "format_is_told": passed(
            ja="「{name}」の欄のそばに形式の説明があります。", en="Words at the field “{name}” tell the form of entry."
        ),
    },
    why=Text(
        "全角か半角か、ハイフンが要るかなどが分からないと、送信するたびに受け付けられず、先に進めなくなります。",
        "People who do not know which letters or hyphens are wanted are refused again and again, and give up.",
    ),
    mend=Mend(
        Text(
            "項目名のすぐ後に、形式と例を書きます。例:「電話番号（半角数字、例：012-345-6789）」",
            "Write the form and an example right behind the name: “Telephone (digits, e.g. 012-345-6789)”.",
        ),
        Text(
            "説明を <label> の中に入れるか、aria-describedby で欄に結び付けます。placeholder だけにはしません。",
            "Put the hint into <label> or tie it with aria-describedby; do not leave it to the placeholder.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G89.html",
)
def field_format_told(page: Page) -> Iterator[Say]:
    """Judge text fields that take one form of entry only by the words around them.

    Judged: fields with a pattern, and fields whose name says that they take the reading of a name (kana, furigana). A
    hint is any word about letters, digits, hyphens or length, or an example, in the label, the line before, the
    description, title, placeholder or legend. A hint behind the field that is not tied to it is heard too late.
    Left out: types that browsers know (email, date, number); patterns that let anything through or that only bring up
    the keys for numbers; fields that a script or the server checks; whether the hint is right.
    Assumption: フリガナ is asked for in katakana, ふりがな in hiragana, as each is written.
    Source: WCAG 2.0 G89 and G184, https://www.w3.org/TR/WCAG20-TECHS/G89.html
    """
    by_id = labels(page)
    is_sound_told = False
    for field in entries(page):
        has_pattern = _has_pattern(field)
        if field.name == "select" or not (has_pattern or _takes_reading(field)):
            continue
        name = title_of(field, by_id)
        after = words_after(field)
        hint = after.text if after.element == block_of(field) or not _is_of_next(after.element) else ""
        if tells_format(_words(field, by_id)):
            if not is_sound_told:
                is_sound_told = True
                yield Say("format_is_told", None, {"name": name})
        elif tells_format(hint):
            yield field.says("hint_comes_after_field", name=name, hint=plain(hint)[:80])
        else:
            yield field.says("format_is_not_told" if has_pattern else "reading_is_not_told", name=name)


def _has_pattern(field: Element) -> bool:
    pattern = (field.get("pattern") or "").strip()
    return bool(pattern) and not _LOOSE.fullmatch(pattern) and kind_of(field) not in _SELF_TOLD


def _takes_reading(field: Element) -> bool:
    return any(_READING.search(field.get(each) or "") for each in ("name", "id"))


def _words(field: Element, by_id: Labels) -> str:
    """Return the words that are met at the field before something is entered, and its legend."""
    own = [*labels_of(field, by_id), *referred(field, "aria-describedby")]
    group = field.closest("fieldset")
    legends = group.children("legend") if group is not None else []
    return f"{words_of([*own, *legends])} {words_before(field).text} {hints(field)}"


def _is_of_next(holder: Element | None) -> bool:
    """Whether words in a later line are the label or the header of the next field."""
    if holder is None or holder.name in ("label", "th", "dt", "legend"):
        return holder is not None
    return any(not is_blank(each.text) for each in holder.inside("label"))
