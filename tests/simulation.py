"""A city over many nights, and the truth about it: what changes, and what every report has to say of that.

Pages are not shown: what an audit would have stored of them is stored by the same functions. The city knows itself which
defect is which, so nothing here asks the code under test what is new, moved or repaired.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import select

from a11y_audit import registry
from a11y_audit.audit.assessing import assess
from a11y_audit.audit.plan import Plan
from a11y_audit.core.criterion import Level
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Target
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.standards import standard
from a11y_audit.store import frontier, reading, results, runs, standing
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from a11y_audit.store.results import VisitResult
from a11y_audit.store.runs import Run
from a11y_audit.store.schema import pages as stored_pages

SITE = "https://www.city.hikari.example.jp/"
START = datetime(2026, 4, 1, 13, 0, tzinfo=UTC)
DEPARTMENTS = tuple(
    f"{name}課" for name in ("総務", "税務", "市民", "保険", "福祉", "子育て", "環境", "商工", "土木", "教育総務")
)
PARTS = 6
_RULES = ("image-alt-not-file-name", "heading-not-faked", "cell-names-its-own-headers", "heading-not-empty")


def rules() -> list[tuple[str, str, str, Kind, tuple[str, ...]]]:
    """Return rule, barrier, reason, kind and criteria of what is found."""
    known = {rule.id: rule for rule in registry.rules()}
    found = []
    for name in _RULES:
        rule = known[name]
        reason = next(code for code, each in rule.says.items() if each.kind in (Kind.FAILED, Kind.LIKELY))
        found.append((rule.id, rule.barrier, reason, rule.says[reason].kind, rule.criteria))
    return found


def kind_of(thing: int) -> int:
    """Return which of the rules finds a thing; of the parts only the first is certain, and so a failure on every page."""
    return 0 if thing == 0 else 1 if thing < PARTS else thing % len(_RULES)


@dataclass(slots=True)
class Page:
    """A page: where it is, whose, the version of its source, and the defects in it with the form of their HTML."""

    number: int
    department: int
    address: str
    version: int = 0
    things: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What a night has to tell."""

    day: date
    replay: bool
    audited: int
    found: int
    failed_pages: int
    failed_criteria: int
    states: dict[str, int]
    removed: int
    fresh: int
    departments: dict[str, tuple[int, int]]
    own: dict[str, Counter[str]]
    shared: Counter[str]
    failing: dict[int, bool]


