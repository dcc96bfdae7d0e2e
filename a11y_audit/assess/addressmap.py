"""Which page of an old site became which of a new one: by a table of addresses, by patterns, else proposed by likeness.

What is proposed is told apart from what was given: a person looks at it before it is used for an acceptance test.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from a11y_audit.assess.moves import PageMark, successors

LIKE = 0.72
"""Share of the pairs of letters of two titles that must be common, so that they are proposed."""
_BAR = re.compile(r"[｜|]|\s[-–—]\s")
_OWN = 4
AHEAD = 0.1
"""By how much the most like must be ahead of the next."""


class How(StrEnum):
    """How the counterpart of a page is known."""

    TABLE = "table"
    PATTERN = "pattern"
    SAME = "same"
    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a run, as far as it is compared: id, address, title, whether it was audited, and its likeness."""

    id: int
    url: str
    title: str
    audited: bool
    likeness: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A page of the old site, its counterpart or None, and how it is known ("" where there is none)."""

    old: Sheet
    new: Sheet | None
    how: How | None


def pairs(old: Sequence[Sheet], new: Sequence[Sheet], rules: Iterable[tuple[str, str]]) -> list[Pair]:
    """Return every audited page of the old site with its counterpart, by address.

    Args:
        old: pages of the old site.
        new: pages of the new one.
        rules: old and new addresses (or paths), those with a "*" at the end for all that begins alike.
    """
    audited = sorted((each for each in old if each.audited), key=lambda each: each.url)
    by_url = {each.url: each for each in new}
    by_path = _alone((_path(each.url), each) for each in new)
    told = [*_Rules(rules, by_url, by_path).of(audited)]
    found = {each.old.id: each for each in told}
    taken = {each.new.id for each in told if each.new}
    for each in audited:
        same = by_path.get(_path(each.url))
        if each.id not in found and same is not None and same.id not in taken:
            found[each.id] = Pair(each, same, How.SAME)
            taken.add(same.id)
    rest = [each for each in audited if each.id not in found]
    free = [each for each in new if each.audited and each.id not in taken]
    for before, after, how in _proposed(rest, free):
        found[before.id] = Pair(before, after, how)
    return [found.get(each.id, Pair(each, None, None)) for each in audited]


class _Rules:
    """A table of addresses, exact ones before patterns, and of patterns the longest first."""

    def __init__(
        self, rules: Iterable[tuple[str, str]], by_url: Mapping[str, Sheet], by_path: Mapping[str, Sheet]
    ) -> None:
        self._by_url = by_url
        self._by_path = by_path
        self._exact: dict[str, str] = {}
        self._patterns: list[tuple[str, str]] = []
        for before, after in rules:
            if before.endswith("*"):
                self._patterns.append((before[:-1], after))
            else:
                self._exact[before] = after
        self._patterns.sort(key=lambda each: -len(each[0]))

    def of(self, old: Iterable[Sheet]) -> Iterator[Pair]:
        for each in old:
            for name in (each.url, _path(each.url)):
                if name in self._exact:
                    yield Pair(each, self._page(self._exact[name]), How.TABLE)
                    break
            else:
                if (target := self._by_pattern(each)) is not None:
                    yield Pair(each, self._page(target), How.PATTERN)

    def _by_pattern(self, each: Sheet) -> str | None:
        for start, target in self._patterns:
            for name in (each.url, _path(each.url)):
                if name.startswith(start):
                    return target[:-1] + name[len(start) :] if target.endswith("*") else target
        return None

    def _page(self, address: str) -> Sheet | None:
        return self._by_url.get(address) or self._by_path.get(_path(address))


def _proposed(old: list[Sheet], new: list[Sheet]) -> Iterator[tuple[Sheet, Sheet, How]]:
    of_id = {each.id: each for each in new}
    before = {each.id: each for each in old}
    for went, came in successors(map(_mark, old), map(_mark, new), {}).items():
        how = How.TEXT if before[went].likeness and before[went].likeness == of_id[came].likeness else How.TITLE
        yield before.pop(went), of_id.pop(came), how
    yield from _like(list(before.values()), list(of_id.values()))


def _like(old: list[Sheet], new: list[Sheet]) -> Iterator[tuple[Sheet, Sheet, How]]:
    """Yield pages whose titles are most like each other, each way, and clearly ahead of all others."""
    letters = {each.id: _letters(each.title) for each in (*old, *new)}
    of_pair: dict[str, list[Sheet]] = defaultdict(list)
    for each in new:
        for pair in letters[each.id]:
            of_pair[pair].append(each)
    best: dict[int, tuple[Sheet, Sheet]] = {}
    for each in old:
        common: dict[int, int] = defaultdict(int)
        of_id: dict[int, Sheet] = {}
        for pair in letters[each.id]:
            for other in of_pair[pair]:
                common[other.id] += 1
                of_id[other.id] = other
        ranked = sorted(
            ((count / len(letters[each.id] | letters[other]), other) for other, count in common.items()), reverse=True
        )
        if ranked and ranked[0][0] >= LIKE and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= AHEAD):
            best[each.id] = (each, of_id[ranked[0][1]])
    wanted = Counter(after.id for _, after in best.values())
    for before, after in best.values():
        if wanted[after.id] == 1:
            yield before, after, How.TITLE


def _letters(title: str) -> frozenset[str]:
    # Behind a bar stands the name of the site, which is another one after a renewal.
    own = _BAR.split(title)[0]
    text = "".join((own if len(own) >= _OWN else title).split()).casefold()
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _mark(each: Sheet) -> PageMark:
    name = urlsplit(each.url).path.rstrip("/").rpartition("/")[2]
    return PageMark(id=each.id, title=each.title, likeness=each.likeness, name=name.rpartition(".")[0] or name)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _alone(named: Iterable[tuple[str, Sheet]]) -> dict[str, Sheet]:
    sides: dict[str, list[Sheet]] = defaultdict(list)
    for name, each in named:
        sides[name].append(each)
    return {name: each[0] for name, each in sides.items() if len(each) == 1}
