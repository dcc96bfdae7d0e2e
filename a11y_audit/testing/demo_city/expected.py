"""Derives from the manifest what an audit of each of the demo city's nights has to say, in a row from the first.

It knows the site and what states of defects mean, and nothing of how the product audits or stores. A defect is
new        when it is seen and never was before,
persisting when it is seen and was open the night before,
returned   when it is seen again after it was fixed,
fixed      when no page shows it any more: each that did was audited since without it, is gone, or leads for good to a
           page that was audited,
not_retested when it is not seen, but some page that showed it was not looked at since.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from a11y_audit.testing.demo_city.catalogue import NIGHTS, Kind, Page, catalogue
from a11y_audit.testing.demo_city.manifest import Barrier, barriers

State = Literal["new", "persisting", "moved", "returned", "fixed", "not_retested"]

AUDITED: Final = "audited"
MONTHS_FOLLOWED: Final = 24
"""Months of the calendar, beside the one that it opens with: two years of it are enough for an audit."""
MONTHS_REFUSED: Final = 2
"""Months to which the first and the last of these lead; nothing leads further."""
VIEWS: Final = ("print", "furigana")
"""Other views that each page of the main template links; no audit follows them."""
LEFT_OUT: Final = frozenset({"robots", "redirected", "left_site", "document", "gone", "trap"})
"""Reasons that are someone's choice; all others are pages that should have been audited."""
_REASONS: Final[Mapping[Kind, str]] = {
    "busy": "server_error",
    "silent": "timeout",
    "closed": "robots",
    "left": "left_site",
}


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to repair: the barrier, and the template or page where each has its own."""

    barrier: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What an audit of one night has to say.

    Attributes:
        number: the night.
        ends: path → "audited" or the reason why not; without views and the calendar's other months.
        seen: defect → paths of the audited pages that show it.
        states: state of each defect that is seen, or was open the night before; of barriers that a rule can see.
    """

    number: int
    ends: Mapping[str, str]
    seen: Mapping[Defect, frozenset[str]]
    states: Mapping[Defect, State]

    @property
    def audited(self) -> int:
        """Pages audited, the calendar's months among them."""
        return sum(_weight(path) for path, end in self.ends.items() if end == AUDITED)

    @property
    def not_audited(self) -> Mapping[str, int]:
        """Pages that should have been audited and were not, by reason."""
        return Counter(end for end in self.ends.values() if end != AUDITED and end not in LEFT_OUT)

    @property
    def left_out(self) -> Mapping[str, int]:
        """Addresses left out on purpose, by reason."""
        views = sum(len(VIEWS) for page in self._pages() if page.layout == "main")
        return Counter(end for end in self.ends.values() if end in LEFT_OUT) + Counter(trap=views + MONTHS_REFUSED)

    @property
    def failed_pages(self) -> int:
        """Audited pages on which something failed."""
        failed = {path for defect, paths in self.seen.items() if _of(defect).outcome == "failed" for path in paths}
        return sum(map(_weight, failed))

    def findings(self, outcome: str) -> int:
        """Return how often something of an outcome is found: once on each page that shows it."""
        seen = ((_of(defect), paths) for defect, paths in self.seen.items())
        return sum(
            _weight(path) for barrier, paths in seen if outcome in (barrier.outcome, barrier.beside) for path in paths
        )

    def count(self, *outcomes: str) -> Mapping[str, int]:
        """Return the defects of these outcomes by state."""
        return Counter(state for defect, state in self.states.items() if _of(defect).outcome in outcomes)

    def _pages(self) -> Iterable[Page]:
        return (page for page in catalogue().on(self.number) if self.ends.get(page.path) == AUDITED)


