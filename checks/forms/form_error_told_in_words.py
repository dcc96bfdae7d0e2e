"""Rule: what is wrong in a form is told in words, and for which field: tried out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule

from ._field import Labels, labels, title_of

_LEAST_NAME = 2
_REQUIRED = re.compile(r"必須|required|mandatory", re.IGNORECASE)


@rule(
    id="form-error-told-in-words",
    version=1,
    title=Text(
        "入力の誤りを、どの項目かとともに言葉で伝えている",
        "Errors in a form are told in words that name the field",
    ),
    criteria=["3.3.1"],
    techniques=["G83", "G84", "G85", "SCR18", "SCR32", "ARIA21"],
    says={
        "error_shown_by_look_only": failed(
            ja="空のまま送信すると、{count}個の項目の色や枠が変わるだけで、何が誤りか言葉で伝えていません。",
            en="When it is sent empty, only the look of {count} fields changes; no words tell what is wrong.",
        ),
        "error_names_no_field": likely(
            ja="空のまま送信すると「{text}」と出ますが、どの項目のことか分かりません。",
            en="When it is sent empty, it says “{text}”, but not which field that is about.",
        ),
        "nothing_is_told": review(
            ja="空のまま送信ボタンを押しても、送信されず、何の知らせも出ませんでした。誤りが伝わるか確かめてください。",
            en="When it is sent empty, nothing is sent and nothing is said. See whether errors are told.",
        ),
        "words_tell_the_error": passed(ja="入力の誤りを、言葉で伝えています。", en="Words tell what is wrong."),
    },
    why=Text(
        "色の違いが分かりにくい人や読み上げで使う人は、どこを直せばよいか分からず、手続を終えられません。",
        "People who see colors differently, or who listen, don't learn what to correct, and can't finish.",
    ),
    mend=Mend(
        Text(
            "項目ごとに「氏名を入力してください」のような文を、その欄のそばに出すようにします。",
            "Show a sentence beside each field, such as “Enter your name”.",
        ),
        Text(
            "required を付けてブラウザーの知らせに任せるか、文を出して aria-describedby で欄に結びます。",
            "Leave it to the browser (required), or tie a sentence to the field (aria-describedby, aria-invalid).",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG21/Understanding/error-identification.html",
    needs="forms",
)
def form_error_told_in_words(page: Page) -> Iterator[Say]:
    """Judge what forms that find errors in the browser say when they are sent empty; nothing leaves the browser.

    Judged: words that come up in the page or in a message, and whether they name a field, are tied to it, or stand
    beside it. The browser's own messages are words, and so is a message about the fields that are marked as required.
    Left out: forms that are sent, whose server may find the errors; wording. Where a picture or a title may tell it,
    nothing is said.
    Assumption: the page answers within a third of a second.
    Source: WCAG 2.0 3.3.1, https://www.w3.org/WAI/WCAG21/Understanding/error-identification.html
    """
    by_id = labels(page)
    for form in page.evidence("forms").get("forms", ()):
        element = page.placed(form["place"])
        tried = next((each for each in form["tries"] if each["kind"] == "empty"), None)
        if element is None or tried is None or tried["sent"]:
            continue
        yield _said(element, tried, by_id)


def _said(form: Element, tried: Mapping[str, Any], by_id: Labels) -> Say:
    told = [*tried["dialogs"], *(each["text"] for each in tried["messages"])]
    if tried["native"]:
        return form.says("words_tell_the_error")
    if not told:
        if tried["marked"] and not tried["otherwise"]:
            return form.says("error_shown_by_look_only", count=len(tried["marked"]))
        return form.says("words_tell_the_error" if tried["otherwise"] else "nothing_is_told")
    is_of_required = any(_REQUIRED.search(each) for each in told) and bool(_REQUIRED.search(form.text))
    is_placed = is_of_required or any(each["tied"] or each["near"] for each in tried["messages"])
    if is_placed or len(_names(form, by_id)) <= 1 or _names_field(told, _names(form, by_id)):
        return form.says("words_tell_the_error")
    return form.says("error_names_no_field", text=" ".join(told)[:120])


def _names(form: Element, by_id: Labels) -> list[str]:
    fields = [each for each in form.inside("input", "select", "textarea") if each.exposed]
    kinds = ("submit", "button", "image", "reset", "hidden")
    met = [each for each in fields if (each.get("type") or "").lower() not in kinds]
    return [title_of(each, by_id) for each in met]


def _names_field(told: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the words name one of the fields, in part or in whole."""
    text = "".join("".join(told).split()).lower()
    plain = ("".join(each.split()).strip("※*:：（）()必須").lower() for each in names)
    return any(len(each) >= _LEAST_NAME and (each in text or each[:4] in text) for each in plain)
