"""What is known of the pages of a sample before people are asked, and what is asked of it."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Rule, reason_of
from a11y_audit.core.text import Text
from a11y_audit.standards import Criterion
from a11y_audit.standards.judging import judging
from a11y_audit.subject import Content

_UNKNOWN = Text("この規則は今の版にはありません。", "This version no longer has the rule.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """One page of the sample as the newest audit knows it.

    Attributes:
        url: canonical address.
        title: its title.
        refused: why it was not audited, in words; None when it was.
        content: what it has; None when that was not recorded.
        findings: all that rules said of it (failed, likely, review, untested).
    """

    url: str
    title: str = ""
    refused: Text | None = None
    content: Content | None = None
    findings: tuple[Finding, ...] = ()

    def on(self, criterion: str) -> tuple[Finding, ...]:
        """Return the findings on one criterion."""
        return tuple(each for each in self.findings if criterion in each.criteria)

    def lacks(self, kinds: Collection[str]) -> bool:
        """Tell whether its record proves that it has no content of any of these kinds; of none of none: False."""
        if self.refused or self.content is None or not self.content.whole or not kinds:
            return False
        return not any(self.content.count(kind) for kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a judgement stands on, but the answers.

    Attributes:
        criteria: those of the level aimed at, in the standard's order.
        pages: the pages of the sample, in its order.
        rules: rules by id, for their words.
        on: ids of the rules that judged.
        decidable: criteria that the rules that were on judge whole.
        pictures: defect → key of its stored picture.
        templates: page → a name of its template, equal for pages that share one.
    """

    criteria: tuple[Criterion, ...]
    pages: tuple[PageRecord, ...]
    rules: Mapping[str, Rule[Any]]
    on: Collection[str]
    decidable: frozenset[str]
    pictures: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)

    def words(self, finding: Finding) -> Text:
        """Return what the rule said, in words."""
        rule = self.rules.get(finding.rule)
        reason = reason_of(rule, finding.reason) if rule else None
        return reason.text.fill(finding.data) if reason else _UNKNOWN


def evidence_of_finding(finding: Finding) -> str:
    """Return the digest of what a finding shows: the same for the same thing said of the same part, wherever it is."""
    data = sorted(f"{key}={value}" for key, value in finding.data.items() if key != "also")
    return digest("finding", finding.defect, finding.rule, finding.reason, *data)


def evidence_of_page(criterion: str, page: PageRecord) -> str:
    """Return the digest of what is judged of a page by a criterion where no rule found anything."""
    if page.refused or page.content is None:
        # What nobody recorded can't be compared: an answer is for this address as it was found by the person.
        return digest("page", criterion, page.url, page.refused.en if page.refused else "")
    parts = page.content.parts
    return digest("page", criterion, *(f"{part}={parts.get(part, '')}" for part in judging(criterion).evidence))


def evidence_of_site(criterion: str, pages: Iterable[PageRecord]) -> str:
    """Return the digest of what is judged of all pages together."""
    return digest("site", criterion, *sorted({evidence_of_page(criterion, page) for page in pages}))


def digest(*parts: str) -> str:
    """Return a hash of texts, 16 hex digits."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def certain(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those that a machine proved."""
    return tuple(each for each in findings if each.kind is Kind.FAILED)
