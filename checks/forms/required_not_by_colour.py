"""Rule: required fields are not known by their colour alone."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.entry import mark_of, tells_required, tells_required_by_colour

from ._field import Labels, choices, entries, labels, labels_of, words_before, words_of


@rule(
    id="required-not-by-colour",
    version=1,
    title=Text("必須の入力欄を、色だけで示していない", "Required fields are not shown by color alone"),
    criteria=["1.4.1"],
    techniques=["F81", "G14", "G205"],
    says={
        "required_by_colour_only": likely(
            ja="「{text}」とあり、必須の欄を色だけで示しているようです。",
            en="“{text}”: required fields seem to be shown by color alone.",
        ),
        "required_by_colour_beside_marks": review(
            ja="「{text}」とあります。色のほかに、言葉や印（「{mark}」など）でもすべての必須の欄が分かるか確かめてください。",
            en="“{text}”. See whether words or marks (such as “{mark}”) tell all required fields as well.",
        ),
        "labels_say_required": passed(
            ja="必須の欄が言葉で示されています（「{label}」）。", en="Words tell that a field is required: “{label}”."
        ),
    },
    why=Text(
        "色の違いが分かりにくい人や、画面を見ずに読み上げで使う人には、どの欄が必須なのか伝わりません。",
        "People who see colors differently, or who listen, can't tell which fields they have to fill in.",
    ),
    mend=Mend(
        Text(
            "必須の欄の項目名に「必須」の文字を加え、説明も「『必須』と書かれた項目」に変えます。",
            "Add the word “required” to the names of the fields, and change the note so that it speaks of that word.",
        ),
        Text(
            "<label> の中に「必須」の文字を入れます。色は文字に添えるだけにします。",
            "Put the word “required” into <label>; let the color only go with it.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F81.html",
)
def required_not_by_colour(page: Page) -> Iterator[Say]:
    """Judge notes on pages with fields that name a colour as the sign of required fields.

    Judged: a line such as 赤字の項目は必須です that names no other sign. Where labels have words or marks of their own
    as well, a person sees whether all have.
    Left out: colours of labels without a note, since colour may mean something else; pages without fields; notes that
    name a mark, a word or an icon beside the colour.
    Assumption: the note is about the fields of this page.
    Source: WCAG 2.0 F81, https://www.w3.org/TR/WCAG20-TECHS/F81.html
    """
    fields = [*entries(page), *choices(page)]
    if not fields:
        return
    by_id = labels(page)
    notes = [each for each in page.blocks if tells_required_by_colour(each.text) and each.element.exposed]
    about = [text for each in fields if (text := _label(each, by_id, [note.text for note in notes]))]
    word = next((each for each in about if tells_required(each)), "")
    sign = word or next((mark for each in about if (mark := mark_of(each))), "")
    for note in notes:
        if sign:
            yield note.element.says("required_by_colour_beside_marks", text=note.text[:120], mark=sign[:40])
        else:
            yield note.element.says("required_by_colour_only", text=note.text[:120])
    if word and not notes:
        yield Say("labels_say_required", None, {"label": word[:80]})


def _label(field: Element, by_id: Labels, notes: list[str]) -> str:
    """Return the words that name a field, the notes themselves left off."""
    before = words_before(field).text
    return f"{words_of(labels_of(field, by_id))} {before if before not in notes else ''}".strip()
