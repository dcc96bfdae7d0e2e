"""The commands of nights that run themselves: night, schedule, status, prune, backup, restore."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from a11y_audit import nights
from a11y_audit.audit.events import Stop
from a11y_audit.cli import options
from a11y_audit.cli.audits import settings_here, stoppable
from a11y_audit.cli.command import Command, Group, Request
from a11y_audit.cli.ending import conclude, exit_code
from a11y_audit.cli.progress import Display
from a11y_audit.cli.running import run_apart
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import AuditError, UsageError
from a11y_audit.nights import NightEnd, Standing
from a11y_audit.report.notation import number, share, size, stamp
from a11y_audit.schedule import install
from a11y_audit.settings import Settings, folder_of

_NIGHT: Final = Text(
    "夜の検査を1回行います（schedule install が登録する命令です）。\n"
    "決めた時間の中で検査し、結果を記録し、何かが変わったときだけ知らせ、古いログを片づけます。",
    "Run one night (this is what schedule install sets up).\n"
    "Audit within its time, keep the results, tell people when something changed, and let old logs go.",
)
_CATCH_UP: Final = Text(
    "予定の夜が動かなかったか、途中で切れたときだけ検査します。", "Audit only when a night was missed or cut off."
)
_NOT_MISSED: Final = Text("行えなかった夜はありません。", "No night was missed.")
_SCHEDULE: Final = Text("夜ごとの自動検査を登録・表示・解除します。", "Set up, show or remove the nightly audit.")
_INSTALL: Final = Text(
    "設定 [schedule] のとおりに、夜ごとの自動検査を登録します（systemd、cron、Windows のタスク）。",
    "Set up the nightly audit as [schedule] says (systemd, cron, or a Windows task).",
)
_SHOW: Final = Text("登録する内容を表示します（何も変えません）。", "Show what would be set up; changes nothing.")
_REMOVE: Final = Text("夜ごとの自動検査を解除します。", "Remove the nightly audit.")
_WAY: Final = Text(
    "登録の方法です。書かなければ、この機器に合うものを選びます。", "How; what fits this machine unless given."
)
_INSTALLED: Final = Text("登録しました（{way}）: {where}", "Set up ({way}): {where}")
_NEXT: Final = Text("次の夜: {moment}", "Next night: {moment}")
_REMOVED: Final = Text("解除しました（{way}）: {where}", "Removed ({way}): {where}")
_NOT_INSTALLED: Final = Text("登録されていません。", "It is not set up.")
_STATUS: Final = Text(
    "夜の検査の様子（前回の夜、検査できた割合、次の夜、使っている大きさ）を表示します。\n"
    "見てほしいことがあると、終了コード 3 で終わります。",
    "Show how nights stand: the last one, its coverage, the next one, sizes.\n"
    "Ends with 3 when there is something to look at.",
)
_LAST: Final = Text("前回の夜: {begun} から {ended}", "Last night: {begun} to {ended}")
_GOES_ON: Final = Text("（終わっていません）", "(not ended)")
_COVERAGE: Final = Text(
    "検査したページ: {audited} / {found}（{coverage}）、問題のあるページ {failed}",
    "Pages audited: {audited} of {found} ({coverage}); {failed} with a failure",
)
_WAITING: Final = Text("次の夜に続けるページ: {pages}", "Pages that the next night goes on with: {pages}")
_TIMER: Final = Text("自動検査の登録: {ways}", "Set up by: {ways}")
_SIZES: Final = Text(
    "大きさ: 記録 {database}、ページの内容 {records}、報告書 {reports}、ログ {logs}（空き {free}）",
    "Sizes: database {database}, recorded pages {records}, reports {reports}, logs {logs} ({free} free)",
)
_LOOK: Final = Text("見てください: {problem}", "Look at this: {problem}")
_WELL: Final = Text("異常はありません。", "All is well.")
_PRUNE: Final = Text(
    "設定 [keep] より古い、ページの記録と報告書を整理します。消す前に大きさを示します（検査結果は消しません）。",
    "Remove recorded pages and report folders that are older than [keep] says; sizes are shown first.",
)
_YES: Final = Text("確かめずに消します。", "Remove without asking.")
_PRUNABLE: Final = Text(
    "消せるもの: ページの記録 {records} 件（{records_size}）、報告書 {reports} 件（{reports_size}）",
    "To remove: {records} recorded pages ({records_size}), {reports} report folders ({reports_size})",
)
_NO_LIMIT: Final = Text(
    "設定 [keep] に records も reports も書かれていないため、すべて残します。",
    "Neither records nor reports is set in [keep], so everything is kept.",
)
_NOTHING: Final = Text("消すものはありません。", "There is nothing to remove.")
_ASK: Final = Text("消してよろしいですか（y/N）", "Remove it? (y/N)")
_KEPT: Final = Text(
    "消しませんでした。消すには --yes を付けてください。", "Nothing was removed. To remove it, add --yes."
)
_PRUNED: Final = Text("{size} を整理しました。", "{size} were removed.")
_BACKUP: Final = Text(
    "検査の記録と設定をすべて1つのファイルに保存し、正しく読めることを確かめます。",
    "Write the whole state to one file, and verify it.",
)
_RESTORE: Final = Text(
    "バックアップから記録を元に戻します。今ある記録は、消さずに横に残します。",
    "Put a backup back; the data that is there is kept beside it.",
)
_FILE: Final = Text("バックアップのファイルです。", "The file of the backup.")
_VERIFY: Final = Text("元に戻さず、壊れていないかだけを確かめます。", "Only see that it is whole.")
_SAVED: Final = Text(
    "バックアップを作り、確かめました: {path}（{files} ファイル、{size}）",
    "The backup was written and verified: {path} ({files} files, {size})",
)
_SOUND: Final = Text(
    "バックアップは正常です（{files} ファイル、{size}）", "The backup is whole ({files} files, {size})"
)
_RESTORED: Final = Text("記録を元に戻しました。", "The data was put back.")
_BESIDE: Final = Text("前の記録はここに残しました: {path}", "What was there before is now in: {path}")
_SETTINGS_KEPT: Final = Text(
    "設定ファイルは、今あるものをそのまま使います。バックアップの時の設定は、ここに置きました: {path}",
    "The settings that are here stay in use. Those of the backup are now in: {path}",
)
_WAYS: Final = {"systemd": "systemd", "cron": "cron", "windows": "Windows"}


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the commands in one language."""
    file = options.Argument("file", options.FILE, shown=options.FILE_WORD.in_(lang), meaning=_FILE.in_(lang))
    way = options.option("--way", options.one_of(*install.WAYS), shown="systemd|cron|windows", meaning=_WAY.in_(lang))
    schedule = Group("schedule", lang=lang, help_text=_SCHEDULE)
    schedule.add_command(Command("install", lang=lang, help_text=_INSTALL, run=_install, params=(way,)))
    schedule.add_command(Command("show", lang=lang, help_text=_SHOW, run=_show, params=(way,)))
    schedule.add_command(Command("remove", lang=lang, help_text=_REMOVE, run=_remove))
    night = (options.flag("--catch-up", _CATCH_UP.in_(lang)), options.quiet(lang))
    return (
        Command("night", lang=lang, help_text=_NIGHT, run=_night, params=night),
        schedule,
        Command("status", lang=lang, help_text=_STATUS, run=_status),
        Command("prune", lang=lang, help_text=_PRUNE, run=_prune, params=(options.flag("--yes", _YES.in_(lang)),)),
        Command("backup", lang=lang, help_text=_BACKUP, run=_backup, params=(file,)),
        Command(
            "restore",
            lang=lang,
            help_text=_RESTORE,
            run=_restore,
            params=(file, options.flag("--verify", _VERIFY.in_(lang))),
        ),
    )


