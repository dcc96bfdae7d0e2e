"""Defects over runs: what is new, what stays, what was repaired, what came back, and what could not be tested again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from a11y_audit.core.outcome import Kind

SHARED_REGIONS = frozenset({"header", "nav", "aside", "footer"})
SHARED_PAGES = 5
"""From this many pages on the same place in the main part counts as a shared part of the template, too."""


class State(StrEnum):
    """State of a defect in a run, against the run before."""

    NEW = "new"
    PERSISTING = "persisting"
    MOVED = "moved"
    RETURNED = "returned"
    SURFACED = "surfaced"
    FIXED = "fixed"
    WITHDRAWN = "withdrawn"
    NOT_RETESTED = "not_retested"

    @property
    def open(self) -> bool:
        """Whether it still has to be repaired, as far as is known."""
        return self not in CLOSED


CLOSED = frozenset({State.FIXED, State.WITHDRAWN})
"""States of a defect that nobody has to repair any more."""
REMOVED = "removed"
"""How a defect was fixed whose pages are all gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A defect as this run saw it: its strongest finding stands for it.

    Attributes:
        defect: its id.
        kind, rule, reason, criteria: of the finding that stands for it.
        pages, findings: on how many pages, how often.
        region: the landmark that it sits in.
        example: id of the finding that stands for it.
    """

    defect: str
    kind: Kind
    rule: str
    reason: str
    criteria: str
    pages: int
    findings: int
    region: str
    example: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectState:
    """A defect in a run.

    Attributes:
        state: against the run before.
        shared: whether it sits in a shared part of the site's template (共通部品).
        since_run_id: the newest run that saw it.
        how: by which tier it was found again under another name in this run; "removed" when it is fixed because its
            pages are gone; else "".
        The rest as in `Seen`; `example` is a finding of `since_run_id`.
    """

    defect: str
    state: State
    kind: Kind
    rule: str
    reason: str
    criteria: str
    pages: int
    findings: int
    shared: bool
    since_run_id: int
    example: int | None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What else is known of the defects of a run; by their ids.

    Attributes:
        moved: those that were open, are on none of the pages where they were, and all of those were looked at.
        tiers: by which tier one was found again under another name.
        removed: absent ones whose pages are all gone.
        upgraded: whether one appeared or vanished because rules or engine changed, on pages that did not.
    """

    moved: frozenset[str] = frozenset()
    tiers: Mapping[str, str] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    upgraded: Callable[[str], bool] = lambda _: False


def is_shared(region: str, pages: int) -> bool:
    """Whether a defect seen on that many pages in that landmark sits in a shared part."""
    return (pages > 1 and region in SHARED_REGIONS) or pages >= SHARED_PAGES


def states(
    run_id: int,
    seen: Iterable[Seen],
    before: Mapping[str, DefectState],
    *,
    known: Callable[[str], bool],
    retested: Callable[[DefectState], bool],
    signs: Signs = Signs(),
) -> list[DefectState]:
    """Return every defect of a run with its state: those seen, then those of the run before that were not.

    Args:
        run_id: the run.
        seen: what it saw.
        before: the states of the run before, by defect; empty for a first run.
        known: whether an earlier run ever saw a defect.
        retested: whether every page that ever showed a defect was audited since without it, or is gone for good.
        signs: what else is known.
    """
    now = [_seen(run_id, each, _state(each.defect, before, known, signs), signs) for each in seen]
    present = {each.defect for each in now}
    gone = [
        _unseen(each, signs, retested=retested(each))
        for each in before.values()
        if each.defect not in present and each.state.open
    ]
    return now + gone


def _state(defect: str, before: Mapping[str, DefectState], known: Callable[[str], bool], signs: Signs) -> State:
    earlier = before.get(defect)
    if earlier is not None and earlier.state.open:
        return State.MOVED if defect in signs.moved else State.PERSISTING
    if signs.upgraded(defect):
        return State.SURFACED
    return State.RETURNED if known(defect) else State.NEW


def _seen(run_id: int, seen: Seen, state: State, signs: Signs) -> DefectState:
    return DefectState(
        defect=seen.defect,
        state=state,
        kind=seen.kind,
        rule=seen.rule,
        reason=seen.reason,
        criteria=seen.criteria,
        pages=seen.pages,
        findings=seen.findings,
        shared=is_shared(seen.region, seen.pages),
        since_run_id=run_id,
        example=seen.example,
        how=signs.tiers.get(seen.defect, ""),
    )


def _unseen(earlier: DefectState, signs: Signs, *, retested: bool) -> DefectState:
    state = State.NOT_RETESTED
    if retested:
        state = State.WITHDRAWN if signs.upgraded(earlier.defect) else State.FIXED
    return DefectState(
        defect=earlier.defect,
        state=state,
        kind=earlier.kind,
        rule=earlier.rule,
        reason=earlier.reason,
        criteria=earlier.criteria,
        pages=earlier.pages,
        findings=earlier.findings,
        shared=earlier.shared,
        since_run_id=earlier.since_run_id,
        example=earlier.example,
        how=REMOVED if state is State.FIXED and earlier.defect in signs.removed else "",
    )
