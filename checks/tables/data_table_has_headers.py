"""Rule: a table of data has header cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.core.finding import Datum
from a11y_audit.text.value import kind_of

_LAYOUT = (
    "table",
    "input",
    "select",
    "textarea",
    "button",
    "form",
    "iframe",
    "video",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "nav",
)
_LONGEST = 120
_LABEL = 20
_BOLD = 600
_WIDEST = 100
_LEAST_ROWS = 4
_LEAST_COLUMNS = 2
_VALUES = frozenset({"number", "date", "time"})
_HEADER_ROLES = frozenset({"columnheader", "rowheader"})
_OTHER_ROLES = frozenset({"presentation", "none", "grid", "treegrid", "menu", "list"})

Row = Sequence[Element]


@dataclass(frozen=True, slots=True)
class _Cell:
    """What tells a header from data: its text, the kind of value, and how it looks."""

    text: str
    kind: str
    bold: bool
    back: str


Grid = Sequence[Sequence[_Cell]]


@rule(
    id="data-table-has-headers",
    version=2,
    title=Text("データの表に、見出しのセルがある", "A table of data has header cells"),
    criteria=["1.3.1"],
    techniques=["F91", "H51", "H63"],
    barrier="table-without-headers",
    says={
        "words_above_numbers_not_marked_up": failed(
            ja="{rows}行{columns}列の表で、数の列の上にある言葉（「{text}」）が、見出しのセルになっていません。",
            en="In a table of {rows} rows and {columns} columns, words above numbers (“{text}”) are no header cells.",
        ),
        "header_row_not_marked_up": likely(
            ja="{rows}行{columns}列の表で、1行目が見出しに見えますが、見出しのセルになっていません。",
            en="The first row of a table ({rows} rows, {columns} columns) looks like headers, but has none.",
        ),
        "header_column_not_marked_up": likely(
            ja="{rows}行{columns}列の表で、1列目が見出しに見えますが、見出しのセルになっていません。",
            en="The first column of a table ({rows} rows, {columns} columns) looks like headers, but has none.",
        ),
        "headers_missing": likely(
            ja="データを並べた{rows}行{columns}列の表に、見出しのセルがありません。",
            en="A table of data with {rows} rows and {columns} columns has no header cell.",
        ),
        "headers_missing_if_data": review(
            ja="{rows}行{columns}列の表に、見出しのセルがありません。データの表なら見出しが要ります。",
            en="A table of {rows} rows and {columns} columns has no header cell. If it holds data, it needs headers.",
        ),
        "headers_marked_up": passed(ja="見出しのセルがある表です。", en="The table has header cells."),
    },
    why=Text(
        "読み上げソフトで表を一つずつ読む人には、数字や言葉が何を表すのか分かりません。",
        "People who read the table cell by cell with a screen reader cannot tell what a value stands for.",
    ),
    mend=Mend(
        Text(
            "表の設定で、1行目や1列目を「見出し」にします。見た目を並べるためだけの表なら、表を使わずに書きます。",
            "In the table settings, make the first row or column the header. Arrange things without a table.",
        ),
        Text(
            '見出しのセルを td ではなく <th scope="col"> や <th scope="row"> で書きます。',
            'Write header cells as <th scope="col"> or <th scope="row"> instead of td.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F91.html",
)
def data_table_has_headers(page: Page) -> Iterator[Say]:
    """Judge tables that hold data and have neither th nor a header by role, scope or headers.

    Judged: tables without a table, form field, heading or frame in them, of two rows and two columns or more, whose
    cells are short. A caption or thead, a first row or column that looks different, or a column of one kind of value
    below a word shows that it is data. Without such a sign only a regular table of three rows is left to a person. It
    is certain where a first row of different words stands above two columns or more that hold nothing but numbers,
    dates or times in three rows or more; cells that head their rows change nothing in that.
    Left out: tables with a role of their own; tables of images or links, long texts or mostly empty cells, which lay
    out a page; whether headers that are there are right.
    Source: WCAG 2.0 F91, H51; https://www.w3.org/TR/WCAG20-TECHS/F91.html
    """
    is_sound_told = False
    for table in page.tagged("table"):
        if not table.exposed or (table.get("role") or "").strip().lower() in _OTHER_ROLES:
            continue
        top = _words_above_numbers(table)
        if top:
            yield table.says("words_above_numbers_not_marked_up", **top)
            continue
        if _has_headers(table):
            if not is_sound_told:
                is_sound_told = True
                yield Say("headers_marked_up", None, {})
            continue
        rows = _rows(table)
        if not _may_be_data(table, rows):
            continue
        cells = {each: _cell(each) for row in rows for each in row}
        reason = _reason(table, [[cells[each] for each in row] for row in rows])
        if reason:
            yield table.says(reason, rows=len(rows), columns=max(map(len, rows)))


def _has_headers(table: Element) -> bool:
    return any(
        each.name == "th" or each.get("role") in _HEADER_ROLES or each.get("scope") or each.get("headers")
        for each in table.inside("th", "td")
    )


def _words_above_numbers(table: Element) -> dict[str, Datum]:
    """Return what to say of a table whose first row must be headers and is not; {} of all others."""
    if table.closest("table") or table.inside(*_LAYOUT) or table.inside("thead"):
        return {}
    rows = [row.children("td", "th") for row in table.inside("tr")]
    cells = [cell for row in rows for cell in row]
    if len(rows) < _LEAST_ROWS or len({len(row) for row in rows}) > 1 or len(rows[0]) <= _LEAST_COLUMNS:
        return {}
    if any(cell.get("colspan") or cell.get("rowspan") or cell.get("headers") for cell in cells):
        return {}
    top = rows[0]
    texts = [cell.base_text for cell in top]
    is_plain = not any(cell.name == "th" or cell.get("scope") or cell.get("role") or cell.get("id") for cell in top)
    is_words = all(kind_of(text) == "text" and len(text) <= _LABEL for text in texts[1:]) and len(set(texts)) == len(
        top
    )
    if not is_plain or not is_words or kind_of(texts[0]) not in ("text", ""):
        return {}
    below = list(zip(*rows[1:], strict=True))
    numbers = [column for column in below[1:] if all(kind_of(cell.base_text) in _VALUES for cell in column)]
    if len(numbers) < _LEAST_COLUMNS:
        return {}
    return {"rows": len(rows), "columns": len(top), "text": " ".join(texts[-1].split())}


def _rows(table: Element) -> list[Row]:
    """Return the cells of each row, a merged cell once for each place; rows that are one merged cell are left out."""
    places: dict[tuple[int, int], Element] = {}
    lines = table.inside("tr")
    for line, row in enumerate(lines):
        column = 0
        for cell in row.children("td"):
            while (line, column) in places:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            places |= {(line + y, column + x): cell for y in range(min(down, len(lines) - line)) for x in range(across)}
            column += across
    rows = [[places[key] for key in sorted(places) if key[0] == line] for line in range(len(lines))]
    return [row for row in rows if len(set(row)) > 1]


def _span(cell: Element, attribute: str) -> int:
    value = (cell.get(attribute) or "").strip()
    return max(1, min(int(value), _WIDEST)) if value.isascii() and value.isdigit() else 1


def _may_be_data(table: Element, rows: Sequence[Row]) -> bool:
    if len(rows) < 2 or table.inside(*_LAYOUT) or table.closest("table"):  # noqa: PLR2004 -- two is the least of a table
        return False
    cells = {cell for row in rows for cell in row}
    texts = [cell.base_text for cell in cells]
    if max(map(len, texts)) > _LONGEST or sum(not text.strip() for text in texts) * 3 > len(texts):
        return False
    bare = sum(bool(cell.inside("a", "img", "svg")) and kind_of(_own(cell)) == "" for cell in cells)
    return bare * 2 < len(cells)


def _own(cell: Element) -> str:
    """Return the cell's text outside links."""
    text = cell.base_text
    for link in cell.inside("a"):
        text = text.replace(link.base_text, "", 1)
    return text