@cache
def nights() -> tuple[Night, ...]:
    """Return all nights in a row."""
    told: list[Night] = []
    traces: dict[Defect, _Trace] = {}
    for number in NIGHTS:
        ends = _ends(number, traces)
        seen = _seen(number, ends)
        for defect in seen:
            traces.setdefault(defect, _Trace())
        states = {
            defect: state
            for defect, trace in traces.items()
            if (state := trace.go_on(seen.get(defect, frozenset()), ends)) is not None
        }
        told.append(Night(number=number, ends=ends, seen=seen, states=states))
    return tuple(told)


@dataclass(slots=True)
class _Trace:
    """One defect from night to night.

    Attributes:
        suspects: pages that showed it when they were last looked at.
        last: pages that showed it on the newest night on which any did.
        is_open: whether it has to be repaired, as far as is known.
    """

    suspects: set[str] = field(default_factory=set)
    last: frozenset[str] = frozenset()
    is_open: bool = False

    def go_on(self, seen: frozenset[str], ends: Mapping[str, str]) -> State | None:
        """Take in a night, and return the state in it, or None when there is nothing to say any more."""
        was_open, was_known = self.is_open, bool(self.last)
        has_moved = self.last.isdisjoint(seen) and all(_is_settled(path, ends) for path in self.last)
        self.suspects = {path for path in self.suspects if not _is_settled(path, ends)} | seen
        self.last = seen or self.last
        self.is_open = bool(self.suspects)
        if seen:
            if was_open:
                return "moved" if has_moved else "persisting"
            return "returned" if was_known else "new"
        if not was_open:
            return None
        return "not_retested" if self.is_open else "fixed"


def _ends(night: int, traces: Mapping[Defect, _Trace]) -> dict[str, str]:
    """Return how the visit of each page ends that is linked, in the sitemap, or remembered for an open defect."""
    known = catalogue()
    pages = {page.path: page for page in known.on(night) if not page.outside}
    ends = {path: _end(page, night) for path, page in pages.items()}
    ends |= {each.path: "redirected" for each in known.redirects if night in each.nights}
    ends |= {
        each.path: "document" for each in known.documents if night in each.nights and ends.get(each.page) == AUDITED
    }
    broken = (path for path in known.broken_links if path.endswith(("/", ".html")) and path not in ends)
    ends |= dict.fromkeys(broken, "not_found")
    remembered = {path for trace in traces.values() if trace.is_open for path in trace.last}
    ends |= {path: "gone" for path in remembered if path not in ends}
    return ends


def _end(page: Page, night: int) -> str:
    incident = catalogue().incident(page.path, night)
    if page.private:
        return "robots"
    return _REASONS[incident] if incident else AUDITED


def _seen(night: int, ends: Mapping[str, str]) -> dict[Defect, frozenset[str]]:
    found: dict[Defect, set[str]] = {}
    for barrier in barriers(night):
        for path in barrier.pages if barrier.rules else ():
            if ends.get(path) == AUDITED:
                found.setdefault(defect_of(barrier, path), set()).add(path)
    return {defect: frozenset(paths) for defect, paths in found.items()}


def defect_of(barrier: Barrier, path: str) -> Defect:
    """Return the defect as which a barrier counts on a page."""
    places = {"site": "", "layout": _layouts()[path], "page": path}
    return Defect(barrier.id, places[barrier.each])


def _is_settled(path: str, ends: Mapping[str, str]) -> bool:
    """Tell whether a page that showed a defect and does not now was looked at, or can show nothing any more."""
    end = ends.get(path)
    if end == "redirected":
        ahead = next(each.to for each in catalogue().redirects if each.path == path)
        return ends.get(ahead) == AUDITED
    return end in (AUDITED, "not_found", "gone")


@cache
def _layouts() -> Mapping[str, str]:
    return {page.path: page.layout for page in catalogue().pages}


@cache
def _of(defect: Defect) -> Barrier:
    return next(each for each in barriers() if each.id == defect.barrier)


def _weight(path: str) -> int:
    return 1 + MONTHS_FOLLOWED if path == "/calendar/" else 1
