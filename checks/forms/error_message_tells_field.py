"""Rule: an error message that stands on the page tells which field it is about."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping

from bs4.element import Tag

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.normal import squeezed

from ._field import buttons, choices, entries, labels, referred, title_of

_MARKED = re.compile(
    r"(?:^|[-_ ])(?:error|err|invalid|alert-danger|validation)(?:$|[-_ s])|error[-_]?(?:message|msg|text)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"エラー|誤り|不備|正しく|入力してください|選択してください|未入力|入力されていません|必須項目|"
    r"\b(?:errors?|invalid|incorrect|correctly|wrong|missing|required|must|"
    r"please (?:enter|fill|choose|select|correct|check)|not (?:valid|a valid|correct)|cannot be)\b",
    re.IGNORECASE,
)
# Far quicker, and true wherever the pattern above finds something.
_MAY = re.compile(r"err|invalid|danger|validation", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 200
_LEAST = 2


@rule(
    id="error-message-tells-field",
    version=3,
    title=Text(
        "表示中のエラーの文が、どの項目のことか伝えている", "An error message on the page tells which field it means"
    ),
    criteria=["3.3.1"],
    techniques=["G83", "G84", "G85", "ARIA21"],
    says={
        "message_names_no_field": likely(
            ja="エラーの文「{text}」から、{count}個ある入力欄のどれのことか分かりません。",
            en="The error message “{text}” does not tell which of the {count} fields it is about.",
        ),
        "message_fits_several_fields": review(
            ja="エラーの文「{text}」にある「{name}」という名前の入力欄が、いくつもあります。どれのことか分かるか確かめてください。",
            en="The error message “{text}” speaks of “{name}”, the name of several fields. See whether it tells which.",
        ),
        "message_to_be_read": review(
            ja="エラーの文「{text}」が出ています。どの項目の何が誤りかが、この文で分かるか確かめてください。",
            en="An error message is shown: “{text}”. See whether it tells which field is wrong, and in what.",
        ),
        "field_is_marked_only": review(
            ja="入力欄「{name}」に誤りの印（aria-invalid）がありますが、結び付いた文がありません。分かるか確かめてください。",
            en="The field “{name}” is marked as wrong, but no text is tied to it. See whether words tell why.",
        ),
        "no_message_shown": passed(
            ja="フォームに、エラーの文は出ていません。", en="No error message is shown at a form."
        ),
    },
    why=Text(
        "どの項目の何が誤りかが分からないと、読み上げで使う人や、画面の一部だけを見る人は直せません。",
        "Who listens, or sees a part of the screen only, can't correct what no words point to.",
    ),
    mend=Mend(
        Text(
            "「氏名を入力してください」のように、項目の名前と直し方の分かる文にします。",
            "Write messages that name the field and how to correct it, such as “Enter your name”.",
        ),
        Text(
            "文を入力欄のそばに置き、aria-describedby で結び、欄に aria-invalid を付けます。",
            "Put the message beside its field, tie it with aria-describedby, and set aria-invalid on the field.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/36b590/",
)
def error_message_tells_field(page: Page) -> Iterator[Say]:
    """Judge error messages that are shown when the page opens, in forms and pages with fields.

    Judged: texts that words such as 誤り or "please enter" make a message, in elements whose id, class, role (alert) or
    tie to a field (aria-errormessage, or aria-describedby of one that is aria-invalid) says that they hold one. A text
    that names none of several fields, is tied to none and stands in no part of one field alone names no field; one that
    names fields whose name others share, and no other field, fits several, unless it stands in the part of one of
    them. Any other one is shown to a person, and so is a field marked as wrong without a text.
    Left out: messages that come up when something is sent, which another rule tries; long texts; pages without fields.
    Assumption: a message stands there because something is wrong.
    Source: WCAG 2.0 3.3.1; ACT rule 36b590
    """
    fields = [*entries(page), *choices(page)]
    if not fields or not buttons(page):
        return
    by_id = labels(page)
    tied = {each: field for field in fields for each in _ties(field)}
    messages = list(_messages(page, tied))
    told = bool(messages)
    names = {each: _plain(title_of(each, by_id)) for each in fields} if messages else {}
    for message in messages:
        yield _judge(message, names, is_tied=message in tied)
    for field in fields:
        if (field.get("aria-invalid") or "").lower() == "true" and not any(each.base_text for each in _ties(field)):
            told = True
            yield field.says("field_is_marked_only", name=title_of(field, by_id))
    if not told:
        yield Say("no_message_shown", None, {})


def _ties(field: Element) -> list[Element]:
    named = referred(field, "aria-errormessage")
    wrong = (field.get("aria-invalid") or "").lower() == "true"
    return [*named, *referred(field, "aria-describedby")] if wrong else named


def _messages(page: Page, tied: dict[Element, Element]) -> Iterator[Element]:
    outer: set[int] = set()
    held = {id(each.tag) for each in tied}
    for element in _marked(page, held):
        tag = element.tag
        if any(id(each) in outer for each in tag.parents):
            continue
        text = " ".join(element.base_text.split()) if element.exposed else ""
        if text and len(text) <= _LONGEST and (element in tied or _TELLS.search(text)):
            # What has the page's main heading is no message, but a page about errors.
            if element.inside("input", "select", "textarea", "h1"):
                continue
            outer.add(id(tag))
            yield element


def _marked(page: Page, held: Container[int]) -> Iterator[Element]:
    """Yield the elements that their attributes mark as messages, or that fields hold to be one, in document order."""
    told = {each.number: each for name in ("id", "class", "role") for each in page.having(name) if each.document == 0}
    for number in sorted(told):
        if id(told[number].tag) in held or _is_marked(told[number].tag):
            yield told[number]


def _is_marked(tag: Tag) -> bool:
    if tag.get("role") == "alert":
        return True
    marks = [each for name in ("id", "class") if (each := str(tag.get(name) or "")) and _MAY.search(each)]
    return tag.name not in ("html", "body", "label") and any(_MARKED.search(_HUMP.sub("-", each)) for each in marks)


def _judge(message: Element, fields: Mapping[Element, str], *, is_tied: bool) -> Say:
    """Return what to say of a message; `fields` have their names."""
    text = " ".join(message.base_text.split())
    own = squeezed(text)
    names = Counter(name for name in fields.values() if len(name) >= _LEAST)
    meant = [name for name in names if name in own]
    is_at_one = is_tied or _stands_at_one(message, fields)
    if meant and not is_at_one and all(names[name] > 1 for name in meant):
        alike = {each for each, name in fields.items() if name == meant[0]}
        if not _stands_at_one(message, alike):
            return message.says("message_fits_several_fields", text=text[:120], name=meant[0])
    if meant or is_at_one or len(fields) == 1:
        return message.says("message_to_be_read", text=text[:120])
    return message.says("message_names_no_field", text=text[:120], count=len(fields))


def _plain(name: str) -> str:
    return re.sub(r"[(（\[［].*?[)）\]］]|[:：*＊※]", "", squeezed(name)).removesuffix("必須").removesuffix("required")


def _stands_at_one(message: Element, fields: Container[Element]) -> bool:
    """Whether the smallest part around the message with fields in it has just one: it stands beside that one."""
    for around in message.ancestors:
        held = sum(each in fields for each in around.inside("input", "select", "textarea"))
        if held:
            return held == 1
    return False
