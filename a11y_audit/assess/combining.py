"""Which combinations of techniques meet the criteria of a test: where all parts of one hold, and what is still open.

A part holds on a page where the record shows that it is used, nothing that a rule found of it failed, and the criterion
was judged to be met there. A general technique leaves no mark: it is what a person judges of the marked one beside it.
Nothing is said of a combination of which people alone can know.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.assess.judgement import CellState, JudgementTable, Row
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Question
from a11y_audit.core.outcome import Outcome
from a11y_audit.standards import Situation, techniques

_NOT_ON_PAGES = frozenset({"pdf", "text"})
"""Technologies of other files than pages; what is audited are pages."""


class Standing(StrEnum):
    """How a combination stands, the strongest word first."""

    FAILED = "failed"
    """One of its techniques failed on a page."""
    OPEN = "open"
    """It is used, and a page that uses it is not judged yet."""
    UNJUDGED = "unjudged"
    """It is used on a page where the criterion fails for another reason, so that nobody was asked about it."""
    HOLDS = "holds"
    """All its techniques hold on each page that uses it."""
    UNKNOWN = "unknown"
    """The records do not show whether it is used."""
    UNUSED = "unused"
    """No page uses it, or none has content that the criterion is about."""


_UNDONE = (Standing.FAILED, Standing.OPEN, Standing.UNJUDGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Techniques that meet a situation together, over the pages of a sample.

    Attributes:
        names: ids of the techniques.
        standing: how it stands over the pages.
        pages: on how many pages it is used, as far as is known.
        failed: on how many of these one of its techniques failed.
    """

    names: tuple[str, ...]
    standing: Standing
    pages: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A situation of a criterion with its combinations, in the order of the standard's data."""

    situation: Situation
    combinations: tuple[Combination, ...]

    @property
    def standing(self) -> Standing:
        """How the situation stands: each combination is for its own content, so that one that holds excuses none."""
        said = [each.standing for each in self.combinations]
        for worst in _UNDONE:
            if worst in said:
                return worst
        if said.count(Standing.HOLDS) >= self.situation.needed:
            return Standing.HOLDS
        return Standing.UNUSED if set(said) == {Standing.UNUSED} else Standing.UNKNOWN


def grounds(
    known: Iterable[Situation],
    table: JudgementTable,
    used: Mapping[str, Collection[str]],
    failed: Mapping[tuple[str, str], Collection[str]],
) -> tuple[Ground, ...]:
    """Return the situations of the criteria that a table has, each with how its combinations stand.

    Args:
        known: the situations.
        table: the judgement.
        used: page → techniques that its record shows, and keys of situations whose content it shows; pages without a
            record are left out.
        failed: (criterion, page) → techniques of what failed there.
    """
    situations = tuple(known)
    rows = {row.criterion.number: row for row in table.rows}
    return tuple(
        _ground(each, situations, rows[each.criterion], used, failed) for each in situations if each.criterion in rows
    )


def adequate(row: Row, found: Sequence[Ground]) -> bool:
    """Tell whether a criterion is met by combinations that hold: one at least, with none that is open or failed."""
    own = {each.standing for each in found if each.situation.criterion == row.criterion.number}
    return row.state is CellState.PASSED and Standing.HOLDS in own and own.isdisjoint(_UNDONE)


def failures(
    questions: Iterable[Question], ledger: Ledger, techniques_of: Mapping[str, Collection[str]]
) -> dict[tuple[str, str], set[str]]:
    """Return the techniques of what failed, by criterion and page: proven and not lifted, or said by a person.

    Args:
        questions: those of a case, with what a machine proved.
        ledger: people's answers.
        techniques_of: rule → its techniques.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for question in questions:
        for place in question.places:
            decision = ledger.decision(place.evidence)
            if decision.outcome is Outcome.FAILED or (question.certain and not decision.lifts):
                for criterion in question.criteria:
                    found[criterion, place.page].update(techniques_of.get(question.rule, ()))
    return found


def _ground(
    situation: Situation,
    known: Sequence[Situation],
    row: Row,
    used: Mapping[str, Collection[str]],
    failed: Mapping[tuple[str, str], Collection[str]],
) -> Ground:
    beside = [each for each in known if each.criterion == situation.criterion]
    found = []
    for group in situation.alternatives:
        seen: list[Standing] = []
        for cell in row.cells:
            is_used = None
            if cell.page in used:
                is_used = _is_used(group, situation, beside, used[cell.page])
            seen.append(
                _standing(cell.state, is_used, {*group}.isdisjoint(failed.get((cell.criterion, cell.page), ())))
            )
        found.append(_over_pages(group, seen))
    return Ground(situation=situation, combinations=tuple(found))


def _standing(state: CellState, is_used: bool | None, is_clean: bool) -> Standing:  # noqa: FBT001 -- named at its one call
    if state is CellState.INAPPLICABLE or is_used is False:
        return Standing.UNUSED
    if is_used is None:
        return Standing.UNKNOWN
    if not is_clean:
        return Standing.FAILED
    if state is CellState.PASSED:
        return Standing.HOLDS
    return Standing.OPEN if state.open else Standing.UNJUDGED


def _over_pages(group: tuple[str, ...], seen: Sequence[Standing]) -> Combination:
    order = (Standing.FAILED, Standing.OPEN, Standing.UNJUDGED, Standing.UNKNOWN, Standing.HOLDS)
    standing = next((each for each in order if each in seen), Standing.UNUSED)
    pages = sum(each not in (Standing.UNKNOWN, Standing.UNUSED) for each in seen)
    return Combination(names=group, standing=standing, pages=pages, failed=seen.count(Standing.FAILED))


def _is_used(
    group: Sequence[str], situation: Situation, beside: Sequence[Situation], seen: Collection[str]
) -> bool | None:
    """Return whether a page uses a combination, or None where its record can't tell."""
    if situation.sign and situation.key not in seen:
        return False
    parts = dict(zip(group, _parts(group, situation, beside, seen), strict=True))
    if False in parts.values():
        return False
    if True not in parts.values():
        return True if len(beside) == 1 and len(situation.alternatives) == 1 else None
    unmarked = [name for name, part in parts.items() if part is None]
    is_carried = any(part and not _is_general(name) for name, part in parts.items())
    return True if not unmarked or (is_carried and all(map(_is_general, unmarked))) else None


def _parts(
    group: Sequence[str], situation: Situation, beside: Sequence[Situation], seen: Collection[str]
) -> Iterator[bool | None]:
    for name in group:
        technique = techniques()[name]
        if not _on_pages([name]):
            yield False
        elif technique.sign is None:
            yield None
        elif name not in seen:
            yield False
        else:
            homes = sum(any(name in each and _on_pages(each) for each in other.alternatives) for other in beside)
            yield True if homes == 1 or situation.sign else None


def _is_general(name: str) -> bool:
    return techniques()[name].technology == "general"


def _on_pages(group: Iterable[str]) -> bool:
    return not any(techniques()[name].technology in _NOT_ON_PAGES for name in group)
