"""The commands about the published result of a JIS test: `jis lint` and the pages themselves."""

from typing import Final

import click

from a11y_audit import publish
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
    group = Group("jis", lang=lang, help_text=_JIS)
    group.add_command(Command("lint", lang=lang, help_text=_LINT, run=_lint, params=(target,)))
    return (group,)


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
