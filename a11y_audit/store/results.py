"""Results: a visit with its findings and the pages it found, in one transaction; writing it twice changes nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

import zstandard
from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited, Status
from a11y_audit.log import get_logger
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found, add_within, page_ids
from a11y_audit.store.identity import own_names
from a11y_audit.store.runs import stamp
from a11y_audit.store.schema import defect_aliases, findings, pages, pictures, runs, visits

log = get_logger(__name__)

COUNTED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED)
CONFIRMED = (Kind.FAILED, Kind.LIKELY)
"""Kinds of findings that are tested once more when they are new."""
_OVER = {kind: f"over_{kind.value}" for kind in COUNTED}


# Made once: for every page, to make them takes longer than to run them.
_SAVED = (
    *("status", "why", "detail", "final_url", "title", "tested_at", "elapsed_ms", "judged_in", "confirmed", "snapshot"),
    *(
        "headers",
        "assets",
        "likeness",
        "skeleton",
        "contact",
        "probes",
        "outcomes",
        "facts",
        "links",
        *(kind.value for kind in COUNTED),
    ),
)
_SAVE = (
    update(visits)
    .where(visits.c.run_id == bindparam("in_run"), visits.c.page_id == bindparam("of_page"))
    .values({name: bindparam(f"new_{name}") for name in _SAVED})
)
_FORGET = delete(findings).where(
    findings.c.run_id == bindparam("in_run"), findings.c.page_id == bindparam("of_page"), findings.c.over_site == 0
)
_REMEMBER = insert(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A stored picture of a defect: key of the JPEG, where the place is in it, and what in it may tell of a person."""

    defect: str
    key: str
    place: Box
    covers: tuple[Box, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResult:
    """All that one visit gave.

    Attributes:
        page_id: the page.
        not_audited: why it was not audited, or None when it was.
        final_url: address after redirects.
        title: its title.
        tested_at: aware UTC time.
        elapsed_ms: time from claim to judgement.
        snapshot: key of the stored snapshot.
        headers: validators and type of the answer, name → value.
        assets: key of the list of the files that the page uses; None when a later run can't tell whether they changed.
        likeness: equal for pages that differ in numbers only.
        skeleton: equal for pages of one template.
        contact: department that its contact block names, or "".
        probes: what was tried out to its end, "id:version" with blanks between.
        links: addresses of the site to which the page leads, those known before included.
        outcomes: rule id → "passed", "inapplicable" or "untested", for rules that found nothing.
        facts: what site rules need, as bytes.
        findings: what the rules found (passed left out).
        unstable: defects among them that a second test did not confirm.
        shots: pictures of defects.
        found: addresses found on the page.
    """

    page_id: int
    tested_at: datetime
    not_audited: NotAudited | None = None
    final_url: str | None = None
    title: str | None = None
    elapsed_ms: float = 0.0
    snapshot: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    assets: str | None = None
    likeness: str = ""
    skeleton: str = ""
    contact: str = ""
    probes: str = ""
    links: tuple[str, ...] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    facts: bytes | None = None
    findings: tuple[Finding, ...] = ()
    unstable: AbstractSet[str] = frozenset()
    shots: tuple[Shot, ...] = ()
    found: tuple[Found, ...] = ()


def save_visit(store: Store, run_id: int, result: VisitResult) -> int:
    """Store a visit, its findings, its pictures and the pages it found; return how many of those are new."""
    refused = result.not_audited
    values: dict[str, object] = {
        "status": Status.NOT_AUDITED if refused else Status.AUDITED,
        "why": refused.why if refused else None,
        "detail": _whole(refused.detail) if refused else None,
        "final_url": result.final_url,
        "title": _whole(result.title),
        "tested_at": stamp(result.tested_at),
        "elapsed_ms": result.elapsed_ms,
        "judged_in": None if refused else run_id,
        "confirmed": 0,
        "snapshot": result.snapshot,
        "headers": json.dumps(dict(result.headers)) if result.headers else None,
        "assets": result.assets,
        "likeness": result.likeness,
        "skeleton": result.skeleton,
        "contact": _whole(result.contact),
        "probes": result.probes,
        "outcomes": pack(dict(result.outcomes)) if result.outcomes else None,
        "facts": result.facts,
    }
    place = {"in_run": run_id, "of_page": result.page_id}
    with store.writing() as connection:
        connection.execute(_FORGET, place)
        names = own_names(connection, run_id, (each.defect for each in result.findings))
        stable = [_is_stable(result, each, names) for each in result.findings]
        rows = [
            _row(run_id, result.page_id, each, names, over_site=False) | {"unstable": int(not sound)}
            for each, sound in zip(result.findings, stable, strict=True)
        ]
        if rows:
            connection.execute(_REMEMBER, rows)
        values |= _counts(each.kind for each, sound in zip(result.findings, stable, strict=True) if sound)
        _keep_shots(connection, run_id, result.shots, names)
        new = add_within(connection, run_id, result.found)
        ids = page_ids(connection, run_id, result.links)
        values["links"] = pack(ids) if ids else None
        connection.execute(_SAVE, place | {f"new_{name}": value for name, value in values.items()})
        return new


def _counts(kinds: Iterable[Kind]) -> dict[str, int]:
    stable = list(kinds)
    return {kind.value: stable.count(kind) for kind in COUNTED}


def _is_stable(result: VisitResult, finding: Finding, names: Mapping[str, str]) -> bool:
    return finding.kind not in CONFIRMED or names.get(finding.defect, finding.defect) not in result.unstable


def save_second_test(
    store: Store, run_id: int, page_id: int, found: Iterable[Finding], *, new: AbstractSet[str]
) -> int:
    """Store that a page was tested once more in this run; return how many findings did not come out alike.

    Findings of defects in `new` that only one of the two tests made are kept apart as unstable.

    Args:
        store: the store.
        run_id: the run that judged the page.
        page_id: the page.
        found: what the second test found.
        new: defects whose findings are to be confirmed.
    """
    second = [each for each in found if each.kind in CONFIRMED]
    mine = (findings.c.run_id == run_id) & (findings.c.page_id == page_id) & (findings.c.over_site == 0)
    with store.writing() as connection:
        rows = connection.execute(select(findings.c.defect, findings.c.kind).where(mine, findings.c.unstable == 0))
        first = [(defect, kind) for defect, kind in rows if kind in CONFIRMED]
        names = own_names(connection, run_id, (each.defect for each in second))
        again = {names.get(each.defect, each.defect) for each in second}
        lost = {defect for defect, _ in first} & new - again
        if lost:
            told = mine & findings.c.defect.in_(lost) & findings.c.kind.in_(CONFIRMED)
            connection.execute(update(findings).where(told).values(unstable=1))
        before = {defect for defect, _ in first}
        only_now = [each for each in second if names.get(each.defect, each.defect) not in before]
        if only_now:
            unstable = [_row(run_id, page_id, each, names, over_site=False) | {"unstable": 1} for each in only_now]
            connection.execute(insert(findings), unstable)
        fewer = {
            kind.value: visits.c[kind.value] - sum(defect in lost and each == kind for defect, each in first)
            for kind in CONFIRMED
        }
        here = (visits.c.run_id == run_id) & (visits.c.page_id == page_id)
        connection.execute(update(visits).where(here).values(confirmed=1, **fewer))
    return len(lost) + len(only_now)


def save_site_findings(store: Store, run_id: int, found: Iterable[Finding]) -> None:
    """Store what the rules over pages found, in place of what they found before in this run."""
    with store.writing() as connection:
        audited = (
            select(pages.c.url, pages.c.id)
            .join(visits, visits.c.page_id == pages.c.id)
            .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
        )
        ids = {row.url: row.id for row in connection.execute(audited)}
        connection.execute(delete(findings).where(findings.c.run_id == run_id, findings.c.over_site == 1))
        known = [each for each in found if _is_known(ids, each)]
        names = own_names(connection, run_id, (each.defect for each in known))
        rows = [_row(run_id, ids[each.page], each, names, over_site=True) for each in known]
        if rows:
            connection.execute(insert(findings), rows)
        nothing = dict.fromkeys(_OVER.values(), 0)
        connection.execute(update(visits).where(visits.c.run_id == run_id).values(**nothing))
        for page_id, counts in _counted(ids, known).items():
            here = (visits.c.run_id == run_id) & (visits.c.page_id == page_id)
            connection.execute(update(visits).where(here).values(**counts))


def _counted(ids: Mapping[str, int], found: Iterable[Finding]) -> dict[int, dict[str, int]]:
    # Counted here and not in the database, so that a run's totals have two sources that can be compared.
    counts: dict[int, dict[str, int]] = {}
    for each in found:
        of_page = counts.setdefault(ids[each.page], {})
        column = _OVER[each.kind]
        of_page[column] = of_page.get(column, 0) + 1
    return counts


def pictured(store: Store, site: str) -> set[str]:
    """Return the defects of a site that have a picture, by all their names."""
    named = (
        select(defect_aliases.c.alias)
        .join(pictures, (pictures.c.site == defect_aliases.c.site) & (pictures.c.defect == defect_aliases.c.defect))
        .where(defect_aliases.c.site == site)
    )
    own = select(pictures.c.defect).where(pictures.c.site == site)
    with store.reading() as connection:
        return set(connection.execute(own.union(named)).scalars())


def facts(store: Store, run_id: int) -> Iterator[bytes]:
    """Yield the facts of each audited page of the run, ordered by URL."""
    judged = visits.alias("judged")
    query = (
        select(judged.c.facts)
        .select_from(visits)
        .join(judged, (judged.c.run_id == visits.c.judged_in) & (judged.c.page_id == visits.c.page_id))
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED, judged.c.facts.is_not(None))
        .order_by(pages.c.url)
    )
    with store.reading() as connection:
        for (data,) in connection.execution_options(yield_per=200).execute(query):
            yield data