def _night(request: Request) -> int:
    folder, loaded = settings_here({})
    settings = loaded.settings

    async def night() -> NightEnd | None:
        stop = Stop()
        with stoppable(request, stop), Display(request.lang, quiet=request.values["quiet"]) as display:
            return await nights.night(
                settings,
                folder,
                catch_up=request.values["catch_up"],
                lang=settings.report.languages[0],
                code_of=lambda end: exit_code(end, settings),
                progress=display.show,
                stop=stop,
                now=_now,
            )

    ended = run_apart(night())
    if ended is None:
        request.say(_NOT_MISSED)
        return 0
    code = conclude(request, ended.end, settings)
    if ended.removed_bytes:
        request.say(_PRUNED, size=size(ended.removed_bytes))
    if ended.night.untold:
        request.tell(_LOOK, problem=ended.night.untold)
    return code


def _install(request: Request) -> int:
    folder, loaded = settings_here({})
    _require_seeds(loaded.settings)
    way = request.values["way"] or install.likely_way()
    done = install.install(way, nights.place_of(folder), loaded.settings.schedule, _local())
    request.say(_INSTALLED, way=_WAYS[done.way], where=", ".join(done.where))
    if done.next_step:
        request.say(done.next_step)
    request.say(_NEXT, moment=stamp(nights.status(loaded.settings, folder, now=_now).next))
    return 0


