"""Rule: days of the week, times and floors are written in words."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Block, Mend, Page, Say, Text, advice, passed, rule

_LITERAL = ("pre", "code", "kbd", "samp", "var", "time", "textarea", "select", "table", "button")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ\u3400-\u9fff]")
_DAY = re.compile("[（(]([月火水木金土日])(?:・祝|・休)?[）)]")
_SPAN = re.compile(
    r"(?<![\d:：])([01]?\d|2[0-4])[:：]([0-5]\d)\s*[~〜～\-－―ー](?=\s*(?:[01]?\d|2[0-4])[:：]\d\d|\s*$|\s*[（(、。\s])"
)
_FLOOR = re.compile(r"(?<![A-Za-z0-9０-９])(?:B|Ｂ|地下)?([0-9０-９]{1,2})[FＦ](?![A-Za-z0-9Ａ-Ｚ])")
_KINDS = {"day_is_one_letter": _DAY, "time_is_signs": _SPAN, "floor_is_letter": _FLOOR}


@rule(
    id="day-and-time-written-in-words",
    version=1,
    title=Text("曜日・時刻・階を言葉で書いている", "Days of the week, times and floors are written in words"),
    criteria=[],
    techniques=["G153", "G102"],
    says={
        "day_is_one_letter": advice(
            ja="曜日が「{written}」のように一字で{count}か所あります。「{plain}」と書くと、曜日として読まれます。",
            en="{count} days of the week are one letter, such as “{written}”; “{plain}” is read as a day.",
        ),
        "time_is_signs": advice(
            ja="時刻が「{written}」のように記号で{count}か所あります。「{plain}」と書くと、時刻として読まれます。",
            en="{count} times are signs, such as “{written}”; “{plain}” is read as a time.",
        ),
        "floor_is_letter": advice(
            ja="階が「{written}」のように英字で{count}か所あります。「{plain}」と書くと、階として読まれます。",
            en="{count} floors are a letter, such as “{written}”; “{plain}” is read as a floor.",
        ),
        "days_and_times_are_words": passed(
            ja="曜日や時刻は言葉で書かれています。", en="Days and times are written in words."
        ),
    },
    why=Text(
        "「(金)」は「かっこきん」、「10:00～」は「じゅうコロンゼロゼロ」などと読まれ、いつのことか聞き取れません。",
        "Screen readers name the brackets and signs, so that nobody hears when it is.",
    ),
    mend=Mend(
        Text(
            "「金曜日」「午前10時から正午まで」「3階」のように書きます。CMSが付ける曜日は、形式を設定で変えます。",
            "Write 金曜日, 午前10時から, 3階. For what the CMS adds, change the format in its settings.",
        ),
        Text(
            "表示する文字を言葉にします。見た目を変えられないときは、<time> で囲むと機械には伝わります。",
            "Show the words; where the look must stay, put the sign into a time element.",
        ),
    ),
    source="https://www.digital.go.jp/resources/introduction-to-web-accessibility-guidebook",
)
def day_and_time_written_in_words(page: Page) -> Iterator[Say]:
    """Look in running text for days of one letter in brackets, spans of time in signs, and floors with F.

    Judged: each of the three once a page, at its first place, with the number of places. No criterion asks for it.
    Left out: tables, whose headers tell what is meant; time elements, buttons, choices, program text; English lines.
    Assumption: one of the seven letters alone in brackets is a day.
    Source: デジタル庁 ウェブアクセシビリティ導入ガイドブック,
    https://www.digital.go.jp/resources/introduction-to-web-accessibility-guidebook
    """
    sound = True
    for reason, pattern in _KINDS.items():
        found = [(block, each) for block in page.blocks for each in _found(block, pattern)]
        if found:
            sound = False
            block, first = found[0]
            yield block.element.says(reason, count=len(found), written=first[0].strip(), plain=_plain(reason, first))
    if sound and re.search("曜日|[0-9]時|[0-9]階", page.text):
        yield Say("days_and_times_are_words", None, {})


def _found(block: Block, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    if not (pattern.search(block.text) and _JAPANESE.search(block.text)):
        return []
    return list(pattern.finditer(block.without(*_LITERAL)))


def _plain(reason: str, match: re.Match[str]) -> str:
    if reason == "day_is_one_letter":
        return match[0].replace(match[1], f"{match[1]}曜日")
    if reason == "floor_is_letter":
        return re.sub("[FＦ]$", "階", re.sub("^[BＢ]", "地下", match[0]))
    minutes = "" if match[2] == "00" else f"{int(match[2])}分"
    return f"{int(match[1])}時{minutes}から"
