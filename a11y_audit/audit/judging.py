"""Judge a sample: what the newest audit knows of its pages, what people answered, and what they are still asked."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from a11y_audit import registry
from a11y_audit.assess.answers import Answer
from a11y_audit.assess.asking import questions
from a11y_audit.assess.combining import Ground, failures, grounds
from a11y_audit.assess.judgement import JudgementTable, repaired
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Question
from a11y_audit.assess.records import Case, PageRecord
from a11y_audit.assess.sample import Sample
from a11y_audit.assess.tabling import table
from a11y_audit.assess.waivers import Waiver
from a11y_audit.audit.judge import judge_page, judge_site
from a11y_audit.audit.plan import Plan
from a11y_audit.audit.records import content_of, recall, site_facts
from a11y_audit.audit.using import used_on
from a11y_audit.core.criterion import Level
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Box, Target
from a11y_audit.core.text import Text
from a11y_audit.core.visit import Status, Why
from a11y_audit.settings import Settings
from a11y_audit.standards import STANDARD_IDS, Machine, Standard, situations
from a11y_audit.store import runs, sampled, tracking
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run
from a11y_audit.subject import Page

_NO_RECORD = Text(
    "このページの記録がないため、この規格では判定できません。もう一度検査してください。",
    "There is no record of the page to judge it by this standard. Audit it again.",
)
_UNKNOWN = Text("この検査では見つかっていません。", "This audit did not find it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A sample, judged.

    Attributes:
        sample: the sample.
        run: the run whose findings it was judged by.
        standard: by which standard.
        table: criteria × pages.
        questions: what a person decides or may contest, those already answered included.
        ledger: the answers.
        repaired: pages of the sample → criteria that failed there in the run out of which it was drawn, by machine or
            by a person, and fail no longer.
        missing: pages of the sample that this run did not audit, with the reason.
    """

    sample: Sample
    run: Run
    standard: Standard
    table: JudgementTable
    questions: tuple[Question, ...]
    ledger: Ledger
    repaired: Mapping[str, tuple[str, ...]]
    missing: Mapping[str, Text]

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that have to be answered; what a machine proved is left out."""
        return tuple(each for each in self.questions if not each.certain)

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that wait for an answer."""
        return tuple(each for each in self.asked if self.ledger.open_places(each))

    @property
    def conflicts(self) -> tuple[Question, ...]:
        """The questions on which people differ."""
        return tuple(each for each in self.questions if self.ledger.conflicts(each))


def judge(
    store: Store,
    sample: Sample,
    run: Run,
    chosen: Plan,
    *,
    level: Level,
    answers: Iterable[Answer],
    waivers: Sequence[Waiver],
) -> Judged:
    """Return a sample judged by a run's findings and people's answers.

    Args:
        store: where the run is.
        sample: the pages.
        run: whose records and findings hold.
        chosen: standard and rules. Other ones than the run's are applied to the records, without visiting the site.
        level: the level aimed at.
        answers: all answers of people.
        waivers: those in force.
    """
    case = _case(store, sample, run, chosen, level)
    ledger = Ledger(answers)
    asked = tuple(questions(case, ledger))
    seen = table(case, asked, ledger, standard=chosen.standard.id, level=level, run_id=run.id, waivers=waivers)
    return Judged(
        sample=sample,
        run=run,
        standard=chosen.standard,
        table=seen,
        questions=asked,
        ledger=ledger,
        repaired=_repaired(store, sample, chosen, seen, ledger),
        missing={page.url: page.refused for page in case.pages if page.refused},
    )


def _case(store: Store, sample: Sample, run: Run, chosen: Plan, level: Level) -> Case:
    visits = sampled.visits_of(store, run.id, sample.urls)
    if run.settings.get("rules", {}).get("profile", STANDARD_IDS[0]) == chosen.standard.id:
        found = _stored(store, run, sample.urls)
    else:
        found = _judged_again(store, run, visits, chosen)
    return Case(
        criteria=chosen.standard.at(level),
        pages=tuple(_record(store, url, visits.get(url), found.get(url)) for url in sample.urls),
        rules={rule.id: rule for rule in registry.rules()},
        on=frozenset(rule.id for rule in chosen.rules),
        decidable=decidable(chosen),
        pictures=sampled.pictures_of(store, run.site),
        templates={url: visit["skeleton"] or url for url, visit in visits.items()},
    )


