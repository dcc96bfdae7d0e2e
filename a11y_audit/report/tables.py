"""The report's tables, as rows of plain values: what CSV and XLSX hold, in Japanese."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from a11y_audit.assess.defects import State
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang
from a11y_audit.report.notation import stamp
from a11y_audit.report.view import ReportView
from a11y_audit.report.words import Words

_COUNTED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.UNTESTED, Kind.ADVICE)
_STATES = tuple(State)

Cell = str | int | float | None
Rows = Iterator[tuple[Cell, ...]]

COLUMNS: dict[str, tuple[str, ...]] = {
    "findings": (
        "url", "page_title", "kind", "criteria", "message", "rule", "reason", "region", "selector", "snippet", "line",
        "techniques", "defect", "tested_at",
    ),
    "defects": (
        "order", "kind", "change", "message", "rule_title", "criteria", "shared", "owner", "pages", "findings", "who",
        "cms", "html", "rule", "techniques", "source", "first_page", "region", "selector", "snippet", "line",
        "first_seen", "defect",
    ),
    "unstable": (
        "url", "page_title", "kind", "criteria", "message", "rule", "reason", "region", "selector", "snippet",
        "tested_at",
    ),
    "pages": (
        "url", "page_title", "state", "owner", "cause", "final_url", "found_by", "found_on", "tested_at", "failed",
        "likely", "review", "untested", "advice",
    ),
    "criteria": (
        "number", "name", "level", "state", "failed", "likely", "review", "failed_pages", "failed_pages_before",
        "untested_pages", "defects", "machine", "look",
    ),
    "not-audited": ("url", "state", "cause", "step", "detail", "why", "final_url", "found_by", "found_on"),
    "waivers": (
        "rule", "defect", "waived_pages", "waived_reason", "person", "since", "until", "waived_state",
    ),
    "trend": (
        "run", "finished_at", "found", "audited", "not_audited", "failed_pages", "ratio", "failed", "likely", "review",
        "advice", *_STATES,
    ),
}  # fmt: skip
"""The columns of each file, in order, as keys of the texts."""


def tables(view: ReportView, words: Words) -> dict[str, Callable[[], Rows]]:
    """Return what makes the rows of each table, by its name.

    There is no "unstable" where nothing came out differently, and no "waivers" where nothing is waived.
    """
    found: dict[str, Callable[[], Rows]] = {
        "findings": partial(_findings, view),
        "defects": partial(_defects, view, words),
        "unstable": partial(_unstable, view),
        "pages": partial(_pages, view, words),
        "criteria": partial(_criteria, view, words),
        "not-audited": partial(_not_audited, view, words),
        "waivers": partial(_waivers, view, words),
        "trend": partial(_trend, view),
    }
    if not view.waivers:
        del found["waivers"]
    if next(iter(view.unstable()), None) is None:
        del found["unstable"]
    return found


def _findings(view: ReportView) -> Rows:
    for row in view.findings():
        yield (
            row.url, row.page_title, row.kind.heading.ja, " ".join(row.criteria), row.message.ja, row.rule, row.reason,
            row.region, row.selector, row.snippet, row.line, " ".join(row.techniques), row.defect[:12],
            stamp(row.tested_at),
        )  # fmt: skip


def _unstable(view: ReportView) -> Rows:
    for row in view.unstable():
        yield (
            row.url, row.page_title, row.kind.heading.ja, " ".join(row.criteria), row.message.ja, row.rule, row.reason,
            row.region, row.selector, row.snippet, stamp(row.tested_at),
        )  # fmt: skip


def _waivers(view: ReportView, words: Words) -> Rows:
    for each in view.waivers:
        yield (
            each.rule, each.defect[:12], " ".join(each.pages), each.reason, each.person, each.since.isoformat(),
            each.until.isoformat(), words("waiver.over" if view.is_over(each) else "waiver.within"),
        )  # fmt: skip


def _defects(view: ReportView, words: Words) -> Rows:
    for order, row in enumerate(view.defects(), 1):
        state, rule = row.state, row.rule
        yield (
            order, state.kind.heading.ja, words(f"defect_state.{state.state}"), row.message.ja, rule.title.ja,
            state.criteria, words("defects.shared" if state.shared else "defects.single"), "、".join(row.owners),
            state.pages, state.findings, rule.why.ja, rule.mend.cms.ja, rule.mend.html.ja, rule.id,
            " ".join(rule.techniques), rule.source,
            row.pages[0][0] if row.pages else "", row.region, row.selector, row.snippet, row.line,
            stamp(row.first_seen), state.defect[:12],
        )  # fmt: skip


def _pages(view: ReportView, words: Words) -> Rows:
    for row in view.pages():
        missed = row.not_audited
        yield (
            row.url, row.title, _page_state(words, by_choice=missed.why.by_choice if missed else None),
            row.owner, missed.why.cause.ja if missed else "", row.final_url, _found_by(words, row.found_by),
            row.found_on, stamp(row.tested_at), *(None if missed else row.counts.get(kind, 0) for kind in _COUNTED),
        )  # fmt: skip


def _not_audited(view: ReportView, words: Words) -> Rows:
    for row in view.pages():
        if row.not_audited is not None:
            why = row.not_audited.why
            yield (
                row.url, _page_state(words, by_choice=why.by_choice), why.cause.ja, why.step.ja, row.not_audited.detail,
                why.value, row.final_url, _found_by(words, row.found_by), row.found_on,
            )  # fmt: skip


def _criteria(view: ReportView, words: Words) -> Rows:
    for row in view.criteria:
        criterion, outcome = row.criterion, row.outcome
        state = f"state.{outcome.state}"
        yield (
            criterion.number, criterion.name.ja, criterion.level.value,
            words(state) if state in words else Kind(outcome.state).heading.ja, outcome.failed, outcome.likely,
            outcome.review, outcome.failed_pages, row.failed_pages_before, outcome.untested_pages, outcome.defects,
            words(f"machine.{criterion.machine}"), criterion.look.ja,
        )  # fmt: skip


def _trend(view: ReportView) -> Rows:
    for change in view.history:
        totals = change.totals
        ratio = totals.failed_ratio
        kinds = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE)
        yield (
            change.run_id, stamp(change.finished_at), totals.found, totals.audited, sum(totals.not_audited.values()),
            totals.failed_pages, None if ratio is None else round(ratio, 4),
            *(totals.findings.get(kind, 0) for kind in kinds),
            *(totals.defect_states.get(state, 0) for state in _STATES),
        )  # fmt: skip


def readme(words: Words, names: Iterable[str]) -> tuple[list[str], Rows]:
    """Return head and rows of the table that explains every column of these tables."""
    english = Words(Lang.EN)
    head = [words(f"csv.readme_{part}") for part in ("file", "column", "meaning", "english")]
    rows = (
        (
            f"{name}.csv",
            words(f"column.{column}"),
            words(f"column_meaning.{column}"),
            english(f"column_meaning.{column}"),
        )
        for name in names
        for column in COLUMNS[name]
    )
    return head, rows


def _page_state(words: Words, *, by_choice: bool | None) -> str:
    if by_choice is None:
        return words("csv.audited")
    return words("csv.left_out_state" if by_choice else "csv.not_audited_state")


def _found_by(words: Words, found_by: str) -> str:
    key = f"found_by.{found_by}"
    return words(key) if key in words else found_by
