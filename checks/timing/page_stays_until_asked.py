"""Rule: a page does not lead elsewhere or load anew by itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, review, rule

_LONGEST_S = 20 * 60 * 60
_SOON_S = 1.0
_ADJUSTS = re.compile(
    r"自動(?:更新|再読|リロード|切替|切り替え|移動|ログアウト)|更新(?:を|の)?(?:停止|止|間隔)|延長|時間(?:を|の)(?:延|追加)|"
    r"auto.{0,4}(?:refresh|reload|update)|extend|more time|stop|pause|停止|止め",
    re.IGNORECASE,
)
_NAME_LIMIT = 30


@rule(
    id="page-stays-until-asked",
    version=1,
    title=Text("ページが、時間がたつとひとりでに移動・更新しない", "The page stays until people ask it to move"),
    criteria=["2.2.1"],
    techniques=["F40", "F41", "G133", "G180", "G198"],
    barrier="timed-refresh",
    needs="passing",
    says={
        "page_leads_elsewhere": failed(
            ja="{minutes}分{seconds}秒で、スクリプトがひとりでに「{url}」へ移動させます。延ばす操作も止める操作もありません。",
            en="After {minutes} min {seconds} s a script leads to “{url}”. Nothing gives more time or turns it off.",
        ),
        "page_loads_anew": failed(
            ja="{minutes}分{seconds}秒で、スクリプトがひとりでにページを読み込み直します。延ばす操作も止める操作もありません。",
            en="After {minutes} min {seconds} s a script loads the page anew. Nothing gives more time or turns it off.",
        ),
        "people_are_warned": review(
            ja="{minutes}分{seconds}秒でページがひとりでに移動・更新します。その前の知らせで延長できるか確かめてください。",
            en="After {minutes} min {seconds} s the page moves on by itself. See that the warning lets people stay.",
        ),
        "control_may_keep_it": review(
            ja="{minutes}分{seconds}秒でページがひとりでに移動・更新します。「{control}」で延ばせるか確かめてください。",
            en="After {minutes} min {seconds} s the page moves on by itself. See whether “{control}” keeps it.",
        ),
        "page_stayed": passed(
            ja="{minutes}分{seconds}秒たっても、ページはひとりでに移動・更新しませんでした。",
            en="The page did not move on or load anew within {minutes} min {seconds} s.",
        ),
    },
    why=Text(
        "読むのに時間がかかる人や読み上げソフトを使う人は、読み終える前にページが変わり、入力も失います。",
        "Slow readers and people with screen readers lose the page, and what they entered, before they have finished.",
    ),
    mend=Mend(
        Text(
            "自動で移動・更新する設定を外し、更新はボタンで行うようにします。移転の案内はサーバーの転送にします。",
            "Turn it off and offer a button for updating; let the server redirect pages that have moved.",
        ),
        Text(
            "タイマーで location を変えないようにします。必要なら、20秒以上前に知らせて延長できるようにします。",
            "Don't set location by a timer; else warn 20 seconds before and let people stay.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/time-limits-required-behaviors.html",
)
def page_stays_until_asked(page: Page) -> Iterator[Say]:
    """Judge where the page wanted to go by itself while half an hour of its clock went by.

    Judged: navigations that scripts of the page start without a hand on it, to elsewhere or to itself. A dialog or a
    box that came up before, and buttons that speak of updating, extending or stopping, are for a person to see.
    Left out: what happens within a second, which is a redirect; refresh elements, which axe judges; what depends on
    answers of a server, since none is asked meanwhile; limits that the server alone knows.
    Assumption: the limit is neither essential nor part of an event in real time.
    Source: Understanding WCAG 2.0, 2.2.1.
    """
    limits = page.evidence("passing")["limits"]
    refreshes = any((each.get("http-equiv") or "").strip().lower() == "refresh" for each in page.tagged("meta"))
    moves = [each for each in limits["moves"] if _SOON_S < each["at_s"] < _LONGEST_S]
    if refreshes:
        return
    if not moves:
        if any(page.tagged("script")):
            yield Say("page_stayed", None, _time(limits["until_s"]))
        return
    move = moves[0]
    control = _control(page)
    reason = _reason(move, limits, control)
    yield page.says(reason, **_time(move["at_s"]), url=move["url"], control=control)


def _reason(move: Mapping[str, Any], limits: Mapping[str, Any], control: str) -> str:
    before = [each for each in (*limits["dialogs"], *limits["boxes"]) if each.get("since_s", 0) < move["at_s"]]
    if before:
        return "people_are_warned"
    if control:
        return "control_may_keep_it"
    return "page_loads_anew" if move["reload"] else "page_leads_elsewhere"


def _control(page: Page) -> str:
    """Return the name of the first control that may turn it off or give more time, or ""."""
    for each in page.tagged("button", "input", "a", "summary", "label", "select"):
        words = " ".join((each.accessible_name or each.base_text or each.get("value") or "").split())
        if each.rendered and len(words) <= _NAME_LIMIT and _ADJUSTS.search(words):
            return words
    return ""


def _time(seconds: float) -> dict[str, int]:
    minutes, rest = divmod(round(seconds), 60)
    return {"minutes": minutes, "seconds": rest}
