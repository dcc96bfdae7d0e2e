"""The gate: limits of the settings that a run, or pages named one by one, must keep."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from a11y_audit import registry
from a11y_audit.assess.defects import State
from a11y_audit.assess.departments import Charges
from a11y_audit.assess.totals import Totals
from a11y_audit.assess.waivers import Waiver, waived
from a11y_audit.audit import baseline
from a11y_audit.audit.checking import Checked
from a11y_audit.audit.judging import waivers_of
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Text
from a11y_audit.errors import SettingsError, UsageError
from a11y_audit.settings import Gate, Settings
from a11y_audit.standards import Criterion
from a11y_audit.store import gating
from a11y_audit.store.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the gate looks at beside the totals.

    Attributes:
        criteria: criterion → pages on which it failed.
        departments: department → pages with failures of their own, outside the shared parts of the template.
        unlisted: defects that the baseline does not list; None without a baseline.
        fresh, failed_pages: new or returned defects, and pages that fail, without what is waived; None without waivers.
        expired: waivers that are over.
    """

    criteria: Mapping[str, int] = field(default_factory=dict)
    departments: Mapping[str, int] = field(default_factory=dict)
    unlisted: int | None = None
    fresh: int | None = None
    failed_pages: int | None = None
    expired: tuple[Waiver, ...] = ()


def has_limits(gate: Gate) -> bool:
    """Whether the settings set any limit."""
    numbers = (gate.new_defects, gate.failed_pages, gate.min_coverage)
    return any(each is not None for each in numbers) or bool(gate.criteria or gate.departments)


def examine(settings: Settings, criteria: Iterable[Criterion], charges: Charges) -> None:
    """See that the limits can be looked at, before hours of work; `charges` tells which departments there are.

    Raises:
        SettingsError: a criterion, a department or a waived rule that is named does not exist.
        UsageError: the baseline can't be read.
    """
    known = {str(each.number) for each in criteria}
    for number in settings.gate.criteria:
        if number not in known:
            raise SettingsError(
                Text(
                    f"設定 [gate] criteria: 達成基準 {number} は、検査の基準にありません。",
                    f"[gate] criteria in the settings: {number} is no criterion of what is audited against.",
                ),
                Text('"1.1.1" のように番号を書いてください。', 'Write numbers such as "1.1.1".'),
            )
    for name in settings.gate.departments:
        # Contact blocks are known after the audit alone: a name that is mistyped would let everything pass.
        if name not in charges.names:
            raise SettingsError(
                Text(
                    f"設定 [gate] departments:「{name}」という [[department]] がありません。",
                    f"[gate] departments in the settings: there is no [[department]] “{name}”.",
                ),
                Text(
                    "[[department]] に name を書いてください。ページの問い合わせ先で分かる課は、name だけで足ります。",
                    "Write a [[department]] of that name; it needs no more where pages' contact blocks name it.",
                ),
            )
    for waiver in settings.waiver:
        if waiver.rule:
            _require(waiver.rule)
    if settings.gate.baseline:
        baseline.read(Path(settings.gate.baseline))


def _require(rule_id: str) -> None:
    # A rule that nobody knows waives nothing, and whoever wrote it would believe that it does.
    try:
        registry.rule(rule_id)
    except UsageError as error:
        what = Text(f"設定 [[waiver]] rule: {error.message.ja}", f"[[waiver]] rule in the settings: {error.message.en}")
        raise SettingsError(what, error.hint) from error


def measure(store: Store, run_id: int, settings: Settings, charges: Charges, *, day: date) -> Measured:
    """Return what the gate looks at in an assessed run; what no limit asks for is not counted.

    `charges` tells whose a page is. What is waived on `day` is counted nowhere.
    """
    gate = settings.gate
    waivers = [each for each in waivers_of(settings) if each.holds(day)]
    seen = _unwaived(store, run_id, charges, waivers)
    expired = _expired(settings, day)
    own = gating.own_failures(store, run_id) if gate.departments else ()
    unlisted = None
    if gate.baseline:
        known = baseline.read(Path(gate.baseline))
        faulty = gating.faulty(store, run_id)
        left = (each for each in faulty if not waived(waivers, each.defect, each.rule, each.url))
        keys = {baseline.entry_of_defect(each).key for each in left}
        unlisted = len(keys - known)
    if seen is not None:
        return replace(seen, unlisted=unlisted, expired=expired)
    return Measured(
        criteria=gating.failed_criteria(store, run_id) if gate.criteria else {},
        departments=_by_department(own, charges),
        unlisted=unlisted,
        expired=expired,
    )


def _unwaived(store: Store, run_id: int, charges: Charges, waivers: Sequence[Waiver]) -> Measured | None:
    """Count without what is waived; None where nothing is, since the stored counts hold then."""
    if not waivers:
        return None
    fresh: set[str] = set()
    failed: dict[str, set[str]] = {}
    own: set[tuple[str, str]] = set()
    for each in gating.faults(store, run_id):
        if waived(waivers, each.defect, each.rule, each.url):
            continue
        if each.state in (State.NEW, State.RETURNED):
            fresh.add(each.defect)
        if each.kind is Kind.FAILED:
            failed.setdefault(each.url, set()).update(each.criteria)
            own |= set() if each.shared else {(each.url, each.contact)}
    criteria = Counter(number for numbers in failed.values() for number in numbers)
    return Measured(
        criteria=criteria,
        departments=_by_department(own, charges),
        fresh=len(fresh),
        failed_pages=len(failed),
    )


