"""Find defects again whose page changed around them: which of this run's unknown ones are known ones, changed.

A defect is named by its normalised HTML, so that any edit of that makes another name. Here what vanished is laid
beside what appeared, tier by tier, the surest first;
a tier speaks only where one that vanished meets one that appeared:

1. page: of a page as a whole, on the same page or the one that it became;
2. place: the same selector on the same page, and nothing that says it is another thing;
3. anchor: the same page and the same own mark (id, file, address, name, words), wherever it stands now;
4. fragment: the same page and words or attributes that are nearly the same; or, on another page, all marks the same;
5. component: a shared part in the same landmark of the same pages, with something in common.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from a11y_audit.assess.marks import Marks, marks

SHARED_FROM = 5
"""From this many pages on, a part is taken for a shared one."""
_NEAR = 0.66
_NEAR_IN_PLACE = 0.5
_ADDED = 0.75
_AHEAD = 0.08
_LONG = 8
_SHORT = 4
_DATA = 16
"""From this many characters on, numbers in a text are its data, and not its name."""
_KINSHIP = 0.34
_DIGITS = str.maketrans("", "", "0123456789")


class Tier(StrEnum):
    """By what a defect was found again."""

    PAGE = "page"
    PLACE = "place"
    ANCHOR = "anchor"
    FRAGMENT = "fragment"
    COMPONENT = "component"
    RULES = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A defect on one page, as stored.

    Attributes:
        defect: its id.
        page: id of the page; of a page that moved, that of the one that it became.
        barrier, rule, reason: what was said.
        selector, region, fragment, snippet: where; "" where it is the page as a whole.
    """

    defect: str
    page: int
    barrier: str
    rule: str
    reason: str
    selector: str
    region: str
    fragment: str
    snippet: str

    @property
    def marks(self) -> Marks:
        """What its target says of itself."""
        return marks(self.snippet, self.fragment)


@dataclass(frozen=True, slots=True)
class Match:
    """A defect that appeared is one that vanished, and the tier that says so."""

    appeared: str
    vanished: str
    tier: Tier


@dataclass(slots=True)
class _Sides:
    vanished: set[str] = field(default_factory=set)
    appeared: set[str] = field(default_factory=set)


def matched(
    vanished: Iterable[Occurrence], appeared: Iterable[Occurrence], *, same_record: bool = False
) -> list[Match]:
    """Return which defects that appeared are ones that vanished; each is in one match at most.

    Args:
        vanished: known open defects on pages where this run did not see them.
        appeared: defects of this run that no run saw before.
        same_record: whether both were judged from the same records of the pages: then the place alone tells.
    """
    before, after = list(vanished), list(appeared)
    found: dict[str, Match] = {}
    taken: set[str] = set()
    for tier, pairs in _tiers(same_record=same_record):
        rest_before = [each for each in before if each.defect not in taken]
        rest_after = [each for each in after if each.defect not in found]
        if not rest_before or not rest_after:
            break
        for old, new in _sole(pairs(rest_before, rest_after)):
            found[new] = Match(new, old, tier)
            taken.add(old)
    return sorted(found.values(), key=lambda each: each.appeared)


Pairs = Iterator[tuple[str, str]]
_Finder = Callable[[list[Occurrence], list[Occurrence]], Pairs]


def _tiers(*, same_record: bool) -> Iterator[tuple[Tier, _Finder]]:
    if same_record:
        yield Tier.RULES, lambda old, new: _keyed(old, new, lambda each: (each.page, each.rule, each.selector), _any)
        return
    yield Tier.PAGE, lambda old, new: _keyed(old, new, _page_key, _any)
    yield Tier.PLACE, lambda old, new: _keyed(old, new, _place_key, lambda a, b: same(a.marks, b.marks, in_place=True))
    yield Tier.ANCHOR, _anchored
    yield Tier.FRAGMENT, _near
    yield Tier.FRAGMENT, lambda old, new: _keyed(old, new, _whole_key, lambda a, b: same(a.marks, b.marks))
    yield Tier.COMPONENT, _components


