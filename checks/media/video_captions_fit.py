"""Rule: the captions of a video tell what is said in it."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, passed, review, rule

_KINDS = ("captions", "subtitles", "")
"""Kinds of a track that shows what is said; a track without a kind is one of subtitles."""


@rule(
    id="video-captions-fit",
    version=1,
    title=Text("動画の字幕が、話の内容と合っている", "The captions of a video tell what is said in it"),
    criteria=["1.2.2"],
    techniques=["G87", "G93", "H95", "F8"],
    says={
        "captions_to_be_read": review(
            ja="字幕（track）のある動画です。話の内容と合い、だれの声かや大事な音も伝えているか、見て確かめてください。",
            en="The video has captions (track). See whether they tell what is said, by whom, and sounds that matter.",
        ),
        "decoration_is_silent": passed(
            ja="音を出さずに流れる飾りの動画で、字幕は要りません。",
            en="The video runs without sound, and needs no captions.",
        ),
    },
    why=Text(
        "耳の聞こえない人は字幕だけが頼りです。字幕が抜けたり違っていたりすると、内容が伝わりません。",
        "Deaf people have nothing but the captions; where these leave out or differ, the content is lost.",
    ),
    mend=Mend(
        Text(
            "字幕を最後まで見て、抜けや誤りを直します。自動で作られた字幕は、必ず人が直します。",
            "Read the captions to the end and correct them; above all those that a program made.",
        ),
        Text(
            "字幕のファイル（WebVTT）の文を直し、だれの声か、大事な音も書きます。",
            "Correct the file of captions (WebVTT); write who speaks, and sounds that matter.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/media-equiv-captions.html",
)
def video_captions_fit(page: Page) -> Iterator[Say]:
    """Ask a person to watch each video element with a track of captions or subtitles.

    Left out: videos without such a track, which axe asks about; videos in frames, which have a rule of their own.
    Assumption: a video that is muted and has no controls is decoration.
    Source: WCAG 2.0 F8 and Understanding 1.2.2.
    """
    for video in page.tagged("video"):
        if not video.exposed:
            continue
        if video.get("muted") is not None and video.get("controls") is None:
            yield video.says("decoration_is_silent")
        elif any((track.get("kind") or "").strip().lower() in _KINDS for track in video.children("track")):
            yield video.says("captions_to_be_read")
