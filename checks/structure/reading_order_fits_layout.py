"""Rule: what is placed by style sheet or table is read in the order in which it is seen."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.blank import is_blank

_REGIONS = frozenset({"main", "page"})
_WIDEST = 100
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DATA = ("th", "caption", "thead")
_SPECK_PX = 2
_MOST_OF = 0.5


@rule(
    id="reading-order-fits-layout",
    version=1,
    title=Text("並べた順と読み上げの順が合っている", "What is placed is read in the order in which it is seen"),
    criteria=["1.3.2"],
    techniques=["F1", "F49", "G57", "C27"],
    says={
        "placed_above_what_is_read_before": review(
            ja="「{second}」は「{first}」の上に見えますが、読み上げでは後になります。順番が変わって困らないか確かめてください。",
            en="“{second}” is seen above “{first}”, but read after it. See whether the order matters.",
        ),
        "table_reads_across_columns": review(
            ja="表で並べた「{first}」と「{second}」の間に、「{between}」が読まれます。順に聞いて意味が通るか確かめてください。",
            en="A table reads “{between}” between “{first}” and “{second}”. See whether it makes sense in that order.",
        ),
        "order_fits": passed(
            ja="位置を指定して置いた部分は、見える順に読まれます。",
            en="What is placed by position is read in the order in which it is seen.",
        ),
    },
    why=Text(
        "読み上げソフトはHTMLの順に読みます。見た目の順と違うと、見出しと内容が離れるなど、意味が変わって伝わります。",
        "Screen readers follow the HTML. Where the eye sees another order, the sense may change.",
    ),
    mend=Mend(
        Text(
            "読ませたい順に並べ直します。並べるための表は、列ごとに読まれない組み方をやめ、段組みの部品を使います。",
            "Put the parts into the order in which they are to be read; use columns of the CMS instead of a table.",
        ),
        Text(
            "HTML を読む順に書き、位置は CSS で決めます。並べるための表で rowspan を使わず、flex や grid にします。",
            "Write the HTML in reading order and place it with CSS; use flex or grid instead of tables with rowspan.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F1.html",
)
def reading_order_fits_layout(page: Page) -> Iterator[Say]:
    """Ask about texts that stand above what is read before them, and tables that are read across columns.

    Judged: sisters with text that are both placed by position: absolute, of which one lies above the one before it in
    the same columns of the page, once for each parent. Tables without header cells, caption or head that hold images,
    links or headings, in which a cell with text over several rows stands to the right of texts that go on below.
    Left out: header, navigation, aside and footer; fixed parts; parts that lie over one another; a heading that is
    read before the date or kind above it, as is often meant; tables of data.
    Assumption: of two parts in one column the upper one is read first.
    Source: WCAG 2.0 F1 and F49, https://www.w3.org/TR/WCAG20-TECHS/F1.html

    """
    is_placed = False
    told = False
    for sisters in _placed(page):
        is_placed = True
        wrong = next((pair for pair in pairwise(sisters) if _is_above(pair[1], pair[0])), None)
        if wrong:
            told = True
            first, second = map(_text, wrong)
            yield wrong[1].says("placed_above_what_is_read_before", first=first, second=second)
    for table in page.tagged("table"):
        found = _crossing(table) if table.exposed and not table.inside(*_DATA) else None
        if found:
            told = True
            first, between, second = map(_text, found)
            yield table.says("table_reads_across_columns", first=first, between=between, second=second)
    if is_placed and not told:
        yield Say("order_fits", None, {})


def _placed(page: Page) -> Iterator[list[Element]]:
    """Yield the sisters with text that are placed absolutely, where they are several."""
    parents: dict[Element, list[Element]] = {}
    lifted = {number for number, style in enumerate(page.snapshot.styles) if style.position == "absolute"}
    for index, tree in enumerate(page.trees):
        for number, style in enumerate(tree.record.styles):
            if style not in lifted:
                continue
            element = page.element(index, number)
            if element.parent is not None and _is_seen(element):
                parents.setdefault(element.parent, []).append(element)
    yield from (sisters for sisters in parents.values() if len(sisters) > 1)


def _is_seen(element: Element) -> bool:
    box = element.box
    if box is None or min(box.width, box.height) <= _SPECK_PX or box.x + box.width <= 0 or box.y + box.height <= 0:
        return False
    return element.exposed and element.region in _REGIONS and not is_blank(element.base_text)


def _is_above(one: Element, other: Element) -> bool:
    """Whether one lies above the other, and they share half the width of the narrower."""
    upper, lower = one.box, other.box
    if upper is None or lower is None or other.name in _HEADINGS:
        return False
    shared = min(upper.x + upper.width, lower.x + lower.width) - max(upper.x, lower.x)
    # Lines of text touch where the next one begins.
    is_above = upper.y + upper.height * _MOST_OF <= lower.y and upper.y < lower.y
    return is_above and shared * 2 >= min(upper.width, lower.width)


def _crossing(table: Element) -> tuple[Element, Element, Element] | None:
    """Return a cell, the cell over several rows to its right, and the cell below it that is read after that."""
    rows = [row.children("td") for row in table.inside("tr") if row.closest("table") == table]
    if len(rows) < 2 or not table.inside("img", "a", "h1", "h2", "h3", "h4", "h5", "h6"):  # noqa: PLR2004 -- two rows cross
        return None
    for row, below in pairwise(rows):
        texts = [cell for cell in row if _has_content(cell)]
        last = texts[-1] if len(texts) > 1 else None
        goes_on = next((cell for cell in below if _has_content(cell)), None)
        if last and goes_on and _span(last) > 1 and _span(texts[0]) == 1 and len(below) < len(row):
            return texts[0], last, goes_on
    return None


def _has_content(cell: Element) -> bool:
    return not is_blank(cell.base_text) or any(each.get("alt") for each in cell.inside("img"))


def _span(cell: Element) -> int:
    value = (cell.get("rowspan") or "").strip()
    return max(1, min(int(value), _WIDEST)) if value.isascii() and value.isdigit() else 1


def _text(element: Element) -> str:
    words: Sequence[str] = (element.base_text, *(each.get("alt") or "" for each in element.inside("img")))
    return " ".join(" ".join(words).split())[:40]
