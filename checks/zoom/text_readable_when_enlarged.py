"""Rule: text can be read as a whole when it is enlarged to 200 percent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, failed, likely, passed, review, rule
from a11y_audit.core.finding import Datum

_WORDS = 40


@dataclass(slots=True)
class _Loss:
    """What one box, or one place, takes away: how sure that is, and of which texts."""

    reason: str
    element: Element | None
    words: list[str]
    picture: str


@rule(
    id="text-readable-when-enlarged",
    version=2,
    title=Text("文字を200%に拡大しても、切れたり重なったりしない", "Text enlarged to 200 % is neither cut nor covered"),
    criteria=["1.4.4"],
    techniques=["F69", "G142", "G179"],
    needs="zoom",
    says={
        "text_is_cut": failed(
            ja="200%に拡大すると「{words}」などの文字が切れて読めません（{count}か所）。文字だけを大きくしても切れます。",
            en="At 200 % “{words}” is cut off (texts: {count}); so it is when the text alone is enlarged.",
        ),
        "texts_overlap": failed(
            ja="200%に拡大すると「{words}」がほかの文字と重なって読めません。文字だけを大きくしても重なります。",
            en="At 200 % “{words}” lies upon other text; so it does when the text alone is enlarged.",
        ),
        "cut_text_loses_more": failed(
            ja="「{words}」などの文字は枠で切れていて、200%に拡大すると読める部分が減ります（{count}か所）。文字だけを大きくしても減ります。",
            en="“{words}” is cut already, and at 200 % less of it is left (texts: {count}); so it is in larger text.",
        ),
        "text_is_cut_by_zoom": likely(
            ja="ブラウザーで200%に拡大すると「{words}」などの文字が切れます（{count}か所）。",
            en="Magnified to 200 % by the browser, “{words}” is cut (texts: {count}).",
        ),
        "texts_overlap_by_zoom": likely(
            ja="ブラウザーで200%に拡大すると「{words}」がほかの文字と重なります。",
            en="Magnified to 200 % by the browser, “{words}” lies upon other text.",
        ),
        "more_text_is_cut": likely(
            ja="「{words}」などの文字は枠で切れていて、200%に拡大するとさらに読めなくなります（{count}か所）。",
            en="“{words}” is cut already, and at 200 % less of it can be read (texts: {count}).",
        ),
        "text_is_shortened": review(
            ja="200%に拡大すると「{words}」などが省略されます（{count}か所）。全文を読む方法があるか確かめてください。",
            en="At 200 % “{words}” is cut short on purpose (texts: {count}). See whether it can be read elsewhere.",
        ),
        "text_is_cut_anyway": review(
            ja="「{words}」などの文字が、拡大する前から枠で切れています（{count}か所）。拡大したとき全文を読めるか確かめてください。",
            en="A box cuts “{words}” even before it is enlarged (texts: {count}). See whether all can be read then.",
        ),
        "larger_text_is_lost": advice(
            ja="文字だけを200%にすると「{words}」などが切れるか重なります（{count}か所）。ブラウザーの拡大では読めます。",
            en="With the text alone at 200 %, “{words}” is cut or covered (texts: {count}); magnified, it can be read.",
        ),
        "text_stays_readable": passed(
            ja="200%に拡大しても、文字は切れも重なりもしません。", en="At 200 % no text is cut or covered."
        ),
    },
    why=Text(
        "文字を大きくして読む人は、切れたり重なったりした部分を読めません。",
        "People who enlarge text to read it can't read what is cut off or covered.",
    ),
    mend=Mend(
        Text(
            "見出しや枠の高さを固定する部品をやめ、文字の量に合わせて広がる部品に替えるよう、業者に伝えてください。",
            "Ask the vendor for parts that grow with their text, in place of parts of a fixed height.",
        ),
        Text(
            "height の代わりに min-height を使い、overflow: hidden と white-space: nowrap を外します。",
            "Use min-height for height, remove overflow: hidden and white-space: nowrap, and let lines wrap.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F69.html",
)
def text_readable_when_enlarged(page: Page) -> Iterator[Say]:
    """Judge the texts that could be read as a whole, and can't any more at 200 percent.

    Judged: texts of the page that boxes with hidden overflow, the edges of the page or fixed parts cut, and texts that
    come to lie upon each other. Two ways are tried: the browser's magnification (half the window, twice the scale),
    and text alone twice as large. One that works is enough to conform; so failed is what is lost by both. Told once for
    each box that cuts. Of a text that was cut already more may be lost: where a link or a button may lead to all of it,
    that is likely only. At what a box cuts alike without enlargement, through its letters or off its end, a person
    looks, where it stands nowhere as a whole, and nothing there moves, opens or leads on.
    Left out: what scrolls; parts that are put away as a whole, such as menus and slides that are not their turn; what a
    page shows of itself only when something is pressed; frames.
    Assumption: the page has no other way to enlarge its text.
    Source: WCAG 2.0 F69 and Understanding 1.4.4.
    """
    seen = page.evidence("zoom")
    losses: dict[tuple[str, str], _Loss] = {}
    for reason, each in (*_cut(seen), *_overlaps(seen), *_anyway(seen), *_larger(seen)):
        place = page.placed(each.get("by")) or page.placed(each["place"])
        if place is not None and place.name in ("html", "body"):
            place = page.placed(each["place"])
        key = ("", "") if reason == "larger_text_is_lost" else (reason, place.selector if place else "")
        told = losses.setdefault(key, _Loss(reason, place, [], each.get("picture", "")))
        told.words.append(each["words"][:_WORDS])
    for loss in losses.values():
        data: dict[str, Datum] = {"words": loss.words[0], "count": len(loss.words), "picture": loss.picture}
        yield loss.element.says(loss.reason, **data) if loss.element else page.says(loss.reason, **data)
    if not losses and page.text.strip():
        yield Say("text_stays_readable", None)


_Told = Iterator[tuple[str, Mapping[str, Any]]]


def _cut(seen: Mapping[str, Any]) -> _Told:
    by_text = {each["id"] for each in seen["text"]["cut"] if not each["meant"]}
    for each in seen["zoom"]["cut"]:
        if each["meant"]:
            yield "text_is_shortened", each
        elif not each["whole"]:
            stays = each["id"] in by_text and not each.get("comes", True)
            yield "cut_text_loses_more" if stays else "more_text_is_cut", each
        elif each["id"] in by_text:
            yield "text_is_cut", each
        elif each["seen"] or each["axis"] == "y":
            yield "text_is_cut_by_zoom", each


def _overlaps(seen: Mapping[str, Any]) -> _Told:
    by_text = {each["id"] for each in seen["text"]["overlaps"]}
    for each in seen["zoom"]["overlaps"]:
        yield "texts_overlap" if each["id"] in by_text else "texts_overlap_by_zoom", each


def _anyway(seen: Mapping[str, Any]) -> _Told:
    known = {each["id"] for each in seen["zoom"]["cut"]}
    for each in seen.get("anyway", ()):
        if each["id"] not in known:
            yield "text_is_cut_anyway", each


def _larger(seen: Mapping[str, Any]) -> _Told:
    known = {each["id"] for kind in ("cut", "overlaps") for each in seen["zoom"][kind]}
    for each in (*seen["text"]["cut"], *seen["text"]["overlaps"]):
        if each["id"] not in known and not each.get("meant"):
            yield "larger_text_is_lost", each
