"""Rule: markup of data tables stands on tables of data, and on all of them."""

import re
from collections.abc import Iterator, Sequence

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.core.finding import Datum
from a11y_audit.text.normal import squeezed

_SAYS_LAYOUT = re.compile(
    r"(この(表|テーブル)は)?(ページの?)?(レイアウト|段組み?|配置)(用|目的|のため)(の|です|に使用しています)?(表|テーブル)?(です)?|"
    r"レイアウト(表|テーブル)|(thistable(is)?)?(used)?(for)?(page)?layout(purposes?)?(only)?table|layouttable|"
    r"(this)?tableis(used)?for(page)?layout(purposes)?(only)?|"
    r"(this)?table(used)?(for|to)(page)?layout.*|usedfor(page)?layout(purposes)?(only)?"
)
_PARTS = ("nav", "main", "h1", "form", "iframe", "header", "footer", "article", "section", "hr")
_LONGEST = 250
_SHORT = 60
_LEAST = 2


@rule(
    id="table-markup-fits-purpose",
    version=3,
    title=Text(
        "表の印（見出しや表題）が、データの表だけに付いている",
        "Headers and captions stand on tables of data, and only there",
    ),
    criteria=["1.3.1"],
    techniques=["F46", "F92", "H39", "H73"],
    says={
        "layout_table_is_described": failed(
            ja="レイアウト用だと書かれた表（summary「{summary}」）です。レイアウト用の表に summary は付けません。",
            en="The table says of itself that it is for layout (summary “{summary}”); such a table has no summary.",
        ),
        "layout_table_has_data_markup": likely(
            ja="見た目を並べるための表のようですが、データの表の印（{markup}）が付いています。",
            en="The table seems to arrange things only, but is marked up as one of data ({markup}).",
        ),
        "captioned_table_is_presentation": failed(
            ja="表題「{caption}」と見出しのある{rows}行{columns}列の表が、役割（{role}）により表でないものとして伝わります。",
            en="A table “{caption}” with headers ({rows} rows, {columns} columns) is announced as none ({role}).",
        ),
        "data_table_is_presentation": likely(
            ja="見出しのある{rows}行{columns}列の表が、役割（{role}）により表でないものとして伝わります。",
            en="A table with headers ({rows} rows, {columns} columns) is announced as no table, for its role ({role}).",
        ),
        "only_header_spans_table": review(
            ja="表で見出しのセルは「{text}」だけで、表の幅いっぱいです。題名なら表題（caption）に、並べるためなら文章にします。",
            en="The only header cell “{text}” spans the table. A title is a caption; a table for layout has no header.",
        ),
        "markup_fits": passed(
            ja="データの表の印は、レイアウト用の表に付いていません。",
            en="No table for layout is marked up as one of data.",
        ),
    },
    why=Text(
        "読み上げソフトが表でない所を表と読み上げたり、データの表を表と伝えなかったりして、内容を誤解させます。",
        "Screen readers announce a table where none is, or none where one is, and the content is misunderstood.",
    ),
    mend=Mend(
        Text(
            "並べるためだけの表は、見出しのセルや表題を外し、できれば表を使わずに並べます。",
            "Where a table only arranges things, remove header cells and captions; better, do without the table.",
        ),
        Text(
            'レイアウト用の table から th、caption、summary を、データの表から role="presentation" を外します。',
            'Remove th, caption and summary from tables for layout, role="presentation" from tables of data.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F46.html",
)
def table_markup_fits_purpose(page: Page) -> Iterator[Say]:
    """Judge tables with th, caption or summary by whether they hold data, and tables of role presentation likewise.

    Judged: a table for layout is one that says so in its summary, that is one cell, or that has one row or column
    with a table, a form, a frame, a main heading or a landmark in it, or any with a main heading or a landmark. A
    table of role presentation or none with th, two rows and two columns is one of data, for certain where a
    caption, headers and short cells in every row tell so. One header cell alone, in a row of its own at the top, is
    a title or lays out.
    Left out: an empty summary or caption; tables with scope or headers, which name cells; all other tables, whose
    purpose only a person sees.
    Assumption: a table of one cell, or with a whole part of a page in its only row or column, relates no data.
    Source: WCAG 2.0 F46 and F92, https://www.w3.org/TR/WCAG20-TECHS/F46.html
    """
    is_sound_told = False
    for table in page.tagged("table"):
        markup = _markup(table) if table.rendered else []
        if not markup:
            continue
        rows = _rows(table)
        said = _judge(table, rows, markup)
        if said:
            yield said
        elif not is_sound_told:
            is_sound_told = True
            yield Say("markup_fits", None, {})


def _judge(table: Element, rows: Sequence[Sequence[Element]], markup: list[str]) -> Say | None:
    role = (table.get("role") or "").strip().lower()
    if role in ("presentation", "none"):
        is_data = "th" in markup and len(rows) >= _LEAST and _columns(rows) >= _LEAST and not _lays_out(rows)
        return _presented(table, rows, role) if is_data else None
    if role or any(cell.get("scope") or cell.get("headers") for row in rows for cell in row):
        return None
    summary = table.get("summary") or ""
    if _SAYS_LAYOUT.fullmatch(squeezed(summary).strip("。.")):
        return table.says("layout_table_is_described", summary=summary[:80])
    if _lays_out(rows):
        return table.says("layout_table_has_data_markup", markup=", ".join(markup))
    text = _title(rows)
    return table.says("only_header_spans_table", text=text[:40]) if text and "caption" not in markup else None


def _presented(table: Element, rows: Sequence[Sequence[Element]], role: str) -> Say:
    """Return what to say of a table of data that its role presents as none."""
    facts: dict[str, Datum] = {"rows": len(rows), "columns": _columns(rows), "role": role}
    caption = next((each.base_text for each in table.children("caption") if each.base_text), "")
    if caption and _is_regular(rows):
        return table.says("captioned_table_is_presentation", caption=" ".join(caption.split())[:40], **facts)
    return table.says("data_table_is_presentation", **facts)


def _columns(rows: Sequence[Sequence[Element]]) -> int:
    return max(map(len, rows), default=0)


def _is_regular(rows: Sequence[Sequence[Element]]) -> bool:
    """Whether all rows have as many cells, all short and with text, below a row or beside a column of headers."""
    if len({len(row) for row in rows}) > 1 or len(rows) <= _LEAST:
        return False
    heads = (rows[0], [row[0] for row in rows[1:]])
    has_headers = any(all(cell.name == "th" for cell in line) for line in heads)
    return has_headers and all(0 < len(cell.base_text) <= _SHORT for row in rows for cell in row)


def _markup(table: Element) -> list[str]:
    """Return which markup of data tables the table itself has."""
    found = [each.name for each in table.children("caption")[:1] if each.base_text]
    if squeezed(table.get("summary") or ""):
        found.append("summary")
    if any(cell.closest("table") == table for cell in table.inside("th")):
        found.append("th")
    return found


def _rows(table: Element) -> list[list[Element]]:
    rows = [row for row in table.inside("tr") if row.closest("table") == table]
    return [cells for row in rows if (cells := row.children("td", "th"))]


def _title(rows: Sequence[Sequence[Element]]) -> str:
    """Return the text of the only header cell, if it is all of the first row above rows of several cells."""
    headers = [cell for row in rows for cell in row if cell.name == "th"]
    is_title = len(headers) == 1 and rows[0] == headers and any(len(row) > 1 for row in rows)
    return headers[0].base_text if is_title else ""


def _lays_out(rows: Sequence[Sequence[Element]]) -> bool:
    if not rows:
        return False
    columns = max(map(len, rows))
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        return bool(cells[0].base_text) or bool(cells[0].inside("img"))
    if len(rows) > 1 and columns > 1:
        return any(cell.inside("nav", "main", "h1", "header", "footer") for cell in cells)
    return any(cell.inside("table", *_PARTS) for cell in cells) and any(
        len(cell.base_text) > _LONGEST or cell.inside("nav", "main", "h1", "form", "header", "footer") for cell in cells
    )
