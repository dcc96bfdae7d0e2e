"""Outcomes of success criteria over a site, by the one table of precedence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from a11y_audit.core.outcome import PRECEDENCE, Kind, prevailing

MANUAL = "manual"
"""State of a criterion on which nothing was found, but which a machine can't decide: a person must look (手動確認)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of one page, grouped: how many findings of that kind on those criteria belong to one defect."""

    page_id: int
    kind: Kind
    criteria: tuple[str, ...]
    defect: str
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionOutcome:
    """What is known of one criterion over a run.

    Attributes:
        criterion: its number.
        state: "failed", "likely", "review", "untested", "manual" or "passed"; "passed" only where a machine can decide
            the criterion whole and every page was tested.
        failed, likely, review: findings of each kind.
        failed_pages: pages with at least one failed finding.
        untested_pages: pages on which a rule of this criterion did not run.
        defects: distinct defects of kind failed or likely.
    """

    criterion: str
    state: str
    failed: int
    likely: int
    review: int
    failed_pages: int
    untested_pages: int
    defects: int


def site_outcomes(
    said: Iterable[Said], criteria: Mapping[str, bool], *, audited: int, complete: bool
) -> list[CriterionOutcome]:
    """Return the outcome of each criterion over all audited pages, in the order of `criteria`.

    Args:
        said: what was said of every page.
        criteria: number → whether a machine can decide the criterion whole.
        audited: number of audited pages.
        complete: whether every page that should be audited was.
    """
    tallies = {number: _Tally() for number in criteria}
    for each in said:
        for number in each.criteria:
            if number in tallies:
                tallies[number].add(each)
    return [
        tallies[number].outcome(number, decidable=decidable and complete and audited > 0)
        for number, decidable in criteria.items()
    ]


class _Tally:
    def __init__(self) -> None:
        self._counts = dict.fromkeys(Kind, 0)
        self._failed_pages: set[int] = set()
        self._untested_pages: set[int] = set()
        self._defects: set[str] = set()

    def add(self, said: Said) -> None:
        self._counts[said.kind] += said.findings
        if said.kind is Kind.FAILED:
            self._failed_pages.add(said.page_id)
        if said.kind is Kind.UNTESTED:
            self._untested_pages.add(said.page_id)
        if said.kind in (Kind.FAILED, Kind.LIKELY):
            self._defects.add(said.defect)

    def outcome(self, number: str, *, decidable: bool) -> CriterionOutcome:
        kinds = [
            kind for kind, count in self._counts.items() if count and kind in PRECEDENCE and kind is not Kind.PASSED
        ]
        return CriterionOutcome(
            criterion=number,
            state=prevailing(kinds) if kinds else "passed" if decidable else MANUAL,
            failed=self._counts[Kind.FAILED],
            likely=self._counts[Kind.LIKELY],
            review=self._counts[Kind.REVIEW],
            failed_pages=len(self._failed_pages),
            untested_pages=len(self._untested_pages),
            defects=len(self._defects),
        )
