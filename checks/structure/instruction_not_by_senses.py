"""Rule: an instruction does not rest on place, shape or colour alone."""

from collections.abc import Iterator

from a11y_audit.authoring import Block, Mend, Page, Say, Text, failed, passed, review, rule
from a11y_audit.text.sense import colour_cue, place_cue

from ._menus import is_told_by_side_alone

_SKIPPED = frozenset({"pre", "code", "kbd", "samp", "textarea", "option", "select", "title"})
_QUOTES = ("samp", "q", "code", "kbd")
_LONGEST = 60


@rule(
    id="instruction-not-by-senses",
    version=4,
    title=Text("説明が、位置や形や色だけに頼っていない", "Instructions do not rest on place, shape or colour alone"),
    criteria=["1.3.3", "1.4.1"],
    techniques=["F14", "F26", "F81", "G96", "G14", "G205"],
    says={
        "menu_told_by_side_alone": failed(
            ja="「{words}」とありますが、そのメニューには見出しも名前もなく、位置でしか分かりません。",
            en="“{words}”: that menu has neither heading nor name; only its place tells which it is.",
        ),
        "told_by_place_or_shape": review(
            ja="「{words}」は、位置や形で場所を示しています。名前など、見えなくても分かる言葉もあるか確かめてください。",
            en="“{words}” tells by place or shape. See whether a name, too, tells those who cannot see which it is.",
        ),
        "told_by_colour": review(
            ja="「{words}」は、色で区別しています。色の見分けがつかなくても分かるか確かめてください。",
            en="“{words}” tells by colour. See whether people who cannot tell the colours apart understand it too.",
        ),
        "names_are_given": passed(
            ja="位置や色に触れた説明に、名前や印も添えられています。",
            en="Words about place or colour stand beside a name or a sign.",
        ),
    },
    why=Text(
        "見えない人には位置や形が、色の見え方が異なる人には色が伝わらず、どれのことか分かりません。",
        "Place and shape say nothing to people who cannot see, colour nothing to those who see it differently.",
    ),
    mend=Mend(
        Text(
            "名前や印を書き添えます。例:「右のボタン」→「右の「検索」ボタン」、「赤字は必須」→「（必須）と書いた項目」",
            "Add a name or a sign: “the Search button on the right”, “fields marked (required)” instead of “in red”.",
        ),
        Text(
            "色や位置で伝えていることを文字でも書きます。表の色分けには、印や文字の列を加えます。",
            "Write in text, too, what colour or place tells; add a sign or a column of words to coloured tables.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F14.html",
)
def instruction_not_by_senses(page: Page) -> Iterator[Say]:
    """Judge texts that point to a part of the page by its place, shape or colour.

    Judged: lines of text that say "the button on the right", 右のメニュー, 丸いボタン, "when you hear the tone",
    "fields in red", 赤字は必須; a part of a page and its side in one sentence.
    Left out: above and below (上の, 下記), which follow the reading order; a name or quotation right beside the words
    (右の「検索」ボタン); colour words beside a sign or its name (赤字と※印); 赤字 as a deficit; what is quoted; lines
    about windows of programs (toolbars, dialogs, the mouse). A person sees whether something else on the page tells
    the same; the menu on the left or right fails where the one list of links on that side has neither heading nor name,
    and nothing on the page is called a menu.
    Source: WCAG 2.0 F14, G96 (1.3.3), F81, G14 (1.4.1); https://www.w3.org/TR/WCAG20-TECHS/F14.html
    """
    is_named = is_said = False
    for block in page.blocks:
        for reason, cue in (("told_by_place_or_shape", place_cue), ("told_by_colour", colour_cue)):
            found = cue(block.text)
            if found is None or block.element.name in _SKIPPED or not block.element.exposed:
                continue
            found = cue(_unquoted(block))
            if found is None:
                continue
            if found.is_named:
                is_named = True
            else:
                is_said = True
                alone = reason == "told_by_place_or_shape" and is_told_by_side_alone(page, block)
                yield block.element.says("menu_told_by_side_alone" if alone else reason, words=found.words[:_LONGEST])
    if is_named and not is_said:
        yield Say("names_are_given", None, {})


def _unquoted(block: Block) -> str:
    text = block.text
    for quote in block.element.inside(*_QUOTES):
        text = text.replace(quote.text, " ")
    return text
