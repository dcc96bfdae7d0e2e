"""What is said at the end of an audit, and the exit code that it ends with."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import click

from a11y_audit.api import AuditEnd
from a11y_audit.assess.defects import State
from a11y_audit.audit.watch import BUDGET, EMERGENCY, QUIET, STORM
from a11y_audit.cli.command import Request
from a11y_audit.cli.refusal import INTERRUPTED
from a11y_audit.core.text import Text
from a11y_audit.core.visit import Why
from a11y_audit.errors import AuditError
from a11y_audit.report.notation import number, share
from a11y_audit.settings import Settings

GATE_FAILED: Final = 1

_DONE: Final = Text("検査が終わりました（第{run}回）", "The audit is done (run {run})")
_STOPPED: Final = Text("検査を途中で止めました（第{run}回）", "The audit was stopped (run {run})")
_PAGES: Final = Text(
    "ページ: {audited} ページを検査（対象 {found}、検査できず {not_audited}、対象外 {left_out}）",
    "Pages: {audited} audited of {found}; {not_audited} not audited, {left_out} left out on purpose",
)
_REASON: Final = Text(
    "検査できなかった主な理由: {cause}（{pages} ページ）", "Mostly not audited because: {cause} ({pages} pages)"
)
_DEFECTS: Final = Text(
    "要修正箇所: 新規 {new}、継続 {persisting}、再発 {returned}、修正済み {fixed}、再検査できず {not_retested}",
    "Defects: {new} new, {persisting} persisting, {returned} returned, {fixed} fixed, {not_retested} not re-tested",
)
_FAILED: Final = Text(
    "問題のあるページ: {pages} / {audited} ページ（{share}）", "Pages with a failure: {pages} of {audited} ({share})"
)
_REPORT: Final = Text("報告書: {path}", "Report: {path}")
_GATE: Final = Text("条件を満たしません: {objection}", "Gate: {objection}")
_LEFT_ALONE: Final = {
    QUIET: Text("「検査をしない時間帯」になったため止めました。", "It stopped because the hours without audit began."),
    EMERGENCY: Text("緊急時の表示が出たため止めました。", "It stopped because the site shows an emergency."),
    BUDGET: Text(
        "この夜の検査時間が終わったため止めました。残りは次の夜に続けます。",
        "It stopped because the time of this night was over; the rest follows in the next night.",
    ),
    STORM: Text(
        "サーバーが続けて応答を断ったため止めました。", "It stopped because the server refused again and again."
    ),
}
_WINDOW: Final = Text(" 画面の大きさ {size}", " window size {size}")
_RESUME: Final = Text(
    "同じコマンドをもう一度実行すると、続きから検査します。", "Run the same command again to go on from here."
)
_LIMITED: Final = Text(
    "ページ数の上限まで検査しました。サイト全体の結果ではありません。",
    "The limit of pages was reached: this is not the whole site.",
)
_CODE: Final = Text("終了コード {code}: {meaning}", "Exit code {code}: {meaning}")
_MEANINGS: Final = {
    0: Text("終わりました。", "done."),
    GATE_FAILED: Text("終わりましたが、設定した条件を満たしていません。", "done, but the gate of the settings failed."),
    AuditError.exit_code: Text("検査できなかったページが多く、不完全です。", "not complete."),
    INTERRUPTED: Text("途中で止めました。", "interrupted."),
}
_LEFT: Final = Text("途中で止めたため、まだ全体の結果ではありません。", "not complete yet: it stopped on the way.")


def conclude(request: Request, end: AuditEnd, settings: Settings) -> int:
    """Write what the audit came to, in each window size, and return the exit code."""
    code = exit_code(end, settings)
    for part in _parts(end):
        title = request.in_(_STOPPED if part.interrupted else _DONE, run=part.run.id)
        if part.run.view:
            title += request.in_(_WINDOW, size=part.run.view.replace("x", "×"))
        click.echo(f"── {title} " + "─" * 20)
        for line in (*_numbers(request, part), *_notes(request, part)):
            click.echo(line)
    if end.interrupted:
        request.say(_RESUME)
    meaning = _LEFT if _reason(end) else _MEANINGS[code]
    request.say(_CODE, code=code, meaning=request.in_(meaning))
    return code


def exit_code(end: AuditEnd, settings: Settings) -> int:
    """Return the code: what could not be tested is never told as findings, and comes first."""
    if end.interrupted:
        # What the audit decided itself is told as incomplete, and only what a person wished as interrupted.
        return AuditError.exit_code if _reason(end) else INTERRUPTED
    if any(_is_incomplete(part, settings) for part in _parts(end)):
        return AuditError.exit_code
    return GATE_FAILED if any(part.gate for part in _parts(end)) else 0


def _parts(end: AuditEnd) -> tuple[AuditEnd, ...]:
    """Return the audits of each window size; the one in the second begins only when the first has ended."""
    return (end,) if end.second is None else (replace(end, second=None, interrupted=False), end.second)


def _reason(end: AuditEnd) -> Text | None:
    """Return why the audit left the site alone by itself, or None."""
    notes = (code for part in _parts(end) if part.interrupted for code in part.run.notes)
    return next((_LEFT_ALONE[code] for code in notes if code in _LEFT_ALONE), None)


def _is_incomplete(end: AuditEnd, settings: Settings) -> bool:
    # A limit of pages was wished for, so reaching it is no failure; it is told all the same.
    if end.run.state != "complete" and "limit" not in end.run.notes:
        return True
    coverage, wanted = end.totals.coverage or 0.0, settings.gate.min_coverage
    return wanted is not None and coverage < wanted


def _numbers(request: Request, end: AuditEnd) -> Iterator[str]:
    totals = end.totals
    not_audited = sum(totals.not_audited.values())
    yield request.in_(
        _PAGES,
        audited=number(totals.audited),
        found=number(totals.found),
        not_audited=number(not_audited),
        left_out=number(sum(totals.left_out.values())),
    )
    if totals.not_audited:
        why, pages = max(totals.not_audited.items(), key=lambda each: each[1])
        yield request.in_(_REASON, cause=request.in_(Why(why).cause), pages=number(pages))
    yield request.in_(
        _FAILED,
        pages=number(totals.failed_pages),
        audited=number(totals.audited),
        share=share(totals.failed_ratio),
    )
    if end.report is None:
        # Stopped at once: nothing was compared with the run before, and a zero would be a claim.
        return
    yield request.in_(_DEFECTS, **{state.value: number(totals.defect_states.get(state, 0)) for state in State})


def _notes(request: Request, end: AuditEnd) -> Iterator[str]:
    if end.report:
        yield request.in_(_REPORT, path=end.report)
    for objection in end.gate:
        yield request.in_(_GATE, objection=request.in_(objection))
    if "limit" in end.run.notes:
        yield request.in_(_LIMITED)
    if reason := _reason(end):
        yield request.in_(reason)
