"""Rule: a field that must be filled in says so in words or with an explained mark."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.entry import mark_of, tells_all_required, tells_optional, tells_required, without_badges
from a11y_audit.text.normal import plain

from ._field import (
    CHOICES,
    Labels,
    Words,
    block_of,
    choices,
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

_FEW = 3
_SHOWN = 5
_MARK_AT = 3
_GROUP_ROLES = frozenset({"group", "radiogroup"})
_DRAWN = frozenset({"before", "after"})


@rule(
    id="required-field-told",
    version=1,
    title=Text("必須の入力欄が、言葉で分かる", "Words tell which fields are required"),
    criteria=["3.3.2"],
    techniques=["H90", "G131", "ARIA2", "G83"],
    says={
        "required_is_not_told": likely(
            ja="必須の欄（{fields}）に「必須」などの言葉や印がありません（{count}個）。",
            en="No word or mark tells that {count} fields are required: {fields}.",
        ),
        "all_are_required": review(
            ja="フォームの欄がすべて必須ですが（{fields}）、その説明がありません。見て分かるか確かめてください。",
            en="All fields of the form are required ({fields}), but nothing says so. See whether people can tell.",
        ),
        "mark_is_not_explained": review(
            ja="必須の欄に「{mark}」の印がありますが、印の意味の説明がページに見つかりません（{fields}）。",
            en="Required fields ({fields}) have the mark “{mark}”, but the page does not explain it.",
        ),
        "required_is_told": passed(
            ja="必須の欄であることが言葉で分かります（{fields}）。",
            en="Words tell which fields are required: {fields}.",
        ),
    },
    why=Text(
        "どの欄を埋めればよいか分からず、送信してから何度も直すことになります。入力に時間のかかる人ほど困ります。",
        "People do not know what to fill in and are sent back again and again; worst for those who are slow to enter.",
    ),
    mend=Mend(
        Text(
            "必須の欄の項目名に「必須」と書きます。「※」などの印を使うときは、フォームの初めに意味を書きます。",
            "Write “required” into the name of each such field; if a mark is used, explain it above the form.",
        ),
        Text(
            "<label> や <legend> の中に「必須」の文字を入れます。CSSの疑似要素や色だけで示しません。",
            "Put the word “required” into <label> or <legend>, not into CSS or a color alone.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H90.html",
)
def required_field_told(page: Page) -> Iterator[Say]:
    """Judge forms with fields marked up as required (required, aria-required) by the words around those fields.

    Judged: each form once. 必須, "required" and the like, or a mark that a line of the page explains, count in the
    label, right before or after the field, in its description, placeholder, title or legend. Words that say that all
    fields are required, or 任意 at the other fields, tell it too.
    Left out: forms of one field, such as a search; forms to log in; fields whose label has something drawn by the style
    sheet, whose words are not known; fields that are required by a script only.
    Assumption: an officer who marks up a field as required means people to know.
    Source: WCAG 2.0 H90, https://www.w3.org/TR/WCAG20-TECHS/H90.html
    """
    forms: dict[Element | None, list[Element]] = defaultdict(list)
    for field in (*entries(page), *_firsts(choices(page))):
        forms[field.closest("form")].append(field)
    by_id = labels(page) if any(map(_is_required, (each for group in forms.values() for each in group))) else {}
    for fields in forms.values():
        required = [each for each in fields if _is_required(each)]
        if required and len(fields) > 1 and not _is_login(fields):
            yield from _judge(page, fields, required, by_id)


def _judge(page: Page, fields: Sequence[Element], required: Sequence[Element], by_id: Labels) -> Iterator[Say]:
    around = _by_field(fields, by_id, _around)
    near = _by_field(fields, by_id, _close)
    if any(tells_all_required(block.text) for block in page.blocks) or any(
        tells_optional(words) for each, words in around.items() if each not in required
    ):
        yield Say("required_is_told", None, {"fields": _names(required, by_id)})
        return
    silent = [each for each in required if not tells_required(around[each])]
    marked = [each for each in silent if mark_of(near[each])]
    drawn = {id(each.tag) for each, run, _ in page.texts() if run.part in _DRAWN} if silent else set()
    unmarked = [each for each in silent if each not in marked and not _is_drawn_at(each, by_id, drawn)]
    if unmarked:
        reason = "all_are_required" if len(unmarked) == len(fields) else "required_is_not_told"
        told = {"count": len(unmarked)} if reason == "required_is_not_told" else {}
        yield unmarked[0].says(reason, fields=_names(unmarked, by_id), **told)
    unexplained = [each for each in marked if not _explains(page, mark_of(near[each]))]
    if unexplained:
        mark = mark_of(near[unexplained[0]])
        yield unexplained[0].says("mark_is_not_explained", mark=mark, fields=_names(unexplained, by_id))
    if not unmarked and not unexplained and (not silent or marked):
        yield Say("required_is_told", None, {"fields": _names(required, by_id)})


def _firsts(members: Sequence[Element]) -> list[Element]:
    """Return the first of each set of choices; one of them stands for all."""
    found: dict[tuple[str, str], Element] = {}
    for each in members:
        found.setdefault((kind_of(each), each.get("name") or str(id(each.tag))), each)
    return list(found.values())


def _is_required(field: Element) -> bool:
    return field.get("required") is not None or field.get("aria-required") == "true"


def _is_login(fields: Sequence[Element]) -> bool:
    return len(fields) <= _FEW and any(kind_of(each) == "password" for each in fields)


def _close(field: Element, by_id: Labels) -> str:
    """Return the words that name the field: its labels, the lines before it and before its line, a mark behind it."""
    before = words_before(field)
    above = words_before(before.element) if before.element is not None else Words()
    return f"{words_of(labels_of(field, by_id))} {before.text} {above.text} {words_after(field).text[:_MARK_AT]}"


def _by_field(fields: Sequence[Element], by_id: Labels, words: Callable[[Element, Labels], str]) -> dict[Element, str]:
    """Return the words of each field; parts of one line share those of the first."""
    found: dict[Element, str] = {}
    first: dict[Element, str] = {}
    for each in fields:
        own = words(each, by_id)
        found[each] = f"{own} {first.setdefault(block_of(each), own)}"
    return found


def _around(field: Element, by_id: Labels) -> str:
    """Return all words that may tell whether the field is required."""
    group = field.closest("fieldset")
    cell = field.closest("td", "dd")
    header = cell.tag.find_previous_sibling(["th", "dt"]) if cell is not None else None
    elements = [*referred(field, "aria-describedby"), *(group.children("legend") if group is not None else [])]
    if header is not None:
        elements.append(Element(field.page, field.document, header))
    groups = (each.accessible_name for each in field.ancestors if each.get("role") in _GROUP_ROLES)
    beside = " ".join((hints(field), *groups))
    return f"{_close(field, by_id)} {words_after(field).text} {words_of(elements)} {beside}"


def _is_drawn_at(field: Element, by_id: Labels, drawn: set[int]) -> bool:
    """Whether the style sheet draws something at the label, which may be the word 必須."""
    before = words_before(field).element
    places = [*labels_of(field, by_id), *([before] if before is not None else [])]
    return any(id(tag) in drawn for each in places for tag in (each.tag, *each.tag.find_all(True)))


def _explains(page: Page, mark: str) -> bool:
    """Whether a line of the page says what the mark stands for."""
    return any(mark in plain(block.text) and tells_required(block.text) for block in page.blocks)


def _names(fields: Sequence[Element], by_id: Labels) -> str:
    names = [_name(each, by_id) for each in fields]
    return "、".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")


def _name(field: Element, by_id: Labels) -> str:
    if kind_of(field) not in CHOICES:
        return title_of(field, by_id)
    group = field.closest("fieldset")
    legend = words_of(group.children("legend")) if group is not None else ""
    return without_badges(legend or words_before(field.closest("label") or field).text)[:60] or title_of(field, by_id)
