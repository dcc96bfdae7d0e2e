"""Rule: a live broadcast has captions."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.player import tells_captions

from ._video import embeds


@rule(
    id="live-video-captioned",
    version=1,
    title=Text("生中継の動画に、その場で付ける字幕がある", "Live broadcasts have captions"),
    criteria=["1.2.4"],
    techniques=["G9", "G93", "G87"],
    says={
        "live_captions_to_check": review(
            ja="{service} の生中継のようです。話の内容がその場で字幕になるか確かめてください。",
            en="This seems to be a live broadcast by {service}. See that captions are given as people speak.",
        ),
        "live_captions_told": passed(
            ja="{service} の生中継に字幕があると書かれています。",
            en="The page says that this live broadcast by {service} has captions.",
        ),
    },
    why=Text(
        "耳の聞こえない人や聞こえにくい人は、議会や災害時の会見の内容をその場で知ることができません。",
        "Deaf people can't follow the council or a press conference in a disaster while it happens.",
    ),
    mend=Mend(
        Text(
            "文字通訳や字幕入力のサービスを使い、中継の画面か隣に字幕を出します。",
            "Use a live captioning service, and show its text in the broadcast or beside it.",
        ),
        Text(
            "中継の枠の近くに、字幕を表示する枠（リアルタイムの文字）を置きます。",
            "Put a frame with the live text near the frame of the broadcast.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/media-equiv-real-time-captions.html",
)
def live_video_captioned(page: Page) -> Iterator[Say]:
    """Ask a person to look at each live broadcast that a frame of a known video service shows.

    Judged: frames whose address is a live channel, and players beside which the page speaks of a live broadcast
    (ライブ中継, 生配信, 議会中継) and not of a recording.
    Left out: recorded videos, which have a rule of their own; links that lead to a service. A camera at a river without
    sound needs no captions, which a person sees at once.
    Assumption: the words from the heading above a player to the next heading are about it.
    Source: Understanding WCAG 2.0, 1.2.4.
    """
    for each in embeds(page):
        if each.is_live:
            reason = "live_captions_told" if tells_captions(each.words) else "live_captions_to_check"
            yield each.element.says(reason, service=each.player.service)
