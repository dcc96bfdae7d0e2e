"""The gate: limits of the settings that a run must keep."""

from a11y_audit.assess.totals import Totals
from a11y_audit.core.text import Text
from a11y_audit.settings import Settings


def objections(settings: Settings, totals: Totals) -> tuple[Text, ...]:
    """Return which limits of `[gate]` the run breaks, in words; empty when it passes."""
    found: list[Text] = []
    gate = settings.gate
    fresh = totals.defect_states.get("new", 0) + totals.defect_states.get("returned", 0)
    if gate.new_defects is not None and fresh > gate.new_defects:
        found.append(
            Text(
                f"新規・再発の要修正箇所が {fresh} 件あります（上限 {gate.new_defects} 件）。",
                f"{fresh} defects are new or returned (limit {gate.new_defects}).",
            )
        )
    if gate.failed_pages is not None and totals.failed_pages > gate.failed_pages:
        found.append(
            Text(
                f"問題ありのページが {totals.failed_pages} ページあります（上限 {gate.failed_pages} ページ）。",
                f"{totals.failed_pages} pages have a failure (limit {gate.failed_pages}).",
            )
        )
    coverage = totals.coverage
    if gate.min_coverage is not None and (coverage is None or coverage < gate.min_coverage):
        share = 0.0 if coverage is None else coverage
        found.append(
            Text(
                f"検査できたページは {share:.1%} です（下限 {gate.min_coverage:.1%}）。",
                f"{share:.1%} of the pages were audited (at least {gate.min_coverage:.1%} wanted).",
            )
        )
    return tuple(found)
