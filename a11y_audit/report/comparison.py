"""Two audits beside each other, as a page and as tables: what was carried over, is gone, is new, and is missing.

Where an acceptance was agreed, each agreed item is passed, failed, or left to a person, with its evidence.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from a11y_audit.assess.addressmap import How, Pair
from a11y_audit.assess.comparing import Compared, Fate
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.csv import write_table
from a11y_audit.report.jis.document import (
    Address,
    Block,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Inline,
    Listed,
    Local,
    Para,
    Quoted,
    Signed,
)
from a11y_audit.report.notation import moment, number, share
from a11y_audit.report.paper import Heads, write_papers
from a11y_audit.report.view import ReportView
from a11y_audit.settings import Acceptance

SHOWN: Final = 100
"""Rows of a table on the page at most; the CSV file has all."""
EVIDENCE: Final = 5

_TITLE = Text("{old} と {new} の比較", "{old} and {new} compared")
_FATES: Final = {
    Fate.CARRIED: Text("引き継がれた", "Carried over"),
    Fate.NEW: Text("新しく生じた", "New"),
    Fate.GONE: Text("なくなった", "Gone"),
    Fate.UNKNOWN: Text("確かめられない", "Can't be told"),
}
_MEANINGS: Final = {
    Fate.CARRIED: Text("旧い方にも新しい方にもあります。", "In both."),
    Fate.NEW: Text("新しい方だけにあります。", "In the new one only."),
    Fate.GONE: Text(
        "旧い方だけにあり、対応するページをすべて検査して見つかりませんでした。",
        "In the old one only; all counterparts of its pages were audited without it.",
    ),
    Fate.UNKNOWN: Text(
        "旧い方にあり、対応するページがないか、検査できていません。直ったとは言えません。",
        "In the old one; pages have no counterpart, or it was not audited. It can't be called repaired.",
    ),
}
_HOWS: Final = {
    How.TABLE: Text("対応表", "Table"),
    How.PATTERN: Text("対応表（型）", "Pattern"),
    How.SAME: Text("同じアドレス", "Same address"),
    How.TEXT: Text("推定（本文）", "Proposed (text)"),
    How.TITLE: Text("推定（題名）", "Proposed (title)"),
}
_PASSED = Text("合格", "Passed")
_FAILED = Text("不合格", "Failed")
_NOTHING = Text("機械では見つかりません", "Nothing that a machine finds")
_PERSON = Text("人の確認が必要", "A person must judge")
_SIGNS: Final = {_PASSED: "○", _FAILED: "×", _PERSON: "△"}


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


def write_comparison(comparison: Comparison, out: Path, languages: Sequence[Lang]) -> Path:
    """Write page and tables into the folder `out`; return the page.

    Raises:
        OSError: the folder can't be written.
    """
    heads = Heads(
        site=comparison.new.site_name,
        made=lambda lang: Text(
            f"a11y-audit {comparison.new.versions.get('a11y-audit', '')} が作りました。",
            f"Made by a11y-audit {comparison.new.versions.get('a11y-audit', '')}.",
        ).in_(lang),
    )
    write_papers(lambda lang: [document(comparison, lang)], out, languages, heads)
    for name, head, rows in _tables(comparison):
        write_table(out / f"{name}.csv", head, rows)
    return out / "index.html"


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
        verdict = {"failed": _FAILED, "passed": _PASSED}.get(outcome.state, _PERSON)
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
            verdict=_PASSED if coverage >= agreed.min_coverage else _FAILED,
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
                verdict=_PASSED if count <= limit else _FAILED,
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


def document(comparison: Comparison, lang: Lang) -> Document:
    """Return the page in one language."""
    names = {"old": _name(comparison.old, lang), "new": _name(comparison.new, lang)}
    return Document(
        key="index",
        title=_TITLE.fill(names).in_(lang),
        blocks=tuple(_blocks(comparison, lambda ja, en: Text(ja, en).in_(lang), lang)),
    )


Say = Callable[[str, str], str]


def _blocks(comparison: Comparison, say: Say, lang: Lang) -> Iterator[Block]:
    yield Facts(tuple(_facts(comparison, say, lang)))
    yield Para(
        say(
            "機械で分かるのは不適合だけです。「合格」は、取り決めた項目を機械で測った結果で、適合を意味しません。",
            "A machine can prove failures only. “Passed” tells what was measured, not that the site conforms.",
        ),
        strong=True,
    )
    yield Heading(say("検収", "Acceptance"))
    yield _acceptance(comparison, say, lang)
    yield Heading(say("要修正箇所の行方", "What became of the defects"))
    yield Grid(
        key="fates",
        caption=say("旧い方から新しい方へ", "From the old audit to the new one"),
        columns=(
            Column(say("行方", "Fate"), whole=True),
            Column(say("意味", "Meaning")),
            Column(say("要修正箇所", "Defects"), count=True),
        ),
        rows=tuple((_FATES[fate].in_(lang), _MEANINGS[fate].in_(lang), len(comparison.of(fate))) for fate in Fate),
    )
    for fate in (Fate.CARRIED, Fate.NEW, Fate.UNKNOWN, Fate.GONE):
        if rows := comparison.of(fate):
            yield Heading(f"{_FATES[fate].in_(lang)}{say('：', ': ')}{number(len(rows))}", 3)
            yield _defects(comparison, rows[:SHOWN], fate, say, lang)
            if len(rows) > SHOWN:
                yield Para(
                    say(
                        f"ほか {number(len(rows) - SHOWN)} 件は CSV にあります。",
                        f"{number(len(rows) - SHOWN)} more are in the CSV file.",
                    )
                )
    yield Heading(say("ページの対応", "Pages"))
    yield _pages(comparison, say, lang)
    if comparison.missing:
        yield Heading(say("対応するページがない旧ページ", "Old pages without a counterpart"), 3)
        yield Listed(tuple(Address(pair.old.url) for pair in comparison.missing[:SHOWN]))
    yield Heading(say("すべての行（CSV）", "All rows (CSV)"))
    root = "" if lang is Lang.JA else "../"
    yield Listed(tuple(Local(f"{root}{name}.csv", f"{name}.csv") for name, _, _ in _tables(comparison)))


def _facts(comparison: Comparison, say: Say, lang: Lang) -> Iterator[tuple[str, Inline]]:
    for label, view in ((say("旧", "Old"), comparison.old), (say("新", "New"), comparison.new)):
        totals, when = view.totals, moment(view.finished_at, lang)
        audited, found, failed = (number(each) for each in (totals.audited, totals.found, totals.failed_pages))
        ratio = share(totals.failed_ratio)
        words = say(
            f"{_name(view, lang)}、{when}、検査 {audited} / {found} ページ、問題ありのページ {failed}（{ratio}）",
            f"{_name(view, lang)}, {when}; {audited} of {found} pages audited, {failed} with a failure ({ratio})",
        )
        yield label, words
    standard, level = comparison.new.standard.name.in_(lang), comparison.new.level
    yield say("規格", "Standard"), say(f"{standard} レベル {level}", f"{standard}, level {level}")


def _acceptance(comparison: Comparison, say: Say, lang: Lang) -> Grid:
    rows: list[tuple[Inline, ...]] = [
        (
            each.what.in_(lang),
            each.agreed.in_(lang),
            each.measured.in_(lang),
            Signed(_SIGNS[each.verdict], each.verdict.in_(lang)),
            Address(each.evidence[0]) if each.evidence else "–",
        )
        for each in items(comparison)
    ]
    return Grid(
        key="acceptance",
        caption=say("取り決めた項目ごとの合否", "Each agreed item"),
        columns=(
            Column(say("項目", "Item")),
            Column(say("取り決め", "Agreed"), whole=True),
            Column(say("測定", "Measured")),
            Column(say("合否", "Verdict"), whole=True),
            Column(say("証拠（最初のページ）", "Evidence (first page)")),
        ),
        rows=tuple(rows),
    )


def _defects(comparison: Comparison, rows: Sequence[Compared], fate: Fate, say: Say, lang: Lang) -> Grid:
    def row(each: Compared) -> tuple[Inline, ...]:
        kind, criteria, words, data = comparison.kinds[each.new or each.old]
        pages = each.new_pages or each.old_pages
        return (
            Quoted(words, data, lang),
            kind.heading.in_(lang),
            criteria,
            len(each.old_pages),
            len(each.new_pages),
            Address(comparison.addresses[pages[0]]),
        )

    return Grid(
        key=fate.value,
        caption=_MEANINGS[fate].in_(lang),
        columns=(
            Column(say("内容", "Message")),
            Column(say("判定", "Outcome"), whole=True),
            Column(say("達成基準", "Criteria"), whole=True),
            Column(say("旧ページ数", "Old pages"), count=True),
            Column(say("新ページ数", "New pages"), count=True),
            Column(say("最初のページ", "First page")),
        ),
        rows=tuple(map(row, rows)),
    )


def _pages(comparison: Comparison, say: Say, lang: Lang) -> Grid:
    counts = [
        (_HOWS[how].in_(lang), sum(pair.how is how and pair.new is not None for pair in comparison.pages))
        for how in How
    ]
    counts.append((say("対応するページなし", "No counterpart"), len(comparison.missing)))
    return Grid(
        key="pages",
        caption=say(
            "旧い方の検査済みページ。推定した対応は、CSV を確かめて対応表（--map）にしてください。",
            "Audited pages of the old audit. What is proposed should be looked at in the CSV file and given by --map.",
        ),
        columns=(Column(say("対応の根拠", "Known by")), Column(say("ページ", "Pages"), count=True)),
        rows=tuple(counts),
    )


Table = tuple[str, tuple[str, ...], list[tuple[str | int, ...]]]


def _tables(comparison: Comparison) -> list[Table]:
    return [
        (
            "acceptance",
            ("項目", "取り決め", "測定", "合否", "証拠"),
            [
                (each.what.ja, each.agreed.ja, each.measured.ja, each.verdict.ja, " ".join(each.evidence))
                for each in items(comparison)
            ],
        ),
        (
            "defects",
            (
                "行方", "判定", "達成基準", "内容", "旧ページ数", "新ページ数", "旧の最初のページ",
                "新の最初のページ", "旧の番号", "新の番号",
            ),
            [_defect_row(comparison, each) for each in comparison.defects],
        ),
        (
            "pages",
            ("旧アドレス", "新アドレス", "対応の根拠", "旧の題名", "新の題名"),
            [_page_row(pair) for pair in comparison.pages],
        ),
    ]  # fmt: skip


def _defect_row(comparison: Comparison, each: Compared) -> tuple[str | int, ...]:
    kind, criteria, words, data = comparison.kinds[each.new or each.old]
    message = words.fill(data)
    first = (comparison.addresses[pages[0]] if pages else "" for pages in (each.old_pages, each.new_pages))
    counts = (len(each.old_pages), len(each.new_pages))
    told = (_FATES[each.fate].ja, kind.heading.ja, criteria, message.ja)
    return (*told, *counts, *first, each.old[:12], each.new[:12])


def _page_row(pair: Pair) -> tuple[str | int, ...]:
    if pair.new is None or pair.how is None:
        return (pair.old.url, "", "対応するページなし", pair.old.title, "")
    return (pair.old.url, pair.new.url, _HOWS[pair.how].ja, pair.old.title, pair.new.title)


def _name(view: ReportView, lang: Lang) -> str:
    site = view.site_name or view.seeds[0]
    return Text(f"{site}（第{view.run_id}回）", f"{site} (run {view.run_id})").in_(lang)