def _repaired(
    store: Store, sample: Sample, chosen: Plan, seen: JudgementTable, ledger: Ledger
) -> dict[str, tuple[str, ...]]:
    """Return what failed when the sample was drawn and fails no longer, on pages whose record is another one now."""
    if seen.run_id == sample.run_id:
        return {}
    drawn = runs.get(store, sample.run_id)
    case = _case(store, sample, drawn, chosen, seen.level)
    asked = questions(case, ledger)
    before = table(case, tuple(asked), ledger, standard=seen.standard, level=seen.level, run_id=drawn.id)
    then, now = (sampled.visits_of(store, run_id, sample.urls) for run_id in (drawn.id, seen.run_id))
    changed = [
        url
        for url in sample.urls
        if (visit := now.get(url)) and visit["status"] == Status.AUDITED and not _is_same_record(then.get(url), visit)
    ]
    found = repaired(before, seen, changed)
    failed = {
        (page.url, criterion): {
            each.defect for each in page.findings if each.kind is Kind.FAILED and criterion in each.criteria
        }
        for page in case.pages
        for criterion in found.get(page.url, ())
    }
    # What this run did not look for again, such as what only trying a page out shows, nobody knows to be repaired.
    unsettled = tracking.unsettled(store, seen.run_id, frozenset[str]().union(*failed.values()))
    kept = {url: tuple(each for each in gone if unsettled.isdisjoint(failed[url, each])) for url, gone in found.items()}
    return {url: gone for url, gone in kept.items() if gone}


def _is_same_record(one: Mapping[str, Any] | None, other: Mapping[str, Any]) -> bool:
    # What is no longer found in the very same record, the rules no longer say: nobody repaired it.
    return one is not None and one["snapshot"] is not None and one["snapshot"] == other["snapshot"]


def grounds_of(store: Store, judged: Judged) -> tuple[Ground, ...]:
    """Return which combinations of techniques meet the criteria of a judgement, by the records of its pages."""
    used = used_on(store, judged.run.id, judged.table.pages)
    rules = {rule.id: rule.techniques for rule in registry.rules()}
    failed = failures(judged.questions, judged.ledger, rules)
    return grounds(situations(), judged.table, used, failed)


def decidable(chosen: Plan) -> frozenset[str]:
    """Return the criteria that the rules that are on judge whole."""
    return frozenset(
        str(each.number)
        for each in chosen.criteria
        if each.machine is Machine.FULL and each.number not in chosen.weakened
    )


def waivers_of(settings: Settings) -> list[Waiver]:
    """Return the waivers of the settings, expired ones included."""
    return [
        Waiver(
            defect=each.defect,
            rule=each.rule,
            pages=each.pages,
            reason=each.reason,
            person=each.person,
            since=each.since,
            until=each.until,
        )
        for each in settings.waiver
    ]


def _record(store: Store, url: str, visit: Mapping[str, Any] | None, found: Sequence[Finding] | None) -> PageRecord:
    if visit is None:
        return PageRecord(url=url, refused=_UNKNOWN)
    if visit["status"] != Status.AUDITED:
        return PageRecord(url=url, title=visit["title"] or "", refused=Why(visit["why"] or Why.WAITING).cause)
    if found is None:
        # Nothing found where nothing was judged must never look like nothing wrong.
        return PageRecord(url=url, title=visit["title"] or "", refused=_NO_RECORD)
    return PageRecord(url=url, title=visit["title"] or "", content=content_of(store, visit), findings=tuple(found))


def _stored(store: Store, run: Run, urls: Sequence[str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {url: [] for url in urls}
    for row in sampled.findings_of(store, run.id, urls):
        found.setdefault(row["url"], []).append(_finding(row))
    return found


def _finding(row: Mapping[str, Any]) -> Finding:
    kind = Kind(row["kind"])
    place = Target(
        selector=row["selector"] or "",
        snippet=row["snippet"] or "",
        fragment=row["fragment"] or "",
        region=row["region"] or "page",
        box=Box(*json.loads(row["box"])) if row["box"] else None,
        line=row["line"],
    )
    return Finding(
        page=row["url"],
        rule=row["rule"],
        rule_version=row["rule_version"],
        reason=row["reason"],
        kind=_unconfirmed(kind) if row["unstable"] else kind,
        criteria=tuple(row["criteria"].split()),
        barrier=row["barrier"],
        target=place if row["fragment"] is not None else None,
        data=json.loads(row["data"]),
    )


def _unconfirmed(kind: Kind) -> Kind:
    # What a second test did not confirm proves nothing: a person decides.
    return Kind.REVIEW if kind in (Kind.FAILED, Kind.LIKELY) else kind


def _judged_again(
    store: Store, run: Run, visits: Mapping[str, Mapping[str, Any]], chosen: Plan
) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    unconfirmed = {
        (row["url"], row["defect"]) for row in sampled.findings_of(store, run.id, [*visits]) if row["unstable"]
    }
    for url, visit in visits.items():
        if visit["status"] == Status.AUDITED and visit["snapshot"]:
            page = Page(recall(store, visit["snapshot"]).snapshot())
            found[url] = list(judge_page(page, chosen.page_rules).findings)
    for each in judge_site(lambda: site_facts(store, run.id), chosen.site_rules):
        if each.page in found:
            found[each.page].append(each)
    return {
        url: [
            replace(each, kind=_unconfirmed(each.kind)) if (url, each.defect) in unconfirmed else each for each in own
        ]
        for url, own in found.items()
    }
