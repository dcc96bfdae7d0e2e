"""Judgement tables for tests: every criterion of JIS X 8341-3:2016 AA on a few pages."""

from collections.abc import Mapping, Sequence
from datetime import date

from a11y_audit.assess.claims import Grounds
from a11y_audit.assess.judgement import Cell, CellState, JudgementTable, Origin, Row
from a11y_audit.core.criterion import Level
from a11y_audit.core.text import Text
from a11y_audit.standards import standard

SITE = "https://www.city.hikari.lg.jp"
PAGES = (f"{SITE}/", f"{SITE}/kurashi/")
NOTHING = Text("", "")


def table(
    odd: Mapping[tuple[str, int], CellState] | None = None,
    *,
    pages: Sequence[str] = PAGES,
    usual: CellState = CellState.PASSED,
    level: Level = Level.AA,
) -> JudgementTable:
    """Return a table whose cells are `usual`, but for those of `odd`, by criterion and index of the page."""
    odd = odd or {}
    rows = tuple(
        Row(
            criterion=criterion,
            methods=criterion.methods,
            cells=tuple(
                Cell(
                    criterion=criterion.number,
                    page=page,
                    state=odd.get((criterion.number, index), usual),
                    origin=Origin.PERSON,
                    reason=NOTHING,
                )
                for index, page in enumerate(pages)
            ),
        )
        for criterion in standard("jis2016").at(level)
    )
    return JudgementTable(standard="jis2016", level=level, run_id=1, pages=tuple(pages), rows=rows)


def grounds(judged: JudgementTable, **changes: object) -> Grounds:
    """Return grounds on which everything may be claimed, but for `changes`."""
    whole: dict[str, object] = {
        "standard": standard("jis2016"),
        "table": judged,
        "policy_scope": "ひかり市公式ホームページの全てのページ",
        "policy_level": Level.AA,
        "policy_url": f"{SITE}/accessibility.html",
        "tested_from": date(2026, 11, 1),
        "tested_until": date(2026, 11, 20),
        "result_url": f"{SITE}/result.html",
        "next_steps": "2027年3月までに直します。",
        "repaired": {},
        **changes,
    }
    return Grounds(**whole)  # type: ignore[arg-type]  # tests give only fields of it
