"""The commands that end in a report: audit, recheck, report."""

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypedDict, Unpack, get_args

import click

from a11y_audit import api
from a11y_audit.audit.events import Stop
from a11y_audit.cli import options
from a11y_audit.cli.command import Command, Request
from a11y_audit.cli.ending import conclude
from a11y_audit.cli.progress import Display
from a11y_audit.cli.running import run_apart
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.notation import number
from a11y_audit.settings import Loaded, Report, Settings, environment_of, folder_of, load

_AUDIT: Final = Text(
    "サイトを検査して、報告書を作ります。\n途中で止まった検査があれば、続きから行います。"
    "URL を省くと、設定（a11y-audit.toml）の site.seeds から始めます。\n"
    "Ctrl-C を1回押すと、開いているページを終えてから止まり、そこまでの報告書を作ります。2回押すと、すぐに止まります。",
    "Audit a site and write the report.\nAn interrupted audit is taken up where it stopped. "
    "Without URL, it begins at site.seeds of the settings (a11y-audit.toml).\n"
    "The first Ctrl-C lets pages in flight finish and writes a report so far; the second stops at once.",
)
_SITE: Final = Text("検査するサイトの始めのページです。", "The page of the site at which to begin.")
_FRESH: Final = Text(
    "途中で止まった検査を続けず、始めから行います。", "Begin anew, without taking up an interrupted audit."
)
_FULL: Final = Text("変わっていないページも、すべて表示し直して検査します。", "Show unchanged pages anew, too.")
_MAX_PAGES: Final = Text("検査するページ数の上限です。", "Pages audited at most.")
_PROFILE: Final = Text("検査の基準です（例: jis2016）。", "What is audited against (such as jis2016).")
_OUT: Final = Text("報告書をこのフォルダーに作ります。", "Write the report into this folder.")
_RATE: Final = Text("1秒に開くページ数の上限です（0 は上限なし）。", "Pages opened in a second at most (0: no limit).")
_PARALLEL: Final = Text("同時に開くページ数です。", "Pages open at the same time.")
_RECHECK: Final = Text(
    "記録したページを、今の規則で判定し直します（サイトには接続しません）。",
    "Judge the recorded pages again with today's rules (without visiting the site).",
)
_REPORT: Final = Text("報告書を作り直します。", "Write the report again.")
_TREND: Final = Text(
    "すべての検査の推移を、図と表にします（週・月・年度、部署、テンプレート、目標と見込み、研修用の資料）。",
    "Write how the site did over all audits: plots and tables by week, month and fiscal year, departments, templates, "
    "goal and forecast, and what to train staff in.",
)
_RUN: Final = Text("検査の回の番号です。省くと最新の回です。", "Number of the run; the newest unless given.")
_FORMAT: Final = Text("作る形式です（コンマで区切ります）。", "What to write (with commas between).")
FORMATS: Final = get_args(get_args(Report.model_fields["formats"].annotation)[0])
_BASELINE: Final = Text(
    "検査で見つかった要修正箇所の一覧（基準ファイル）を作ります。設定 [gate] baseline や check --baseline で使います。",
    "Write a baseline: the defects of a run, as known. Used by [gate] baseline of the settings and check --baseline.",
)
_BASELINE_FILE: Final = Text(
    "作るファイルです。書かなければ baseline.json です。", "File to write; baseline.json unless given."
)
_LISTED: Final = Text(
    "基準ファイルを作りました: {path}（{count} 件）", "The baseline was written: {path} ({count} defects)"
)
_WRITTEN: Final = Text("報告書を作りました: {path}", "The report was written: {path}")
_STOPPING: Final = Text(
    "開いているページを終えてから止まります。すぐに止めるには、もう一度 Ctrl-C を押してください。",
    "Stopping when the pages in flight are done. Press Ctrl-C again to stop at once.",
)


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the commands in one language."""
    url = options.Argument("url", options.URL, shown="URL", meaning=_SITE.in_(lang), required=False)
    run = options.Argument(
        "run", options.number(1), shown=options.RUN_WORD.in_(lang), meaning=_RUN.in_(lang), required=False
    )
    count, folder = options.NUMBER_WORD.in_(lang), options.FOLDER_WORD.in_(lang)
    out = options.option("--out", options.FILE, shown=folder, meaning=_OUT.in_(lang))
    audit = (
        url,
        options.flag("--fresh", _FRESH.in_(lang)),
        options.flag("--full", _FULL.in_(lang)),
        options.option("--max-pages", options.number(1), shown=count, meaning=_MAX_PAGES.in_(lang)),
        options.option("--profile", options.TEXT, shown=options.NAME_WORD.in_(lang), meaning=_PROFILE.in_(lang)),
        out,
        options.option("--rate", options.decimal(0, 1000), shown=count, meaning=_RATE.in_(lang)),
        options.option("--parallel", options.number(1, 64), shown=count, meaning=_PARALLEL.in_(lang)),
        options.probes(lang),
        options.quiet(lang),
    )
    file = options.option("--output", options.FILE, shown=options.FILE_WORD.in_(lang), meaning=_BASELINE_FILE.in_(lang))
    formats = options.option("--format", options.some_of(*FORMATS), shown="html,csv,...", meaning=_FORMAT.in_(lang))
    return (
        Command("audit", lang=lang, help_text=_AUDIT, run=_audit, params=audit),
        Command("recheck", lang=lang, help_text=_RECHECK, run=_recheck, params=(run,)),
        Command("baseline", lang=lang, help_text=_BASELINE, run=_baseline, params=(run, file)),
        Command("report", lang=lang, help_text=_REPORT, run=_report, params=(run, formats, out)),
        Command("trend", lang=lang, help_text=_TREND, run=_trend, params=(formats, out)),
    )


class How(TypedDict, total=False):
    """How an audit goes, as `api.audit` takes it."""

    fresh: bool
    full: bool
    out: Path | None


def settings_here(flags: Mapping[str, object]) -> tuple[Path, Loaded]:
    """Return the folder in which we work, and the settings that hold there."""
    folder = folder_of(Path.cwd())
    return folder, load(folder, flags=flags, environ=environment_of(folder, os.environ))


def conduct(request: Request, settings: Settings, folder: Path, *, quiet: bool, **how: Unpack[How]) -> api.AuditEnd:
    """Audit with the progress shown, and let Ctrl-C stop it in two steps."""

    async def audit() -> api.AuditEnd:
        stop = Stop()
        with stoppable(request, stop), Display(request.lang, quiet=quiet) as display:
            return await api.audit(settings, folder, **how, progress=display.show, stop=stop, now=_now)

    return run_apart(audit())


def _audit(request: Request) -> int:
    given = request.values
    flags = {
        "site.seeds": [given["url"]] if given["url"] else None,
        "crawl.max_pages": given["max_pages"],
        "crawl.rate_per_s": given["rate"],
        "crawl.parallel": given["parallel"],
        "rules.profile": given["profile"],
        "probes.on": False if given["no_probes"] else None,
    }
    folder, loaded = settings_here(flags)
    how: How = {"fresh": given["fresh"], "full": given["full"], "out": given["out"]}
    end = conduct(request, loaded.settings, folder, quiet=given["quiet"], **how)
    return conclude(request, end, loaded.settings)


def _recheck(request: Request) -> int:
    folder, loaded = settings_here({})
    end = api.recheck(loaded.settings, folder, request.values["run"], now=_now)
    return conclude(request, end, loaded.settings)


def _report(request: Request) -> int:
    formats = request.values["format"]
    folder, loaded = settings_here({"report.formats": list(formats) if formats else None})
    path = api.report(loaded.settings, folder, request.values["run"], out=request.values["out"])
    request.say(_WRITTEN, path=path)
    return 0


def _baseline(request: Request) -> int:
    path = request.values["output"] or Path("baseline.json")
    count = api.write_baseline(folder_of(Path.cwd()), path, request.values["run"])
    request.say(_LISTED, path=path, count=number(count))
    return 0


def _trend(request: Request) -> int:
    formats = request.values["format"]
    folder, loaded = settings_here({"report.formats": list(formats) if formats else None})
    path = api.trend(loaded.settings, folder, out=request.values["out"], now=_now)
    request.say(_WRITTEN, path=path)
    return 0


@contextmanager
def stoppable(request: Request, stop: Stop) -> Iterator[None]:
    """Turn Ctrl-C and the system's wish to end us into a wish to stop, as long as the context is open."""
    loop = asyncio.get_running_loop()

    def wish() -> None:
        if stop.soft:
            stop.hard = True
            # A third Ctrl-C is for the interpreter, in case that even this does not end it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        else:
            stop.soft = True
            request.tell(_STOPPING)

    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    for each in before:
        signal.signal(each, lambda *_: loop.call_soon_threadsafe(wish))
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _now() -> datetime:
    return datetime.now(UTC)