def pack(value: object) -> bytes:
    """Return a JSON value as compressed bytes; lone surrogates, which a page's script can make, are kept."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zstandard.compress(text.encode("utf-8", "surrogatepass"), 3)


def unpack(data: bytes) -> object:
    """Return the JSON value that `pack` made bytes of."""
    value: object = json.loads(zstandard.decompress(data))
    return value


def _row(
    run_id: int, page_id: int, finding: Finding, names: Mapping[str, str], *, over_site: bool
) -> dict[str, object]:
    target = finding.target
    box = target.box if target else None
    return {
        "run_id": run_id,
        "page_id": page_id,
        "over_site": int(over_site),
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "reason": finding.reason,
        "kind": finding.kind,
        "criteria": " ".join(finding.criteria),
        "barrier": finding.barrier,
        "defect": names.get(finding.defect, finding.defect),
        "data": _whole(json.dumps(finding.data, ensure_ascii=False)),
        "selector": _whole(target.selector) if target else None,
        "snippet": _whole(target.snippet) if target else None,
        "fragment": _whole(target.fragment) if target else None,
        "region": target.region if target else None,
        "box": json.dumps([box.x, box.y, box.width, box.height]) if box else None,
        "line": target.line if target else None,
    }


def _is_known(pages_by_url: Mapping[str, int], finding: Finding) -> bool:
    if finding.page in pages_by_url:
        return True
    log.warning("finding_of_unknown_page", rule=finding.rule, page=finding.page)
    return False


def _whole(text: str | None) -> str | None:
    # The database takes no lone surrogates.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if text else text


def _keep_shots(connection: Connection, run_id: int, shots: tuple[Shot, ...], names: Mapping[str, str]) -> None:
    if not shots:
        return
    site = connection.execute(select(runs.c.site).where(runs.c.id == run_id)).scalar_one()
    for shot in shots:
        covers = None if shot.covers is None else json.dumps([_corners(each) for each in shot.covers])
        values = {"picture": shot.key, "place": json.dumps(_corners(shot.place)), "covers": covers}
        connection.execute(
            upsert(pictures)
            .values(site=site, defect=names.get(shot.defect, shot.defect), **values)
            .on_conflict_do_update(index_elements=["site", "defect"], set_=values)
        )


def _corners(box: Box) -> list[float]:
    return [box.x, box.y, box.width, box.height]
