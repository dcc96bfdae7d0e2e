"""Rule: where time is limited, people can have more of it."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.limit import tells_limit, tells_more_time, tells_moving_on

_SKIPPED = ("pre", "code", "kbd", "samp", "a", "button")
_LONGEST = 200
_NEAR = 3
# A page that only says that it has moved is short; a long one that says so tells of another page.
_SHORT = 2000


@rule(
    id="time-limit-adjustable",
    version=1,
    title=Text("制限時間を延ばすか、なくすことができる", "Time limits can be extended or turned off"),
    criteria=["2.2.1"],
    techniques=["G133", "G180", "G198", "F58"],
    says={
        "page_moves_on": likely(
            ja="「{text}」とあり、時間がたつとページが自動で移動するようです。",
            en="“{text}”: the page seems to lead elsewhere by itself after a while.",
        ),
        "limit_is_told": review(
            ja="「{text}」とあります。時間切れの前に知らせがあり、簡単な操作で延長できるか確かめてください。",
            en="“{text}”. See that people are warned before the time is up and can easily get more of it.",
        ),
        "limit_can_be_extended": passed(
            ja="制限時間と、延長する方法が書かれています（「{text}」）。",
            en="The page tells of a time limit and how to extend it: “{text}”.",
        ),
    },
    why=Text(
        "読み上げソフトやスイッチで使う人、読むのに時間がかかる人は、終わる前に時間切れになり、入力を失います。",
        "People with screen readers or switches, and slow readers, run out of time and lose what they entered.",
    ),
    mend=Mend(
        Text(
            "予約や申請のシステムの制限時間を業者に確かめ、延長の知らせを出すか、20時間以上にします。自動の移動はやめます。",
            "Ask the vendor for a warning with a button to extend, or for 20 hours. Do without automatic moves.",
        ),
        Text(
            "時間切れの20秒以上前に知らせ、ボタン一つで10回以上延長できるようにします。移転はサーバーの転送で行います。",
            "Warn at least 20 seconds before, and let one button extend the time ten times. Redirect on the server.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/time-limits-required-behaviors.html",
)
def time_limit_adjustable(page: Page) -> Iterator[Say]:
    """Judge lines of text that tell of a time limit.

    Judged: lines that say that a time without input ends a session or loses entries, and lines of a short
    page that say that it moves on by itself. Words in the lines around that offer more time count for limits of
    sessions.
    Left out: pages whose meta refresh does it, which axe judges; what happens after a button is pressed; manuals, which
    are long, as far as pages that move on are concerned; quoted program text; limits that no text tells of.
    Assumption: a line about a time limit is about the system that the page belongs to. Essential limits, such as those
    of auctions, are for a person to see.
    Source: Understanding WCAG 2.0, 2.2.1.
    """
    blocks = page.blocks
    refreshes = any((each.get("http-equiv") or "").strip().lower() == "refresh" for each in page.tagged("meta"))
    may_move_on = not refreshes and sum(len(block.text) for block in blocks) <= _SHORT
    for index, block in enumerate(blocks):
        place = block.element
        limited = tells_limit(block.text)
        if not limited and not (may_move_on and tells_moving_on(block.text)):
            continue
        if not place.exposed or place.name in _SKIPPED or place.closest(*_SKIPPED) is not None:
            continue
        near = (each.text for each in blocks[max(index - _NEAR, 0) : index + _NEAR + 1])
        more = next((text for text in near if tells_more_time(text)), "") if limited else ""
        reason = ("limit_can_be_extended" if more else "limit_is_told") if limited else "page_moves_on"
        yield place.says(reason, text=" ".join((more or block.text).split())[:_LONGEST])
