"""Rule: a video of a video service has captions, and what is only seen in it is told as well."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.player import tells_captions, tells_description

from ._video import embeds


@rule(
    id="embedded-video-captioned",
    version=1,
    title=Text(
        "埋め込んだ動画に、字幕と映像の説明がある",
        "Embedded videos have captions, and what is only seen is told as well",
    ),
    criteria=["1.2.2", "1.2.3", "1.2.5"],
    techniques=["G87", "G93", "F75", "F8", "G78", "G173"],
    says={
        "captions_to_check": review(
            ja="{service} の動画です。正しい字幕と、見ないと分からない内容の声での説明があるか確かめてください。",
            en="A video by {service}. See that it has correct captions, and that speech tells what is only seen.",
        ),
        "description_to_check": review(
            ja="{service} の字幕付き動画です。字幕が正しいか、見ないと分からない内容が声でも伝わるか確かめてください。",
            en="A video by {service}, said to have captions. See that they are right, and speech tells what is seen.",
        ),
        "captions_and_description_told": passed(
            ja="{service} の動画に字幕と音声解説があると書かれています。",
            en="The page says that this video by {service} has captions and an audio description.",
        ),
    },
    why=Text(
        "耳の聞こえない人には話の内容が、目の見えない人には画面の文字や図の内容が伝わりません。",
        "Deaf people miss what is said; blind people miss the words and figures that are only shown.",
    ),
    mend=Mend(
        Text(
            "動画サービスの画面で字幕を付けます。自動で作られた字幕は、誤りを直して公開します。画面の文字は声でも読みます。",
            "Add captions at the video service; correct automatic ones. Let the speaker read out what is shown.",
        ),
        Text(
            "字幕や音声解説を付けた版に差し替えるか、動画のすぐ近くに内容をすべて伝える文章を置きます。",
            "Replace the video by one with captions and audio description; put a full text alternative near it.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/media-equiv-captions.html",
)
def embedded_video_captioned(page: Page) -> Iterator[Say]:
    """Ask a person to look at each recorded video that a frame of a known video service shows.

    Judged: frames, objects and lazily loaded frames by the host and path of their address. What the page says beside a
    video (from the heading above it to the next heading) is taken into account; it proves nothing of the video itself.
    Left out: what is broadcast live, which has a rule of its own; links that lead to a service; video elements, whose
    captions axe judges; other players of the services, such as timelines. Settings of the address that show captions
    are no proof, since captions may be made by machine.
    Assumption: a player shows a recorded video with sound.
    Source: Understanding WCAG 2.0, 1.2.2, 1.2.3 and 1.2.5.
    """
    for each in embeds(page):
        if each.is_live:
            continue
        if not tells_captions(each.words):
            reason = "captions_to_check"
        elif tells_description(each.words):
            reason = "captions_and_description_told"
        else:
            reason = "description_to_check"
        yield each.element.says(reason, service=each.player.service)
