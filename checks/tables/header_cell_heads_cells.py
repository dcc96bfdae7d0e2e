"""Rule: each header cell of a table heads other cells."""

from collections.abc import Iterator, Sequence

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule

from ._grid import Cell, grid, role_grids, tables


@rule(
    id="header-cell-heads-cells",
    version=2,
    title=Text("表の見出しのセルに、それが指すセルがある", "Each header cell of a table heads other cells"),
    criteria=["1.3.1"],
    techniques=["H51", "H63", "H43"],
    barrier="table-headers-broken",
    says={
        "header_heads_nothing": failed(
            ja="表の見出し「{text}」に当たるセルが、一つもありません。",
            en="The header “{text}” of a table heads no cell at all.",
        ),
        "headers_head_cells": passed(
            ja="表の{count}個の見出しに、当たるセルがあります。", en="The {count} headers of a table head cells."
        ),
    },
    why=Text(
        "読み上げソフトで表を一つずつ読む人に、この見出しがどの値のものか伝わらず、値が別の見出しのものに聞こえます。",
        "People who read the table cell by cell never hear this header, or hear its values under another one.",
    ),
    mend=Mend(
        Text(
            "足りないセルを足すか、要らない見出しを消します。値のない所には「なし」などと入力します。",
            "Add the cells that are missing, or delete the header. Where there is no value, write so.",
        ),
        Text(
            "行ごとの td の数と colspan を見直し、headers 属性があれば、指す id を正しくします。",
            "See to the number of td in each row, to colspan, and to the ids that headers attributes name.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/d0f69e/",
)
def header_cell_heads_cells(page: Page) -> Iterator[Say]:
    """Judge each th with text in a table that has data cells, by the cells that it is a header of.

    Judged: a header heads the other cells of its columns and the data cells of its rows, as its scope allows; a cell
    with a headers attribute belongs to the headers that it names, and to no other. Empty cells count. Tables made of
    roles are judged alike, by the order of the cells in their rows.
    Left out: tables without any td, such as one that a script fills or that says that there is nothing; tables for
    layout by their role; th with another role; tables too large to be looked through; tables
    of roles that merge or number their cells.
    Source: ACT rule d0f69e; HTML Standard, header cells, https://html.spec.whatwg.org/multipage/tables.html#header-and-data-cell-semantics
    """
    for table in page.tagged("table"):
        cells = grid(table) if tables(table) else []
        yield from _judge(table, [each for each in cells if each.is_header and each.element.base_text], cells)
    for table, cells in role_grids(page):
        yield from _judge(table, [each for each in cells if each.element.base_text and "header" in each.role], cells)


def _judge(table: Element, headers: Sequence[Cell], cells: Sequence[Cell]) -> Iterator[Say]:
    if not headers or all(each.element.name == "th" or "header" in each.role for each in cells):
        return
    idle = [each for each in headers if not any(_belongs(cell, each) for cell in cells if cell is not each)]
    for each in idle:
        yield each.element.says("header_heads_nothing", text=" ".join(each.element.base_text.split())[:60])
    if not idle:
        yield table.says("headers_head_cells", count=len(headers))


def _belongs(cell: Cell, header: Cell) -> bool:
    named = cell.named
    if named:
        return (header.element.get("id") or "") in named
    if header.heads != "row" and cell.is_in_columns_of(header):
        return True
    return header.heads != "col" and cell.is_data and cell.is_in_rows_of(header)
