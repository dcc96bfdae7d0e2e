"""The two checklists of a test: of the success criteria, and of the techniques (実装チェックリスト)."""

from collections.abc import Iterator, Sequence

from a11y_audit.assess.judgement import CellState, JudgementTable, Row
from a11y_audit.report.jis.document import Block, Column, Document, Grid, Heading, Inline, Listed, Para, Signed, plain
from a11y_audit.report.jis.view import JisView
from a11y_audit.report.words import Words
from a11y_audit.standards import Automation, Criterion, Method, Situation, situations, techniques

_REASONS_NAMED = 3
_NO_SIGN = ""


def checklist(view: JisView, words: Words) -> Document:
    """Return the checklist of the success criteria as a page of its own."""
    table = _table(view)
    blocks = (
        Para(words("jis.checklist_lead")),
        *legend(view, words),
        criteria_grid(view, table, words),
        *totals(table, words),
    )
    return Document(key="checklist", title=words("jis.checklist_title", site=view.site_name), blocks=blocks)


def implementation(view: JisView, words: Words) -> Document:
    """Return the checklist of the techniques; what only people can know is left to them."""
    table = _table(view)
    grid = Grid(
        key="implementation",
        caption=words("jis.implementation_caption"),
        columns=(
            Column(words("jis.item"), 12),
            Column(words("jis.technique"), 56),
            Column(words("jis.method"), 12),
            Column(words("jis.applies"), 14, choices=tuple(_choices(view, words, "applies", "applies_not")), open=True),
            Column(
                words("jis.result"), 14, choices=tuple(_choices(view, words, "met", "not_met", "absent")), open=True
            ),
            Column(words("jis.remark"), 48, open=True),
        ),
        rows=tuple(_technique_rows(view, table, words)),
        row_head=1,
    )
    blocks: tuple[Block, ...] = (
        Para(words("jis.implementation_lead")),
        Listed(tuple(words(f"jis.method_{method.value.lower()}") for method in Method)),
        Para(words("jis.implementation_open")),
        grid,
    )
    return Document(key="implementation", title=words("jis.implementation_title", site=view.site_name), blocks=blocks)


def legend(view: JisView, words: Words) -> Iterator[Block]:
    """Yield what the signs mean."""
    yield Heading(words("jis.legend"), 3)
    keys = ("met", "not_met", "absent")
    meanings = [(sign(view, words, key), words(f"jis.meaning_{key}")) for key in keys]
    seam = words("jis.colon")
    yield Listed(tuple(f"{each.sign} {each.words}{seam}{means}" for each, means in meanings))


def criteria_grid(view: JisView, table: JudgementTable, words: Words) -> Grid:
    """Return the checklist's table, a row for each criterion in the standard's order."""
    rows = tuple(
        (
            row.criterion.number,
            words.pick(row.criterion.name),
            row.criterion.level.value,
            sign(view, words, "applies_not" if row.state is CellState.INAPPLICABLE else "applies"),
            sign(view, words, result_key(row)),
            remark(row, words),
        )
        for row in table.rows
    )
    columns = (
        Column(words("jis.number"), 8),
        Column(words("jis.criterion"), 36),
        Column(words("jis.level"), 8),
        Column(words("jis.applies"), 14),
        Column(words("jis.result"), 14),
        Column(words("jis.remark"), 64),
    )
    return Grid(key="checklist", caption=words("jis.checklist"), columns=columns, rows=rows, row_head=1)


def totals(table: JudgementTable, words: Words) -> Iterator[Block]:
    """Yield how many criteria have which result; counted from the rows that the table shows."""
    keys = [result_key(row) for row in table.rows]
    parts = [
        words(f"jis.total_{key}", n=keys.count(key)) for key in ("met", "not_met", "absent", "open") if key in keys
    ]
    yield Para(words("jis.totals", n=len(keys), parts=words("report.seam").join(parts)))


def result_key(row: Row) -> str:
    """Return the result of a criterion: "met", "not_met", "absent", or "open" while it is not decided on every page."""
    if row.state is CellState.FAILED:
        return "not_met"
    if row.state.open or not row.cells:
        return "open"
    return "absent" if row.state is CellState.INAPPLICABLE else "met"


def sign(view: JisView, words: Words, key: str) -> Signed:
    """Return a result with the sign of the settings."""
    met, not_met, absent = view.glyphs
    signs = {"met": met, "applies": met, "not_met": not_met, "absent": absent, "applies_not": absent}
    return Signed(signs.get(key, _NO_SIGN), words(f"jis.{key}"))


def remark(row: Row, words: Words) -> str:
    """Return the note on a criterion: on how many pages it fails and why, what is open, and what people wrote."""
    parts: list[str] = []
    counts = row.counts
    if failed := counts[CellState.FAILED]:
        parts.append(words("jis.failed_pages", n=failed, pages=len(row.cells)))
        parts += _reasons(row, words)
    if still_open := sum(number for state, number in counts.items() if state.open):
        parts.append(words("jis.open_pages", n=still_open, pages=len(row.cells)))
    absent = counts[CellState.INAPPLICABLE]
    if row.state is CellState.INAPPLICABLE:
        parts.append(words("jis.no_content"))
    elif absent and row.state is CellState.PASSED:
        parts.append(words("jis.applies_on", n=len(row.cells) - absent, pages=len(row.cells)))
    parts += [words.pick(each) for each in row.notes]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _reasons(row: Row, words: Words) -> list[str]:
    reasons = list(dict.fromkeys(cell.reason for cell in row.cells if cell.state is CellState.FAILED))
    told = [words.pick(each) for each in reasons[:_REASONS_NAMED]]
    more = len(reasons) - _REASONS_NAMED
    return [*told, words("jis.more_reasons", n=more)] if more > 0 else told


def _technique_rows(view: JisView, table: JudgementTable, words: Words) -> Iterator[tuple[Inline, ...]]:
    known = {row.criterion.number: row for row in table.rows}
    for situation in situations():
        row = known.get(situation.criterion)
        if row is not None:
            yield from _of_situation(view, row, situation, words)


def _of_situation(view: JisView, row: Row, situation: Situation, words: Words) -> Iterator[tuple[Inline, ...]]:
    absent = row.state is CellState.INAPPLICABLE
    for group in situation.alternatives:
        yield (
            situation.key,
            words("jis.plus").join(_technique(each, words) for each in group),
            words("report.seam").join(_methods(view, row.criterion, group)),
            sign(view, words, "applies_not") if absent else "",
            sign(view, words, "absent") if absent else "",
            words("jis.no_content") if absent else "",
        )


def _technique(name: str, words: Words) -> str:
    known = techniques().get(name)
    return f"{name} {words.pick(known.title)}" if known else name


def _methods(view: JisView, criterion: Criterion, group: Sequence[str]) -> list[str]:
    """Return how a combination is tested; a person is needed unless a machine can prove that the criterion is met."""
    found = {method for name in group for method in view.techniques.get(name, ())}
    if not found or Automation.SUCCESS not in criterion.automation:
        found.add(Method.HC)
    return [method.value for method in Method if method in found]


def _choices(view: JisView, words: Words, *keys: str) -> Iterator[str]:
    for key in keys:
        yield str(plain(sign(view, words, key)))


def _table(view: JisView) -> JudgementTable:
    assert view.table is not None
    return view.table
