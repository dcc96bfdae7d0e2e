"""The commands about the published result of a JIS test: `jis lint` and the pages themselves."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

import click

from a11y_audit import publish
from a11y_audit.assess.claims import Missing
from a11y_audit.assess.lint import Remark, Weight
from a11y_audit.cli import options
from a11y_audit.cli.audits import settings_here
from a11y_audit.cli.command import Command, Group, Request
from a11y_audit.cli.ending import GATE_FAILED
from a11y_audit.cli.running import run_apart
from a11y_audit.cli.wrapping import width, wrap
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text

_JIS: Final = Text("JIS X 8341-3:2016 の試験結果の公開", "Publishing the result of a JIS X 8341-3:2016 test")
_PAGES: Final = Text(
    "公開するページを作ります。方針、試験結果（附属書JB.3.1）、達成基準と実装のチェックリスト、"
    "取組確認・評価表の下書き、月ごとの値です。\n"
    "設定 result.claim の表記の条件を満たさないと、足りないことを示し、下書きを作って終了コード 1 で終わります。",
    "Write the pages to publish: policy, test result (annex JB.3.1), checklists, self-assessment (draft), monthly "
    "figure.\n"
    "Where the conditions of result.claim are not met, says what is missing, writes drafts, and ends with 1.",
)
_OUT: Final = Text("このフォルダーに作ります。", "Write into this folder.")
_PDF: Final = Text("それぞれのページの PDF も作ります。", "Print each page to PDF, too.")
_WRITTEN: Final = Text("公開するページを作りました: {path}", "The pages were written: {path}")
_NO_SAMPLE: Final = Text(
    "試験のページがまだ選ばれていないので、試験結果は作っていません（a11y-audit sample draw で選びます）。",
    "No pages were chosen for a test yet, so there is no result (choose them with: a11y-audit sample draw).",
)
_CLAIM: Final = Text("書ける表記: {claim}", "What may be claimed: {claim}")
_FOR_CONFORMANCE: Final = Text("「準拠」と書くために足りないこと:", "What is missing for conformance:")
_REFUSED: Final = Text("設定した表記（result.claim）に足りないこと:", "What is missing for the claim of result.claim:")
_LINT: Final = Text(
    "公開した（または公開する前の）試験結果や方針のページを読み、つじつまの合わない所を示します。\n"
    "矛盾があると終了コード 1、質問だけか何もなければ 0 で終わります。",
    "Read a published (or about to be published) result or policy, and point out what contradicts itself.\n"
    "Ends with 1 where there is a contradiction, with 0 where there are only questions or nothing.",
)
_TARGET: Final = Text(
    "ページのアドレス、または HTML かテキストのファイルです。", "Address of the page, or a file of HTML or text."
)
_TARGET_WORD: Final = Text("ファイル|URL", "FILE|URL")
_WEIGHTS: Final = {
    Weight.CONTRADICTION: Text("矛盾", "Contradiction"),
    Weight.QUESTION: Text("確認", "Question"),
}
_LINE: Final = Text("［{weight}］{words}", "[{weight}] {words}")
_QUOTE: Final = Text("「{quote}」", "“{quote}”")
_SUM: Final = Text(
    "矛盾 {contradictions} 件、確認 {questions} 件", "{contradictions} contradictions, {questions} questions"
)
_CLEAN: Final = Text(
    "つじつまの合わない所は見つかりませんでした（書かれていることが正しいとは限りません）。",
    "Nothing contradicts itself (which does not prove that what is written is true).",
)
_QUOTED: Final = 120


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the group in one language."""
    target = options.Argument("target", options.TEXT, shown=_TARGET_WORD.in_(lang), meaning=_TARGET.in_(lang))
    pages = (
        options.option("--out", options.FILE, shown=options.FOLDER_WORD.in_(lang), meaning=_OUT.in_(lang)),
        options.flag("--pdf", _PDF.in_(lang)),
    )
    group = Group("jis", lang=lang, help_text=_JIS)
    group.add_command(Command("pages", lang=lang, help_text=_PAGES, run=_pages, params=pages))
    group.add_command(Command("lint", lang=lang, help_text=_LINT, run=_lint, params=(target,)))
    return (group,)


def _pages(request: Request) -> int:
    folder, loaded = settings_here({})
    given = request.values
    done = publish.pages(loaded.settings, folder, out=given["out"], pdf=given["pdf"], now=datetime.now(UTC))
    view = done.view
    request.say(_WRITTEN, path=done.index)
    if view.table is None:
        request.say(_NO_SAMPLE)
        return 0
    if view.claim:
        request.say(_CLAIM, claim=request.in_(view.claim.text))
    refused = view.decision.missing if view.decision else ()
    if view.conformance and view.conformance.missing and not refused:
        _list(request, _FOR_CONFORMANCE, view.conformance.missing)
    if refused:
        _list(request, _REFUSED, refused)
    return GATE_FAILED if refused or view.claim is None else 0


def _list(request: Request, title: Text, missing: Iterable[Missing]) -> None:
    request.say(title)
    for each in missing:
        for line in wrap(printable(f"- {request.in_(each.text)}", limit=1_000), width()):
            click.echo(line)


def _lint(request: Request) -> int:
    _, loaded = settings_here({})
    remarks = run_apart(publish.lint(loaded.settings, request.values["target"]))
    for each in remarks:
        _tell(request, each)
    if not remarks:
        request.say(_CLEAN)
        return 0
    contradictions = sum(each.weight is Weight.CONTRADICTION for each in remarks)
    request.say(_SUM, contradictions=contradictions, questions=len(remarks) - contradictions)
    return GATE_FAILED if contradictions else 0


def _tell(request: Request, remark: Remark) -> None:
    words = request.in_(_LINE, weight=request.in_(_WEIGHTS[remark.weight]), words=request.in_(remark.text))
    for line in wrap(printable(words, limit=1_000), width()):
        click.echo(line)
    if remark.quote:
        click.echo(f"    {request.in_(_QUOTE, quote=printable(remark.quote, limit=_QUOTED))}")
