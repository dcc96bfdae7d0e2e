"""Rule: a link has a name."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, review, rule
from a11y_audit.text.blank import is_blank


@rule(
    id="link-not-empty",
    version=1,
    title=Text("リンクに、行き先を伝える文字がある", "A link has a name"),
    criteria=["2.4.4", "4.1.2"],
    techniques=["F89", "H30", "G91"],
    barrier="empty-link",
    says={
        "link_is_empty": failed(
            ja="文字のないリンクがあります（リンク先：{href}）。", en="A link to {href} has no text."
        ),
        "link_image_has_no_text": failed(
            ja="画像だけのリンクに、代替テキストがありません（リンク先：{href}）。",
            en="A link to {href} holds only an image, which has no text alternative.",
        ),
        "link_is_unseen": review(
            ja="画面に何も出ない空のリンクが残っています（リンク先：{href}）。編集の消し忘れなら削除してください。",
            en="An empty link to {href} shows nothing. Delete it if it is a leftover of editing.",
        ),
        "link_has_name": passed(ja="リンク「{text}」に文字があります。", en="The link “{text}” has a name."),
    },
    why=Text(
        "読み上げソフトでは「リンク」とだけ読まれるか、アドレスが読み上げられ、行き先が分かりません。",
        "A screen reader says only “link” or reads out an address, so nobody knows where it leads.",
    ),
    mend=Mend(
        Text(
            "リンクの文字か、リンクにした画像の代替テキストに行き先を書きます。消し忘れた空のリンクは削除します。",
            "Write the destination as the link's text or as the alternative text of its image. Delete empty leftovers.",
        ),
        Text(
            'a 要素の中に文字を書くか、中の img に alt を書きます。例: <a href="…"><img src="…" alt="防災情報"></a>',
            'Put text inside the a element, or alt on its img, e.g. <a href="…"><img src="…" alt="Disasters"></a>.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F89.html",
)
def link_not_empty(page: Page) -> Iterator[Say]:
    """Judge whether each link that assistive technology meets has a name.

    Judged: a with href whose role is link, by its accessible name; blanks of any width, signs without width and the
    private characters of icon fonts are no name. Where an empty link is drawn nowhere, a person decides: it is mostly
    a leftover that an editor can't see.
    Left out: areas of image maps and links with another role, which axe judges; links in frames, whose names are not
    known; anchors without href.
    Source: WCAG 2.0 F89 and H30, https://www.w3.org/TR/WCAG20-TECHS/F89.html
    """
    is_sound_told = False
    for link in page.links:
        if link.role != "link":
            continue
        name = link.accessible_name
        if not is_blank(name):
            if not is_sound_told:
                is_sound_told = True
                yield Say("link_has_name", None, {"text": name.strip()})
            continue
        href = link.get("href") or ""
        parts = link.inside("img", "svg", "object")
        if any(part.rendered for part in parts):
            yield link.says("link_image_has_no_text", href=href)
        elif link.box is None and all(part.box is None for part in link.inside()):
            yield link.says("link_is_unseen", href=href)
        else:
            yield link.says("link_is_empty", href=href)
