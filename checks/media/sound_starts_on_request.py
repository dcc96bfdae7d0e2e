"""Rule: sound starts when it is asked for, or can be stopped at once."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule

from ._video import embeds

_SOUND = re.compile(r".+\.(?:mp3|m4a|wav|mid|midi|ogg|oga|aac|wma|ra|ram|aif|aiff|au)", re.IGNORECASE)
# An address may name the part that is played: #t=8,10.
_PART = re.compile(r"#(?:.*&)?t=(\d+(?:\.\d+)?)?,(\d+(?:\.\d+)?)$")
_SHORT_S = 3
_OFF = frozenset({"false", "0", "no"})
_STARTS = ("autostart", "autoplay")


@rule(
    id="sound-starts-on-request",
    version=1,
    title=Text("音が、操作しないうちに鳴り出さない", "Sound starts on request only"),
    criteria=["1.4.2"],
    techniques=["F23", "F93", "G171", "G170", "G60"],
    barrier="sound-by-itself",
    says={
        "sound_starts_by_itself": likely(
            ja="{element} 要素の音が自動で鳴り、止めるボタンがこの部品にありません。",
            en="The sound of this {element} element starts by itself, and the element has no button to stop it.",
        ),
        "old_element_may_sound": review(
            ja="{element} 要素に音のファイルが指定されています。自動で鳴り続けるブラウザーがないか確かめてください。",
            en="This {element} element holds a file of sound. See whether a browser plays it without being asked.",
        ),
        "player_starts_by_itself": review(
            ja="{service} の動画が自動で始まる設定です。音が鳴るか、鳴るならすぐ止められるか確かめてください。",
            en="This video by {service} is set to start by itself. See whether it sounds, and can be stopped at once.",
        ),
        "sound_can_be_stopped": passed(
            ja="自動で始まりますが、操作ボタンで止められるか、3秒以内に終わります。",
            en="It starts by itself, but its controls can stop it, or it ends within three seconds.",
        ),
        "sound_waits": passed(ja="音は、再生を選ぶまで鳴りません。", en="There is no sound until it is asked for."),
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
            "autoplay を外すか、muted と controls を付けます。<bgsound> や自動で鳴る <embed> は使いません。",
            "Remove autoplay, or add muted and controls. Do not use <bgsound> or <embed> that starts by itself.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F93.html",
)
def sound_starts_on_request(page: Page) -> Iterator[Say]:
    """Judge what the markup of audio, video, embedded sound and players of video services says of starting by itself.

    Judged: audio and video with autoplay and not muted, drawn or not; controls, or an
    address that names a part of three seconds at most, make it conform. bgsound, embed
    and object with a file of sound, and players in frames that are asked to start with sound, are shown to a person,
    since browsers differ in what they play.
    Left out: sound that a script starts; how long it lasts, since no more than three seconds would be allowed.
    Assumption: what starts by itself has sound, and more than three seconds of it, unless it is muted.
    Source: WCAG 2.0 F93 and F23, https://www.w3.org/TR/WCAG20-TECHS/F93.html
    """
    is_sound_told = False
    for medium in page.tagged("audio", "video"):
        if medium.get("autoplay") is None or medium.get("muted") is not None:
            if not is_sound_told and medium.name == "audio":
                is_sound_told = True
                yield Say("sound_waits", None)
        elif (medium.get("controls") is not None and medium.exposed) or _is_short(medium):
            yield medium.says("sound_can_be_stopped")
        else:
            yield medium.says("sound_starts_by_itself", element=medium.name)
    for part in page.tagged("bgsound", "embed", "object"):
        if _starts(part):
            yield part.says("old_element_may_sound", element=part.name)
    for each in embeds(page):
        if each.player.autoplay:
            yield each.element.says("player_starts_by_itself", service=each.player.service)


def _is_short(medium: Element) -> bool:
    """Whether the address asks for three seconds at most."""
    addresses = [each.get("src") or "" for each in (medium, *medium.children("source")) if each.get("src")]
    spans = [_PART.search(each) for each in addresses]
    return bool(spans) and all(span and float(span[2]) - float(span[1] or 0) <= _SHORT_S for span in spans)


def _starts(part: Element) -> bool:
    """Whether an old element for sound starts it without being asked."""
    address = urlsplit((part.get("src") or part.get("data") or "").replace("[", "")).path
    if part.name == "bgsound":
        return bool(part.get("src"))
    said = [part.get(each) or "" for each in _STARTS if part.get(each) is not None]
    parameters = part.children("param")
    said += [each.get("value") or "" for each in parameters if (each.get("name") or "").lower() in _STARTS]
    return bool(_SOUND.fullmatch(address)) and not any(each.lower() in _OFF for each in said)
