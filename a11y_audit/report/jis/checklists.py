"""The two checklists of a test: of the success criteria, and of the techniques (実装チェックリスト)."""

from collections.abc import Iterator, Sequence

from a11y_audit.assess.asking import NOTHING_FOUND
from a11y_audit.assess.combining import Combination, Ground, Standing, adequate
from a11y_audit.assess.judgement import CellState, JudgementTable, Row
from a11y_audit.report.jis.document import (
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Inline,
    Listed,
    Para,
    Signed,
    Warned,
    plain,
)
from a11y_audit.report.jis.view import JisView
from a11y_audit.report.words import Words
from a11y_audit.standards import Automation, Criterion, Method, techniques

_REASONS_NAMED = 3
_NO_SIGN = ""
_LEFT = (Standing.UNJUDGED, Standing.UNKNOWN)
_TOLD = (Standing.HOLDS, Standing.OPEN, Standing.FAILED)


def checklist(view: JisView, words: Words) -> Document:
    """Return the checklist of the success criteria as a page of its own."""
    table = _table(view)
    blocks = (
        *_unfinished(table, words),
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
            Column(words("jis.item"), 12, whole=True),
            Column(words("jis.technique"), 56),
            Column(words("jis.method"), 12, whole=True),
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
        *_unfinished(table, words),
        Para(words("jis.implementation_lead")),
        Listed(tuple(words(f"jis.method_{method.value.lower()}") for method in Method)),
        Para(words("jis.grounds_lead")),
        _grounds_grid(view, table, words),
        Para(words("jis.implementation_open")),
        grid,
    )
    return Document(key="implementation", title=words("jis.implementation_title", site=view.site_name), blocks=blocks)


def open_cells(table: JudgementTable, words: Words) -> Iterator[str]:
    """Yield that cells are open, where any is: nothing of such a test is published."""
    if table.open:
        yield words("jis.open_cells", n=table.open)


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
    # Where a person saw what no rule found, the person's own note tells why.
    found = (cell.reason for cell in row.cells if cell.state is CellState.FAILED)
    reasons = [each for each in dict.fromkeys(found) if each != NOTHING_FOUND]
    told = [words.pick(each) for each in reasons[:_REASONS_NAMED]]
    more = len(reasons) - _REASONS_NAMED
    return [*told, words("jis.more_reasons", n=more)] if more > 0 else told


def _unfinished(table: JudgementTable, words: Words) -> Iterator[Block]:
    if told := tuple(open_cells(table, words)):
        yield Warned(words("jis.draft"), told)


def _grounds_grid(view: JisView, table: JudgementTable, words: Words) -> Grid:
    """Return criterion by criterion which combinations hold, and which are open, failed or known to people alone."""
    columns = (
        Column(words("jis.criterion"), 36),
        Column(words("jis.result"), 14),
        Column(words("jis.combination"), 24),
        *(Column(words(f"jis.ground_{each}"), 36) for each in _TOLD),
        Column(words("jis.ground_unknown"), 14, count=True),
    )
    rows = tuple(_ground_row(view, row, words) for row in table.rows)
    return Grid(key="grounds", caption=words("jis.grounds_caption"), columns=columns, rows=rows)


def _ground_row(view: JisView, row: Row, words: Words) -> tuple[Inline, ...]:
    own = [each for each in view.grounds if each.situation.criterion == row.criterion.number]
    said = [each for ground in own for each in ground.combinations]
    lists = ([_joined(each.names, words) for each in said if each.standing is standing] for standing in _TOLD)
    return (
        f"{row.criterion.number} {words.pick(row.criterion.name)}",
        sign(view, words, result_key(row)),
        words(f"jis.{_adequacy(row, own)}"),
        *(words("report.seam").join(dict.fromkeys(each)) or "–" for each in lists),
        sum(each.standing in _LEFT for each in said),
    )


def _adequacy(row: Row, own: Sequence[Ground]) -> str:
    if row.state is CellState.INAPPLICABLE:
        return "applies_not"
    if any(each.standing is Standing.FAILED for each in own):
        return "one_fails"
    if row.state.open:
        return "open"
    return "adequate" if adequate(row, own) else "for_people"


def _joined(names: Sequence[str], words: Words) -> str:
    return words("jis.plus").join(names)


def _technique_rows(view: JisView, table: JudgementTable, words: Words) -> Iterator[tuple[Inline, ...]]:
    known = {row.criterion.number: row for row in table.rows}
    for ground in view.grounds:
        situation = ground.situation
        row = known[situation.criterion]
        for each in ground.combinations:
            yield (
                situation.key,
                words("jis.plus").join(_technique(name, words) for name in each.names),
                words("report.seam").join(_methods(view, row.criterion, each.names)),
                *_standing(view, row, each, words),
            )


def _standing(view: JisView, row: Row, found: Combination, words: Words) -> tuple[Inline, Inline, Inline]:
    """Return whether a combination applies, its result, and a note; empty where people alone know."""
    pages = len(row.cells)
    match found.standing:
        case Standing.UNKNOWN:
            return "", "", ""
        case Standing.UNUSED:
            is_absent = row.state is CellState.INAPPLICABLE
            note = words("jis.no_content" if is_absent else "jis.not_used")
            return sign(view, words, "applies_not"), sign(view, words, "absent"), note
        case Standing.FAILED:
            note = words("jis.failed_pages", n=found.failed, pages=pages)
            return sign(view, words, "applies"), sign(view, words, "not_met"), note
        case Standing.OPEN:
            return sign(view, words, "applies"), sign(view, words, "open"), words("jis.used_open")
        case Standing.UNJUDGED:
            return sign(view, words, "applies"), "", words("jis.used_unjudged")
        case Standing.HOLDS:
            note = words("jis.used_on", n=found.pages, pages=pages)
            return sign(view, words, "applies"), sign(view, words, "met"), note


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
