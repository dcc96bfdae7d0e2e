"""Which page became which, when addresses change: by redirect, by what they show, by title; each only where unique."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """A page that went or came.

    Attributes:
        id: of the page.
        title: its title.
        likeness: equal for pages that differ in numbers only; "" when not known.
        name: last part of its address, without type.
    """

    id: int
    title: str
    likeness: str
    name: str


def successors(went: Iterable[PageMark], came: Iterable[PageMark], redirects: Mapping[int, int]) -> dict[int, int]:
    """Return for pages that went the page that each became, by ids; those of which nobody can say are left out."""
    found = dict(redirects)
    old = [each for each in went if each.id not in found]
    new = [each for each in came if each.id not in set(found.values())]
    keys: tuple[Callable[[PageMark], str], ...] = (
        lambda each: each.likeness,
        lambda each: f"{each.title}\n{each.name}" if each.title else "",
        lambda each: each.title,
    )
    for key in keys:
        for before, after in _alone(old, new, key):
            found[before.id] = after.id
            old.remove(before)
            new.remove(after)
    return found


def _alone(old: list[PageMark], new: list[PageMark], key: Callable[[PageMark], str]) -> list[tuple[PageMark, PageMark]]:
    sides: dict[str, tuple[list[PageMark], list[PageMark]]] = defaultdict(lambda: ([], []))
    for side, marks in enumerate((old, new)):
        for each in marks:
            if key(each):
                sides[key(each)][side].append(each)
    return [(before[0], after[0]) for before, after in sides.values() if len(before) == 1 and len(after) == 1]
