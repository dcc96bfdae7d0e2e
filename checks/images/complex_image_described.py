"""Rule: what a map, chart, table or diagram tells stands in words as well."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.alternative import form
from a11y_audit.text.blank import is_blank
from a11y_audit.text.hollow import hollow
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.picture import Kind, kind_of_file, kind_told

_REASONS = {
    Kind.MAP: "map_may_lack_directions",
    Kind.CHART: "chart_may_lack_figures",
    Kind.TABLE: "table_may_be_image",
    Kind.DIAGRAM: "diagram_may_lack_steps",
}
_LEAST_WIDTH_PX = 150
_LEAST_HEIGHT_PX = 100
_DESCRIBED = 50
_WORDS = 40
_CELLS = 4


@rule(
    id="complex-image-described",
    version=1,
    title=Text(
        "地図・グラフ・表・図解の画像の内容が、文字でも分かる",
        "What a map, chart, table or diagram shows is told in words as well",
    ),
    criteria=["1.1.1"],
    techniques=["G73", "G74", "G92", "G95", "H45", "ARIA15", "F67"],
    says={
        "map_may_lack_directions": review(
            ja="地図の画像（「{alt}」）があります。所在地や道順が文字でも分かるか、確認してください。",
            en="There is an image of a map (“{alt}”). Please see whether address and directions are told in words too.",
        ),
        "chart_may_lack_figures": review(
            ja="グラフの画像（「{alt}」）があります。数値や傾向が文字か表でも分かるか、確認してください。",
            en="There is an image of a chart (“{alt}”). Please see whether words or a table tell its figures too.",
        ),
        "table_may_be_image": review(
            ja="表の画像（「{alt}」）があります。同じ内容が表か文字でも載っているか、確認してください。",
            en="There is an image of a table (“{alt}”). Please see whether a real table or text tells the same.",
        ),
        "diagram_may_lack_steps": review(
            ja="図解の画像（「{alt}」）があります。手順や関係が文字でも分かるか、確認してください。",
            en="There is an image of a diagram (“{alt}”). Please see whether words tell its steps and relations too.",
        ),
        "image_has_description": passed(
            ja="画像「{alt}」には、長い代替テキストか、隣の表や文による説明があります。",
            en="The image “{alt}” has a long alternative, or a table or a text beside it that describes it.",
        ),
    },
    why=Text(
        "「人口のグラフ」「案内図」とだけ読まれても、画像を見られない人は、数値や道順を知ることができません。",
        "Hearing only “chart of the population” or “map”, people who can't see it learn neither figures nor the way.",
    ),
    mend=Mend(
        Text(
            "画像の近くに、数値の表、道順、手順などを文字で載せます。代替テキストには何の図かを書きます。",
            "Put figures, directions or steps near the image as a table or text. Tell in the alternative what it is.",
        ),
        Text(
            "本文に表や箇条書きを置き、必要なら aria-describedby で画像と結び付けます。",
            "Place a table or a list in the text; tie it to the image by aria-describedby if need be.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G92.html",
)
def complex_image_described(page: Page) -> Iterator[Say]:
    """Ask a person about exposed images that are maps, charts, tables or diagrams by their alternative or file name.

    Judged: images of 150 by 100 pixels and more, named so at the end of the alternative or of a part of it (人口の推移,
    案内図（本庁）), by the file's name (graph, annaizu), or with clickable areas.
    Left out: those with a description that a program can see: an alternative of 50 characters, aria-describedby,
    longdesc, a table or 40 characters of text in the same figure or cell, or right after the image's own block; empty
    and meaningless alternatives, which other rules judge; icons. Whether a description that is there serves.
    Assumption: a long text right beside the image is about it.
    Source: WCAG 2.0 G73, G74, G92 and F67, https://www.w3.org/TR/WCAG20-TECHS/G92.html
    """
    described = ""
    for image in page.images:
        alt = plain(image.get("alt") or "")
        source = image.get("src") or ""
        if is_blank(alt) or form(alt, source) or hollow(alt) or not _is_large(image):
            continue
        kind = kind_told(alt) or (Kind.MAP if image.get("usemap") else kind_of_file(source))
        if kind is None:
            continue
        if _is_described(image, alt):
            described = described or alt
        else:
            yield image.says(_REASONS[kind], alt=alt)
    if described:
        yield Say("image_has_description", None, {"alt": described})


def _is_large(image: Element) -> bool:
    box = image.box
    return box is not None and box.width >= _LEAST_WIDTH_PX and box.height >= _LEAST_HEIGHT_PX


def _is_described(image: Element, alt: str) -> bool:
    if len(alt) >= _DESCRIBED or image.get("longdesc") or image.get("aria-describedby"):
        return True
    return any(_tells(each) for each in _beside(image))


def _beside(image: Element) -> Iterator[Element]:
    """Yield the figure or cell around the image, then what follows the outermost block that holds only the image."""
    holder = image.closest("figure", "td", "th", "li", "dd")
    # A cell with headings lays out the page.
    if holder is not None and not holder.inside("h1", "h2", "h3", "h4", "h5", "h6"):
        yield holder
    here = image
    while (around := here.parent) is not None and around.name != "body" and is_blank(around.base_text):
        here = around
    following = here.tag.find_next_sibling()
    if following is not None:
        yield Element(image.page, image.document, following)


def _tells(part: Element) -> bool:
    tables = [part, *part.inside("table")] if part.name == "table" else part.inside("table")
    if any(table.exposed and len(table.inside("td")) >= _CELLS for table in tables):
        return True
    return part.exposed and len(squeezed(part.base_text)) >= _WORDS
