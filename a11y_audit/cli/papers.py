"""The commands of papers: compare, tender, opendata."""

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


_TENDER: Final = Text(
    "調達に添える資料を、1つのフォルダーと ZIP ファイルに作ります。\n"
    "検査報告書、ページ別指摘事項一覧、ファイルの一覧、ひな形の問題、調達仕様書に書く要件（案）、方法、設定、版、SHA-256。"
    "どのブラウザーでも開け、同じ検査からは同じものができます。",
    "Write the pack for a tender: one folder, and a ZIP archive of it.\n"
    "Report, findings for each page, inventory, templates, requirements (draft), method, settings, versions, SHA-256. "
    "It opens in any browser, and the same run gives the same bytes.",
)
_RUN: Final = Text("検査の回の番号です。省くと最新の回です。", "Number of the run; the newest unless given.")
_NO_PDF: Final = Text("PDF の報告書を作りません。", "Make no PDF of the report.")
_PACKED: Final = Text(
    "資料を作りました: {page}\nまとめたファイル: {archive}", "The pack: {page}\nIts archive: {archive}"
)
_NO_BROWSER: Final = Text(
    "ブラウザーが使えないため、PDF は入っていません。", "No browser can be used, so there is no PDF in it."
)
_OPENDATA: Final = Text(
    "オープンデータとして公開できる、月ごと・年度ごとの数を CSV で作ります（列の説明とライセンスの欄つき）。",
    "Write figures by month and fiscal year as CSV for a catalogue of open data, with their description.",
)
_LICENCE: Final = Text("ライセンスの名前です（例: CC-BY-4.0）。", "Name of the licence (such as CC-BY-4.0).")
_FIGURES: Final = Text("公開用の数を作りました: {path}", "The figures: {path}")
_NO_LICENCE: Final = Text(
    "ライセンスの欄は空です。--licence で指定できます。", "No licence is told; give one with --licence."
)


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the commands in one language."""
    folder = options.FOLDER_WORD.in_(lang)
    old = options.Argument("old", options.number(1), shown="A", meaning=_OLD.in_(lang))
    new = options.Argument("new", options.number(1), shown="B", meaning=_NEW.in_(lang))
    table = options.option("--map", options.FILE, shown=options.FILE_WORD.in_(lang), meaning=_MAP.in_(lang))
    out = options.option("--out", options.FILE, shown=folder, meaning=_OUT.in_(lang))
    run = options.Argument(
        "run", options.number(1), shown=options.RUN_WORD.in_(lang), meaning=_RUN.in_(lang), required=False
    )
    licence = options.option("--licence", options.TEXT, shown=options.NAME_WORD.in_(lang), meaning=_LICENCE.in_(lang))
    return (
        Command("compare", lang=lang, help_text=_COMPARE, run=_compare, params=(old, new, table, out)),
        Command(
            "tender",
            lang=lang,
            help_text=_TENDER,
            run=_tender,
            params=(run, options.flag("--no-pdf", _NO_PDF.in_(lang)), out),
        ),
        Command("opendata", lang=lang, help_text=_OPENDATA, run=_opendata, params=(licence, out)),
    )


def _compare(request: Request) -> int:
    folder, loaded = settings_here({})
    given = request.values
    path, passed = papers.compare(
        loaded.settings, folder, given["old"], given["new"], address_map=given["map"], out=given["out"]
    )
    request.say(_WRITTEN, path=path)
    request.say(_MET if passed else _NOT_MET)
    return 0 if passed else GATE_FAILED


def _tender(request: Request) -> int:
    folder, loaded = settings_here({})
    given = request.values
    wanted = not given["no_pdf"]
    done = papers.tender(loaded.settings, folder, given["run"], out=given["out"], pdf=wanted)
    request.say(_PACKED, page=done.page, archive=done.archive)
    if wanted and not done.has_pdf:
        request.say(_NO_BROWSER)
    return 0


def _opendata(request: Request) -> int:
    folder, loaded = settings_here({})
    licence = request.values["licence"] or ""
    path = papers.opendata(loaded.settings, folder, licence=licence, out=request.values["out"])
    request.say(_FIGURES, path=path.parent)
    if not licence:
        request.say(_NO_LICENCE)
    return 0
