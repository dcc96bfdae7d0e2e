"""The results of `check` as text, JSON Lines or CSV; what stems from a page can play no tricks in any of them."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from a11y_audit import __version__, registry
from a11y_audit.api import Checked
from a11y_audit.assess.waivers import Waiver, waived
from a11y_audit.audit import baseline
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.rule import reason_of
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.junit import as_junit
from a11y_audit.report.markdown import as_markdown
from a11y_audit.report.sarif import as_sarif
from a11y_audit.report.told import Place, Summary, Told
from a11y_audit.report.view import rule_view
from a11y_audit.sheets.cells import cell

_LINE_LIMIT: Final = 400
_TRICKS: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_CLEAN: Final = Text("自動で見つかる問題はありませんでした。", "The rules found nothing here.")
_NOT_AUDITED: Final = Text("検査できませんでした: {cause}{detail}", "Not audited: {cause}{detail}")
_NOT_AUDITED_STATE: Final = Text("検査できず", "Not audited")
_SUM: Final = Text(
    "{pages} ページ中、検査 {audited}、「問題あり」のあるページ {failed}",
    "{audited} of {pages} pages audited, {failed} with a failure",
)
_HEADS: Final = {
    "url": Text("アドレス", "Address"),
    "outcome": Text("判定", "Outcome"),
    "criterion": Text("達成基準", "Success criteria"),
    "rule": Text("規則", "Rule"),
    "reason": Text("理由コード", "Reason"),
    "message": Text("内容", "Message"),
    "selector": Text("該当箇所（セレクター）", "Selector"),
    "snippet": Text("該当箇所（HTML）", "HTML"),
    "techniques": Text("達成方法", "Techniques"),
    "waiver": Text("猶予", "Waived"),
}


def as_text(results: Iterable[Checked], lang: Lang, waivers: Sequence[Waiver] = ()) -> str:
    """Return a paragraph for each page, the surest findings first, and a sum at the end."""
    pages = list(results)
    lines: list[str] = []
    for page in pages:
        lines.append(printable(page.url, limit=_LINE_LIMIT))
        if page.not_audited:
            detail = f" ({page.not_audited.detail})" if page.not_audited.detail else ""
            cause = page.not_audited.why.cause.in_(lang)
            words = _NOT_AUDITED.fill({"cause": cause, "detail": detail}).in_(lang)
            lines += [f"  {printable(words, limit=_LINE_LIMIT)}", f"  {page.not_audited.why.step.in_(lang)}"]
        elif not page.findings:
            lines.append(f"  {_CLEAN.in_(lang)}")
        for finding in sorted(page.findings, key=lambda each: _KINDS.index(each.kind.value)):
            lines += _paragraph(finding, lang, waivers)
        lines.append("")
    counts = {
        "pages": len(pages),
        "audited": sum(page.not_audited is None for page in pages),
        "failed": sum(any(each.kind == "failed" for each in page.findings) for page in pages),
    }
    return "\n".join([*lines, _SUM.fill(counts).in_(lang), ""])


def as_jsonl(results: Iterable[Checked], lang: Lang, waivers: Sequence[Waiver] = ()) -> str:
    """Return one JSON object a line: a finding, or a page that could not be audited."""
    lines = [_json(row) for page in results for row in _rows(page, lang, waivers)]
    return "".join(f"{line}\n" for line in lines)


def as_csv(results: Iterable[Checked], lang: Lang, waivers: Sequence[Waiver] = ()) -> str:
    """Return a table for spreadsheets: byte order mark, CRLF, and no cell that could be taken for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([head.in_(lang) for head in _HEADS.values()])
    for page in results:
        for row in _rows(page, lang, waivers):
            writer.writerow([_cell(cell) for cell in _cells(row, lang)])
    return "\ufeff" + file.getvalue()


WRITERS: Final[Mapping[str, Callable[[Iterable[Checked], Lang, Sequence[Waiver]], str]]] = {
    "text": as_text,
    "jsonl": as_jsonl,
    "csv": as_csv,
}
SHORT: Final[Mapping[str, Callable[[Summary, Lang], str]]] = {
    "sarif": as_sarif,
    "junit": as_junit,
    "markdown": as_markdown,
}
FILES: Final[Mapping[str, str]] = {
    "text": "check.txt",
    "jsonl": "check.jsonl",
    "csv": "check.csv",
    "sarif": "check.sarif",
    "junit": "junit.xml",
    "markdown": "summary.md",
}
"""The name of the file of each form, where several are written into a folder."""
_KINDS: Final = ("failed", "likely", "review", "untested", "advice", "passed")


