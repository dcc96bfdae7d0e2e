"""The commands `review export` and `review import`: questions go out as sheets, and answers come back."""

from collections import Counter
from datetime import UTC, datetime
from typing import Final

import click

from a11y_audit import exchange
from a11y_audit.assess.answers import heading
from a11y_audit.cli import options
from a11y_audit.cli.audits import settings_here
from a11y_audit.cli.command import Command, Request
from a11y_audit.cli.sampling import today
from a11y_audit.core.text import Lang, Text

_EXPORT: Final = Text(
    "質問を表に書き出します。人が書き入れて、review import で読み込みます。\n"
    "xlsx（画像と選択肢つき）、csv、michecker（miChecker の結果と同じ並びの CSV）から選べます。",
    "Write the questions into a sheet, for people to answer and review import to take in.\n"
    "It can be xlsx (with pictures and choices), csv, or michecker (CSV files in the layout of miChecker).",
)
_IMPORT: Final = Text(
    "書き入れた表（xlsx、ods、xls、csv）を読み込みます。列の順や文字コードは問いません。\n"
    "読み込めない行が1つでもあれば、行ごとに理由を示し、何も記録しません。同じ表を何度読み込んでもかまいません。",
    "Take in a filled sheet (xlsx, ods, xls, csv), in any order of columns and encoding.\n"
    "If a single row can't be taken, each such row is told with its reason and nothing is stored. A sheet may be "
    "taken in "
    "again and again.",
)
_FORMAT: Final = Text(
    "書き出す形式です（コンマで区切ります）。書かなければ xlsx です。",
    "What to write (with commas between); xlsx unless given.",
)
_ALL: Final = Text(
    "機械が「問題あり」とした箇所も書き出します（そうではないと判定するとき）。",
    "Write what a machine proved, too (to contest it).",
)
_OUT: Final = Text("このフォルダーに書き出します。", "Write into this folder.")
_FILE: Final = Text("書き入れた表のファイルです。", "The filled sheet.")
_PERSON: Final = Text("判定者の欄が空の行の、判定した人の名前です。", "Who decided, for rows that do not say.")
_WRITTEN: Final = Text("書き出しました: {path}", "Written: {path}")
_COUNT: Final = Text("質問 {count} 件", "{count} questions")
_TAKEN: Final = Text(
    "新しい回答 {new} 件を記録しました。記録済み {same} 件、未回答 {empty} 件",
    "{new} new answers were stored; {same} were known, {empty} rows are not answered",
)
_OUTCOMES: Final = Text("内訳: {outcomes}", "Of them: {outcomes}")


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the commands of the group `review` in one language."""
    name, folder, file = (each.in_(lang) for each in (options.NAME_WORD, options.FOLDER_WORD, options.FILE_WORD))
    formats = options.some_of(*exchange.FORMATS)
    export = (
        options.option("--format", formats, shown=",".join(exchange.FORMATS), meaning=_FORMAT.in_(lang)),
        options.flag("--all", _ALL.in_(lang)),
        options.option("--out", options.FILE, shown=folder, meaning=_OUT.in_(lang)),
    )
    taken = (
        options.Argument("file", options.FILE, shown=file, meaning=_FILE.in_(lang)),
        options.option("--person", options.TEXT, shown=name, meaning=_PERSON.in_(lang)),
    )
    return (
        Command("export", lang=lang, help_text=_EXPORT, run=_export, params=export),
        Command("import", lang=lang, help_text=_IMPORT, run=_import, params=taken),
    )


def _export(request: Request) -> int:
    folder, loaded = settings_here({})
    given = request.values
    done = exchange.export(
        loaded.settings,
        folder,
        formats=given["format"] or ("xlsx",),
        every=given["all"],
        out=given["out"],
        today=today(),
    )
    for path in done.paths:
        request.say(_WRITTEN, path=path)
    request.say(_COUNT, count=done.questions)
    return 0


def _import(request: Request) -> int:
    folder, loaded = settings_here({})
    given = request.values
    taken = exchange.import_answers(
        loaded.settings, folder, given["file"], person=given["person"] or "", now=datetime.now(UTC)
    )
    request.say(_TAKEN, new=len(taken.answers), same=taken.same, empty=taken.empty)
    if taken.answers:
        counted = Counter(request.in_(heading(each.outcome)) for each in taken.answers)
        request.say(_OUTCOMES, outcomes=", ".join(f"{word} {count}" for word, count in counted.items()))
    return 0
