"""Rule: radio buttons and checkboxes that answer one question are a group with a name."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.entry import has_words, without_badges
from a11y_audit.text.normal import plain, squeezed

from ._field import Labels, Words, choices, kind_of, labels, referred, words_before

_INDEX = re.compile(r"\[[^\]]*\]$")
_GROUP_ROLES = frozenset({"group", "radiogroup"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption")
_CELLS = ("th", "dt")
_LEAST = 2
_LONGEST = 60
_TELLING = 6
_CONTROLS = ["input", "select", "textarea"]

Group = Sequence[Element]


@rule(
    id="choices-named-as-group",
    version=1,
    title=Text(
        "一つの問いに答える選択肢が、名前のあるグループになっている",
        "Choices that answer one question form a group with a name",
    ),
    criteria=["1.3.1", "3.3.2"],
    techniques=["H71", "ARIA17"],
    says={
        "question_is_not_tied": likely(
            ja="問い「{question}」が、{count}個の選択肢のグループ名になっていません。",
            en="The question “{question}” is not the name of a group of its {count} choices.",
        ),
        "question_in_header_cell": review(
            ja="問い「{question}」が{count}個の選択肢のグループ名になっていません。問いが伝わるか確かめてください。",
            en="“{question}” is not the name of a group of its {count} choices. See whether the question comes across.",
        ),
        "question_is_not_found": review(
            ja="{count}個の選択肢（「{choice}」など）に、グループの名前がありません。問いが伝わるか確かめてください。",
            en="{count} choices (such as “{choice}”) have no group name. See whether the question comes across.",
        ),
        "group_has_name": passed(
            ja="選択肢の問い「{question}」が伝わります。", en="The question of the choices comes across: “{question}”."
        ),
    },
    why=Text(
        "読み上げソフトでは「はい」「いいえ」とだけ聞こえ、何についての選択肢なのか分かりません。",
        "A screen reader says “yes” and “no” only, so its users can't tell what the choices are about.",
    ),
    mend=Mend(
        Text(
            "フォームの設定で、問いを選択肢の「グループ名」や「質問」の欄に入れます。できない場合はCMSの業者に依頼してください。",
            "Enter the question as the name of the group in the form settings; otherwise ask the CMS vendor.",
        ),
        Text(
            '選択肢を <fieldset> で囲み、問いを <legend> に書きます。role="radiogroup" でも構いません。',
            'Put the choices into <fieldset> with the question as <legend>, or use role="radiogroup" with a name.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H71.html",
)
def choices_named_as_group(page: Page) -> Iterator[Say]:
    """Judge radio buttons and checkboxes of one name, two or more, whether their question is told with them.

    Judged: choices whose name attribute is the same, an index such as [] left off. A legend or the name of a group role
    around them, a heading right before, names that repeat the question or begin alike, and shared descriptions make it
    known. A group that begins with another question does not name this one. In a header cell or a term the question may
    come across.
    Left out: a single checkbox; choices with different names, whose relation can't be told; choices in frames.
    Assumption: the short text right before the first choice is the question.
    Source: WCAG 2.0 H71 and ARIA17, https://www.w3.org/TR/WCAG20-TECHS/H71.html
    """
    groups = _groups(page)
    if not groups:
        return
    by_id = labels(page)
    is_sound_told = False
    for members in groups:
        before = _question(members[0], by_id)
        question = plain(before.text)
        named = _name_of_group(members) or _told_otherwise(members, before)
        if named:
            if not is_sound_told:
                is_sound_told = True
                yield Say("group_has_name", None, {"question": named[:80]})
        elif not has_words(question) or len(question) > _LONGEST:
            choice = plain(members[0].accessible_name) or members[0].get("value") or ""
            yield members[0].says("question_is_not_found", choice=choice[:80], count=len(members))
        else:
            holder = before.element
            is_header = holder is not None and (holder.name in _CELLS or holder.closest(*_CELLS) is not None)
            reason = "question_in_header_cell" if is_header else "question_is_not_tied"
            yield members[0].says(reason, question=question, count=len(members))


def _groups(page: Page) -> list[Group]:
    found: dict[tuple[str, str, Element | None], list[Element]] = defaultdict(list)
    for each in choices(page):
        name = _INDEX.sub("", each.get("name") or "")
        if name:
            found[kind_of(each), name, each.closest("form")].append(each)
    return [members for members in found.values() if len(members) >= _LEAST]


def _question(first: Element, by_id: Labels) -> Words:
    """Return the text before the first choice and before its label, whichever comes first."""
    own = [label for label in by_id.get(first.get("id") or "", ()) if label.number < first.number]
    around = first.closest("label")
    return words_before(min((first, *own, *([around] if around is not None else [])), key=lambda each: each.number))


def _name_of_group(members: Group) -> str:
    """Return the name of the group around all the choices that begins with them, or ""."""
    shared = set(members[-1].ancestors)
    for around in members[0].ancestors:
        if around not in shared or not (around.name == "fieldset" or around.get("role") in _GROUP_ROLES):
            continue
        first = next((tag for tag in around.tag.find_all(_CONTROLS) if tag.get("type") != "hidden"), None)
        if first is not members[0].tag:
            return ""
        name = plain(around.accessible_name)
        if not is_blank(name):
            return name
    return ""


def _told_otherwise(members: Group, before: Words) -> str:
    """Return the question when a heading, or the name or description of each choice, tells it; otherwise ""."""
    holder = before.element
    if holder is not None and (holder.name in _HEADINGS or holder.closest(*_HEADINGS) is not None):
        return plain(before.text)
    question = squeezed(without_badges(before.text))
    if question and all(question in squeezed(each.accessible_name) for each in members):
        return plain(before.text)
    letters = zip(*(squeezed(each.accessible_name) for each in members), strict=False)
    shared = "".join(each[0] for each in takewhile(lambda each: len(set(each)) == 1, letters))
    if len(shared) >= _TELLING and has_words(shared):
        return shared
    described = [referred(each, "aria-describedby") for each in members]
    return described[0][0].base_text if described[0] and all(each == described[0] for each in described) else ""