def _show(request: Request) -> int:
    folder, loaded = settings_here({})
    way = request.values["way"] or install.likely_way()
    place = nights.place_of(folder)
    for name, text in install.text_of(way, place, loaded.settings.schedule, _local()).items():
        click.echo(f"── {name} " + "─" * 20)
        click.echo(text.rstrip("\n"))
    found = install.installed(place)
    if not found:
        request.tell(_NOT_INSTALLED)
    for each in found:
        request.tell(_TIMER, ways=f"{_WAYS[each.way]} ({', '.join(each.where)})")
    return 0


def _remove(request: Request) -> int:
    folder, _ = settings_here({})
    found = install.remove(nights.place_of(folder))
    if not found:
        request.say(_NOT_INSTALLED)
    for each in found:
        request.say(_REMOVED, way=_WAYS[each.way], where=", ".join(each.where))
    return 0


def _status(request: Request) -> int:
    folder, loaded = settings_here({})
    standing = nights.status(loaded.settings, folder, now=_now)
    installed = install.installed(nights.place_of(folder))
    for line in _told(request, standing):
        click.echo(printable(line, limit=1_000))
    request.say(_TIMER, ways=", ".join(_WAYS[each.way] for each in installed) or request.in_(_NOT_INSTALLED))
    if installed:
        request.say(_NEXT, moment=stamp(standing.next))
    for problem in standing.problems:
        request.say(_LOOK, problem=printable(request.in_(problem), limit=1_000))
    if not standing.problems:
        request.say(_WELL)
    return AuditError.exit_code if standing.problems else 0


def _told(request: Request, standing: Standing) -> Iterator[str]:
    last = standing.last
    if last is not None:
        ended = stamp(last.ended) if last.ended else request.in_(_GOES_ON)
        yield request.in_(_LAST, begun=stamp(last.begun), ended=ended)
        if last.numbers:
            values = {key: number(last.numbers.get(key, 0)) for key in ("audited", "found")}
            failed = number(last.numbers.get("failed_pages", 0))
            yield request.in_(_COVERAGE, **values, coverage=share(last.coverage), failed=failed)
    if standing.waiting is not None:
        yield request.in_(_WAITING, pages=number(standing.waiting))
    yield request.in_(
        _SIZES, **{name: size(each) for name, each in standing.sizes.items()}, free=size(standing.free_bytes)
    )


def _prune(request: Request) -> int:
    folder, loaded = settings_here({})
    settings = loaded.settings
    if settings.keep.records is None and settings.keep.reports is None:
        request.say(_NO_LIMIT)
        return 0
    found = nights.prune(settings, folder, remove=False)
    if not found.records and not found.reports:
        request.say(_NOTHING)
        return 0
    request.say(
        _PRUNABLE,
        records=number(found.records),
        records_size=size(found.records_bytes),
        reports=number(len(found.reports)),
        reports_size=size(found.reports_bytes),
    )
    if not request.values["yes"] and not _agreed(request):
        request.say(_KEPT)
        return 0
    removed = nights.prune(settings, folder, remove=True)
    request.say(_PRUNED, size=size(removed.size_bytes))
    return 0


def _agreed(request: Request) -> bool:
    if not sys.stdin.isatty():
        return False
    return click.prompt(request.in_(_ASK), default="", show_default=False).strip().lower() in ("y", "yes", "はい")


def _backup(request: Request) -> int:
    path: Path = request.values["file"]
    done = nights.backup(folder_of(Path.cwd()), path)
    request.say(_SAVED, path=path, files=number(done.files), size=size(done.size_bytes))
    return 0


def _restore(request: Request) -> int:
    path: Path = request.values["file"]
    if request.values["verify"]:
        found = nights.verify(path)
        request.say(_SOUND, files=number(found.files), size=size(found.size_bytes))
        return 0
    done = nights.restore(folder_of(Path.cwd()), path)
    request.say(_RESTORED)
    if done.before is not None:
        request.say(_BESIDE, path=done.before)
    if done.settings is not None:
        request.say(_SETTINGS_KEPT, path=done.settings)
    return 0


def _require_seeds(settings: Settings) -> None:
    if not settings.site.seeds:
        raise UsageError(
            Text(
                "設定にサイトがないため、登録できません。", "There is no site in the settings, so it can't be set up."
            ),
            Text(
                "a11y-audit.toml の [site] seeds に、検査するサイトを書いてください。",
                "Write the site into [site] seeds of a11y-audit.toml.",
            ),
        )


def _now() -> datetime:
    return datetime.now(UTC)


def _local() -> datetime:
    return datetime.now().astimezone()
