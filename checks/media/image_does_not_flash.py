"""Rule: an image does not flash more than three times in a second."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, rule

_FIELD = (341, 256)
_LEAST_PX = 341 * 256 // 4
"""A quarter of ten degrees of sight, in CSS pixels (WCAG 2.0, general flash and red flash thresholds)."""


@rule(
    id="image-does-not-flash",
    version=1,
    title=Text("画像が1秒間に3回を超えて光らない", "Images do not flash more than three times in a second"),
    criteria=["2.3.1"],
    techniques=["G15", "G19", "G176"],
    says={
        "image_flashes": failed(
            ja="この画像は1秒間に{times}回光ります（画像の{share}%）。発作を起こす人がいます。",
            en="This image flashes {times} times in a second, over {share} % of it. It may cause seizures.",
        ),
        "image_flashes_red": failed(
            ja="この画像は1秒間に{times}回赤く光ります（画像の{share}%）。発作を起こす人がいます。",
            en="This image flashes red {times} times in a second, over {share} % of it. It may cause seizures.",
        ),
        "image_flashes_here_and_there": likely(
            ja="この画像は1秒間に{times}回光ります（画像の{share}%）。光る所が一か所に集まっていれば、発作を起こす人がいます。",
            en="This image flashes {times} times in a second, over {share} % of it. Where that is in one place, it may "
            "cause seizures.",
        ),
        "images_do_not_flash": passed(
            ja="動く画像は、1秒間に3回を超えて光りません。",
            en="No image that moves flashes too often, or over too much.",
        ),
    },
    why=Text(
        "光感受性発作のある人が、けいれんなどの発作を起こします。",
        "People with photosensitive epilepsy may have a seizure.",
    ),
    mend=Mend(
        Text(
            "光る画像を外すか、動かない画像に差し替えます。",
            "Remove the image, or replace it by one that does not move.",
        ),
        Text(
            "光る回数を1秒間に3回以下に減らした画像に作り直すか、小さく表示します。",
            "Make the image anew with three flashes in a second at most, or show it smaller.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/seizure-does-not-violate.html",
)
def image_does_not_flash(page: Page) -> Iterator[Say]:
    """Judge the images whose files move (GIF, APNG, WebP), by their pictures and by their size on the page.

    Judged: every visible `img`. Its pictures are divided into 24 by 24 squares; of those that change their brightness,
    or their red, back and forth more than three times in some second, enough must be in one field of 341 by 256 CSS
    pixels: surely where they would be even if spread evenly, probably where there are so many at all. Left out: files
    over two megabytes, and what comes after ten seconds; images in style sheets; films.
    Assumption: the window is 1,024 pixels wide or larger, and seen as WCAG takes it to be.
    Source: WCAG 2.0 2.3.1, general flash and red flash thresholds
    """
    moving = [each for each in page.tagged("img") if each.rendered and each.animation]
    said = [say for say in map(_say, moving) if say]
    yield from said
    if moving and not said:
        yield Say("images_do_not_flash", None)


def _say(image: Element) -> Say | None:
    found = image.animation.flicker if image.animation else None
    box = image.box
    if found is None or box is None or found.share * box.width * box.height < _LEAST_PX:
        return None
    is_sure = found.share * min(box.width, _FIELD[0]) * min(box.height, _FIELD[1]) >= _LEAST_PX
    surely = "image_flashes_red" if found.red else "image_flashes"
    return image.says(
        surely if is_sure else "image_flashes_here_and_there", times=found.per_s, share=round(found.share * 100)
    )
