"""All that the trend report shows, as plain values, and how it is made from the store."""

from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from a11y_audit.assess.defects import State
from a11y_audit.assess.departments import Charges
from a11y_audit.assess.forecast import Forecast, forecast
from a11y_audit.assess.spells import Repair, Spell, ages, repair, spells
from a11y_audit.assess.trend import Change, Mark, Night, Period, Unit, chained, marks, periods
from a11y_audit.settings import Settings
from a11y_audit.store import history
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run

TEMPLATES_SHOWN = 20
PANEL_LEFT = 0.5
"""Share of the first audit's pages that must be left for its panel to go on over a renewal."""
_OPENED = (State.NEW, State.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMonth:
    """A department or template in a month: pages and open defects at its end, defects that came and went."""

    start: date
    audited: int
    failed: int
    open: int
    new: int
    fixed: int

    @property
    def share(self) -> float | None:
        """Share of audited pages with a failure, 0-1."""
        return self.failed / self.audited if self.audited else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTrend:
    """A department or template over the months; `example` is an address of a template's page."""

    name: str
    months: tuple[GroupMonth, ...]
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Pages that are followed alone: their number, and run, day and those with a failure, of each complete audit."""

    pages: int
    points: tuple[tuple[int, date, int], ...]

    @property
    def begin(self) -> date:
        """Day of its first audit."""
        return self.points[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendView:
    """A site over time, ready to be written.

    Attributes:
        site_name, level, version: of the site, the standard, the program.
        run: the newest run.
        written_at: aware UTC time.
        nights, weeks, months, years: periods, in order.
        marks: what changed besides the pages' content.
        panels: fixed panels of pages, one after another; a new one begins where a renewal left too few of the old.
        line: pages with a failure by day, as today's rules would have it.
        begin: where the plan's line begins.
        goal: day of the plan, or None.
        foreseen: forecast of `line`, or None where too little is known.
        foreseen_since: day from which on it is looked back, or None for the beginning.
        ages: open defects by class of age.
        repair: how long repairs take.
        since_start: open defects that the very first night saw, so that they are older than it is told.
        departments, templates: over the months; those with most pages first among templates.
        shared: defects of shared parts over the months.
        unowned: audited pages of which nobody is known to be in charge.
    """

    site_name: str
    level: str
    version: str
    run: Run
    written_at: datetime
    nights: tuple[Night, ...]
    weeks: tuple[Period, ...]
    months: tuple[Period, ...]
    years: tuple[Period, ...]
    marks: tuple[Mark, ...]
    panels: tuple[Panel, ...]
    line: tuple[tuple[date, int], ...]
    begin: tuple[date, int] | None
    goal: date | None
    foreseen: Forecast | None
    foreseen_since: date | None
    ages: tuple[int, ...]
    repair: Repair
    since_start: int
    departments: tuple[GroupTrend, ...]
    templates: tuple[GroupTrend, ...]
    shared: GroupTrend
    unowned: int

    @property
    def followed(self) -> dict[int, tuple[int, int]]:
        """Of each run with a panel: its pages, and those with a failure."""
        return {run_id: (panel.pages, failed) for panel in self.panels for run_id, _, failed in panel.points}

    @property
    def audits(self) -> list[Night]:
        """Nights that visited the site."""
        return [night for night in self.nights if not night.replay]


def build_trend(
    store: Store, run: Run, settings: Settings, *, charges: Charges, criteria: frozenset[str], now: datetime
) -> TrendView | None:
    """Return the trend of a run's site up to it, or None where no run was assessed yet."""
    nights = history.nights(store, run.site, criteria, run.id)
    if not nights:
        return None
    known = spells(history.events(store, run.site, run.id))
    found = marks(nights, settings.plan.renewals)
    line = chained(nights)
    since = max((each.day for each in found if each.change in _BREAKS), default=None)
    months = periods(nights, Unit.MONTH)
    groups = _Groups(store, run.site, nights, months)
    owners, templates, unowned = groups.names(charges)
    site = run.settings.get("site", {})
    return TrendView(
        site_name=site.get("name") or site.get("city") or run.site,
        level="AA",
        version=run.versions.get("a11y-audit", ""),
        run=run,
        written_at=now,
        nights=tuple(nights),
        weeks=tuple(periods(nights, Unit.WEEK)),
        months=tuple(months),
        years=tuple(periods(nights, Unit.YEAR)),
        marks=tuple(found),
        panels=_panels(store, nights, found, settings.plan.panel),
        line=tuple(line),
        begin=line[0] if line else None,
        goal=settings.plan.goal,
        foreseen=forecast([each for each in line if since is None or each[0] >= since], settings.plan.goal),
        foreseen_since=since,
        ages=ages(known, nights[-1].day),
        repair=repair(known, nights[-1].day),
        since_start=_since_start(known),
        departments=groups.trends(owners),
        templates=groups.trends(dict(templates), defects=False)[:TEMPLATES_SHOWN],
        shared=groups.shared(),
        unowned=unowned,
    )


_BREAKS = frozenset({Change.ENGINE, Change.SCOPE, Change.RENEWAL})
"""Changes after which numbers go on from another level; what rules change is known and added."""


def _since_start(known: Sequence[Spell]) -> int:
    return sum(each.closed is None and each.since_start for each in known)


def _panels(store: Store, nights: Sequence[Night], found: Sequence[Mark], chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Return one panel of all complete audits, or one for each time between renewals where they left too few pages.

    Pages are not followed over a renewal by what is alike in them: one that was guessed wrong would be no fixed page.
    """
    days = {night.run_id: night.day for night in nights if night.complete and not night.replay}
    whole = _panel(store, list(days), days, chosen)
    # Of pages that were chosen, those that are left are enough.
    first = 0 if chosen else next((night.audited for night in nights if night.run_id in days), 0)
    renewed = [mark.run_id for mark in found if mark.change is Change.RENEWAL]
    if not renewed or (whole and whole.pages >= first * PANEL_LEFT):
        return (whole,) if whole else ()
    times: dict[int, list[int]] = {}
    for run_id in days:
        times.setdefault(bisect(renewed, run_id), []).append(run_id)
    panels = (_panel(store, run_ids, days, chosen) for run_ids in times.values())
    return tuple(panel for panel in panels if panel)


def _panel(store: Store, run_ids: list[int], days: Mapping[int, date], chosen: Sequence[str]) -> Panel | None:
    told = history.panel(store, run_ids, chosen)
    points = tuple((run_id, days[run_id], failed) for run_id, _, failed in told)
    return Panel(pages=told[0][1], points=points) if told else None


class _Groups:
    """Departments and templates over the months."""

    def __init__(self, store: Store, site: str, nights: Sequence[Night], months: Sequence[Period]) -> None:
        self._store = store
        self._site = site
        self._nights = nights
        self._ends = {month.last.run_id: month.start for month in months}
        self._month_of = {night.run_id: night.day.replace(day=1) for night in nights}
        self._examples: dict[str, str] = {}
        self._of_shared: tuple[GroupMonth, ...] = ()

    def names(self, charges: Charges) -> tuple[dict[int, str], dict[int, str], int]:
        """Return pages' departments, their templates, and the number of pages that nobody is in charge of.

        Pages are all that were ever audited, so that the past has its departments, too; nobody's are those of today.
        """
        owners: dict[int, str] = {}
        templates: dict[int, str] = {}
        unowned = 0
        for page in history.page_marks(self._store, self._site, self._nights[-1].run_id):
            owner = charges.owner(page.url, page.contact)
            if owner:
                owners[page.id] = owner.name
            elif page.current:
                unowned += 1
            if page.skeleton:
                templates[page.id] = page.skeleton
                self._examples.setdefault(page.skeleton, page.url)
        return owners, templates, unowned

    def trends(self, names: Mapping[int, str], *, defects: bool = True) -> tuple[GroupTrend, ...]:
        """Return each group over the months; without `defects` only its pages are counted."""
        if not names and not defects:
            return ()
        with history.grouped(self._store, names) as connection:
            pages = {(each.group, self._ends[each.run_id]): each for each in history.page_sums(connection, self._ends)}
            opened: dict[tuple[str, date], int] = Counter()
            came: dict[tuple[str, date], int] = Counter()
            went: dict[tuple[str, date], int] = Counter()
            sums = history.defect_sums(connection, self._month_of) if defects else ()
            for each in sums:
                key = (each.group, self._month_of[each.run_id])
                opened[key] += each.number if each.state.open and each.run_id in self._ends else 0
                came[key] += each.number if each.state in _OPENED else 0
                went[key] += each.number if each.state is State.FIXED else 0
        months = sorted(set(self._ends.values()))

        def month(group: str, start: date) -> GroupMonth:
            here = pages.get((group, start))
            return GroupMonth(
                start=start,
                audited=here.audited if here else 0,
                failed=here.failed if here else 0,
                open=opened[group, start],
                new=came[group, start],
                fixed=went[group, start],
            )

        if defects:
            self._of_shared = tuple(month(history.TEMPLATE, start) for start in months)
        sizes = Counter(names.values())
        order = sorted(sizes, key=lambda name: (0 if defects else -sizes[name], name))
        return tuple(
            GroupTrend(
                name=name, months=tuple(month(name, start) for start in months), example=self._examples.get(name, "")
            )
            for name in order
        )

    def shared(self) -> GroupTrend:
        """Return what shared parts had over the months; asked after `trends`."""
        return GroupTrend(name=history.TEMPLATE, months=self._of_shared)
