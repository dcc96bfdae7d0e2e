"""Rule: fields that belong together have names of their own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain, squeezed

from ._field import block_of, entries, referred, words_of

_PARTS = ("tr", "li", "dd", "section", "article", "details", "dialog")
_GROUP_ROLES = frozenset({"group", "radiogroup", "row", "listitem", "tabpanel", "region"})


@rule(
    id="field-names-differ",
    version=2,
    title=Text("並んだ入力欄に、それぞれ違う名前がある", "Fields that stand together have names of their own"),
    criteria=["2.4.6", "3.3.2", "4.1.2"],
    techniques=["F82", "F86", "G131", "H44", "H65", "ARIA9"],
    says={
        "names_are_equal": likely(
            ja="「{name}」という同じ名前の入力欄が{count}個並んでいて、区別できません。",
            en="{count} fields side by side share the name “{name}”, so that they can't be told apart.",
        ),
        "names_are_equal_in_form": review(
            ja="一つのフォームに「{name}」という名前の入力欄が{count}個あります。区別できるか確かめてください。",
            en="{count} fields of one form share the name “{name}”. See whether people can tell them apart.",
        ),
        "names_differ": passed(
            ja="並んだ入力欄に違う名前があります（「{name}」「{other}」）。",
            en="Fields side by side have names of their own (“{name}”, “{other}”).",
        ),
    },
    why=Text(
        "読み上げソフトではどの欄も「電話番号」と聞こえ、市外局番の欄なのか最後の欄なのか分かりません。",
        "A screen reader says “telephone” at each box, so its users can't tell the area code from the last part.",
    ),
    mend=Mend(
        Text(
            "電話番号や郵便番号は、一つの欄にまとめます。分けるときは、欄ごとに名前（「市外局番」など）を付けます。",
            "Ask for a telephone number or postcode in one field, or name each part, such as “area code”.",
        ),
        Text(
            '欄ごとに label か title か aria-label を変えます。例: title="電話番号 市外局番"',
            'Give each field a label, title or aria-label of its own, e.g. title="Telephone, area code".',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F86.html",
)
def field_names_differ(page: Page) -> Iterator[Say]:
    """Judge fields that are typed into or chosen from and follow each other with the same accessible name.

    Judged: runs of fields of one name. In one line or block they are parts of one entry (postcode 3 and 4 digits,
    telephone in three boxes, date of birth); elsewhere in one form a person decides. Descriptions count as names.
    Left out: fields without a name, which axe judges; radio buttons and checkboxes; rows, list items and groups with
    a name, which tell equal fields apart; fields outside forms that stand in different blocks, such as two search
    boxes.
    Assumption: fields that ask for the same thing do not stand side by side.
    Source: WCAG 2.0 F86 and F82, https://www.w3.org/TR/WCAG20-TECHS/F86.html

    """
    named = [each for each in entries(page) if not is_blank(each.accessible_name)]
    is_sound_told = False
    for (_, _, form), group in groupby(named, key=_key):
        run = list(group)
        if len(run) == 1:
            continue
        if all(block_of(one) == block_of(other) for one, other in pairwise(run)):
            yield run[0].says("names_are_equal", name=_name(run[0]), count=len(run))
        elif form is not None and not any(_are_parted(one, other) for one, other in pairwise(run)):
            yield run[0].says("names_are_equal_in_form", name=_name(run[0]), count=len(run))
    for fields in _in_nameless_groups(named):
        yield fields[0].says("names_are_equal_in_form", name=_name(fields[0]), count=len(fields))
    for one, other in pairwise(named):
        if not is_sound_told and _key(one) != _key(other) and block_of(one) == block_of(other):
            is_sound_told = True
            yield Say("names_differ", None, {"name": _name(one), "other": _name(other)})


def _in_nameless_groups(fields: Sequence[Element]) -> Iterator[list[Element]]:
    """Yield fields of one name that only groups without a name could tell apart."""
    found: dict[tuple[str, str, Element | None], dict[Element, Element]] = defaultdict(dict)
    for field in fields:
        around = field.closest("fieldset")
        if around is not None and not _tells_apart(around) and _part(field) is None:
            found[_key(field)].setdefault(around, field)
    yield from (list(groups.values()) for groups in found.values() if len(groups) > 1)


def _key(field: Element) -> tuple[str, str, Element | None]:
    description = words_of(referred(field, "aria-describedby"))
    return squeezed(field.accessible_name), squeezed(description), field.closest("form")


def _name(field: Element) -> str:
    return plain(field.accessible_name)[:80]


def _are_parted(one: Element, other: Element) -> bool:
    """Whether the fields stand in different rows, items or groups."""
    return _part(one) != _part(other)


def _part(field: Element) -> Element | None:
    return next((each for each in field.ancestors if _tells_apart(each)), None)


def _tells_apart(around: Element) -> bool:
    """Whether an element tells what is in it apart from the same elsewhere: a group does so by its name."""
    if around.name == "fieldset":
        return bool(around.accessible_name) or any(each.base_text for each in around.children("legend"))
    return around.name in _PARTS or around.get("role") in _GROUP_ROLES