def _sole(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Yield pairs of which neither side is in another pair, as most of their pages say."""
    votes = Counter(pairs)
    of_old: dict[str, list[tuple[int, str]]] = defaultdict(list)
    of_new: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (old, new), count in votes.items():
        of_old[old].append((count, new))
        of_new[new].append((count, old))
    for old, new in sorted(votes):
        if _most(of_old[old]) == new and _most(of_new[new]) == old:
            yield old, new


def _most(votes: list[tuple[int, str]]) -> str | None:
    best = sorted(votes, reverse=True)
    # Nearly all pages must agree: a part that became two different ones on many pages each is neither of them.
    return best[0][1] if len(best) == 1 or best[0][0] >= 4 * best[1][0] else None


def _keyed(
    old: list[Occurrence],
    new: list[Occurrence],
    key: Callable[[Occurrence], Hashable | None],
    fits: Callable[[Occurrence, Occurrence], bool],
) -> Pairs:
    """Yield pairs that are alone with their key on both sides, and fit."""
    sides: dict[Hashable, _Sides] = defaultdict(_Sides)
    first: dict[tuple[Hashable, str], Occurrence] = {}
    for each, is_old in [*((each, True) for each in old), *((each, False) for each in new)]:
        where = key(each)
        if where is not None:
            (sides[where].vanished if is_old else sides[where].appeared).add(each.defect)
            first.setdefault((where, each.defect), each)
    for where, side in sides.items():
        if len(side.vanished) == 1 and len(side.appeared) == 1:
            (before,), (after,) = side.vanished, side.appeared
            if fits(first[where, before], first[where, after]):
                yield before, after


def _any(_: Occurrence, __: Occurrence) -> bool:
    return True


def _page_key(each: Occurrence) -> Hashable | None:
    return None if each.selector else (each.page, each.barrier, each.rule, each.reason)


def _place_key(each: Occurrence) -> Hashable | None:
    return (each.page, each.barrier, each.selector) if each.selector else None


def _whole_key(each: Occurrence) -> Hashable | None:
    own = each.marks
    said = (own.file, own.name, own.address, own.text, own.label)
    # On another page only what is unmistakable counts: an empty cell is like any other.
    return (each.barrier, own.tag, own.identity, *said) if len("".join(said)) >= _LONG else None


def _anchored(old: list[Occurrence], new: list[Occurrence]) -> Pairs:
    """Yield pairs of one page with the same own mark, asked mark by mark."""

    def on(mark: Callable[[Marks], str]) -> Callable[[Occurrence], Hashable | None]:
        return lambda each: (each.page, each.barrier, mark(each.marks)) if mark(each.marks) else None

    asked = (
        lambda own: f"{own.group} {own.primary} {own.text}" if own.primary else "",
        lambda own: f"{own.group} {own.primary}" if own.primary else "",
        lambda own: f"# {own.identity}" if own.identity else "",
        lambda own: f"= {own.text}" if len(own.text) >= _LONG // 2 else "",
        lambda own: f"> {own.page_name} {own.text}" if own.page_name else "",
        lambda own: f"i {own.inner_file}" if own.inner_file else "",
    )
    gone: set[str] = set()
    come: set[str] = set()
    for mark in asked:
        rest = [each for each in old if each.defect not in gone], [each for each in new if each.defect not in come]
        pairs = list(_keyed(*rest, on(mark), lambda a, b: same(a.marks, b.marks)))
        gone |= {before for before, _ in pairs}
        come |= {after for _, after in pairs}
        yield from pairs


def _near(old: list[Occurrence], new: list[Occurrence]) -> Pairs:
    """Yield pairs of one page and barrier that are each other's nearest, by a clear lead."""
    groups: dict[Hashable, tuple[list[Occurrence], list[Occurrence]]] = defaultdict(lambda: ([], []))
    for side, occurrences in enumerate((old, new)):
        for each in occurrences:
            if each.selector:
                groups[each.page, each.barrier, each.marks.group][side].append(each)
    for before, after in groups.values():
        if before and after and len(before) * len(after) <= 10_000:  # noqa: PLR2004 -- so a list of links costs seconds, not hours
            scores = {(a.defect, b.defect): nearness(a, b) for a in before for b in after}
            yield from _mutual(scores)


def _mutual(scores: Mapping[tuple[str, str], float]) -> Pairs:
    of_old: dict[str, list[tuple[float, str]]] = defaultdict(list)
    of_new: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (old, new), score in scores.items():
        of_old[old].append((score, new))
        of_new[new].append((score, old))
    for (old, new), score in scores.items():
        if score >= _NEAR and _leads(of_old[old], new) and _leads(of_new[new], old):
            yield old, new


def _leads(scores: list[tuple[float, str]], wanted: str) -> bool:
    best = sorted(scores, reverse=True)
    return best[0][1] == wanted and (len(best) == 1 or best[0][0] - best[1][0] >= _AHEAD)


def _components(old: list[Occurrence], new: list[Occurrence]) -> Pairs:
    """Yield pairs of shared parts: the only ones of their barrier and landmark, on mostly the same pages, and akin."""
    before, after = _shared(old), _shared(new)
    for key in before.keys() & after.keys():
        if len(before[key]) == 1 and len(after[key]) == 1:
            (((gone, first), pages_before),) = before[key].items()
            (((come, second), pages_after),) = after[key].items()
            common = len(pages_before & pages_after)
            if common * 2 >= min(len(pages_before), len(pages_after)) and kinship(first, second) >= _KINSHIP:
                yield gone, come


def _shared(found: list[Occurrence]) -> dict[Hashable, dict[tuple[str, Marks], set[int]]]:
    pages: dict[str, set[int]] = defaultdict(set)
    first: dict[str, Occurrence] = {}
    for each in found:
        pages[each.defect].add(each.page)
        first.setdefault(each.defect, each)
    groups: dict[Hashable, dict[tuple[str, Marks], set[int]]] = defaultdict(dict)
    for defect, where in pages.items():
        each = first[defect]
        if len(where) >= SHARED_FROM:
            groups[each.barrier, each.region, each.marks.group][defect, each.marks] = where
    return groups


def same(old: Marks, new: Marks, *, in_place: bool = False) -> bool:
    """Whether nothing says that two targets are different things; `in_place` if they stand at the same selector."""
    if old.group != new.group:
        return _words_agree(old, new)
    if not old.primary and not new.primary:
        return old.tag == new.tag and _classes_agree(old, new)
    match old.group:
        case "media":
            return old.file == new.file or (in_place and bool(old.label) and old.label == new.label)
        case "field":
            return _fields_agree(old, new, in_place=in_place)
        case "link":
            return _links_agree(old, new, in_place=in_place)
        case _:
            return _texts_agree(old, new, in_place=in_place)


def _classes_agree(old: Marks, new: Marks) -> bool:
    return not old.own.isdisjoint(new.own) if old.own and new.own else old.own == new.own


def _words_agree(old: Marks, new: Marks) -> bool:
    return bool(old.text) and old.text == new.text and len(old.text) >= _LONG // 2


def _fields_agree(old: Marks, new: Marks, *, in_place: bool) -> bool:
    if old.name or new.name:
        return old.name == new.name or (in_place and bool(old.label) and old.label == new.label)
    if old.identity or new.identity:
        return old.identity == new.identity or (bool(old.label) and old.label == new.label)
    return old.label == new.label


def _links_agree(old: Marks, new: Marks, *, in_place: bool) -> bool:
    words = (old.text or old.inner_file or old.label) == (new.text or new.inner_file or new.label)
    if old.address == new.address:
        return True
    if old.page_name and old.page_name == new.page_name:
        return words or likeness(old.text, new.text) >= _NEAR_IN_PLACE
    # Short words such as "here" are on many links: of those only the address tells one from another.
    return words and len(old.text) > (_SHORT if in_place else _LONG)


def _texts_agree(old: Marks, new: Marks, *, in_place: bool) -> bool:
    if old.text and new.text:
        if old.text == new.text:
            return True
        short = min(len(old.text), len(new.text)) < _DATA
        bare = old.text.translate(_DIGITS), new.text.translate(_DIGITS)
        if bare[0] == bare[1] and short:
            # Another year, in the same place, is the same heading; elsewhere it is that of another year's page.
            return in_place
        return likeness(*(bare if short and all(bare) else (old.text, new.text))) >= (
            _NEAR_IN_PLACE if in_place and not short else _NEAR
        )
    if old.text or new.text:
        return bool(old.identity) and old.identity == new.identity
    return old.primary == new.primary or (
        in_place and old.tag == new.tag and old.path == new.path and _classes_agree(old, new)
    )


def nearness(old: Occurrence, new: Occurrence) -> float:
    """Return how near two targets of one page and barrier are, 0–1; 0 where they are different things."""
    a, b = old.marks, new.marks
    if a.tag != b.tag or not same(a, b, in_place=old.selector == new.selector):
        return 0.0
    around = likeness("/".join(a.path), "/".join(b.path))
    if not (a.primary or b.primary or a.text or b.text):
        shared = len(a.own & b.own) / min(len(a.own), len(b.own)) if a.own and b.own else 0.5
        return 0.8 * shared + 0.2 * around
    own = likeness(a.primary, b.primary)
    words = likeness(a.text or a.label, b.text or b.label) if (a.text or a.label or b.text or b.label) else own
    return 0.45 * own + 0.45 * words + 0.1 * around


def likeness(old: str, new: str) -> float:
    """Return how much two texts have in common, 0–1."""
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    ratio = SequenceMatcher(None, old, new, autojunk=False).ratio()
    # Something was added or left out: an edit, however short the text is.
    return max(ratio, _ADDED) if old in new or new in old else ratio


def kinship(old: Marks, new: Marks) -> float:
    """Return how akin two shared parts are by all that they say, 0–1."""
    if old.tag != new.tag:
        return 0.0
    if old.primary and old.primary == new.primary:
        return 1.0
    pairs = ((old.file, new.file), (old.address, new.address), (old.text, new.text), (old.label, new.label))
    told = [likeness(a, b) for a, b in pairs if a or b]
    one, two = (old.own, new.own) if old.own and new.own else (old.classes, new.classes)
    told += [len(one & two) / len(one | two)] if one or two else []
    return sum(told) / len(told) if told else 0.5
