"""Two audits laid beside each other: which defects were carried over, are gone, are new, or can't be told of."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from a11y_audit.assess.addressmap import Pair
from a11y_audit.assess.matching import Occurrence, matched


class Fate(StrEnum):
    """What became of a defect from the one audit to the other."""

    CARRIED = "carried"
    NEW = "new"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A defect with what became of it.

    Attributes:
        fate: unknown where pages that showed it have no audited counterpart, or it was not looked for there.
        old, new: its id in each audit, or "" where that one does not have it.
        old_pages, new_pages: ids of the pages that show it, in each audit.
    """

    fate: Fate
    old: str
    new: str
    old_pages: tuple[int, ...]
    new_pages: tuple[int, ...]


def compare(
    old: Sequence[Occurrence],
    new: Sequence[Occurrence],
    pages: Iterable[Pair],
    looked: Callable[[str, int], bool],
    standing: Container[str] = (),
) -> list[Compared]:
    """Return what became of every defect: those carried over first, then new, gone, unknown ones.

    Args:
        old: where the old audit saw its defects.
        new: where the new audit saw its own.
        pages: every audited page of the old site with its counterpart.
        looked: whether the new audit applied a rule to one of its pages, with all that the rule needs.
        standing: defects that the new audit knows from nights between, and could not look for on every page of theirs.
    """
    became = {pair.old.id: pair.new.id for pair in pages if pair.new}
    audited = {pair.old.id for pair in pages if pair.new and pair.new.audited}
    sought = {each.defect for each in old if each.defect not in standing} - {
        each.defect for each in old if each.page not in audited or not looked(each.rule, became[each.page])
    }
    before, after = _pages_of(old), _pages_of(new)
    kept = before.keys() & after.keys()
    names = {each: each for each in kept}
    rest = [replace(each, page=became.get(each.page, -each.page)) for each in old if each.defect not in kept]
    fresh = [each for each in new if each.defect not in kept]
    names |= {match.vanished: match.appeared for match in matched(rest, fresh)}
    carried = [_carried(each, names[each], before, after) for each in sorted(names)]
    taken = set(names.values())
    found = [
        Compared(fate=Fate.NEW, old="", new=each, old_pages=(), new_pages=after[each])
        for each in sorted(after)
        if each not in taken
    ]
    left = [
        Compared(
            fate=Fate.GONE if each in sought else Fate.UNKNOWN,
            old=each,
            new="",
            old_pages=before[each],
            new_pages=(),
        )
        for each in sorted(before)
        if each not in names
    ]
    return sorted([*carried, *found, *left], key=_order)


def _carried(
    old: str, new: str, before: Mapping[str, tuple[int, ...]], after: Mapping[str, tuple[int, ...]]
) -> Compared:
    return Compared(fate=Fate.CARRIED, old=old, new=new, old_pages=before[old], new_pages=after[new])


def _order(each: Compared) -> tuple[int, int, str]:
    return (list(Fate).index(each.fate), -max(len(each.old_pages), len(each.new_pages)), each.new or each.old)


def _pages_of(told: Iterable[Occurrence]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for each in told:
        found[each.defect].add(each.page)
    return {defect: tuple(sorted(pages)) for defect, pages in found.items()}
