"""Make the view of a run from the store; nothing is shown that does not come from its rows."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from a11y_audit.assess.criteria import CriterionOutcome
from a11y_audit.assess.departments import Charges
from a11y_audit.assess.totals import Totals, agree
from a11y_audit.assess.waivers import Waiver
from a11y_audit.core.lettering import READING
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Mend, Rule, reason_of
from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Status, Why
from a11y_audit.probes.catalogue import PROBES
from a11y_audit.report.course import course
from a11y_audit.report.view import (
    Change,
    Course,
    CriterionRow,
    DefectRow,
    FindingRow,
    PageRow,
    PictureView,
    Reach,
    ReportView,
    RuleView,
    rule_view,
)
from a11y_audit.settings import Plan
from a11y_audit.standards import Criterion, Standard
from a11y_audit.store import counting, history, reading, rows, runs
from a11y_audit.store import reach as stored_reach
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run

PAGES_SHOWN = 50
HISTORY_SHOWN = 30
_REMEMBERED = 4_096
_COUNTED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED)
_GONE = Text("この規則は今の版にはありません。", "This version no longer has the rule.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the city tells of its site.

    Attributes:
        charges: who is in charge of pages.
        plan: what it has set out to do.
        views: called, it returns how often pages were visited, by address; nothing where that is not known.
    """

    charges: Charges = field(default_factory=Charges)
    plan: Plan = field(default_factory=Plan)
    views: Callable[[], Mapping[str, int]] = dict


