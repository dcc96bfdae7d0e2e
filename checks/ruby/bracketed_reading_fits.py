"""Rule: a reading in brackets is that of the word before it."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.reading import bracketed

_READING = re.compile("([々\u3400-\u9fff]{2,12})[（(]([ぁ-ゖー]{2,20})[）)]")


@rule(
    id="bracketed-reading-fits",
    version=2,
    title=Text("（ ）の中の読みが、その言葉の読みと合っている", "A reading in brackets is that of the word before it"),
    criteria=[],
    techniques=["G120", "G62"],
    says={
        "reading_is_not_the_sites": advice(
            ja="「{base}（{reading}）」とありますが、設定した「{name}」の読みは「{right}」です。",
            en="The page has “{base} ({reading})”, but by the settings “{name}” is read “{right}”.",
        ),
        "reading_not_in_dictionary": advice(
            ja="「{base}（{reading}）」の読みは、辞書にある「{name}」の読み「{right}」と違います。確かめてください。",
            en="“{base} ({reading})”: the dictionary reads “{name}” as “{right}”. See which is right.",
        ),
        "reading_fits": passed(
            ja="「{base}（{reading}）」の読みに、食い違いは見つかりませんでした。",
            en="Nothing speaks against the reading “{base} ({reading})”.",
        ),
    },
    why=Text(
        "読みに頼る子どもや外国人住民、読み上げソフトで聞く人が、間違った読みを覚えます。",
        "Children, people who learn Japanese and those who listen to the page learn a wrong reading.",
    ),
    mend=Mend(
        Text("読みを確かめて直します。地名や人名は、地元での読みに合わせます。", "See to the reading and correct it."),
        Text(
            "文字を直すだけです。（ ）の読みは、どの機器でも伝わるよい書き方です。",
            "Correct the text. A reading in brackets is a good way: it reaches everybody.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G62.html",
)
def bracketed_reading_fits(page: Page) -> Iterator[Say]:
    """Compare readings in brackets with the site's own names and with the dictionary: 湯沢（ゆざわ）.

    Judged: two and more Chinese characters with hiragana in brackets behind them, when the settings or the dictionary
    read the word in a way that is alike, yet not the same. Each word is told once a page. Readings are asked for at
    level AAA alone, so it is advice.
    Left out: what is unlike every reading and so is none, as in 担当（さとう）; katakana, as in 会場（ホール）; words
    that neither knows. A reading may belong to the last part of a longer word (秋田県湯沢).
    Assumption: a word that the dictionary has is that word.
    Source: WCAG 2.0 G62, https://www.w3.org/TR/WCAG20-TECHS/G62.html
    """
    told: set[str] = set()
    sound: dict[str, str] = {}
    for block in page.blocks:
        for base, reading in _READING.findall(block.text) if "）" in block.text or ")" in block.text else ():
            found = bracketed(base, reading, page.readings)
            if found is None:
                sound = sound or {"base": base, "reading": reading}
            elif base + reading not in told and block.element.exposed:
                told.add(base + reading)
                reason = "reading_is_not_the_sites" if found.own else "reading_not_in_dictionary"
                yield block.element.says(
                    reason, base=base, reading=reading, name=found.name, right="」「".join(found.right)
                )
    if sound:
        yield Say("reading_fits", None, {**sound})
