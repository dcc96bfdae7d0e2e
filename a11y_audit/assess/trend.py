"""A site over time: nights, and weeks, months and fiscal years of them; what changed besides the site is marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from a11y_audit.assess.defects import State

RENEWAL_SHARE = 0.3
"""From this share of pages on that no run knew before, a site was renewed."""
WHOLE = 0.9
"""Share of the pages that must have been audited for counts to be compared: what was not tested is no improvement."""
_FISCAL_MONTH = 4
_ENGINE = ("axe-core", "browser", "gatherer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One assessed run.

    Attributes:
        run_id: its number.
        day: in Japan, on which it began: a night belongs to its evening.
        finished_at: aware UTC time.
        replay: whether pages were not visited, but the last run's records judged by other rules.
        complete: whether it came to its end.
        audited, found: pages.
        failed_pages: audited pages with at least one failure (the ministry's figure).
        failed_criteria: criteria of the target level that a page fails.
        states: state → defects of kind failed or likely.
        removed: of those fixed, how many went with their pages.
        fresh_pages: audited pages that no earlier run knew.
        versions: of rules, engine and program.
        scope: what was to be audited, as text.
    """

    run_id: int
    day: date
    finished_at: datetime
    replay: bool
    complete: bool
    audited: int
    found: int
    failed_pages: int
    failed_criteria: int
    states: Mapping[State, int]
    removed: int = 0
    fresh_pages: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    scope: str = ""

    def count(self, state: State) -> int:
        """Return its defects in that state."""
        return self.states.get(state, 0)

    @property
    def open(self) -> int:
        """Defects that are still to be repaired, as far as is known."""
        return sum(number for state, number in self.states.items() if state.open)

    @property
    def whole(self) -> bool:
        """Whether it came to its end and audited nearly all: only then its counts can stand beside another night's."""
        return self.complete and self.audited >= self.found * WHOLE

    @property
    def share(self) -> float | None:
        """Share of audited pages with a failure, 0-1."""
        return self.failed_pages / self.audited if self.audited else None


class Change(StrEnum):
    """What changed besides the pages' content."""

    RULES = "rules"
    ENGINE = "engine"
    SCOPE = "scope"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run from which on numbers are to be read with something in mind.

    Attributes:
        run_id, day: the run.
        change: what changed.
        before, after: versions, where it is an upgrade; shares and counts otherwise; as text.
        surfaced, withdrawn: defects that appeared or vanished by it.
    """

    run_id: int
    day: date
    change: Change
    before: str = ""
    after: str = ""
    surfaced: int = 0
    withdrawn: int = 0


def marks(nights: Sequence[Night], renewals: Iterable[date] = ()) -> list[Mark]:
    """Return what changed between each run and the one before, in order; `renewals` are days from the settings."""
    told = sorted(renewals)
    found: list[Mark] = []
    for before, night in pairwise(nights):
        found += _upgrades(before, night)
        if before.scope != night.scope:
            found.append(Mark(run_id=night.run_id, day=night.day, change=Change.SCOPE))
        renewed = any(before.day < day <= night.day for day in told)
        if renewed or (night.audited and not night.replay and night.fresh_pages / night.audited >= RENEWAL_SHARE):
            found.append(
                Mark(
                    run_id=night.run_id, day=night.day, change=Change.RENEWAL, before=str(before.audited),
                    after=str(night.fresh_pages),
                )
            )  # fmt: skip
    return found


def _upgrades(before: Night, night: Night) -> Iterable[Mark]:
    for change, names in ((Change.RULES, ("rules",)), (Change.ENGINE, _ENGINE)):
        changed = [name for name in names if before.versions.get(name) != night.versions.get(name)]
        if changed:
            yield Mark(
                run_id=night.run_id,
                day=night.day,
                change=change,
                before=", ".join(f"{name} {before.versions.get(name, '')}".strip() for name in changed),
                after=", ".join(f"{name} {night.versions.get(name, '')}".strip() for name in changed),
                surfaced=night.count(State.SURFACED),
                withdrawn=night.count(State.WITHDRAWN),
            )


class Unit(StrEnum):
    """Length of a period."""

    NIGHT = "night"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Nights of a week, month or fiscal year: where they ended, and what they brought.

    Attributes:
        start: its first day.
        nights: audits in it, those that judged records again not counted.
        last: the last whole run in it, or the last one.
        new, returned, fixed, removed, surfaced, withdrawn: sums over its runs.
    """

    start: date
    nights: int
    last: Night
    new: int
    returned: int
    fixed: int
    removed: int
    surfaced: int
    withdrawn: int


def start_of(day: date, unit: Unit) -> date:
    """Return the first day of the period that a day is in; weeks begin on Monday, fiscal years on 1 April."""
    match unit:
        case Unit.NIGHT:
            return day
        case Unit.WEEK:
            return day - timedelta(days=day.weekday())
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.YEAR:
            return date(day.year - (day.month < _FISCAL_MONTH), _FISCAL_MONTH, 1)


def periods(nights: Iterable[Night], unit: Unit) -> list[Period]:
    """Return the periods in which runs were, in order."""
    groups: dict[date, list[Night]] = {}
    for night in nights:
        groups.setdefault(start_of(night.day, unit), []).append(night)
    return [_period(start, group) for start, group in sorted(groups.items())]


def _period(start: date, nights: Sequence[Night]) -> Period:
    def total(state: State) -> int:
        return sum(night.count(state) for night in nights)

    whole = [night for night in nights if night.whole]
    return Period(
        start=start,
        nights=sum(not night.replay for night in nights),
        last=(whole or nights)[-1],
        new=total(State.NEW),
        returned=total(State.RETURNED),
        fixed=total(State.FIXED),
        removed=sum(night.removed for night in nights),
        surfaced=total(State.SURFACED),
        withdrawn=total(State.WITHDRAWN),
    )


def chained(nights: Sequence[Night]) -> list[tuple[date, int]]:
    """Return the pages with a failure of each whole audit, as today's rules would have it.

    Where a run was judged again by other rules, what they changed is added to all runs before it, so that the line has
    no step there. The newest value is what was counted; an older one is what it would have been.
    """
    found: list[tuple[date, int]] = []
    more = 0
    for place in range(len(nights) - 1, -1, -1):
        night = nights[place]
        if night.replay:
            before = nights[place - 1] if place else night
            more += night.failed_pages - before.failed_pages
        elif night.whole and night.audited:
            found.append((night.day, max(0, night.failed_pages + more)))
    return found[::-1]
