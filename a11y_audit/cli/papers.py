"""The commands of papers: compare."""

from typing import Final

import click

from a11y_audit import papers
from a11y_audit.cli import options
from a11y_audit.cli.audits import settings_here
from a11y_audit.cli.command import Command, Request
from a11y_audit.cli.ending import GATE_FAILED
from a11y_audit.core.text import Lang, Text

_COMPARE: Final = Text(
    "2つの検査を比べます（同じサイトの2回、またはリニューアル前と後のサイト）。\n"
    "引き継がれた・なくなった・新しい要修正箇所、対応するページがないもの、取り決めた項目の合否（検収）を示します。\n"
    "設定 [acceptance] の項目に不合格があると、終了コード 1 で終わります。",
    "Compare two runs: of one site, or of a site before and after its renewal.\n"
    "Shows defects carried over, gone and new, pages that are missing, and what was agreed as passed or failed.\n"
    "Ends with 1 when an item of [acceptance] failed.",
)
_OLD: Final = Text("旧い方の検査の番号です。", "Number of the old run.")
_NEW: Final = Text("新しい方の検査の番号です。", "Number of the new run.")
_MAP: Final = Text(
    "新旧のアドレスの対応表（CSV。「旧,新」。末尾の * は続きの部分を表します）です。",
    "Table of addresses (CSV: old,new; a final * stands for the rest).",
)
_OUT: Final = Text("このフォルダーに書きます。", "Write into this folder.")
_WRITTEN: Final = Text("比較を書きました: {path}", "The comparison was written: {path}")
_MET: Final = Text(
    "取り決めた項目に、機械で分かる不合格はありません。", "No agreed item failed, as far as a machine can tell."
)
_NOT_MET: Final = Text("取り決めた項目に不合格があります。", "Some agreed items failed.")


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the commands in one language."""
    folder = options.FOLDER_WORD.in_(lang)
    old = options.Argument("old", options.number(1), shown="A", meaning=_OLD.in_(lang))
    new = options.Argument("new", options.number(1), shown="B", meaning=_NEW.in_(lang))
    table = options.option("--map", options.FILE, shown=options.FILE_WORD.in_(lang), meaning=_MAP.in_(lang))
    out = options.option("--out", options.FILE, shown=folder, meaning=_OUT.in_(lang))
    return (Command("compare", lang=lang, help_text=_COMPARE, run=_compare, params=(old, new, table, out)),)


def _compare(request: Request) -> int:
    folder, loaded = settings_here({})
    given = request.values
    path, passed = papers.compare(
        loaded.settings, folder, given["old"], given["new"], address_map=given["map"], out=given["out"]
    )
    request.say(_WRITTEN, path=path)
    request.say(_MET if passed else _NOT_MET)
    return 0 if passed else GATE_FAILED
