"""The gate: which limits a run breaks."""

import pytest

from a11y_audit.assess.totals import Totals
from a11y_audit.audit.gate import objections
from a11y_audit.settings import Gate, Settings

TOTALS = Totals(found=10, audited=8, failed_pages=3, defect_states={"new": 2, "returned": 1, "persisting": 9})
NOTHING = Totals(found=0, audited=0, failed_pages=0)


@pytest.mark.parametrize(
    ("gate", "totals", "expected"),
    [
        (Gate(), TOTALS, []),
        (Gate(new_defects=3), TOTALS, []),
        (Gate(new_defects=2), TOTALS, ["3 defects are new or returned (limit 2)."]),
        (Gate(new_defects=0), NOTHING, []),
        (Gate(failed_pages=3), TOTALS, []),
        (Gate(failed_pages=0), TOTALS, ["3 pages have a failure (limit 0)."]),
        (Gate(min_coverage=0.8), TOTALS, []),
        (Gate(min_coverage=0.81), TOTALS, ["80.0% of the pages were audited (at least 81.0% wanted)."]),
        (Gate(min_coverage=0.0), NOTHING, ["0.0% of the pages were audited (at least 0.0% wanted)."]),
        (
            Gate(new_defects=0, failed_pages=0, min_coverage=1),
            TOTALS,
            [
                "3 defects are new or returned (limit 0).",
                "3 pages have a failure (limit 0).",
                "80.0% of the pages were audited (at least 100.0% wanted).",
            ],
        ),
    ],
    ids=[
        "no-limits", "new-at-limit", "new-over", "nothing-new", "failed-at-limit", "failed-over", "coverage-at-limit",
        "coverage-under", "nothing-audited", "all",
    ],
)  # fmt: skip
def test_limits_that_are_broken_are_told(gate: Gate, totals: Totals, expected: list[str]) -> None:
    found = objections(Settings(gate=gate), totals)
    assert expected == [each.en for each in found]
    assert all("件" in each.ja or "ページ" in each.ja for each in found)