def summary(
    results: Sequence[Checked],
    standard: Text,
    gate: tuple[Text, ...] | None,
    known: frozenset[str] | None,
    waivers: Sequence[Waiver] = (),
) -> Summary:
    """Return what build servers are told of these pages; what the baseline lists is told as unchanged.

    Args:
        results: the pages.
        standard: name of what they were audited against.
        gate: what the limits object to, or None where there are none.
        known: keys that the baseline lists, or None without one.
        waivers: those in force.
    """
    told = [_told(finding, known, waivers) for page in results for finding in page.findings]
    failed = {each.places[0].url for each in told if each.kind is Kind.FAILED and each.state != "unchanged"}
    return Summary(
        title="",
        run=None,
        standard=standard,
        version=__version__,
        found=len(results),
        audited=sum(page.not_audited is None for page in results),
        failed_pages=len(failed),
        told=tuple(told),
        missed=tuple((page.url, page.not_audited) for page in results if page.not_audited),
        gate=gate,
        known=sum(each.state == "unchanged" for each in told),
        clean=tuple(page.url for page in results if not page.not_audited),
    )


def _told(finding: Finding, known: frozenset[str] | None, waivers: Sequence[Waiver]) -> Told:
    target = finding.target
    place = Place(
        url=finding.page,
        selector=target.selector if target else "",
        snippet=target.snippet if target else "",
        line=target.line if target else None,
    )
    entry = baseline.entry_of(finding)
    return Told(
        rule=rule_view(registry.rule(finding.rule)),
        kind=finding.kind,
        criteria=finding.criteria,
        message=message(finding),
        places=(place,),
        pages=1,
        findings=1,
        key=entry.key,
        state="" if known is None else "unchanged" if entry.key in known else "new",
        waiver=_waiver(finding, waivers),
    )


def message(finding: Finding) -> Text:
    """Return what the finding says, in words; the code itself when the rule no longer knows it."""
    reason = reason_of(registry.rule(finding.rule), finding.reason)
    return reason.text.fill(finding.data) if reason else Text(finding.reason, finding.reason)


def _waiver(finding: Finding, waivers: Sequence[Waiver]) -> Waiver | None:
    return waived(waivers, finding.defect, finding.rule, finding.page)


def _paragraph(finding: Finding, lang: Lang, waivers: Sequence[Waiver]) -> list[str]:
    criteria = " ".join(finding.criteria)
    words = printable(message(finding).in_(lang), limit=_LINE_LIMIT)
    lines = [f"  [{finding.kind.heading.in_(lang)}] {criteria + ' ' if criteria else ''}{words} ({finding.rule})"]
    if finding.target:
        lines.append(f"      {printable(finding.target.selector, limit=_LINE_LIMIT)}")
    if over := _waiver(finding, waivers):
        lines.append(f"      {printable(over.words.in_(lang), limit=_LINE_LIMIT)}")
    return lines


def _rows(page: Checked, lang: Lang, waivers: Sequence[Waiver]) -> list[dict[str, object]]:
    if page.not_audited:
        words = f"{page.not_audited.why.cause.in_(lang)} {page.not_audited.detail}".strip()
        return [
            {"url": page.url, "outcome": "not_audited", "why": page.not_audited.why.value, "message": words},
        ]
    return [_row(page.url, finding, lang, waivers) for finding in page.findings]


def _row(url: str, finding: Finding, lang: Lang, waivers: Sequence[Waiver]) -> dict[str, object]:
    over = _waiver(finding, waivers)
    return {
        "url": url,
        "rule": finding.rule,
        "reason": finding.reason,
        "outcome": finding.kind.value,
        "criterion": list(finding.criteria),
        "techniques": list(registry.rule(finding.rule).techniques),
        "selector": finding.target.selector if finding.target else None,
        "snippet": finding.target.snippet if finding.target else None,
        "message": message(finding).in_(lang),
        "data": dict(finding.data),
        "waiver": over.words.in_(lang) if over else None,
    }


def _cells(row: Mapping[str, object], lang: Lang) -> list[object]:
    """Return the cells of a row: a spreadsheet is read by people, so the outcome is in words."""
    outcome = str(row["outcome"])
    words = _NOT_AUDITED_STATE if outcome == "not_audited" else Kind(outcome).heading
    told = {**row, "outcome": words.in_(lang), "reason": row.get("reason", row.get("why"))}
    return [told.get(key) for key in _HEADS]


def _json(row: Mapping[str, object]) -> str:
    # Escaped rather than replaced: the value stays what it was, and a terminal is none the worse.
    words = json.dumps(row, ensure_ascii=False)
    return _TRICKS.sub(lambda found: f"\\u{ord(found[0]):04x}", words)


def _cell(value: object) -> str:
    words = " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return str(cell(words))