@dataclass(slots=True)
class City:
    """The city, and what is true of it."""

    store: Store
    pages: int
    seed: int = 1
    random: Random = field(init=False)
    site: dict[int, Page] = field(init=False)
    parts: dict[int, int] = field(init=False)
    told: list[Told] = field(default_factory=list)
    events: list[tuple[date, int, str, bool]] = field(default_factory=list)
    broken: list[date] = field(default_factory=list)
    _things: int = 1_000
    _hidden: set[int] = field(default_factory=set)
    _look: dict[int, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    _last: dict[int, set[int]] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    _ever: set[int] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)
    _ids: dict[int, int] = field(default_factory=dict)
    _versions: dict[str, str] = field(default_factory=lambda: {"rules": "4 (r1)", "axe-core": "4.10", "browser": "140"})
    _audited: dict[int, bool] = field(default_factory=dict)
    _judged: dict[int, int] = field(default_factory=dict)
    _left: dict[int, Page] = field(default_factory=dict)
    _page_of: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _kinds: list[tuple[str, str, str, Kind, tuple[str, ...]]] = field(default_factory=rules)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.site = {}
        for number in range(self.pages):
            department = number % (len(DEPARTMENTS) + 1)
            self.site[number] = Page(number, department, f"d{department:02}/p{number:04}.html")
            for _ in range(self.random.choice((0, 0, 1, 1, 2))):
                self.site[number].things[self._thing()] = 0
        self.parts = dict.fromkeys(range(PARTS), 0)
        self._upgrade()

    def _thing(self) -> int:
        self._things += 1
        return self._things

    # What happens to the city.

    def edit(self, share: float) -> None:
        """Change some pages: something comes, something is repaired, something is only moved about."""
        for page in self.random.sample(
            sorted(self.site.values(), key=lambda each: each.number), max(1, int(self.pages * share))
        ):
            page.version += 1
            choice = self.random.random()
            if choice < 0.25:
                page.things[self._thing()] = 0
            elif choice < 0.65 and page.things:
                del page.things[self.random.choice(sorted(page.things))]
            elif page.things:
                page.things[self.random.choice(sorted(page.things))] += 1

    def new_template(self) -> None:
        """Give every page another template: shared parts look otherwise, and one of them is repaired."""
        self.parts = {part: form + 1 for part, form in sorted(self.parts.items())[1:]}
        for page in self.site.values():
            page.version += 1

    def renew(self) -> None:
        """Move every page to another address, and change the form of all that is in it."""
        self.new_template()
        moved = {}
        for page in self.site.values():
            number = page.number + 100_000
            moved[number] = Page(number, page.department, f"new/{page.address.removesuffix('.html')}/", page.version + 1,
                                 {thing: form + 1 for thing, form in page.things.items()})  # fmt: skip
        self._left = dict(self.site)
        self.site = moved

    # What an audit stores, and what is true of it.

    def night(self, number: int, *, outage: float = 0.0, engine: str = "", renewal: bool = False) -> Run:
        """Audit the site: pages that changed are judged, others stand on earlier judgements."""
        if engine:
            self._versions = self._versions | {"axe-core": engine}
            self._upgrade()
        if engine or renewal:
            self.broken.append((START + timedelta(days=number, hours=9)).date())
        run = self._begin(number)
        down = set(self.random.sample(sorted(self.site), int(len(self.site) * outage)))
        left = (
            {page.number: self._url(self.site[page.number + 100_000]) for page in self._left.values()}
            if renewal
            else {}
        )
        self._store(run, down, left, again=bool(engine))
        runs.finish(self.store, run.id, state="complete", now=START + timedelta(days=number, hours=8))
        assess(self.store, run, self.plan)
        self._tell(number, down, left, upgraded=bool(engine), replay=False)
        return run

    def replay(self, number: int, basis: Run) -> Run:
        """Judge the last night again by other rules."""
        self._versions = self._versions | {"rules": "4 (r2)"}
        self._upgrade()
        run = self._begin(number, basis)
        missed = {page for page in self.site if not self._audited.get(page)}
        self._store(run, missed, {}, again=True)
        runs.finish(
            self.store, run.id, state="complete", now=START + timedelta(days=number, hours=9), notes=("replayed",)
        )
        assess(self.store, run, self.plan)
        self._tell(number, missed, {}, upgraded=True, replay=True)
        return run

    def _upgrade(self) -> None:
        """Rules or engine no longer find some things, and find some that were there all the time."""
        present = sorted({thing for page in self.site.values() for thing in page.things})
        self._hidden ^= set(self.random.sample(present, max(1, len(present) // 20)))

    @property
    def plan(self) -> Plan:
        chosen = tuple(rule for rule in registry.rules() if rule.id in _RULES)
        return Plan(
            standard=standard("jis2016"),
            criteria=tuple(standard("jis2016").at(Level.AA)),
            page_rules=chosen,
            site_rules=(),
        )

    def _begin(self, number: int, basis: Run | None = None) -> Run:
        return runs.start(
            self.store, site=SITE, settings={"site": {"name": "ひかり市", "seeds": [SITE]}}, versions=self._versions,
            now=START + timedelta(days=number), basis_id=basis.id if basis else None,
        )  # fmt: skip

    def _url(self, page: Page) -> str:
        return f"{SITE}{page.address}"

    def _store(self, run: Run, down: set[int], left: dict[int, str], *, again: bool) -> None:
        shown = [*self.site.values(), *(self._left[number] for number in left)]
        frontier.add(self.store, run.id, [Found(url=self._url(page), found_by="link") for page in shown])
        if any(page.number not in self._ids for page in shown):
            numbers = {self._url(page): page.number for page in shown}
            with self.store.reading() as connection:
                rows = connection.execute(select(stored_pages.c.id, stored_pages.c.url)).all()
            self._ids |= {numbers[row.url]: row.id for row in rows if row.url in numbers}
        reading.save_rules(self.store, run.id, dict.fromkeys(_RULES, ""))
        changed = [page for page in self.site.values() if page.number not in down and (again or self._is_changed(page))]
        same = [
            page for page in self.site.values() if page.number not in down and not (again or self._is_changed(page))
        ]
        for page in changed:
            results.save_visit(self.store, run.id, self._result(page, run))
            self._judged[page.number] = page.version
        bases = standing.known(self.store, run.id, [self._ids[page.number] for page in same])
        standing.stand(
            self.store, run.id,
            {key: each.basis for key, each in bases.items() if each.basis is not None}, [], now=run.started_at,
        )  # fmt: skip
        for number in down:
            self._missed(run, number, NotAudited(Why.TIMEOUT))
        for number, target in left.items():
            self._missed(run, number, NotAudited(Why.REDIRECTED, target))

    def _is_changed(self, page: Page) -> bool:
        return self._judged.get(page.number) != page.version

    def _missed(self, run: Run, number: int, why: NotAudited) -> None:
        results.save_visit(
            self.store, run.id, VisitResult(page_id=self._ids[number], tested_at=run.started_at, not_audited=why)
        )

    def _result(self, page: Page, run: Run) -> VisitResult:
        return VisitResult(
            page_id=self._ids[page.number],
            tested_at=run.started_at,
            final_url=self._url(page),
            title=f"第{page.number % 100_000}号のお知らせ｜ひかり市",
            snapshot=f"record{run.id}-{page.number} source{page.number}-{page.version}",
            contact="" if page.department >= len(DEPARTMENTS) else DEPARTMENTS[page.department],
            skeleton=f"template{page.number % 3}",
            findings=tuple(self._findings(page)),
        )

    def _findings(self, page: Page) -> list[Finding]:
        own = [self._finding(page, thing, form) for thing, form in page.things.items() if thing not in self._hidden]
        return [*own, *(self._finding(page, part, form) for part, form in self.parts.items())]

    def _finding(self, page: Page, thing: int, form: int) -> Finding:
        rule, barrier, reason, kind, criteria = self._kinds[kind_of(thing)]
        region = "header" if thing < PARTS else "main"
        name, box = f"fig{thing}", f"div.box{form}"
        target = Target(
            selector=f"{region} > {box.replace('.', ':')}:nth-of-type({thing % 7 + 1}) > img",
            snippet=f'<img src="/img{form}/{name}.jpg">',
            fragment=f"{region}|{region}/{box}/img|src=/img{form}/{name}.jpg||",
            region=region,
        )
        return Finding(page=self._url(page), rule=rule, rule_version=1, reason=reason, kind=kind, criteria=criteria,
                       barrier=barrier, target=target, data={})  # fmt: skip

    def _present(self, page: Page) -> set[int]:
        return {thing for thing in page.things if thing not in self._hidden} | set(self.parts)

    def _tell(self, number: int, down: set[int], left: dict[int, str], *, upgraded: bool, replay: bool) -> None:
        day = (START + timedelta(days=number, hours=9)).date()
        looked = [page for page in self.site.values() if page.number not in down]
        now: dict[int, set[int]] = defaultdict(set)
        for page in looked:
            for thing in self._present(page):
                now[thing].add(page.number)
        looked_at = {page.number for page in looked} | set(left)
        before = dict(self._last)
        states = {
            thing: self._come(thing, before.get(thing, set()), where, looked_at, upgraded=upgraded)
            for thing, where in now.items()
        }
        self._look_at(looked_at, now)
        removed = set()
        for thing in self._open - now.keys():
            states[thing] = self._gone(thing, upgraded=upgraded)
            if states[thing] == "fixed" and before[thing] <= set(left):
                removed.add(thing)
        self._tell_of(day, looked, now, states, removed, replay=replay)
        self._open = {thing for thing, state in states.items() if state not in ("fixed", "withdrawn")}
        self._ever |= now.keys()
        self._audited = {page.number: page.number not in down for page in self.site.values()}

    def _come(self, thing: int, before: set[int], where: set[int], looked_at: set[int], *, upgraded: bool) -> str:
        if thing in self._open:
            return "moved" if not before & where and before <= looked_at else "persisting"
        if upgraded:
            # The city makes nothing new in nights with an upgrade.
            return "surfaced"
        return "returned" if thing in self._ever else "new"

    def _gone(self, thing: int, *, upgraded: bool) -> str:
        if any(self._look[thing].values()):
            return "not_retested"
        return "withdrawn" if upgraded else "fixed"

    def _look_at(self, looked_at: set[int], now: dict[int, set[int]]) -> None:
        for page in looked_at:
            for thing in self._page_of[page]:
                self._look[thing][page] = False
            self._page_of[page] = set()
        for thing, where in now.items():
            for page in where:
                self._look[thing][page] = True
                self._page_of[page].add(thing)
            self._last[thing] = where

    def _tell_of(
        self,
        day: date,
        looked: list[Page],
        now: dict[int, set[int]],
        states: dict[int, str],
        removed: set[int],
        *,
        replay: bool,
    ) -> None:
        failed = {
            page.number: any(self._kind(thing) is Kind.FAILED for thing in self._present(page)) for page in looked
        }
        criteria = {
            number for thing in now if self._kind(thing) is Kind.FAILED for number in self._kinds[kind_of(thing)][4]
        }
        departments: dict[str, tuple[int, int]] = {}
        for page in looked:
            if page.department < len(DEPARTMENTS):
                audited, bad = departments.get(DEPARTMENTS[page.department], (0, 0))
                departments[DEPARTMENTS[page.department]] = (audited + 1, bad + failed[page.number])
        own: dict[str, Counter[str]] = defaultdict(Counter)
        shared: Counter[str] = Counter()
        for thing, state in states.items():
            if thing < PARTS:
                shared[state] += 1
            else:
                department = self._department_of(thing)
                if department is not None:
                    own[department][state] += 1
            if state in ("new", "returned", "surfaced", "fixed", "withdrawn"):
                self.events.append((day, thing, state, thing in removed))
        fresh = {page.number for page in looked} - self._seen
        self._seen |= fresh
        self.told.append(
            Told(
                day=day, replay=replay, audited=len(looked), found=len(self.site), failed_pages=sum(failed.values()), failed_criteria=len(criteria),
                states=dict(Counter(states.values())), removed=len(removed), fresh=len(fresh), departments=departments,
                own=dict(own), shared=shared, failing=failed,
            )
        )  # fmt: skip

    def _kind(self, thing: int) -> Kind:
        return self._kinds[kind_of(thing)][3]

    def _department_of(self, thing: int) -> str | None:
        for page in self._look[thing]:
            department = page % 100_000 % (len(DEPARTMENTS) + 1)
            return DEPARTMENTS[department] if department < len(DEPARTMENTS) else None
        return None


def live(city: City, nights: int) -> None:
    """Let the city live: edits every night, a template, outages, upgrades of engine and rules, a renewal."""
    turns = {
        "template": nights // 5, "outage": nights // 4, "missed": nights // 3, "engine": nights // 2 - 2,
        "rules": nights * 3 // 5, "renewal": nights * 4 // 5, "late_outage": nights * 9 // 10,
    }  # fmt: skip
    last: Run | None = None
    for number in range(nights):
        if number in (turns["missed"], turns["missed"] + 1):
            continue
        quiet = number == turns["engine"]
        if number == turns["rules"] and last is not None:
            city.replay(number, last)
        if number and not quiet and number != turns["renewal"]:
            city.edit(0.01)
        if number == turns["template"]:
            city.new_template()
        if number == turns["renewal"]:
            city.renew()
        last = city.night(
            number,
            outage=0.3 if number in (turns["outage"], turns["late_outage"]) else 0.0,
            engine="4.11" if quiet else "",
            renewal=number == turns["renewal"],
        )
