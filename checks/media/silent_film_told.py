"""Rule: what a film without sound shows is told in words or by sound."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule

_SHORT_S = 3.0
_LABELS = ("aria-label", "aria-labelledby", "aria-describedby", "title")
_OTHERS = ("audio", "iframe", "frame", "object", "embed")


@rule(
    id="silent-film-told",
    version=1,
    title=Text(
        "音のない動画の内容が、文章か音声でも伝わる", "What a film without sound shows is told in words or by sound"
    ),
    criteria=["1.2.1"],
    techniques=["G159", "G166"],
    needs="passing",
    says={
        "silent_film_is_alone": failed(
            ja="音のない動画（{seconds}秒）のほかに、ページには内容を伝える文章もリンクもありません。",
            en="Beside a film without sound ({seconds} s) the page has no words or link that could tell its content.",
        ),
        "film_has_sound": passed(ja="動画のファイルに音声があります。", en="The film has a sound track."),
    },
    why=Text(
        "目の見えない人には、音のない動画の内容が何も伝わりません。",
        "Blind people get nothing at all of a film without sound.",
    ),
    mend=Mend(
        Text(
            "動画に映っていることを文章にして、動画のすぐ下に載せるか、そこからリンクします。",
            "Write down what the film shows, just below it or on a page that is linked there.",
        ),
        Text(
            "video 要素の後に説明の段落かリンクを置きます。track の descriptions はブラウザーが読みません。",
            "Put a paragraph or a link behind the video element; no browser reads out a track of descriptions.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/c3232f/",
)
def silent_film_told(page: Page) -> Iterator[Say]:
    """Judge films that have no sound by their files, on pages that have nothing beside them.

    Judged: video elements with controls, longer than three seconds, where the page has no word that assistive
    technology meets, no link, no image, frame or other medium, and the film no name of its own. A track of descriptions
    is no alternative, since no browser reads it out; one of captions may tell the content.
    Left out: films whose tracks are not known, such as those of other origins; decoration, which runs without controls;
    any page with words, of which a person sees whether they tell the content.
    Assumption: a film that is all of a page shows something.
    Source: ACT rule c3232f, https://www.w3.org/WAI/standards-guidelines/act/rules/c3232f/; G159
    """
    for each in page.evidence("passing").get("films", ()):
        film = page.placed(each["place"])
        if film is None or not film.exposed or not each["controls"]:
            continue
        if each["sound"]:
            yield film.says("film_has_sound")
        elif each["sound"] is False and (each["length_s"] or 0) > _SHORT_S and _is_alone(page, film):
            yield film.says("silent_film_is_alone", seconds=round(each["length_s"]))


def _is_alone(page: Page, film: Element) -> bool:
    """Whether assistive technology meets nothing on the page that could tell what the film shows."""
    tracks = {(track.get("kind") or "subtitles").lower() for track in film.children("track")}
    if any(film.get(name) for name in _LABELS) or tracks - {"descriptions", "metadata", "chapters"}:
        return False
    words = (block for block in page.blocks if block.element.exposed and block.text.strip())
    images = (each for each in page.tagged("img", "svg", "canvas", *_OTHERS) if each.exposed)
    return not any(words) and not any(images) and not page.links
