"""Rule: the text is written with plain characters."""

from collections.abc import Callable, Iterator

from a11y_audit.authoring import Block, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.plainness import Plainer, composed, half_kana, wide_letters

_LITERAL = ("pre", "code", "kbd", "samp", "var", "textarea", "select")
_KINDS: dict[str, Callable[[str], list[Plainer]]] = {
    "characters_are_composed": composed,
    "kana_are_half_width": half_kana,
    "letters_are_full_width": wide_letters,
}
_SHOWN = 3


@rule(
    id="characters-are-plain",
    version=1,
    title=Text("機種依存文字、半角カナ、全角英数字を使っていない", "The text is written with plain characters"),
    criteria=[],
    techniques=["G153"],
    says={
        "characters_are_composed": advice(
            ja="機種依存文字「{written}」など{count}か所があります。「{plain}」のように書くと、正しく読まれます。",
            en="{count} composed characters such as “{written}” are read in different ways; “{plain}” is read well.",
        ),
        "kana_are_half_width": advice(
            ja="半角カナ「{written}」など{count}か所があります。「{plain}」のように全角で書くと、検索でも見つかります。",
            en="{count} half-width kana such as “{written}”: written as “{plain}”, they are found by searching.",
        ),
        "letters_are_full_width": advice(
            ja="全角の英数字「{written}」など{count}か所があります。「{plain}」のように半角で書くと、言葉として読まれます。",
            en="{count} full-width letters or digits such as “{written}”: “{plain}” is read as a word.",
        ),
        "characters_are_usual": passed(
            ja="文章の文字は、どの機器でも同じように読まれるものです。", en="All characters are read alike everywhere."
        ),
    },
    why=Text(
        "読み上げソフトや機器によって、一字ずつ読まれたり、読み飛ばされたり、検索で見つからなかったりします。",
        "Some screen readers spell or skip such characters, and searching does not find them.",
    ),
    mend=Mend(
        Text(
            "ふつうの文字で入力し直します。㈱は（株）、Ⅲは3、半角カナは全角カナ、全角の英数字は半角にします。",
            "Type plain characters: (株) for ㈱, 3 for Ⅲ, full-width kana, and half-width letters and digits.",
        ),
        Text(
            "CMSの保存時に文字を置き換える機能（Unicode の NFKC 正規化など）があれば、使えるようにします。",
            "Turn on the CMS's replacement of characters (such as Unicode's NFKC) when a page is saved, if it has one.",
        ),
    ),
    source="https://www.w3.org/TR/japan-xml/",
)
def characters_are_plain(page: Page) -> Iterator[Say]:
    """Look for composed characters, half-width kana, and full-width letters and digits in the text.

    Judged: each of the three kinds once a page, at its first place, with the number of places. No criterion asks for
    it: the characters are in Unicode.
    Left out: circled numbers and common units, which are read well; one full-width letter, and one or two full-width
    digits, which official documents use; program text; lines that speak of half-width letters (半角).
    Assumption: the reader's software does not fold the characters by itself.
    Source: Japanese Profile for XML, https://www.w3.org/TR/japan-xml/
    """
    sound = bool(page.text)
    for reason, look in _KINDS.items():
        found = [(block, each) for block in page.blocks for each in look(block.text) if _is_prose(block)]
        if found:
            sound = False
            yield found[0][0].element.says(
                reason,
                count=len(found),
                written="」「".join(list(dict.fromkeys(each.written for _, each in found))[:_SHOWN]),
                plain="」「".join(list(dict.fromkeys(each.plain for _, each in found))[:_SHOWN]),
            )
    if sound:
        yield Say("characters_are_usual", None, {})


def _is_prose(block: Block) -> bool:
    element = block.element
    return (
        "半角" not in block.text
        and "全角" not in block.text
        and element.exposed
        and element.name not in _LITERAL
        and element.closest(*_LITERAL) is None
    )
