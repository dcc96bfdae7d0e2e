"""All that a report of one run may show, as plain values; every writer reads this and nothing else.

What comes from an audited page (titles, addresses, snippets, data) is untrusted text: writers escape it, and show it
through `core.printable`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from a11y_audit.assess.criteria import MANUAL, CriterionOutcome
from a11y_audit.assess.defects import DefectState
from a11y_audit.assess.totals import Totals
from a11y_audit.assess.trend import Mark, Night, Unit
from a11y_audit.assess.waivers import Waiver
from a11y_audit.core.finding import Datum
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Mend, Rule
from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited
from a11y_audit.report.notation import JAPAN
from a11y_audit.standards import Criterion, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """What a report tells of a rule."""

    id: str
    version: int
    title: Text
    criteria: tuple[str, ...]
    techniques: tuple[str, ...]
    why: Text
    mend: Mend
    source: str


def rule_view(rule: Rule[Any]) -> RuleView:
    """Return what a report tells of a rule."""
    return RuleView(
        id=rule.id,
        version=rule.version,
        title=rule.title,
        criteria=rule.criteria,
        techniques=rule.techniques,
        why=rule.why,
        mend=rule.mend,
        source=rule.source,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """One of the criteria of the target level.

    Attributes:
        criterion: it.
        outcome: what this run found.
        failed_pages_before: on how many pages it failed the run before; None where that is not known.
        standing: defects, failed or likely, that are still open since this run could not look for them again.
    """

    criterion: Criterion
    outcome: CriterionOutcome
    failed_pages_before: int | None
    standing: int = 0

    @property
    def state(self) -> str:
        """The outcome's state; "untested" instead of one that says that nothing was found, where some defects stand."""
        is_silent = self.outcome.state in (MANUAL, "passed")
        return str(Kind.UNTESTED) if self.standing and is_silent else self.outcome.state


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of a place: key of the JPEG in the blobs, and where the place is in it, in CSS pixels.

    `covers` are the places in it that may tell of a person, None where that is not known; `hidden` asks to cover them.
    """

    key: str
    place: Box
    covers: tuple[Box, ...] | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectRow:
    """A defect with the finding that stands for it.

    Attributes:
        state: state, kind, counts, shared.
        rule: the rule that found it.
        words: the reason's words, whose placeholders `data` fills.
        selector, snippet, region, line: place of the finding that stands for it.
        data: its values.
        picture: picture of the place, or None.
        first_seen: when it was first seen.
        pages: the first pages on which it is (URL and title), in order, at most 50.
        owners: departments in charge of its pages, as far as is known; () where it sits in a shared part.
    """

    state: DefectState
    rule: RuleView
    words: Text
    selector: str
    snippet: str
    region: str
    line: int | None
    data: Mapping[str, Datum]
    picture: PictureView | None
    first_seen: datetime
    pages: tuple[tuple[str, str], ...]
    owners: tuple[str, ...] = ()

    @property
    def message(self) -> Text:
        """The reason's words, filled."""
        return self.words.fill(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page of the run; `not_audited` is None when it was audited. Counts are findings by kind.

    `owner` is the department in charge, or "" where nobody is known to be.
    """

    url: str
    title: str
    final_url: str
    not_audited: NotAudited | None
    found_by: str
    found_on: str | None
    tested_at: datetime | None
    counts: Mapping[Kind, int]
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding with its words."""

    url: str
    page_title: str
    rule: str
    reason: str
    kind: Kind
    criteria: tuple[str, ...]
    defect: str
    message: Text
    selector: str
    snippet: str
    region: str
    line: int | None
    techniques: tuple[str, ...]
    tested_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A run before, in short, for the line of runs on the cover: id, time, audited, failed pages, open defects."""

    run_id: int
    finished_at: datetime
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the site went on, for the cover; at most some sixty points.

    Attributes:
        unit: of the points: each is the last whole audit of a night, a week or a month.
        nights: those audits, the oldest first; at least two.
        as_today: pages with a failure of each, as today's rules would have it.
        goal: day of the plan, or None.
        marks: what changed besides the pages' content.
    """

    unit: Unit
    nights: tuple[Night, ...]
    as_today: tuple[int, ...]
    goal: date | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def line(self) -> list[tuple[date, int]]:
        """Pages with a failure by day, as today's rules would have it."""
        return [(night.day, failed) for night, failed in zip(self.nights, self.as_today, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A template: the address of a page of it, its audited pages, and on how many of them each probe got to its end."""

    example: str
    pages: int
    probes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One run, ready to be written.

    Attributes:
        run_id, state: number, and "complete" or "partial".
        site_name, city, seeds, contact: from the settings.
        started_at, finished_at: aware UTC times.
        standard, level: what was audited against.
        totals: the head's numbers; equal to the details, or this view could not be made.
        criteria: rows in number order.
        versions: name → version (a11y-audit, axe-core, browser, python, rules).
        settings: dotted key → value as text, of effective settings, without secrets.
        notes: codes of what a reader should know ("stopped", "limit", "abandoned", "site_unreachable" …).
        rules: all rules that were on.
        history: this run and those before, the oldest first, at most 30.
        window: size of the window, "390×844", of an audit in a second one; else "".
        shown, standing, oldest_test: audited pages that this run showed, those whose result stands on an earlier test
            because they did not change, and when the oldest of those tests was, or None.
        again: whether pages were not shown at all, but records of an earlier run judged again.
        unstable: called, it streams what only one of two tests found, in the order of `findings`; in no count.
        defects, pages, findings: called, they stream the rows (open and fixed defects sorted by what to repair first;
            pages and findings by URL); may be called more than once.
        probes: what was tried out in the browser, by probe id.
        reach: templates with how many of their pages were tried out, the largest first; () when nothing was.
        unread: audited pages of which some pictures' words were not read, where words in pictures are read.
        blob: returns what is stored under a key.
        gate: what the limits of the settings object to, in words; None where there is no limit.
        waivers: what the settings let through for a time, with those that are over.
        course: how the site went on; None where fewer than two whole audits are known.
        use: called, it returns for each defect its pages weighed by their visits; nothing where visits are not known.
    """

    run_id: int
    state: str
    site_name: str
    city: str
    seeds: tuple[str, ...]
    contact: str
    started_at: datetime
    finished_at: datetime
    standard: Standard
    level: str
    totals: Totals
    criteria: tuple[CriterionRow, ...]
    versions: Mapping[str, str]
    settings: Mapping[str, str]
    scope_exclusions: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    rules: tuple[RuleView, ...]
    history: tuple[Change, ...]
    defects: Callable[[], Iterable[DefectRow]]
    pages: Callable[[], Iterable[PageRow]]
    findings: Callable[[], Iterable[FindingRow]]
    window: str
    shown: int
    standing: int
    oldest_test: datetime | None
    again: bool
    unstable: Callable[[], Iterable[FindingRow]]
    probes: Mapping[str, Text]
    reach: tuple[Reach, ...]
    unread: int
    blob: Callable[[str], bytes]
    gate: tuple[Text, ...] | None = None
    waivers: tuple[Waiver, ...] = ()
    course: Course | None = None
    use: Callable[[], Mapping[str, float]] = dict

    def is_over(self, waiver: Waiver) -> bool:
        """Whether a waiver no longer held when the run began."""
        return waiver.expired(self.started_at.astimezone(JAPAN).date())