def objections(settings: Settings, totals: Totals, measured: Measured | None = None) -> tuple[Text, ...]:
    """Return which limits of `[gate]` the run breaks, in words; empty when it passes."""
    seen = measured or Measured()
    gate = settings.gate
    fresh = totals.defect_states.get("new", 0) + totals.defect_states.get("returned", 0)
    return (
        *(_over(each) for each in seen.expired),
        *_new(gate, fresh if seen.fresh is None else seen.fresh, seen.unlisted),
        *_failed_pages(gate, totals.failed_pages if seen.failed_pages is None else seen.failed_pages),
        *_coverage(gate, totals.coverage),
        *_named(gate, seen),
    )


def objections_to_pages(
    settings: Settings, results: Sequence[Checked], known: frozenset[str] | None, charges: Charges, *, day: date
) -> tuple[Text, ...]:
    """Return which limits pages named one by one break.

    What the baseline lists counts nowhere, with `known` its keys, nor what is waived on `day`. With a baseline nothing
    new is allowed unless the settings allow it. `charges` tells whose a page is.
    """
    gate = settings.gate
    waivers = [each for each in waivers_of(settings) if each.holds(day)]
    failed: Counter[str] = Counter()
    pages: list[tuple[str, str]] = []
    unlisted: set[str] = set()
    for page in results:
        counted = [
            each
            for each in page.findings
            if each.kind in baseline.COUNTED and not waived(waivers, each.defect, each.rule, each.page)
        ]
        fresh = [each for each in counted if baseline.entry_of(each).key not in (known or ())]
        unlisted |= {baseline.entry_of(each).key for each in fresh}
        sure = [each for each in fresh if each.kind is Kind.FAILED]
        failed.update({number for each in sure for number in each.criteria})
        pages += [(page.url, page.facts.contact if page.facts else "")] if sure else []
    audited = sum(page.not_audited is None for page in results)
    seen = Measured(
        criteria=failed,
        departments=_by_department(pages, charges),
        # Without a baseline, all that a page has is new.
        unlisted=None if known is None and gate.new_defects is None else len(unlisted),
    )
    if known is not None and gate.new_defects is None:
        gate = gate.model_copy(update={"new_defects": 0})
    return (
        *(_over(each) for each in _expired(settings, day)),
        *_new(gate, 0, seen.unlisted),
        *_failed_pages(gate, len(pages)),
        *_coverage(gate, audited / len(results) if results else None),
        *_named(gate, seen),
    )


def _expired(settings: Settings, day: date) -> tuple[Waiver, ...]:
    return tuple(each for each in waivers_of(settings) if each.expired(day))


def _over(waiver: Waiver) -> Text:
    what = waiver.defect or waiver.rule
    day = waiver.until.isoformat()
    return Text(
        f"猶予の期限（{day}）が過ぎています: {what}（{waiver.reason}）。"
        "直したら設定から消し、延ばすなら日付を改めてください。",
        f"A waiver ended on {day}: {what} ({waiver.reason}). Take it out when mended, or set another day.",
    )


def _new(gate: Gate, fresh: int, unlisted: int | None) -> Iterator[Text]:
    if gate.new_defects is None:
        return
    if unlisted is not None and unlisted > gate.new_defects:
        yield Text(
            f"基準ファイルにない要修正箇所が {unlisted} 件あります（上限 {gate.new_defects} 件）。",
            f"{unlisted} defects are not in the baseline (limit {gate.new_defects}).",
        )
    if unlisted is None and fresh > gate.new_defects:
        yield Text(
            f"新規・再発の要修正箇所が {fresh} 件あります（上限 {gate.new_defects} 件）。",
            f"{fresh} defects are new or returned (limit {gate.new_defects}).",
        )


def _failed_pages(gate: Gate, failed: int) -> Iterator[Text]:
    if gate.failed_pages is not None and failed > gate.failed_pages:
        yield Text(
            f"問題ありのページが {failed} ページあります（上限 {gate.failed_pages} ページ）。",
            f"{failed} pages have a failure (limit {gate.failed_pages}).",
        )


def _coverage(gate: Gate, coverage: float | None) -> Iterator[Text]:
    if gate.min_coverage is not None and (coverage is None or coverage < gate.min_coverage):
        share = 0.0 if coverage is None else coverage
        yield Text(
            f"検査できたページは {share:.1%} です（下限 {gate.min_coverage:.1%}）。",
            f"{share:.1%} of the pages were audited (at least {gate.min_coverage:.1%} wanted).",
        )


def _named(gate: Gate, seen: Measured) -> Iterator[Text]:
    for number in gate.criteria:
        if pages := seen.criteria.get(number, 0):
            yield Text(
                f"達成基準 {number} の問題が {pages} ページにあります。", f"{pages} pages fail criterion {number}."
            )
    for name in gate.departments:
        if pages := seen.departments.get(name, 0):
            yield Text(
                f"「{name}」の {pages} ページに、そのページ自身の問題があります。",
                f"{pages} pages of “{name}” have failures of their own.",
            )


def _by_department(pages: Iterable[tuple[str, str]], charges: Charges) -> Counter[str]:
    """Count pages, given as address and what their contact block names, by who is in charge."""
    owners = (charges.owner(url, contact) for url, contact in pages)
    return Counter(owner.name for owner in owners if owner)
