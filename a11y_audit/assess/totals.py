"""The totals of a run, and the proof that they agree with its details."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from a11y_audit.core.text import Text
from a11y_audit.errors import DisagreementError


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The numbers that stand at the head of every report.

    Attributes:
        found: pages known in this run, those left out on purpose not counted.
        audited: pages audited.
        not_audited: pages that should have been audited and were not, by reason.
        left_out: pages left out on purpose (robots, scope, documents, redirects …), by reason.
        failed_pages: audited pages with at least one failed finding at the target level (the ministry's figure).
        findings: kind → findings.
        defects: kind → defects seen in this run.
        defect_states: state → defects of kind failed or likely.
    """

    found: int
    audited: int
    not_audited: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    failed_pages: int
    findings: Mapping[str, int] = field(default_factory=dict)
    defects: Mapping[str, int] = field(default_factory=dict)
    defect_states: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed_ratio(self) -> float | None:
        """Share of audited pages with at least one failed finding, 0–1; None when none was audited."""
        return self.failed_pages / self.audited if self.audited else None

    @property
    def coverage(self) -> float | None:
        """Share of the pages that should be audited that were, 0–1; None when there are none."""
        return self.audited / self.found if self.found else None


def agree(stored: Totals, recounted: Totals) -> None:
    """Make sure that two counts of one run are the same.

    Raises:
        DisagreementError: they differ; no report may be written from them.
    """
    one, two = asdict(stored), asdict(recounted)
    wrong = [f"{name}: {one[name]} ≠ {two[name]}" for name in one if one[name] != two[name]]
    if recounted.found != recounted.audited + sum(recounted.not_audited.values()):
        wrong.append(f"found: {recounted.found} ≠ audited + not_audited")
    if wrong:
        detail = "; ".join(wrong)
        raise DisagreementError(
            Text(
                f"合計と明細が一致しないため、報告書を作りませんでした（{detail}）。",
                f"Totals and details differ, so no report was written ({detail}).",
            ),
            Text(
                "a11y-audit recheck で数え直し、続く場合は開発元に知らせてください。",
                "Count again with a11y-audit recheck; if it stays, tell the makers.",
            ),
        )
