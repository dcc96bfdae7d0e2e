"""Rule: what is only seen in a video is told by sound or in words."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.player import tells_description, tells_live, tells_transcript

from ._video import words_around


@rule(
    id="video-described",
    version=2,
    title=Text("動画の、見ないと分からない内容が声でも伝わる", "What is only seen in a video is told in sound as well"),
    criteria=["1.2.1", "1.2.3", "1.2.5"],
    techniques=["G159", "G78", "G173", "G166", "G69", "H96"],
    says={
        "description_not_found": review(
            ja="動画に音声解説が見つかりません。見ないと分からない内容が、声（音のない動画なら文章）でも伝わるか確かめてください。",
            en="No audio description was found. See whether speech, or a text where no sound is, tells what is seen.",
        ),
        "description_only_in_track": review(
            ja="音声解説が track 要素にありますが、ブラウザーは読みません。声でも説明されているか確かめてください。",
            en="The description is in a track, which no browser reads out. See whether speech tells what is only seen.",
        ),
        "text_may_stand_for_description": review(
            ja="動画の近くに内容を伝える文章があるようです。見ないと分からない内容が声でも説明されているか確かめてください。",
            en="A text near the video seems to tell its content. See whether speech tells what is only seen, too.",
        ),
        "description_is_there": passed(
            ja="動画に音声解説付きの版があります。",
            en="The video has a version with audio description.",
        ),
    },
    why=Text(
        "目の見えない人には、声で読まれない画面の文字や、図、動作の内容が伝わりません。",
        "Blind people miss the words, figures and actions that are shown and not spoken of.",
    ),
    mend=Mend(
        Text(
            "話す人が画面の文字や図の内容も声で説明するように撮ります。できないときは音声解説を付けた版も載せます。",
            "Let the speaker say what is shown. Where that can't be, offer a version with audio description as well.",
        ),
        Text(
            "音声解説を入れた動画を別に用意して、近くからリンクします。",
            "Link to a version with audio description near the video.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/media-equiv-audio-desc-only.html",
)
def video_described(page: Page) -> Iterator[Say]:
    """Ask a person to look at each video element that may have sound and pictures.

    Judged: video elements. Words around the video that name an audio description are taken for one; a track of
    descriptions is none, since no browser reads it out; words that name a text with the content help with 1.2.3 and,
    if the video has no sound, 1.2.1, not with 1.2.5.
    Left out: videos that run muted without controls, as decoration does; live broadcasts; captions, which axe judges;
    videos in frames, which have a rule of their own.
    Assumption: the words from the heading above a video to the next heading are about it.
    Source: Understanding WCAG 2.0, 1.2.3 and 1.2.5.

    """
    for video in page.tagged("video"):
        if not video.exposed or _is_silent(video):
            continue
        words = words_around(video)
        tracks = {(track.get("kind") or "").lower() for track in video.children("track")}
        if tells_live(words):
            continue
        if tells_description(words):
            yield video.says("description_is_there")
        elif "descriptions" in tracks:
            yield video.says("description_only_in_track")
        elif tells_transcript(words):
            yield video.says("text_may_stand_for_description")
        else:
            yield video.says("description_not_found")


def _is_silent(video: Element) -> bool:
    return video.get("muted") is not None and video.get("controls") is None
