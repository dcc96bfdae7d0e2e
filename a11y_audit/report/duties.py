"""What is to be done: what to repair first and why, and for each department what is its own and what the template's."""

import csv
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from a11y_audit.assess.defects import State
from a11y_audit.assess.departments import Charges, Progress, by_improvement
from a11y_audit.assess.priority import Priority, priority, weight
from a11y_audit.assess.trend import Night
from a11y_audit.core.criterion import Level
from a11y_audit.core.text import Lang
from a11y_audit.report.digest import Group, group_of
from a11y_audit.report.view import DefectRow, ReportView
from a11y_audit.report.words import Words
from a11y_audit.sheets.cells import cell
from a11y_audit.store import history
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run

TASKS_SHOWN = 50
OWN_SHOWN = 100
SHARED_SHOWN = 20
UNOWNED_SHOWN = 500
COMPARED_DAYS = 28
FOLDER = "departments"
COLUMNS = (
    "kind",
    "change",
    "message",
    "rule_title",
    "criteria",
    "shared",
    "pages",
    "cms",
    "html",
    "first_page",
    "defect",
)
_CAME = (State.NEW, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Task:
    """A defect, and why it stands where it stands."""

    row: DefectRow
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A department's page: its figures, what is its own (the most urgent first), what is the template's."""

    number: int
    progress: Progress
    own: tuple[Task, ...]
    shared: tuple[Task, ...]

    @property
    def file(self) -> str:
        """Name of its page, below `FOLDER`."""
        return f"{self.number:02}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """Tasks and sheets; `unowned` are the first addresses of pages of which nobody is known to be in charge."""

    tasks: tuple[Task, ...]
    count: int
    sheets: tuple[Sheet, ...]
    unowned: tuple[str, ...]
    unowned_count: int
    compared: date | None
    used: bool


def build_duties(
    store: Store,
    run: Run,
    view: ReportView,
    nights: list[Night],
    *,
    charges: Charges,
    views: Mapping[str, int],
    out: Path,
) -> Duties:
    """Return what is to be done after a run, and write each department's CSV below `out` on the way."""
    names: dict[int, str] = {}
    weights: dict[int, float] = {}
    unowned: list[str] = []
    mean = sum(views.values()) / len(views) if views else 0.0
    for page in history.page_marks(store, run.site, run.id):
        owner = charges.owner(page.url, page.contact)
        names[page.id] = owner.name if owner else ""
        weights[page.id] = weight(views.get(page.url, 0) if views else None, mean)
        if page.current and not owner:
            unowned.append(page.url)
    departments = sorted({name for name in names.values() if name})
    earlier = _earlier(nights)
    with history.grouped(store, names, weights) as connection:
        places: dict[str, dict[str, int]] = defaultdict(dict)
        reach: Counter[str] = Counter()
        for defect, name, pages, weighed in history.defects_of_groups(connection, run.id):
            places[defect][name] = pages
            reach[defect] += weighed  # type: ignore[assignment]  # a sum of weights
        wanted = [run.id, *([earlier.run_id] if earlier else [])]
        sums = {(each.run_id, each.group): each for each in history.page_sums(connection, wanted)}
        since = [night.run_id for night in nights if earlier and night.run_id > earlier.run_id]
        flows = history.defect_sums(connection, since or [run.id])
    desk = _Desk(view, departments, places, reach, out)
    progress = {
        name: _progress(name, run.id, earlier, sums, flows, own=desk.own_count[name], shared=desk.shared_count[name])
        for name in departments
    }
    ordered = by_improvement(progress.values())
    return Duties(
        tasks=desk.first(),
        count=desk.count,
        sheets=tuple(desk.sheet(departments.index(each.name) + 1, each) for each in ordered),
        unowned=tuple(unowned[:UNOWNED_SHOWN]),
        unowned_count=len(unowned),
        compared=earlier.day if earlier else None,
        used=bool(views),
    )


def _earlier(nights: list[Night]) -> Night | None:
    """Return the whole night that the newest is compared with: the last one that is four weeks old, or the first."""
    whole = [night for night in nights[:-1] if night.whole and not night.replay]
    old = [night for night in whole if nights[-1].day - night.day >= timedelta(days=COMPARED_DAYS)]
    return (old[-1] if old else whole[0]) if whole else None


def _progress(
    name: str,
    run_id: int,
    earlier: Night | None,
    sums: Mapping[tuple[int, str], history.PageSum],
    flows: Iterable[history.DefectSum],
    *,
    own: int,
    shared: int,
) -> Progress:
    now, then = sums.get((run_id, name)), sums.get((earlier.run_id, name)) if earlier else None
    mine = [each for each in flows if each.group == name] if earlier else []
    return Progress(
        name=name,
        pages=now.audited if now else 0,
        failed_pages=now.failed if now else 0,
        earlier_pages=then.audited if then else 0,
        earlier_failed_pages=then.failed if then else 0,
        defects=own,
        new=sum(each.number for each in mine if each.state in _CAME),
        fixed=sum(each.number for each in mine if each.state is State.FIXED),
        shared=shared,
    )


class _Desk:
    """All defects of a run, sorted out in one pass: what is held does not grow with the site."""

    def __init__(
        self,
        view: ReportView,
        departments: list[str],
        places: Mapping[str, Mapping[str, int]],
        reach: Mapping[str, float],
        out: Path,
    ) -> None:
        self.count = 0
        self.own_count: Counter[str] = Counter()
        self.shared_count: Counter[str] = Counter()
        self._heaps: dict[str, list[tuple[float, str, Task]]] = defaultdict(list)
        level_a = frozenset(row.criterion.number for row in view.criteria if row.criterion.level is Level.A)
        (out / FOLDER).mkdir(exist_ok=True)
        words = Words(Lang.JA)
        with ExitStack() as files:
            writers = {}
            for number, name in enumerate(departments, 1):
                file = files.enter_context(
                    (out / FOLDER / f"{number:02}.csv").open("w", encoding="utf-8-sig", newline="")
                )
                writers[name] = csv.writer(file, lineterminator="\r\n")
                writers[name].writerow([words(f"column.{each}") for each in COLUMNS])
            for row in view.defects():
                if group_of(row.state) is Group.DEFECTS:
                    self._take(
                        row, places.get(row.state.defect, {}), reach.get(row.state.defect), level_a, writers, words
                    )

    def _take(
        self,
        row: DefectRow,
        places: Mapping[str, int],
        reach: float | None,
        level_a: frozenset[str],
        writers: Mapping[str, Any],
        words: Words,
    ) -> None:
        state = row.state
        told = priority(
            state.kind, state.criteria, shared=state.shared, pages=state.pages,
            reach=state.pages if reach is None else reach, level_a=level_a,
        )  # fmt: skip
        task = Task(row, told)
        self.count += 1
        self._keep("", task, TASKS_SHOWN)
        # What was not tested again is still its department's, so that it never looks repaired.
        for name in places if state.shared else row.owners:
            if name in writers:
                if state.shared:
                    self.shared_count[name] += 1
                    self._keep(f"shared {name}", task, SHARED_SHOWN)
                else:
                    self.own_count[name] += 1
                    self._keep(f"own {name}", task, OWN_SHOWN)
                writers[name].writerow(_cells(row, words))

    def _keep(self, heap: str, task: Task, most: int) -> None:
        entry = (task.priority.score, task.row.state.defect, task)
        (heapq.heappushpop if len(self._heaps[heap]) == most else heapq.heappush)(self._heaps[heap], entry)

    def _sorted(self, heap: str) -> tuple[Task, ...]:
        return tuple(task for _, _, task in sorted(self._heaps[heap], key=lambda each: (-each[0], each[1])))

    def first(self) -> tuple[Task, ...]:
        return self._sorted("")

    def sheet(self, number: int, progress: Progress) -> Sheet:
        name = progress.name
        return Sheet(
            number=number, progress=progress, own=self._sorted(f"own {name}"), shared=self._sorted(f"shared {name}")
        )


def _cells(row: DefectRow, words: Words) -> list[object]:
    state = row.state
    values = (
        state.kind.heading.ja, words(f"defect_state.{state.state}"), row.message.ja, row.rule.title.ja, state.criteria,
        words("defects.shared" if state.shared else "defects.single"), state.pages, row.rule.mend.cms.ja,
        row.rule.mend.html.ja, row.pages[0][0] if row.pages else "", state.defect[:12],
    )  # fmt: skip
    return [cell(each) if isinstance(each, str) else each for each in values]
