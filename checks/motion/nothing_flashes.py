"""Rule: nothing flashes more than three times in a second."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, rule


@rule(
    id="nothing-flashes",
    version=1,
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
        Text("点滅する画像や部品を外します。", "Remove the image or part that flashes."),
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
    moved on by frames. Brightness is that of squares of 16 CSS pixels: more than three pairs of opposing changes in
    some second, over a quarter of a field of 341 by 256 CSS pixels.
    Left out: images, which another rule judges; films, canvases, marquees and frames; patterns finer than a square,
    which are exempt.
    Source: Understanding WCAG 2.0, 2.3.1.
    """
    seen = page.evidence("passing")
    for each in seen["flashes"]:
        element = page.placed(each["place"])
        reason = "red_flashes_too_often" if each["red"] else "flashes_too_often"
        data = {"times": each["per_s"], "area": each["area"]}
        yield element.says(reason, **data) if element else page.says(reason, **data)
    if seen["moving"] and not seen["flashes"]:
        yield Say("movement_does_not_flash", None)
