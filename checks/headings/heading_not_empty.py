"""Rule: a heading has content."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, review, rule
from a11y_audit.text.blank import is_blank


@rule(
    id="heading-not-empty",
    version=1,
    title=Text("見出しに中身がある", "A heading has content"),
    criteria=["1.3.1", "2.4.6"],
    techniques=["F43", "H42", "G130"],
    barrier="empty-heading",
    says={
        "heading_is_empty": failed(
            ja="中身のない見出し（{element}）があります。", en="A heading ({element}) has no content."
        ),
        "heading_image_has_no_text": failed(
            ja="画像だけの見出し（{element}）に、代替テキストがありません。",
            en="A heading ({element}) holds only an image, which has no text alternative.",
        ),
        "heading_waits_for_content": review(
            ja="空の見出し（{element}）があります。後から文字が入る場所なら、入らないときに見出しも消えるか確かめてください。",
            en="A heading ({element}) is empty. If a script fills it, see that it hides when it has nothing to show.",
        ),
        "heading_has_text": passed(ja="見出し「{text}」に中身があります。", en="The heading “{text}” has content."),
    },
    why=Text(
        "読み上げソフトで見出しをたどる人が、何もない見出しに止まり、ページの組み立てを誤解します。",
        "People who go from heading to heading with a screen reader stop at nothing and misread the structure.",
    ),
    mend=Mend(
        Text(
            "空の見出しの行を削除します。画像だけの見出しなら、画像の「代替テキスト」欄に見出しの言葉を書きます。",
            "Delete the empty heading line. If it holds only an image, give that the heading's words as alternative.",
        ),
        Text(
            "空の h1～h6 を削除します。すき間を空けるためなら、スタイルシートの余白を使います。",
            "Delete the empty h1 to h6. To make space, use margins in the style sheet.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F43.html",
)
def heading_not_empty(page: Page) -> Iterator[Say]:
    """Judge whether each heading that assistive technology meets has a name.

    Judged: h1 to h6 and role heading, by their accessible name; blanks of any width, signs without width and the
    private characters of icon fonts are no name. An empty heading that takes no room and carries an id or data
    attribute may be a place that a script fills on demand, so that a person decides.
    Left out: headings in frames, whose names are not known; whether the words describe anything.
    Assumption: an empty heading without such a hook is a leftover of editing.
    Source: WCAG 2.0 F43, https://www.w3.org/TR/WCAG20-TECHS/F43.html, and 2.4.6.
    """
    is_sound_told = False
    for heading in page.headings:
        if heading.role != "heading":
            continue
        name = heading.accessible_name
        if not is_blank(name):
            if not is_sound_told:
                is_sound_told = True
                yield Say("heading_has_text", None, {"text": name.strip()})
        elif _waits(heading):
            yield heading.says("heading_waits_for_content", element=heading.name)
        elif heading.inside("img", "svg", "object"):
            yield heading.says("heading_image_has_no_text", element=heading.name)
        else:
            yield heading.says("heading_is_empty", element=heading.name)


def _waits(heading: Element) -> bool:
    box = heading.box
    has_hook = bool(heading.get("id")) or any(
        name.startswith(("data-", "v-", "x-", "ng-")) for name in heading.tag.attrs
    )
    return has_hook and (box is None or box.empty)