class ViewBuilder:
    """Builds the view of one run: its rows, joined with the rules' and the standard's words."""

    def __init__(
        self,
        store: Store,
        run: Run,
        *,
        rules: Sequence[Rule[Any]],
        on: Collection[str],
        standard: Standard,
        criteria: Sequence[Criterion],
        known: Known | None = None,
    ) -> None:
        """Take the words of `rules`, the ids `on` as those that were on, `criteria` as those of the target level."""
        self._store = store
        self._run = run
        self._rules = {each.id: each for each in rules}
        self._on = on
        self._standard = standard
        self._criteria = criteria
        self._known = known or Known()
        # What is said of a shared part is said again on page after page.
        self._message = lru_cache(maxsize=_REMEMBERED)(self._filled)

    def build(self, *, now: datetime, gate: tuple[Text, ...] | None = None) -> ReportView:
        """Return the view; `now` stands for the end of a run that has not ended, `gate` is what its limits object to.

        Raises:
            DisagreementError: the stored totals differ from a recount of the details.
        """
        store, run = self._store, self._run
        totals = Totals(**(run.totals or {})) if run.totals else counting.totals_of_visits(store, run.id)
        agree(totals, counting.totals_of_findings(store, run.id))
        tested = counting.tested(store, run.id)
        reach = stored_reach.reach(store, run.id)
        tried = {name for each in reach for name in each.probes}.intersection(each.id for each in PROBES)
        read = sum(each.probes.get(READING, 0) for each in reach)
        site = run.settings.get("site", {})
        level = max((each.level for each in self._criteria), key=len)
        return ReportView(
            run_id=run.id,
            state="partial" if run.state == "running" else run.state,
            site_name=site.get("name") or site.get("city") or run.site,
            city=site.get("city", ""),
            seeds=tuple(site.get("seeds") or (run.site,)),
            contact=site.get("contact", ""),
            started_at=run.started_at,
            finished_at=run.finished_at or now,
            standard=self._standard,
            level=level,
            totals=totals,
            criteria=tuple(self._criterion_rows()),
            versions=run.versions,
            settings=flat(run.settings),
            scope_exclusions=tuple(
                (each["pattern"], each["reason"]) for each in run.settings.get("scope", {}).get("exclude", ())
            ),
            notes=run.notes,
            rules=tuple(self._rule(key) for key in sorted(self._on)),
            history=tuple(self._history()),
            defects=self._defects,
            pages=self._pages,
            findings=lambda: self._findings(rows.finding_rows(store, run.id)),
            window=run.view.replace("x", "×"),
            shown=tested.shown,
            standing=tested.standing,
            oldest_test=_moment(tested.oldest),
            again=run.basis_id is not None,
            unstable=lambda: self._findings(rows.unstable_rows(store, run.id)),
            probes={each.id: each.title for each in PROBES if each.id in tried},
            reach=tuple(Reach(example=each.example, pages=each.pages, probes=each.probes) for each in reach)
            if tried
            else (),
            unread=totals.audited - read if READING in run.versions else 0,
            blob=store.blobs.get,
            gate=gate,
            waivers=tuple(_waiver(each) for each in run.settings.get("waiver", ())),
            course=self._course(),
            use=lambda: history.use(store, run, self._known.views()),
        )

    def _criterion_rows(self) -> Iterator[CriterionRow]:
        outcomes = reading.outcomes_of(self._store, self._run.id)
        earlier = runs.previous(self._store, self._run)
        before = reading.outcomes_of(self._store, earlier.id) if earlier else {}
        standing = Counter(chain.from_iterable(reading.standing(self._store, self._run.id).values()))
        for each in self._criteria:
            outcome = outcomes.get(each.number) or _unknown(each.number)
            last = before.get(each.number)
            yield CriterionRow(
                criterion=each,
                outcome=outcome,
                failed_pages_before=last.failed_pages if last else None,
                standing=standing[each.number],
            )

    def _history(self) -> Iterator[Change]:
        known = [each for each in runs.every(self._store) if each.site == self._run.site and each.id < self._run.id]
        every = [each for each in (*known, self._run) if each.totals and each.finished_at]
        for each in every[-HISTORY_SHOWN:]:
            if each.totals and each.finished_at:
                yield Change(run_id=each.id, finished_at=each.finished_at, totals=Totals(**each.totals))

    def _course(self) -> Course | None:
        numbers = frozenset(each.number for each in self._criteria)
        nights = history.nights(self._store, self._run.site, numbers, self._run)
        return course(nights, goal=self._known.plan.goal, renewals=self._known.plan.renewals)

    def _owner(self, url: str, contact: str) -> str:
        owner = self._known.charges.owner(url, contact)
        return owner.name if owner else ""

    def _rule(self, key: str) -> RuleView:
        rule = self._rules.get(key)
        if rule is None:
            return RuleView(
                id=key,
                version=0,
                title=Text(key, key),
                criteria=(),
                techniques=(),
                why=_GONE,
                mend=Mend(_GONE, _GONE),
                source="",
            )
        return rule_view(rule)

    def _words(self, rule: str, reason: str) -> Text:
        known = self._rules.get(rule)
        words = reason_of(known, reason) if known else None
        return words.text if words else Text(f"{rule}: {reason}", f"{rule}: {reason}")

    def _filled(self, rule: str, reason: str, data: str) -> Text:
        return self._words(rule, reason).fill(json.loads(data))

    def _defects(self) -> Iterator[DefectRow]:
        for row in rows.defect_rows(self._store, self._run.id):
            state = reading.state_of(row)
            data = json.loads(row["data"]) if row["data"] else {}
            places = rows.defect_addresses(self._store, state.since_run_id, state.defect, PAGES_SHOWN)
            owners = set() if state.shared else {self._owner(url, contact) for url, _, contact in places} - {""}
            yield DefectRow(
                state=state,
                rule=self._rule(state.rule),
                words=self._words(state.rule, state.reason),
                selector=row["selector"] or "",
                snippet=row["snippet"] or "",
                region=row["region"] or "page",
                line=row["line"],
                data=data,
                picture=_picture(row) if row["picture"] else None,
                first_seen=datetime.fromisoformat(row["first_seen"]),
                pages=tuple((url, title) for url, title, _ in places),
                owners=tuple(sorted(owners)),
            )

    def _pages(self) -> Iterator[PageRow]:
        for row in rows.page_rows(self._store, self._run.id):
            yield PageRow(
                url=row["url"],
                title=row["title"] or "",
                final_url=row["final_url"] or "",
                not_audited=_refusal(row),
                found_by=row["found_by"],
                found_on=row["origin"],
                tested_at=_moment(row["tested_at"]),
                counts={kind: row[kind.value] for kind in _COUNTED},
                owner=self._owner(row["url"], row["named"]),
            )

    def _findings(self, found: Iterable[Mapping[str, Any]]) -> Iterator[FindingRow]:
        for row in found:
            rule = self._rules.get(row["rule"])
            yield FindingRow(
                url=row["url"],
                page_title=row["title"] or "",
                rule=row["rule"],
                reason=row["reason"],
                kind=Kind(row["kind"]),
                criteria=tuple(row["criteria"].split()),
                defect=row["defect"],
                message=self._message(row["rule"], row["reason"], row["data"]),
                selector=row["selector"] or "",
                snippet=row["snippet"] or "",
                region=row["region"] or "page",
                line=row["line"],
                techniques=rule.techniques if rule else (),
                tested_at=_moment(row["tested_at"]),
            )


def _picture(row: Mapping[str, Any]) -> PictureView:
    covers = None if row["covers"] is None else tuple(Box(*each) for each in json.loads(row["covers"]))
    return PictureView(row["picture"], Box(*json.loads(row["place"])), covers)


def _waiver(raw: Mapping[str, Any]) -> Waiver:
    since, until = date.fromisoformat(raw["since"]), date.fromisoformat(raw["until"])
    return Waiver(**{**raw, "pages": tuple(raw["pages"]), "since": since, "until": until})


def flat(settings: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Return nested settings as dotted keys with their values as text."""
    found: dict[str, str] = {}
    for key, value in settings.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            found |= flat(value, f"{name}.")
        else:
            found[name] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return found


def _unknown(number: str) -> CriterionOutcome:
    return CriterionOutcome(
        criterion=number, state="untested", failed=0, likely=0, review=0, failed_pages=0, untested_pages=0, defects=0
    )


def _refusal(row: Mapping[str, Any]) -> NotAudited | None:
    if row["status"] == Status.AUDITED:
        return None
    return NotAudited(Why(row["why"]), row["detail"] or "") if row["why"] else NotAudited(Why.WAITING)


@lru_cache(maxsize=1_024)
def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
