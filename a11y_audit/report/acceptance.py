"""The acceptance of a renewed site: each agreed item is passed, failed, or left to a person, with its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from a11y_audit.assess.addressmap import Pair
from a11y_audit.assess.comparing import Compared, Fate
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Text
from a11y_audit.report.notation import number, share
from a11y_audit.report.view import ReportView
from a11y_audit.settings import Acceptance

EVIDENCE: Final = 5
PASSED: Final = Text("合格", "Passed")
FAILED: Final = Text("不合格", "Failed")
PERSON: Final = Text("人の確認が必要", "A person must judge")
_NOTHING = Text("機械では見つかりません", "Nothing that a machine finds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two audits, ready to be written.

    Attributes:
        old, new: the audits.
        pages: audited pages of the old one with their counterparts.
        defects: what became of each defect.
        kinds: of each defect, by id: kind, criteria, words of the message, and what fills them.
        addresses: of pages, by id.
        acceptance: what was agreed.
    """

    old: ReportView
    new: ReportView
    pages: tuple[Pair, ...]
    defects: tuple[Compared, ...]
    kinds: dict[str, tuple[Kind, str, Text, Mapping[str, object]]]
    addresses: dict[int, str]
    acceptance: Acceptance

    def of(self, fate: Fate) -> list[Compared]:
        """Return the defects of that fate."""
        return [each for each in self.defects if each.fate is fate]

    @property
    def missing(self) -> list[Pair]:
        """Pages of the old audit without a counterpart."""
        return [pair for pair in self.pages if pair.new is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One agreed item: what was agreed, what was measured, the verdict, and addresses that prove it."""

    what: Text
    agreed: Text
    measured: Text
    verdict: Text
    evidence: tuple[str, ...] = ()


def items(comparison: Comparison) -> list[Item]:
    """Return the acceptance: each agreed item with its verdict; what a machine can't decide is left to a person."""
    agreed, new = comparison.acceptance, comparison.new
    found = [*_counted(comparison)]
    wanted = agreed.criteria or tuple(str(row.criterion.number) for row in new.criteria)
    examples = _examples(comparison)
    for row in new.criteria:
        key = str(row.criterion.number)
        if key not in wanted:
            continue
        outcome = row.outcome
        verdict = {"failed": FAILED, "passed": PASSED}.get(outcome.state, PERSON)
        silent = not (outcome.failed or outcome.likely or outcome.review)
        measured = (
            _NOTHING
            if silent
            else Text(
                f"問題あり {outcome.failed_pages} ページ、可能性大 {outcome.likely} 件、要判断 {outcome.review} 件",
                f"{outcome.failed_pages} pages fail, {outcome.likely} likely, {outcome.review} to be judged",
            )
        )
        found.append(
            Item(
                what=Text(f"{key} {row.criterion.name.ja}", f"{key} {row.criterion.name.en}"),
                agreed=Text("不適合がない", "No failure"),
                measured=measured,
                verdict=verdict,
                evidence=tuple(examples.get(key, ())),
            )
        )
    return found


def _counted(comparison: Comparison) -> Iterator[Item]:
    agreed, totals = comparison.acceptance, comparison.new.totals
    if agreed.min_coverage is not None:
        coverage = totals.coverage or 0.0
        yield Item(
            what=Text("検査できたページの割合", "Share of pages audited"),
            agreed=Text(f"{share(agreed.min_coverage)} 以上", f"at least {share(agreed.min_coverage)}"),
            measured=Text(
                f"{share(coverage)}（{number(totals.audited)} / {number(totals.found)}）",
                f"{share(coverage)} ({number(totals.audited)} of {number(totals.found)})",
            ),
            verdict=PASSED if coverage >= agreed.min_coverage else FAILED,
        )
    counts = (
        (Text("「問題あり」のあるページ", "Pages with a failure"), agreed.failed_pages, totals.failed_pages, ()),
        (
            Text("引き継がれた要修正箇所", "Defects carried over"),
            agreed.carried_over,
            len(comparison.of(Fate.CARRIED)),
            _first(comparison, comparison.of(Fate.CARRIED)),
        ),
        (
            Text("対応するページがない旧ページ", "Old pages without a counterpart"),
            agreed.missing_pages,
            len(comparison.missing),
            tuple(pair.old.url for pair in comparison.missing[:EVIDENCE]),
        ),
    )
    for what, limit, count, evidence in counts:
        if limit is not None:
            yield Item(
                what=what,
                agreed=Text(f"{number(limit)} 以下", f"at most {number(limit)}"),
                measured=Text(number(count), number(count)),
                verdict=PASSED if count <= limit else FAILED,
                evidence=evidence,
            )


def _first(comparison: Comparison, defects: Sequence[Compared]) -> tuple[str, ...]:
    ids = dict.fromkeys(each.new_pages[0] for each in defects if each.new_pages)
    return tuple(comparison.addresses[each] for each in list(ids)[:EVIDENCE])


def _examples(comparison: Comparison) -> dict[str, list[str]]:
    """Return the first pages that fail each criterion."""
    found: dict[str, list[str]] = {}
    for each in comparison.defects:
        if not each.new or not each.new_pages or comparison.kinds[each.new][0] is not Kind.FAILED:
            continue
        address = comparison.addresses[each.new_pages[0]]
        for key in comparison.kinds[each.new][1].split():
            known = found.setdefault(key, [])
            if address not in known and len(known) < EVIDENCE:
                known.append(address)
    return found
