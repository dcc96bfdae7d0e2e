"""Rule: nothing flashes more than three times in a second."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule


@rule(
    id="nothing-flashes",
    version=2,
    title=Text("1秒間に3回を超えて光るものがない", "Nothing flashes more than three times in a second"),
    criteria=["2.3.1"],
    techniques=["G15", "G19", "G176"],
    needs="passing",
    says={
        "flashes_too_often": failed(
            ja="この部分は1秒間に{times}回光ります（{area}平方ピクセル）。発作を起こす人がいます。",
            en="This part flashes {times} times in a second, over {area} square pixels. It may cause seizures.",
        ),
        "red_flashes_too_often": failed(
            ja="この部分は1秒間に{times}回赤く光ります（{area}平方ピクセル）。発作を起こす人がいます。",
            en="This part flashes red {times} times in a second, over {area} square pixels. It may cause seizures.",
        ),
        "film_flashes_too_often": failed(
            ja="この動画は、{at}秒のあたりで1秒間に{times}回光ります（{area}平方ピクセル）。発作を起こす人がいます。",
            en="This film flashes {times} times in a second at about {at} s, over {area} square pixels. It may cause "
            "seizures.",
        ),
        "film_flashes_red_too_often": failed(
            ja="この動画は、{at}秒のあたりで1秒間に{times}回赤く光ります（{area}平方ピクセル）。発作を起こす人がいます。",
            en="This film flashes red {times} times in a second at about {at} s, over {area} square pixels. It may "
            "cause seizures.",
        ),
        "covered_part_may_flash": likely(
            ja="ここにある動画や描画そのものは、1秒間に{times}回光ります（{area}平方ピクセル）。重なるものや透け方で、弱く見えるかもしれません。",
            en="The film or drawing here flashes {times} times in a second by itself, over {area} square pixels. What "
            "lies over it, or shows through, may make that weaker.",
        ),
        "movement_does_not_flash": passed(
            ja="動く部分は、1秒間に3回を超えて光りません。",
            en="What moves does not flash more than three times in a second.",
        ),
    },
    why=Text(
        "光感受性発作のある人が、けいれんなどの発作を起こします。",
        "People with photosensitive epilepsy may have a seizure.",
    ),
    mend=Mend(
        Text("点滅する画像、動画、部品を外します。", "Remove the image, film or part that flashes."),
        Text(
            "点滅を1秒間に3回以下にするか、明るさの差と面積を小さくします。",
            "Flash three times in a second at most, or make the difference in brightness and the area small.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/seizure-does-not-violate.html",
)
def nothing_flashes(page: Page) -> Iterator[Say]:
    """Judge the places whose frames were counted by the general and the red flash threshold.

    Judged: style sheets' animations, held at each thirtieth of a second; parts that scripts change, with the clock
    moved on by frames; two canvases of a page, as they are drawn on for a second or two; two films, ten seconds of
    each, in a copy of the file. Brightness is that of squares of 16 CSS pixels: more than three pairs of opposing
    changes in some second, over a quarter of a field of 341 by 256 CSS pixels, in that much of it at the same moment.
    Left out: images, which another rule judges; marquees, moving drawings (SVG) and frames; canvases drawn by WebGL or
    of pictures of other sites; films that the browser may not or can't read, or of over 20 megabytes; patterns finer
    than a square, which are exempt. Where a large film, canvas or drawing is left out, nothing is said to be sound.
    Assumption: a film or canvas that shows through, or has something over it, is told as likely.
    Source: Understanding WCAG 2.0, 2.3.1.
    """
    seen = page.evidence("passing")
    for each in seen["flashes"]:
        element = page.placed(each["place"])
        data = {
            "times": each["per_s"],
            "area": each["area"],
            "at": round(each.get("at_s", 0), 1),
            "picture": each.get("picture", ""),
        }
        yield element.says(_reason(each), **data) if element else page.says(_reason(each), **data)
    if seen["moving"] and not seen["flashes"] and not seen.get("unscreened", 0):
        yield Say("movement_does_not_flash", None)


def _reason(each: Mapping[str, Any]) -> str:
    if not each.get("bare", True):
        return "covered_part_may_flash"
    if each["kind"] == "film":
        return "film_flashes_red_too_often" if each["red"] else "film_flashes_too_often"
    return "red_flashes_too_often" if each["red"] else "flashes_too_often"
