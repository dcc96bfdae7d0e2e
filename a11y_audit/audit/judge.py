"""Judge recorded pages: every rule, each behind a guard, and findings of one place told once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from a11y_audit.core.finding import Finding, Say
from a11y_audit.core.outcome import PRECEDENCE, Kind
from a11y_audit.core.rule import UNTESTED, Rule
from a11y_audit.engines import axe
from a11y_audit.log import get_logger
from a11y_audit.subject import Facts, Page, Site

log = get_logger(__name__)

_KEPT = frozenset({Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED})
_STRENGTH = {kind: place for place, kind in enumerate((*PRECEDENCE, "advice"))}
LONGEST_DATUM = 500
"""Characters kept of a value that came from a page."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules said of one page: findings by rule and place, and for every other rule how it ended."""

    findings: tuple[Finding, ...]
    outcomes: dict[str, str]


def judge_page(page: Page, rules: Sequence[Rule[Page]]) -> Judgement:
    """Judge a page by page rules. A rule that raises becomes an untested finding; the others go on."""
    findings: list[Finding] = []
    outcomes: dict[str, str] = {}
    for rule in rules:
        said = _said(rule, page, page.url)
        findings += (each for each in said if each.kind in _KEPT)
        if not any(each.kind in _KEPT for each in said):
            outcomes[rule.id] = "passed" if said else "inapplicable"
    return Judgement(tuple(folded(findings)), outcomes)


def judge_site(facts: Callable[[], Iterable[Facts]], rules: Sequence[Rule[Site]]) -> list[Finding]:
    """Judge the pages of a run by the rules that compare pages."""
    site = Site(facts)
    return [each for rule in rules for each in _said(rule, site, "") if each.kind in _KEPT and each.page]


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those of one place and one barrier made one: the strongest, with the criteria of all.

    The ids of the other rules stand in its data as "also", so that nothing is lost.
    """
    kept: dict[tuple[str, str], Finding] = {}
    for place, finding in enumerate(findings):
        selector = finding.target.selector if finding.target else ""
        key = (finding.defect, selector) if selector else (finding.defect, f"#{place}")
        other = kept.get(key)
        kept[key] = finding if other is None else _merged(other, finding)
    return list(kept.values())


def _merged(one: Finding, two: Finding) -> Finding:
    lead, other = (two, one) if _STRENGTH[two.kind] < _STRENGTH[one.kind] else (one, two)
    if lead.kind is not other.kind:
        return replace(lead, data=_with_also(lead, other))
    criteria = tuple(sorted({*lead.criteria, *other.criteria}, key=lambda number: [int(n) for n in number.split(".")]))
    return replace(lead, criteria=criteria, data=_with_also(lead, other))


def _with_also(lead: Finding, other: Finding) -> dict[str, Any]:
    also = [*_also(lead), other.rule, *_also(other)]
    return {**lead.data, "also": sorted(set(also) - {lead.rule})}


def _also(finding: Finding) -> list[str]:
    value = finding.data.get("also")
    return value if isinstance(value, list) else []


def _said(rule: Rule[Any], subject: Page | Site, page: str) -> list[Finding]:
    if isinstance(subject, Page) and not axe.ran(subject.snapshot, rule.id):
        return [_untested(rule, page, "engine_did_not_run")]
    try:
        return [_finding(rule, say, page) for say in rule.evaluate(subject)]
    except Exception:  # the guard around one rule: its fault must not end the audit, and is told as untested
        log.exception("rule_failed", rule=rule.id, page=page)
        return [_untested(rule, page, "rule_failed")] if page else []


def _finding(rule: Rule[Any], say: Say, page: str) -> Finding:
    reason = rule.says[say.reason]
    return Finding(
        page=say.page or page,
        rule=rule.id,
        rule_version=rule.version,
        reason=say.reason,
        kind=reason.kind,
        criteria=rule.criteria if reason.kind is not Kind.ADVICE else (),
        barrier=rule.barrier,
        target=say.target,
        data={key: value[:LONGEST_DATUM] if isinstance(value, str) else value for key, value in say.data.items()},
    )


def _untested(rule: Rule[Any], page: str, reason: str) -> Finding:
    return Finding(
        page=page,
        rule=rule.id,
        rule_version=rule.version,
        reason=reason,
        kind=UNTESTED[reason].kind,
        criteria=rule.criteria,
        barrier=rule.barrier,
        target=None,
        data={},
    )
