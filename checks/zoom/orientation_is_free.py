"""Rule: a page can be read in an upright window and in one that lies across."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule

_QUARTER = 90
_NEAR = 15
_TURN = re.compile(
    r"(?:画面|端末|スマートフォン|タブレット|デバイス)[^。\n]{0,8}(?:回転|横|縦)|(?:横|縦)(?:向き|画面)|"
    r"(?:rotate|turn) your|landscape|portrait|orientation",
    re.IGNORECASE,
)
_LITTLE = 0.35
_LEAST = 40


@rule(
    id="orientation-is-free",
    version=1,
    title=Text("画面の向きを縦にも横にもできる", "A page can be read upright and across"),
    criteria=["1.3.4"],
    techniques=["F97", "F100"],
    needs="narrow",
    says={
        "page_turns_itself": failed(
            ja="画面の向きを変えると、ページが{degrees}度回転し、決まった向きでしか読めません。",
            en="When the window is turned, the page turns itself by {degrees} degrees: it can be read one way only.",
        ),
        "page_asks_to_turn": failed(
            ja="画面の向きによって内容が隠れ、向きを変えるよう求められます（「{words}」）。",
            en="In one orientation the content is hidden, and people are asked to turn the device: “{words}”.",
        ),
        "content_depends_on_turn": likely(
            ja="画面の向きによって、内容のほとんどが隠れます。",
            en="In one orientation most of the content is hidden.",
        ),
        "page_can_be_turned": passed(ja="画面が縦でも横でも読めます。", en="The page can be read upright and across."),
    },
    why=Text(
        "車いすに端末を固定している人などは、画面の向きを変えられません。",
        "People whose device is fixed, such as to a wheelchair, can't turn it.",
    ),
    mend=Mend(
        Text(
            "向きを変えるよう求める表示をやめるよう、テンプレートの作成者に伝えてください。",
            "Ask the template's maker to do without the message that asks people to turn the device.",
        ),
        Text(
            "@media (orientation: …) の中で、内容を隠したり 90 度回転したりしないようにします。",
            "Don't hide content or turn it by 90 degrees within @media (orientation: …).",
        ),
    ),
    source="https://www.w3.org/WAI/WCAG21/Understanding/orientation.html",
)
def orientation_is_free(page: Page) -> Iterator[Say]:
    """Judge what changes between an upright window of 768 by 1,024 pixels and the same one across.

    Judged: a page that turns itself by a quarter against the other orientation; a page of which one orientation shows
    little, and asks people to turn the device.
    Left out: what scripts of phones alone do; pages without text.
    Assumption: neither orientation is essential, as it would be for a piano.
    Source: Understanding WCAG 2.1, 1.3.4, F97, F100, and the ACT rule b33eff.
    """
    turned = page.evidence("narrow")["turned"]
    upright, across = turned["upright"], turned["across"]
    degrees = abs(upright["degrees"] - across["degrees"]) % 360
    most = max(upright["characters"], across["characters"])
    if not most:
        return
    if min(abs(degrees - _QUARTER), abs(degrees - 3 * _QUARTER)) < _NEAR:
        yield page.says("page_turns_itself", degrees=round(degrees))
        return
    low, high = sorted((upright, across), key=_characters)
    is_little = most >= _LEAST and low["shared"] < _LITTLE * high["characters"]
    if is_little and _TURN.search(low["only"]):
        yield page.says("page_asks_to_turn", words=low["only"][:60])
    elif is_little:
        yield page.says("content_depends_on_turn")
    else:
        yield Say("page_can_be_turned", None)


def _characters(state: Mapping[str, Any]) -> int:
    return int(state["characters"])
