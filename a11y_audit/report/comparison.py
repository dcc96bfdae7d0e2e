"""Two audits beside each other, as a page and as tables: what was carried over, is gone, is new, and is missing.

Where an acceptance was agreed, each agreed item is passed, failed, or left to a person, with its evidence.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from a11y_audit.assess.addressmap import How, Pair
from a11y_audit.assess.comparing import Compared, Fate
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.acceptance import FAILED, PASSED, PERSON, Comparison, items
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

SHOWN: Final = 100
"""Rows of a table on the page at most; the CSV file has all."""

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
        "旧い方にあり、対応するページがないか、そのページで同じ検査ができていません。直ったとは言えません。",
        "In the old one; pages have no counterpart, or it was not looked for there. It can't be called repaired.",
    ),
}
_SIGNS: Final = {PASSED: "○", FAILED: "×", PERSON: "△"}
_HOWS: Final = {
    How.TABLE: Text("対応表", "Table"),
    How.PATTERN: Text("対応表（型）", "Pattern"),
    How.SAME: Text("同じアドレス", "Same address"),
    How.TEXT: Text("推定（本文）", "Proposed (text)"),
    How.TITLE: Text("推定（題名）", "Proposed (title)"),
}


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
