"""Rule: the label of a field asks for what the field takes."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text.asked import asks_for, asks_for_other, kind_by_name, kind_by_type
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.topic import topics

from ._field import (
    Labels,
    entries,
    hints,
    is_seen,
    kind_of,
    labels,
    labels_of,
    referred,
    words_after,
    words_before,
    words_of,
)

# What a button does; a field is to be named by what goes into it.
_COMMAND = re.compile(r"(?:送信|実行|クリック)する|クリック|次へ(?:進む)?|ok|go!?|submit|send|click(?:here)?")


@rule(
    id="field-label-fits-field",
    version=3,
    title=Text("入力欄の名前が、入力する内容に合っている", "A field's label asks for what the field takes"),
    criteria=["2.4.6"],
    techniques=["G131", "H44"],
    says={
        "label_is_command": failed(
            ja="入力欄に付いている見えるラベルは「{label}」です。操作の言葉で、何を入力する欄か分かりません。",
            en="The label seen at the field is “{label}”: it tells what to do, not what to enter.",
        ),
        "label_asks_for_other": likely(
            ja="「{label}」という名前の入力欄ですが、HTMLでは別の種類（{evidence}）の入力欄です。",
            en="The field is labelled “{label}”, but its markup is that of another kind of field ({evidence}).",
        ),
        "label_does_not_tell": review(
            ja="入力欄の名前「{label}」から、何を入力する欄（{evidence}）かが分かるか確かめてください。",
            en="See whether the label “{label}” tells what to enter in this field ({evidence}).",
        ),
        "labels_fit": passed(
            ja="入力欄「{label}」の名前は、入力する内容に合っています。",
            en="The label “{label}” asks for what the field takes.",
        ),
    },
    why=Text(
        "名前だけを頼りに入力する人が、何を入れる欄かを間違え、申込みをやり直すことになります。",
        "People who go by the label enter the wrong thing and have to begin again.",
    ),
    mend=Mend(
        Text(
            "項目の名前を、入力してもらう内容の分かる言葉に直します。欄を複製したときは、名前と種類の両方を直します。",
            "Name the field by what is to be entered; where a field was copied, change its label and its kind.",
        ),
        Text(
            "label の文字を直すか、type、autocomplete、name を内容に合わせます。",
            "Rewrite the label, or fit type, autocomplete and name to what is asked for.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G131.html",
)
def field_label_fits_field(page: Page) -> Iterator[Say]:
    """Judge the accessible name of each field whose markup tells what it takes.

    Judged: type (email, tel, password, search, url, date), the last token of autocomplete, and name or id where they
    are or end in a word for such a thing. A label that asks by its own name for another kind is likely wrong where
    type or autocomplete tell the kind; a label with no word for the kind is shown to a person.
    Of a name that aria-labelledby puts together, what is seen is judged, for that is the label to the eye. Where all
    that is seen of a label is a word for an action, as on a button, and nothing else is seen at the field, it fails.
    Left out: labels without letters that tell anything; names and ids of other words; switched-off fields; a button
    beside a field that no markup makes its label.
    Assumption: developers name a field after what it takes.
    Source: WCAG 2.0 G131; ACT rule cc0f0a

    """
    is_sound_told = False
    by_id = labels(page)
    for field in entries(page):
        label = plain(_seen_name(field))
        if _is_command(field, label, by_id):
            yield field.says("label_is_command", label=label[:60])
            continue
        sure = kind_by_type(kind_of(field), field.get("autocomplete") or "")
        kind = sure or kind_by_name(field.get("name") or "", field.get("id") or "")
        if kind is None or is_blank(label) or not (topics(label) or label != plain(field.accessible_name)):
            continue
        if asks_for(label, kind):
            if not is_sound_told:
                is_sound_told = True
                yield Say("labels_fit", None, {"label": label[:60]})
            continue
        reason = "label_asks_for_other" if sure and asks_for_other(label, kind) else "label_does_not_tell"
        yield field.says(reason, label=label[:60], evidence=_evidence(field))


def _is_command(field: Element, label: str, by_id: Labels) -> bool:
    """Whether all that the eye meets of a field's name is a label that is a word for an action."""
    if not _COMMAND.fullmatch(squeezed(label)) or plain(hints(field)).strip() not in ("", label):
        return False
    own = [each for each in labels_of(field, by_id) if is_seen(each)]
    if not own or any(each.inside("button") for each in own):
        return False
    near = (words_before(field).text, words_after(field).text)
    return all(squeezed(each) in ("", squeezed(label)) for each in near)


def _seen_name(field: Element) -> str:
    """Return the accessible name, or what is seen of it where aria-labelledby names hidden parts, too."""
    parts = referred(field, "aria-labelledby")
    seen = words_of(each for each in parts if each.rendered)
    return seen if seen and not all(each.rendered for each in parts) else field.accessible_name


def _evidence(field: Element) -> str:
    told = [(each, field.get(each) or "") for each in ("type", "autocomplete", "name", "id")]
    return ", ".join(f"{name}={value}" for name, value in told if value and value != "text")[:80]
