"""An audit as a short summary in Markdown, for the page of a build or of a proposed change."""

import re
from collections.abc import Iterable, Iterator, Sequence

from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.notation import number, share
from a11y_audit.report.told import KINDS, Summary, Told, of_kinds

_SHOWN = 20
_MISSED = 20
_LIMIT = 200
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&@:])")
_TITLE = Text("ウェブアクセシビリティ検査", "Web accessibility audit")
_RUN = Text("第 {run} 回", "run {run}")
_HEADS = Text("| 結果 | 数 |", "| Result | Number |")
_PAGES = Text("検査したページ", "Pages audited")
_FAILED_PAGES = Text("「問題あり」のあるページ", "Pages with a failure")
_MET = Text("**合格**: 設定した条件を満たしています。", "**Gate passed**: the limits of the settings are kept.")
_NOT_MET = Text("**不合格**: 設定した条件を満たしていません。", "**Gate failed**: limits of the settings are broken.")
_KNOWN = Text("基準ファイルにある既知の {n} 件は除いています。", "{n} findings that the baseline lists are left out.")
_FIRST = Text("直すところ", "What to repair")
_FIRST_HEADS = Text("| 判定 | 達成基準 | 内容 | ページ | 場所 |", "| Outcome | Criterion | Message | Pages | Place |")
_MORE = Text("ほかに {n} 件あります。", "{n} more.")
_WAIVED = Text("猶予しているところ", "What is waived")
_NOT_AUDITED = Text("検査できなかったページ", "Pages that could not be audited")
_HONEST = Text(
    "機械で分かるのは不適合だけです。問題が見つからなくても、適合とは言えません。",
    "A machine can prove failures only; a page without any does not conform for that reason.",
)


def as_markdown(summary: Summary, lang: Lang) -> str:
    """Return the summary: gate, numbers, the first things to repair, and what could not be audited."""
    title = f"{_TITLE.in_(lang)} – {_clean(summary.title)}" if summary.title else _TITLE.in_(lang)
    run = f" ({_RUN.fill({'run': summary.run}).in_(lang)})" if summary.run else ""
    lines = [f"## {title}{run}", "", *_gate(summary, lang), *_numbers(summary, lang)]
    wrong = of_kinds(summary, Kind.FAILED, Kind.LIKELY)
    lines += _first([each for each in wrong if not each.waiver], lang)
    lines += _waived([each for each in wrong if each.waiver], lang)
    lines += _missed(summary, lang)
    return "\n".join([*lines, _HONEST.in_(lang), ""])


def _gate(summary: Summary, lang: Lang) -> Iterator[str]:
    if summary.gate is not None:
        yield (_NOT_MET if summary.gate else _MET).in_(lang)
        yield ""
        yield from (f"- {_clean(each.in_(lang))}" for each in summary.gate)
        if summary.gate:
            yield ""
    if summary.known:
        yield _KNOWN.fill({"n": number(summary.known)}).in_(lang)
        yield ""


def _numbers(summary: Summary, lang: Lang) -> Iterator[str]:
    yield _HEADS.in_(lang)
    yield "|---|---:|"
    yield f"| {_PAGES.in_(lang)} | {number(summary.audited)} / {number(summary.found)} |"
    ratio = summary.failed_pages / summary.audited if summary.audited else None
    yield f"| {_FAILED_PAGES.in_(lang)} | {number(summary.failed_pages)} ({share(ratio)}) |"
    for kind in KINDS:
        yield f"| {kind.heading.in_(lang)} | {number(len(of_kinds(summary, kind)))} |"
    yield ""


def _first(told: Sequence[Told], lang: Lang) -> Iterator[str]:
    if not told:
        return
    yield f"### {_FIRST.in_(lang)}"
    yield ""
    yield _FIRST_HEADS.in_(lang)
    yield "|---|---|---|---:|---|"
    ranked = sorted(told, key=lambda each: (KINDS.index(each.kind), -each.pages))
    for each in ranked[:_SHOWN]:
        place = each.places[0]
        cells = (each.kind.heading.in_(lang), " ".join(each.criteria), each.message.in_(lang))
        spot = " ".join(part for part in (place.url, place.selector) if part)
        yield f"| {' | '.join(map(_clean, cells))} | {number(each.pages)} | {_clean(spot)} |"
    yield ""
    if len(told) > _SHOWN:
        yield _MORE.fill({"n": number(len(told) - _SHOWN)}).in_(lang)
        yield ""


def _waived(told: Sequence[Told], lang: Lang) -> Iterator[str]:
    if not told:
        return
    yield f"### {_WAIVED.in_(lang)} ({number(len(told))})"
    yield ""
    for each in told[:_SHOWN]:
        words = f"{each.message.in_(lang)} {each.waiver.words.in_(lang) if each.waiver else ''}"
        yield f"- {_clean(words)} – {_clean(each.places[0].url)}"
    if len(told) > _SHOWN:
        yield f"- {_MORE.fill({'n': number(len(told) - _SHOWN)}).in_(lang)}"
    yield ""


def _missed(summary: Summary, lang: Lang) -> Iterable[str]:
    if not summary.missed:
        return
    yield f"### {_NOT_AUDITED.in_(lang)} ({number(len(summary.missed))})"
    yield ""
    for url, reason in summary.missed[:_MISSED]:
        yield f"- {_clean(url)} – {_clean(reason.why.cause.in_(lang))}"
    if len(summary.missed) > _MISSED:
        yield f"- {_MORE.fill({'n': number(len(summary.missed) - _MISSED)}).in_(lang)}"
    yield ""


def _clean(text: str) -> str:
    """Return text from a page as it may stand in Markdown: nothing in it is read as markup, link or mention."""
    return _SPECIAL.sub(r"\\\1", printable(text, limit=_LIMIT))
