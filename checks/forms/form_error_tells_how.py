"""Rule: what is said of a wrong entry tells how to correct it: tried out."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, passed, review, rule

_HOW = re.compile(
    r"例|形式|書式|半角|全角|ハイフン|数字|英字|カナ|かな|桁|文字|＠|@|から|以上|以下|選ん|選択|"
    r"example|e\.g\.|format|digit|character|letter|number|include|between|must|should",
    re.IGNORECASE,
)


@rule(
    id="form-error-tells-how",
    version=1,
    title=Text("誤った値への知らせが、直し方を伝えている", "What is said of a wrong value tells how to correct it"),
    criteria=["3.3.3"],
    techniques=["G85", "G177"],
    says={
        "wrong_value_without_advice": review(
            ja="正しくない値を入れると「{text}」と出ます。どう直せばよいか伝わるか確かめてください。",
            en="Of a wrong value it says “{text}”. See whether that tells how to correct it.",
        ),
        "advice_is_given": passed(ja="直し方の手がかりがあります。", en="It hints at how to correct the value."),
    },
    why=Text(
        "何が正しくないのか分からないと、認知に障害のある人や手続に不慣れな人は、同じ誤りを繰り返します。",
        "People who don't learn what is wrong with a value make the same mistake again.",
    ),
    mend=Mend(
        Text(
            "「例：name@example.jp」「半角数字7桁」のように、正しい形や例を知らせの文に入れます。",
            "Put the right form or an example into the message, such as “name@example.jp” or “7 digits”.",
        ),
        Text(
            "知らせの文に形式や例を入れ、aria-describedby で欄に結びます。",
            "Write the format or an example into the message, and tie it to the field by aria-describedby.",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG21/Understanding/error-suggestion.html",
    needs="forms",
)
def form_error_tells_how(page: Page) -> Iterator[Say]:
    """Judge the words that come up in the page when fields for addresses, telephone numbers and the like get “abc”.

    Judged: whether they speak of a form, of characters, or of an example. The browser's own messages do.
    Left out: forms that are sent; security, for which advice may be unwanted.
    Assumption: the words are about the wrong value.
    Source: WCAG 2.0 3.3.3, https://www.w3.org/WAI/WCAG21/Understanding/error-suggestion.html
    """
    for form in page.evidence("forms").get("forms", ()):
        element = page.placed(form["place"])
        tried = next((each for each in form["tries"] if each["kind"] == "wrong"), None)
        if element is None or tried is None or tried["sent"]:
            continue
        told = [*tried["dialogs"], *(each["text"] for each in tried["messages"])]
        if tried["native"] or any(_HOW.search(each) for each in told):
            yield element.says("advice_is_given")
        elif told:
            yield element.says("wrong_value_without_advice", text=" ".join(told)[:120])
