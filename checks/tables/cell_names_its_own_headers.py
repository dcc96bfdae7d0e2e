"""Rule: a cell's headers attribute names the headers of its own row and column."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, rule

from ._grid import Cell, grid, tables


@rule(
    id="cell-names-its-own-headers",
    version=1,
    title=Text("セルの headers 属性が、自分の行と列の見出しを指す", "A cell's headers attribute names its own headers"),
    criteria=["1.3.1"],
    techniques=["F90", "H43"],
    barrier="table-headers-broken",
    says={
        "names_header_of_other_column": failed(
            ja="セル「{cell}」は列の見出し「{own}」の下にありますが、headers 属性は別の列の「{named}」を指しています。",
            en="The cell “{cell}” stands below the header “{own}”, but its headers attribute names “{named}”.",
        ),
        "names_header_of_other_row": failed(
            ja="セル「{cell}」は行の見出し「{own}」の行にありますが、headers 属性は別の行の「{named}」を指しています。",
            en="The cell “{cell}” stands in the row of “{own}”, but its headers attribute names “{named}”.",
        ),
        "cells_name_own_headers": passed(
            ja="headers 属性のある{count}個のセルは、自分の行と列の見出しを指しています。",
            en="The {count} cells with a headers attribute name headers of their row and column.",
        ),
    },
    why=Text(
        "読み上げソフトは、セルの値を間違った見出しと一緒に読み上げます。料金や日程を取り違えるおそれがあります。",
        "A screen reader announces the value with the wrong header, so that fees or dates are mistaken.",
    ),
    mend=Mend(
        Text(
            "表を作り直し、見出しのセルを設定し直します。HTMLの編集画面で直すか、CMSの業者に依頼します。",
            "Make the table anew and set its header cells, or mend it in the HTML view.",
        ),
        Text(
            "headers 属性に、そのセルの行と列にある th の id を書きます。単純な表なら scope だけにします。",
            "Let headers name the ids of the th in the cell's row and column; in simple tables use scope instead.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F90.html",
)
def cell_names_its_own_headers(page: Page) -> Iterator[Say]:
    """Judge data cells with a headers attribute, each table once for columns and once for rows.

    Judged: a cell names a header of a row (or column) of headers that stands over another column (beside another row),
    while the header of that same line over its own column has an id and is not named.
    Left out: ids that are not there or are no cells, which axe judges; headers without an id, and lines in which no
    header stands over the cell: what groups cells may stand elsewhere; rows that lack cells at their end.
    Assumption: of the headers in one line, the one over a cell is the one that it belongs to.
    Source: WCAG 2.0 F90, https://www.w3.org/TR/WCAG20-TECHS/F90.html
    """
    for table in page.tagged("table"):
        is_naming = any(each.get("headers") for each in table.inside("td"))
        cells = grid(table) if is_naming and tables(table) else []
        width = max((each.column + each.width for each in cells), default=0)
        full = {each.row for each in cells if each.column + each.width == width}
        naming = [each for each in cells if each.element.name == "td" and each.named and each.row in full]
        if not naming:
            continue
        headers = {identity: each for each in cells if each.is_header and (identity := each.element.get("id"))}
        wrong = [
            found for found in (_astray(naming, headers, across=True), _astray(naming, headers, across=False)) if found
        ]
        yield from wrong
        if not wrong:
            yield table.says("cells_name_own_headers", count=len(naming))


def _astray(cells: Sequence[Cell], headers: dict[str, Cell], *, across: bool) -> Say | None:
    """Return what to say of the first cell that names a header of another column (`across`) or another row."""
    lines: dict[int, list[Cell]] = defaultdict(list)
    for header in headers.values():
        lines[header.row if across else header.column].append(header)
    for cell in cells:
        named = [headers[each] for each in cell.named if each in headers]
        for header in named:
            fellows = lines[header.row if across else header.column]
            own = [each for each in fellows if _is_over(each, cell, across=across)]
            if own and not _is_over(header, cell, across=across) and not set(map(id, own)) & set(map(id, named)):
                reason = "names_header_of_other_column" if across else "names_header_of_other_row"
                texts = {"cell": cell, "own": own[0], "named": header}
                return cell.element.says(reason, **{key: _text(each) for key, each in texts.items()})
    return None


def _is_over(header: Cell, cell: Cell, *, across: bool) -> bool:
    if across:
        return header.row < cell.row and header.is_in_columns_of(cell)
    return header.column < cell.column and header.is_in_rows_of(cell)


def _text(cell: Cell) -> str:
    return " ".join(cell.element.base_text.split())[:40]