def _cell(cell: Element) -> _Cell:
    text = cell.base_text
    return _Cell(text=text, kind=kind_of(text), bold=_is_bold(cell, text), back=_back(cell))


def _is_bold(cell: Element, text: str) -> bool:
    style = cell.style
    if style is not None and style.font_weight >= _BOLD:
        return bool(text)
    return bool(text) and "".join(each.base_text for each in cell.inside("b", "strong")).strip() == text.strip()


def _back(cell: Element) -> str:
    for here in (cell, *cell.ancestors):
        if here.name == "table":
            break
        style = here.style
        if style is not None and style.background_color not in ("rgba(0, 0, 0, 0)", "transparent"):
            return style.background_color
    return ""


def _reason(table: Element, grid: Grid) -> str:
    """Return the reason that fits the table, or "" if nothing shows that it holds data."""
    if len(grid[0]) > 1 and _stands_out(grid[0], [cell for row in grid[1:] for cell in row]):
        return "header_row_not_marked_up"
    if _stands_out([row[0] for row in grid], [cell for row in grid for cell in row[1:]]):
        return "header_column_not_marked_up"
    if table.children("thead") or any(each.base_text for each in table.children("caption")):
        return "headers_missing"
    if _has_column_of_values(grid):
        return "headers_missing"
    return "headers_missing_if_data" if _is_regular(grid) else ""


def _stands_out(some: Sequence[_Cell], others: Sequence[_Cell]) -> bool:
    """Whether all of some cells, and none of the others, are bold or have a background."""
    if not others or any(not cell.text for cell in some[1:]) or any(len(cell.text) > _LABEL * 2 for cell in some):
        return False
    if all(cell.bold or not cell.text for cell in some) and any(cell.text for cell in some):
        return not any(cell.bold for cell in others)
    backs = {cell.back for cell in some}
    return len(backs) == 1 and "" not in backs and not backs & {cell.back for cell in others}


def _has_column_of_values(grid: Grid) -> bool:
    """Whether a column holds one kind of value, from the second row on, below a word."""
    width = len(grid[0])
    if len(grid) < 3 or any(len(row) != width for row in grid):  # noqa: PLR2004 -- one row of words, two of values
        return False
    for column in zip(*grid, strict=True):
        kinds = {cell.kind for cell in column[1:] if cell.kind not in ("", "sign")}
        values = sum(cell.kind not in ("", "sign", "text") for cell in column[1:])
        if (
            column[0].kind == "text"
            and len(kinds) == 1
            and values > 1
            and all(cell.kind == "text" for cell in grid[0][1:])
        ):
            return True
    return False


def _is_regular(grid: Grid) -> bool:
    """Whether all rows have as many cells, and the first row or column is made of short labels that differ."""
    width = len(grid[0])
    if len(grid) < 3 or any(len(row) != width for row in grid):  # noqa: PLR2004 -- two rows are too few to tell
        return False
    labels = [row[0].text for row in grid]
    return all(0 < len(label) <= _LABEL for label in labels) and len(set(labels)) == len(labels)
