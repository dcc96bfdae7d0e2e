"""Rule: what moves by itself stops within five seconds, or can be stopped."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, review, rule

_BESIDE = 10
_LEAST_AREA = 200
_SEEN = {"text", "image", "shown", "place"}


@rule(
    id="moving-content-can-be-stopped",
    version=1,
    title=Text("ひとりでに動く部分が、5秒以内に止まるか、止められる", "What moves by itself ends or can be stopped"),
    criteria=["2.2.2"],
    techniques=["F16", "F50", "G4", "G186", "SCR33"],
    barrier="moving-text",
    needs="passing",
    says={
        "content_moves_on": failed(
            ja="この部分はひとりでに動き続け（{seconds}秒観察）、どのボタンでも止まりません（{pressed}個を確認）。",
            en="This part moves on by itself (watched for {seconds} s); no control stops it ({pressed} tried).",
        ),
        "content_may_move_on": likely(
            ja="この部分はひとりでに動き続けます（{seconds}秒観察）。止める操作が見当たりません（{pressed}個を確認）。",
            en="This part moves on by itself (watched for {seconds} s); nothing found stops it ({pressed} tried).",
        ),
        "time_is_shown": review(
            ja="時刻や残り時間「{words}」が動き続けます。この表示が欠かせないものか、止められるか確かめてください。",
            en="“{words}”, a time, goes on changing. See whether it is essential here, or can be stopped.",
        ),
        "waiting_goes_on": review(
            ja="処理中を示す部分が動き続けています。処理が終わったら止まるか確かめてください。",
            en="A sign of work in progress goes on moving. See whether it ends with the work.",
        ),
        "stopped_by_another_control": review(
            ja="ひとりでに動く部分は「{control}」を押すと止まりました。それで止められると分かるか確かめてください。",
            en="What moves by itself stopped by “{control}”. See whether people can tell that it does that.",
        ),
        "link_may_stop_it": review(
            ja="ひとりでに動く部分があります。リンク「{control}」で止められるか確かめてください。",
            en="A part moves by itself. See whether the link “{control}” stops it.",
        ),
        "movement_can_be_stopped": passed(
            ja="ひとりでに動く部分は「{control}」で止まりました。", en="What moves by itself stopped by “{control}”."
        ),
    },
    why=Text(
        "動き続けるものが目に入ると、注意がそれやすい人や読むのに時間のかかる人は、まわりの文章を読めなくなります。",
        "Movement without end draws the eye: people who are easily distracted, or read slowly, can't read beside it.",
    ),
    mend=Mend(
        Text(
            "自動の切替えや流れる表示をやめるか、止めるボタンを付けられる部品に替えます。",
            "Turn the automatic change off, or use a part that has a button to stop it.",
        ),
        Text(
            "動く部分のすぐ前に「停止」ボタンを置き、押したら動き（タイマー、アニメーション）を止めます。",
            "Put a “stop” button right before the moving part, and end its timers and animations when it is pressed.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/time-limits-pause.html",
)
def moving_content_can_be_stopped(page: Page) -> Iterator[Say]:
    """Judge the parts of the page that were seen to move by themselves for more than five seconds.

    Judged: what scripts changed again and again over half a minute of the page's clock (text, place, picture,
    visibility), style sheets' animations that pictures prove to be visible, marquees, moving drawings, films without
    controls, canvases. Every control of the page that does not lead elsewhere was pressed, those first that speak of
    stopping or are near; a part that went on is not met by them.
    Left out: image files, which another rule judges; frames; what moves only while the pointer is on it, which stops
    nothing for people without a pointer; a page that shows nothing beside it.
    Assumption: the movement is not essential. Small parts, changes of colour alone, movement that ends for people who
    asked their system for less of it, and pages with more controls than were pressed are told as likely.
    Source: Understanding WCAG 2.0, 2.2.2.
    """
    seen = page.evidence("passing")
    text = len("".join(page.text.split()))
    for each in seen["moving"]:
        if text - len("".join(each["words"].split())) < _BESIDE or (each["kind"] == "film" and each["controls"]):
            continue
        element = page.placed(each["place"])
        reason, control = _reason(each, seen)
        data = {
            "words": each["words"][:40],
            "seconds": round(seen["watched_s"]),
            "pressed": seen["pressed"],
            "control": control,
            "picture": each.get("picture", ""),
        }
        yield element.says(reason, **data) if element else page.says(reason, **data)


def _reason(each: Mapping[str, Any], seen: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is to be said, and the name of the control that it is about."""
    control = each["stopped_by"]
    if control:
        known = control["says"] or control["near"]
        return "movement_can_be_stopped" if known else "stopped_by_another_control", control["name"]
    if each["loading"]:
        return "waiting_goes_on", ""
    if each.get("clock"):
        return "time_is_shown", ""
    if seen["links"]:
        return "link_may_stop_it", seen["links"][0]
    return "content_moves_on" if _certain(each, seen) else "content_may_move_on", ""


def _certain(each: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
    """Whether it is large, goes on to the end, has something to tell, and nothing is left that could stop it."""
    box = each["place"]["box"]
    if seen["left"] or box[2] * box[3] < _LEAST_AREA or not (each["words"] or each["pictures"]):
        return False
    if each["kind"] == "script":
        until_s = seen["watched_s"] - 1.5 * each["gap_s"]
        return bool(_SEEN & set(each["kinds"])) and each["last_s"] - each["first_s"] > min(until_s, 20)
    if each["kind"] == "style":
        return bool(each["endless"] and not each["reduced"] and each["words"])
    return bool(each["kind"] == "marquee")
