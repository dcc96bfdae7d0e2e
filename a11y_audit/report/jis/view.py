"""All that the published pages may show, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from a11y_audit.assess.claims import Claim, Decision
from a11y_audit.assess.combining import Ground
from a11y_audit.assess.judgement import JudgementTable
from a11y_audit.assess.sample import Sample
from a11y_audit.settings import Policy, Result
from a11y_audit.standards import Method, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The last whole audit of a month.

    Attributes:
        month: its first day.
        day: when the audit ended.
        audited, failed_pages: pages audited, and those with at least one failed finding.
        not_audited: pages that could not be audited.
        open_defects: defects that still had to be repaired.
        repaired: defects found repaired in the month.
    """

    month: date
    day: date
    audited: int
    failed_pages: int
    not_audited: int
    open_defects: int
    repaired: int

    @property
    def ratio(self) -> float | None:
        """Share of audited pages with a failed finding, 0–1: the ministry's figure."""
        return self.failed_pages / self.audited if self.audited else None


@dataclass(frozen=True, slots=True, kw_only=True)
class JisView:
    """A test, ready to be published.

    Attributes:
        site_name, city: from the settings.
        sites: addresses at which the audits begin.
        policy, result: what people say.
        exclusions: patterns that are not audited, with their reasons.
        glyphs: signs for met, not met and not applicable.
        standard, sample, table: what was tested, on which pages, and what is known; None before a sample was drawn.
        decision: the answer to the wish of the settings; None before a sample was drawn.
        conformance: what is missing for the strongest claim, for the same level.
        claim: what may be claimed: that wished for, or the strongest.
        repaired: tested pages on which something failed when they were chosen, and fails no longer.
        grounds: the combinations of techniques of each situation, and how they stand.
        techniques: id → how it can be tested here.
        months: oldest first.
        departments: how many departments have findings of their own.
        today: the day on which the pages are made.
        versions: name → version of the tools.
    """

    site_name: str
    city: str
    sites: tuple[str, ...]
    policy: Policy
    result: Result
    exclusions: tuple[tuple[str, str], ...]
    glyphs: tuple[str, str, str]
    standard: Standard
    sample: Sample | None
    table: JudgementTable | None
    decision: Decision | None
    conformance: Decision | None
    claim: Claim | None
    repaired: int
    grounds: tuple[Ground, ...]
    techniques: Mapping[str, tuple[Method, ...]]
    months: tuple[Month, ...]
    departments: int
    today: date
    versions: Mapping[str, str]
