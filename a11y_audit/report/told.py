"""What machines and short summaries are told of an audit: the same values of a run and of pages that were named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from a11y_audit.assess.defects import State
from a11y_audit.assess.waivers import Waiver, waived
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited
from a11y_audit.report.notation import JAPAN
from a11y_audit.report.view import CriterionRow, DefectRow, ReportView, RuleView

KINDS = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.UNTESTED, Kind.ADVICE)
"""In the order in which they are told, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was seen; the line counts from 1, and is None when it is not known."""

    url: str
    selector: str = ""
    snippet: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding of a page, or a defect of a run with the first of its pages.

    Attributes:
        rule, kind, criteria, message: what was said.
        places: where; at least one.
        pages, findings: how often.
        key: equal wherever the same part has the same fault.
        state: "new", "unchanged", "absent" (repaired), or "" where nothing was compared.
        waiver: by which it is let through for a time on all its pages.
    """

    rule: RuleView
    kind: Kind
    criteria: tuple[str, ...]
    message: Text
    places: tuple[Place, ...]
    pages: int
    findings: int
    key: str
    state: str = ""
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An audit in short.

    Attributes:
        title: whose.
        run: number of the run, or None where pages were named one by one.
        standard: name of what was audited against.
        version: of the program.
        found, audited, failed_pages: pages.
        told: what is wrong.
        missed: pages that should have been audited and were not.
        gate: what the limits of the settings object to; None where there is no limit.
        known: findings that the baseline lists; they are told as unchanged.
        criteria: their outcomes, where a run knows them.
        clean: addresses of pages of which nothing is told, where pages were named one by one.
    """

    title: str
    run: int | None
    standard: Text
    version: str
    found: int
    audited: int
    failed_pages: int
    told: tuple[Told, ...]
    missed: tuple[tuple[str, NotAudited], ...]
    gate: tuple[Text, ...] | None = None
    known: int = 0
    criteria: tuple[CriterionRow, ...] = ()
    clean: tuple[str, ...] = ()


def summary_of(view: ReportView) -> Summary:
    """Return a run in short: its defects with the first of their pages, and what could not be audited."""
    day = view.started_at.astimezone(JAPAN).date()
    waivers = [each for each in view.waivers if each.holds(day)]
    return Summary(
        title=view.site_name,
        run=view.run_id,
        standard=view.standard.name,
        version=view.versions.get("a11y-audit", ""),
        found=view.totals.found,
        audited=view.totals.audited,
        failed_pages=view.totals.failed_pages,
        told=tuple(_defect(row, waivers) for row in view.defects()),
        missed=tuple(_missed(view)),
        gate=view.gate,
        criteria=view.criteria,
    )


def of_kinds(summary: Summary, *kinds: Kind, among: Iterable[Told] | None = None) -> list[Told]:
    """Return what is of these kinds, still there, and not listed by the baseline of pages named one by one."""
    passed_over = ("absent",) if summary.run else ("absent", "unchanged")
    told = summary.told if among is None else among
    return [each for each in told if each.kind in kinds and each.state not in passed_over]


def _missed(view: ReportView) -> Iterator[tuple[str, NotAudited]]:
    for row in view.pages():
        if row.not_audited and not row.not_audited.why.by_choice:
            yield row.url, row.not_audited


def _defect(row: DefectRow, waivers: Sequence[Waiver]) -> Told:
    state = row.state
    over = [waived(waivers, state.defect, row.rule.id, url) for url, _ in row.pages]
    first = Place(url=row.pages[0][0] if row.pages else "", selector=row.selector, snippet=row.snippet, line=row.line)
    return Told(
        rule=row.rule,
        kind=state.kind,
        criteria=tuple(state.criteria.split()),
        message=row.message,
        places=(first, *(Place(url=url) for url, _ in row.pages[1:])),
        pages=state.pages,
        findings=state.findings,
        key=state.defect,
        state=_state(state.state),
        waiver=over[0] if over and all(over) else None,
    )


def _state(state: State) -> str:
    if not state.open:
        return "absent"
    return "new" if state in (State.NEW, State.RETURNED) else "unchanged"
