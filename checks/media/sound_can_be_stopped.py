"""Rule: sound that starts by itself ends within three seconds, or can be stopped."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, review, rule

_SHORT_S = 3.0
_AUDIBLE = 0.001


@rule(
    id="sound-can-be-stopped",
    version=1,
    title=Text("ひとりでに鳴る音が、3秒以内に終わるか、止められる", "Sound that starts by itself can be stopped"),
    criteria=["1.4.2"],
    techniques=["F23", "F93", "G60", "G170"],
    barrier="sound-by-itself",
    needs="passing",
    says={
        "sound_plays_on": failed(
            ja="ページを開くと {element} 要素の音が鳴り続け、どのボタンでも止まりません（{pressed}個を押して確認）。",
            en="The sound of this {element} element starts with the page; no control stops it ({pressed} tried).",
        ),
        "sound_may_play_on": likely(
            ja="ページを開くと {element} 要素の音が鳴るようです。止める操作が見当たりません（{pressed}個を確認）。",
            en="The sound of this {element} element seems to start with the page; nothing stops it ({pressed} tried).",
        ),
        "script_sounds": review(
            ja="スクリプトがひとりでに音の再生を始めます（{kind}）。鳴り続けるか、止められるか確かめてください。",
            en="A script plays sound when the page is opened ({kind}). See whether it goes on, and can be stopped.",
        ),
        "sound_is_stopped": passed(
            ja="音が自動で鳴りますが、操作で止められました。",
            en="The sound was stopped by a control.",
        ),
        "sound_is_short": passed(ja="自動で鳴る音は3秒以内に終わります。", en="The sound ends within three seconds."),
        "nothing_is_heard": passed(
            ja="自動で始まりますが、音は出ません。", en="It starts by itself, and nothing is heard."
        ),
    },
    why=Text(
        "読み上げソフトの声と音が重なり、ページの内容も、止めるボタンの場所も聞き取れなくなります。",
        "The sound drowns the voice of the screen reader, even while its user looks for the stop button.",
    ),
    mend=Mend(
        Text(
            "自動再生の設定を外します。背景に流す動画は、音を消した状態で始まるようにします。",
            "Turn autoplay off; let films in the background start muted.",
        ),
        Text(
            "autoplay を外すか muted を付けます。鳴らすなら controls を付けるか、ページの初めに停止ボタンを置きます。",
            "Remove autoplay or add muted; else add controls, or put a stop button at the top of the page.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/visual-audio-contrast-dis-audio.html",
)
def sound_can_be_stopped(page: Page) -> Iterator[Say]:
    """Judge the media that were seen to play by themselves, by what was heard in them.

    Judged: audio and video elements that played without a hand on the page: whether they were muted, have a track of
    sound, and whether that was more than silence; their length; controls of their own that can be seen; and every
    control of the page that does not lead elsewhere, which was pressed. Media without an element in the page, and
    Web Audio that runs, are shown to a person.
    Left out: frames of other origins, in which nothing can be listened to; media that the browser could not play.
    Assumption: the system's own volume is no way to stop it, since it silences the screen reader too.
    Source: Understanding WCAG 2.0, 1.4.2.
    """
    seen = page.evidence("passing")
    for each in seen["media"]:
        if not each["plays"] or not each["ready"]:
            continue
        element = page.placed(each["place"])
        reason = _reason(each, seen)
        data = {"element": each["tag"], "pressed": seen["pressed"]}
        yield element.says(reason, **data) if element else page.says(reason, **data)
    for kind in seen["unseen"]:
        yield page.says("script_sounds", kind=kind)


def _reason(each: Mapping[str, Any], seen: Mapping[str, Any]) -> str:
    if each["muted"] or not each["volume"] or not each["sounds"] or each["loud"] == 0:
        return "nothing_is_heard"
    length_s = each["length_s"]
    if length_s is not None and length_s <= _SHORT_S and not each["loop"]:
        return "sound_is_short"
    if each["controls"] or each["stopped_by"]:
        return "sound_is_stopped"
    is_certain = (each["loud"] or 0) > _AUDIBLE and not seen["left"] and not seen["links"]
    return "sound_plays_on" if is_certain else "sound_may_play_on"
