"""Totals, and the proof that they agree with the details."""

from dataclasses import replace

import pytest

from a11y_audit.assess.totals import Totals, agree
from a11y_audit.errors import DisagreementError

TOTALS = Totals(
    found=10,
    audited=8,
    not_audited={"timeout": 2},
    left_out={"document": 5},
    failed_pages=2,
    findings={"failed": 3},
    defects={"failed": 2},
    defect_states={"new": 2},
)


def test_two_equal_counts_agree() -> None:
    agree(TOTALS, replace(TOTALS, not_audited={"timeout": 2}))


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"found": 11}, "found: 10 ≠ 11"),
        ({"audited": 7}, "audited: 8 ≠ 7"),
        ({"not_audited": {"timeout": 1}}, "not_audited"),
        ({"left_out": {}}, "left_out"),
        ({"failed_pages": 3}, "failed_pages: 2 ≠ 3"),
        ({"findings": {"failed": 4}}, "findings"),
        ({"defects": {}}, "defects"),
        ({"defect_states": {"fixed": 2}}, "defect_states"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_no_report_is_written_from_counts_that_differ(changed: dict[str, object], name: str) -> None:
    with pytest.raises(DisagreementError) as error:
        agree(TOTALS, replace(TOTALS, **changed))  # type: ignore[arg-type]
    assert name in error.value.message.en
    assert name in error.value.message.ja
    assert error.value.hint is not None


def test_pages_found_are_those_audited_and_those_missed() -> None:
    wrong = replace(TOTALS, found=11)
    with pytest.raises(DisagreementError, match=r"found: 11 ≠ audited \+ not_audited"):
        agree(wrong, wrong)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [(TOTALS, (0.25, 0.8)), (replace(TOTALS, audited=0, failed_pages=0, found=0, not_audited={}), (None, None))],
    ids=["some", "none"],
)
def test_shares_are_those_of_pages_and_none_without_pages(
    totals: Totals, expected: tuple[float | None, float | None]
) -> None:
    assert expected == (totals.failed_ratio, totals.coverage)
