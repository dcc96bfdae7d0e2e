"""Judge recorded pages: every rule, each behind a guard, and findings of one place told once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from a11y_audit.core.criterion import sort_key
from a11y_audit.core.finding import Datum, Finding, Say
from a11y_audit.core.outcome import PRECEDENCE, Kind
from a11y_audit.core.rule import UNTESTED, Rule
from a11y_audit.engines import axe
from a11y_audit.log import get_logger
from a11y_audit.subject import Facts, NotGatheredError, Page, Site

log = get_logger(__name__)

_KEPT = frozenset({Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED})
_STRENGTH = {kind: place for place, kind in enumerate((*PRECEDENCE, "advice"))}
LONGEST_DATUM = 500
"""Characters kept of a value that came from a page; entries kept of a list of such values."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules said of one page: findings by rule and place, and for every other rule how it ended."""

    findings: tuple[Finding, ...]
    outcomes: dict[str, str]


def judge_page(page: Page, rules: Sequence[Rule[Page]]) -> Judgement:
    """Judge a page by page rules. A rule that raises becomes an untested finding; the others go on.

    A rule whose probe was not run on the page says nothing of it, not even that it was not tested: pages of one
    template share such evidence.
    """
    findings: list[Finding] = []
    outcomes: dict[str, str] = {}
    for rule in rules:
        evidence = page.snapshot.evidence.get(rule.needs)
        if rule.needs and evidence is None:
            continue
        if evidence is not None and not evidence.finished and not evidence.data:
            findings.append(_untested(rule, page.url, "probe_not_finished"))
            continue
        said = _said(rule, page, page.url)
        if not any(each.kind in _KEPT for each in said):
            if page.snapshot.truncated:
                said = [_untested(rule, page.url, "page_cut_short")]
            elif evidence is not None and not evidence.finished:
                said = [_untested(rule, page.url, "probe_not_finished")]
        findings += (each for each in said if each.kind in _KEPT)
        if not any(each.kind in _KEPT for each in said):
            outcomes[rule.id] = "passed" if said else "inapplicable"
    return Judgement(tuple(folded(findings)), outcomes)


def judge_site(facts: Callable[[], Iterable[Facts]], rules: Sequence[Rule[Site]]) -> list[Finding]:
    """Judge the pages of a run by the rules that compare pages; a rule that raises is untested on every page."""
    site = Site(facts)
    return [each for rule in rules for each in _said(rule, site, "") if each.kind in _KEPT and each.page]


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those of one place and one barrier made one: the strongest, with the criteria of its kind.

    A weaker one stays beside it for criteria of which only the weaker speaks: what may be wrong by them is not yet
    proven, and must not be lost. The ids of the other rules stand in the data as "also".
    """
    places: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        selector = finding.target.selector if finding.target else ""
        places[finding.defect, selector or f"#{number}"].append(finding)
    return [each for group in places.values() for each in (_merged(group) if len(group) > 1 else group)]


def _merged(group: Sequence[Finding]) -> Iterator[Finding]:
    also = {each.rule for each in group}
    told: set[str] = set()
    kinds = sorted({each.kind for each in group}, key=_STRENGTH.__getitem__)
    for kind in kinds:
        alike = [each for each in group if each.kind is kind]
        criteria = {number for each in alike for number in each.criteria} - told
        if criteria or kind is kinds[0]:
            lead = alike[0]
            data = {**lead.data, "also": sorted(also - {lead.rule})}
            yield replace(lead, criteria=tuple(sorted(criteria, key=sort_key)), data=data)
        told |= criteria


def _said(rule: Rule[Any], subject: Page | Site, page: str) -> list[Finding]:
    if isinstance(subject, Page) and not axe.ran(subject.snapshot, rule.id):
        return [_untested(rule, page, "engine_did_not_run")]
    try:
        return [_finding(rule, say, page) for say in rule.evaluate(subject)]
    except NotGatheredError:
        is_nameless = isinstance(subject, Page) and subject.snapshot.lacks("names")
        return [_untested(rule, page, "engine_did_not_run" if is_nameless else "not_gathered")]
    except Exception:  # the guard around one rule: its fault must not end the audit, and is told as untested
        log.exception("rule_failed", rule=rule.id, page=page)
        pages = (page,) if isinstance(subject, Page) else (each.page for each in subject.pages)
        return [_untested(rule, each, "rule_failed") for each in pages]


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
        data={key: _cut(value) for key, value in say.data.items()},
    )


def _cut(value: Datum) -> Datum:
    if isinstance(value, list):
        return [each[:LONGEST_DATUM] for each in value[:LONGEST_DATUM]]
    return value[:LONGEST_DATUM] if isinstance(value, str) else value


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
