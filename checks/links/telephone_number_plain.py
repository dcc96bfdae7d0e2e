"""Rule: telephone numbers are written plainly, and a link that dials shows the number that it dials."""

import re
import unicodedata
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, review, rule

_DASH = "-－‐‑‒–—―−ーｰ"
_NUMBER = re.compile(
    rf"(?<![\d０-９.,/])[(（]?[0０][\d０-９]{{1,4}}[)）{_DASH}][\d０-９]{{1,4}}[{_DASH})）][\d０-９]{{3,4}}(?![\d０-９])"
)
_ODD = re.compile("[０-９－‐‑‒–—―−ーｰ]")
_SHOWN = re.compile(r"0\d{1,4}[-() ]{0,2}\d{1,4}[-() ]{0,2}\d{3,4}")
_LITERAL = ("pre", "code", "kbd", "samp", "textarea", "select", "label")
_COUNTRY = "81"


@rule(
    id="telephone-number-plain",
    version=1,
    title=Text("電話番号を半角の数字とハイフンで書いている", "Telephone numbers are written plainly"),
    criteria=["2.4.4"],
    techniques=["G91", "H30", "G153"],
    says={
        "link_dials_another_number": review(
            ja="リンクの電話番号は「{shown}」ですが、かかるのは「{dialled}」です。正しい番号か、確かめてください。",
            en="The link shows the number “{shown}”, but dials “{dialled}”. See which is right.",
        ),
        "number_has_odd_signs": advice(
            ja="全角の数字や別の横線の電話番号が{count}か所あります（「{written}」）。「{plain}」と書くと伝わります。",
            en="{count} telephone numbers have wide digits or other dashes, such as “{written}”; “{plain}” is better.",
        ),
        "numbers_are_plain": passed(
            ja="電話番号は半角の数字とハイフンで書かれています。", en="Telephone numbers are written plainly."
        ),
    },
    why=Text(
        "全角の数字や長音などを使うと、「ぜろいちはちさん」でなく大きな数や別の記号として読まれ、かけ直せません。",
        "Screen readers may read large numbers or other signs, and telephones find no number to dial.",
    ),
    mend=Mend(
        Text(
            "半角の数字とハイフンで「0183-73-2111」と入力し直します。前に「電話番号」と書くと、よく伝わります。",
            "Type digits and hyphens anew, such as 0183-73-2111, with the word for telephone before it.",
        ),
        Text(
            '<a href="tel:0183732111">0183-73-2111</a> のように、表示とリンク先の番号を同じにします。',
            'Write <a href="tel:0183732111">0183-73-2111</a>: the same number in both places.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G91.html",
)
def telephone_number_plain(page: Page) -> Iterator[Say]:
    """Judge telephone numbers in text, and links that dial.

    Judged: full-width digits and dashes that are no hyphen in a number of Japan's form, once a page; links with tel:
    whose text is another number, which a person decides.
    Left out: labels and program text; links whose text holds no number, or that add what comes before it (+81).
    Assumption: zero, then three groups of digits, is a telephone number.
    Source: WCAG 2.0 G91, https://www.w3.org/TR/WCAG20-TECHS/G91.html
    """
    sound = False
    for link in page.links:
        href = (link.get("href") or "").strip()
        if href.lower().startswith("tel:"):
            said = _dials_another(link, href[4:])
            sound = sound or said is None
            if said:
                yield said
    found = [
        (block, number[0])
        for block in page.blocks
        if _NUMBER.search(block.text)
        for number in _NUMBER.finditer(block.without(*_LITERAL))
    ]
    odd = [(block, number) for block, number in found if _ODD.search(number)]
    if odd:
        block, written = odd[0]
        yield block.element.says("number_has_odd_signs", count=len(odd), written=written, plain=_plain(written))
    elif found or sound:
        yield Say("numbers_are_plain", None, {})


def _dials_another(link: Element, dialled: str) -> Say | None:
    shown = _SHOWN.search(_plain(link.base_text))
    if shown is None:
        return None
    one, other = _digits(shown[0]), _digits(dialled.partition(";")[0])
    if other.startswith(_COUNTRY):
        other = f"0{other.removeprefix(_COUNTRY)}"
    same = one == other or other.startswith(one)
    return None if same else link.says("link_dials_another_number", shown=shown[0], dialled=dialled)


def _plain(number: str) -> str:
    return re.sub(f"[{_DASH}]", "-", unicodedata.normalize("NFKC", number))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
