"""How long defects live: the age of those that are open, and how long it takes until one is repaired."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from a11y_audit.assess.defects import REMOVED, State

AGES = (7, 30, 90, 180, 365)
"""Upper ends of the classes of age, in days; one more class is for what is older."""
_OPENING = frozenset({State.NEW, State.RETURNED, State.SURFACED})
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A defect that opened or closed in a run."""

    defect: str
    day: date
    state: State
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """From when to when a defect was open, as far as nights saw it.

    Attributes:
        defect: its id.
        opened: day on which it was seen first, or seen again.
        closed: day on which it was seen to be gone, or None.
        repaired: whether somebody repaired it: it was neither gone with its page nor withdrawn by an upgrade.
        since_start: whether the first night of all saw it: then it is older, nobody knows by how much.
    """

    defect: str
    opened: date
    closed: date | None
    repaired: bool
    since_start: bool


def spells(events: Iterable[Event]) -> list[Spell]:
    """Return the spells of defects from what opened and closed them, in the order of the runs."""
    found: list[Spell] = []
    opened: dict[str, tuple[date, bool]] = {}
    start: date | None = None
    for each in events:
        start = start or each.day
        if each.state in _OPENING:
            opened.setdefault(each.defect, (each.day, each.day == start))
        elif not each.state.open and each.defect in opened:
            day, since_start = opened.pop(each.defect)
            repaired = each.state is State.FIXED and each.how != REMOVED
            found.append(
                Spell(defect=each.defect, opened=day, closed=each.day, repaired=repaired, since_start=since_start)
            )
    rest = ((defect, day, since) for defect, (day, since) in opened.items())
    found += (Spell(defect=key, opened=day, closed=None, repaired=False, since_start=since) for key, day, since in rest)
    return found


def ages(found: Iterable[Spell], today: date) -> tuple[int, ...]:
    """Return how many open defects are in each class of age."""
    counts = [0] * (len(AGES) + 1)
    for each in found:
        if each.closed is None:
            age = (today - each.opened).days
            counts[sum(age > end for end in AGES)] += 1
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class Repair:
    """After how many days a quarter, half and three quarters of defects were repaired; None where it is not so yet."""

    days: tuple[int | None, int | None, int | None]
    repaired: int
    open: int


def repair(found: Sequence[Spell], today: date) -> Repair:
    """Return how long repairs take, those not forgotten that are still open (Kaplan and Meier).

    What went with its page or was withdrawn left without being repaired: it counts as open up to that day.
    """
    lives = sorted((((each.closed or today) - each.opened).days, each.repaired) for each in found)
    at_risk, share = len(lives), 1.0
    reached: list[int | None] = [None, None, None]
    place = 0
    while place < len(lives):
        day = lives[place][0]
        here = _alike(lives, place)
        deaths = sum(here)
        if deaths:
            share *= 1 - deaths / at_risk
            for number, quartile in enumerate(QUARTILES):
                if reached[number] is None and share <= 1 - quartile + 1e-9:
                    reached[number] = day
        at_risk -= len(here)
        place += len(here)
    repaired = sum(each.repaired for each in found)
    still_open = sum(each.closed is None for each in found)
    return Repair((reached[0], reached[1], reached[2]), repaired, still_open)


def _alike(lives: Sequence[tuple[int, bool]], place: int) -> list[bool]:
    end = place
    while end < len(lives) and lives[end][0] == lives[place][0]:
        end += 1
    return [repaired for _, repaired in lives[place:end]]
