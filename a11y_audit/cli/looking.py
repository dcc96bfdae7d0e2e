"""The commands that show something and change nothing: why, runs, rules, settings, doctor."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import click

from a11y_audit import api, registry
from a11y_audit.cli import options
from a11y_audit.cli.audits import settings_here
from a11y_audit.cli.command import Command, Group, Request
from a11y_audit.cli.running import run_apart
from a11y_audit.cli.wrapping import columns_shown, table, width, wrap
from a11y_audit.core.printable import printable
from a11y_audit.core.rule import Rule
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import AuditError
from a11y_audit.report.notation import number, stamp
from a11y_audit.settings import (
    FILE_NAME,
    Access,
    Department,
    Exclusion,
    PolicyException,
    RuleOff,
    Settings,
    Waiver,
    flat,
    folder_of,
)
from a11y_audit.standards import standard, techniques
from a11y_audit.store.runs import Run

_WHY: Final = Text(
    "あるページが検査に入った道筋、または入らなかった理由を示します。",
    "Tell how a page came into the audit, or why it did not.",
)
_PAGE: Final = Text("調べるページです。", "The page to ask about.")
_RUNS: Final = Text("これまでの検査の回を一覧にします。", "List all runs.")
_RULES: Final = Text("検査の規則を見ます。", "Look at the rules.")
_LIST: Final = Text("規則を一覧にします。", "List the rules.")
_SHOW: Final = Text("規則を1つ、詳しく示します。", "Show one rule in full.")
_CRITERION: Final = Text(
    "この達成基準の規則だけにします（例: 1.1.1）。", "Only rules of this success criterion (such as 1.1.1)."
)
_RULE_ID: Final = Text("規則の名前です。", "Id of the rule.")
_SETTINGS: Final = Text(
    "今の設定と、その値がどこで決まったかを示します。", "Show the effective settings and where each comes from."
)
_DOCTOR: Final = Text(
    "検査に要るものが揃っているかを確かめます。", "See whether everything that an audit needs is there."
)

_RUN_HEADS: Final = (
    Text("回", "Run"),
    Text("開始（日本時間）", "Started (Japan)"),
    Text("状態", "State"),
    Text("検査", "Audited"),
    Text("対象", "Pages"),
    Text("問題あり", "Failed"),
    Text("サイト", "Site"),
)
_STATES: Final = {
    "running": Text("途中", "running"),
    "complete": Text("完了", "complete"),
    "partial": Text("一部", "partial"),
}
_NO_RUNS: Final = Text("まだ検査していません。", "There is no run yet.")
_RULE_HEADS: Final = (Text("規則", "Rule"), Text("達成基準", "Criteria"), Text("内容", "What must hold"))
_ADVICE: Final = Text("助言", "advice")
_COUNT: Final = Text("{count} 件", "{count} rules")
_SETTING_HEADS: Final = (Text("項目", "Key"), Text("値", "Value"), Text("決まった所", "From"))
_ORIGINS: Final = {
    "default": Text("既定値", "default"),
    "profile": Text("プロファイル", "profile"),
    "file": Text("設定ファイル", "file"),
    "environment": Text("環境変数", "environment"),
    "flag": Text("コマンド", "command line"),
}
_FILE_READ: Final = Text("設定ファイル: {path}", "Settings file: {path}")
_NO_FILE: Final = Text("設定ファイルはありません（{path}）。", "There is no settings file ({path}).")
_UNSET: Final = Text("（なし）", "(none)")
_STATUS: Final = {
    "not_audited": Text("検査していません", "Not audited"),
    "waiting": Text("検査を待っています", "Waiting"),
    "unknown": Text("見つかっていません", "Never found"),
}
_FOUND_BY: Final = {
    "seed": Text("始めのページとして指定されました。", "It was given as a seed."),
    "sitemap": Text("サイトマップに載っていました。", "A sitemap names it."),
    "link": Text("リンクから見つかりました。", "A link leads to it."),
    "redirect": Text("転送先として見つかりました。", "Another page redirects to it."),
    "feed": Text("新着情報（RSS）に載っていました。", "A feed names it."),
    "list": Text("設定した一覧に載っていました。", "A list of the settings names it."),
    "canonical": Text(
        "別のページが、正式なアドレス（canonical）として示していました。", "It is another's canonical address."
    ),
    "index": Text("フォルダーの見出しページとして見つかりました。", "It is the index page of a folder."),
    "earlier": Text(
        "前の検査で問題があったページです。今はリンクがありません。",
        "An earlier audit knew it; nothing links to it now.",
    ),
}
_DETAIL: Final = Text("詳細: {detail}", "Detail: {detail}")
_TESTED: Final = Text("表示して検査した日時: {moment}", "Shown and tested: {moment}")
_WAY: Final = Text("このページまでの道筋:", "The way to it:")
_SECTIONS: Final = {
    "criteria": Text("達成基準", "Success criteria"),
    "techniques": Text("達成方法・失敗例", "Techniques and failures"),
    "why": Text("だれが困るか", "Who is hindered"),
    "cms": Text("CMS での直し方", "How to mend it in the CMS"),
    "html": Text("HTML の直し方", "How to mend it in HTML"),
    "says": Text("判定の種類", "What it may say"),
    "source": Text("根拠", "Source"),
}
_HEADING: Final = Text("［{kind}］", "[{kind}]")
_URL_LIMIT: Final = 400


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the commands in one language."""
    url = options.Argument("url", options.PLACE, shown="URL", meaning=_PAGE.in_(lang))
    rule = options.Argument(
        "rule", options.TEXT, shown=options.NAME_WORD.in_(lang), meaning=_RULE_ID.in_(lang), required=True
    )
    criterion = options.option("--criterion", options.TEXT, shown="N.N.N", meaning=_CRITERION.in_(lang))
    rules = Group("rules", lang=lang, help_text=_RULES)
    rules.add_command(Command("list", lang=lang, help_text=_LIST, run=_rules_list, params=(criterion,)))
    rules.add_command(Command("show", lang=lang, help_text=_SHOW, run=_rules_show, params=(rule,)))
    return (
        Command("why", lang=lang, help_text=_WHY, run=_why, params=(url,)),
        Command("runs", lang=lang, help_text=_RUNS, run=_runs),
        rules,
        Command("settings", lang=lang, help_text=_SETTINGS, run=_settings),
        Command("doctor", lang=lang, help_text=_DOCTOR, run=_doctor),
    )


def _why(request: Request) -> int:
    folder, loaded = settings_here({})
    settings = _of_newest_run(loaded.settings, folder)
    url: str = request.values["url"]
    if url.startswith("/") and settings.site.seeds:  # a path of the site
        url = urljoin(settings.site.seeds[0], url)
    answer = api.why(settings, folder, url)
    click.echo(printable(answer.url, limit=_URL_LIMIT))
    if answer.status in _STATUS:
        click.echo(f"{request.in_(_STATUS[answer.status])}: {request.in_(answer.reason)}")
    else:
        request.say(answer.reason)
    # Of a page never found, only a pattern of the settings tells more than the reason; a bare code does not.
    if answer.detail and (answer.status != "unknown" or " " in answer.detail):
        request.say(_DETAIL, detail=printable(answer.detail, limit=_URL_LIMIT))
    if answer.tested_at:
        request.say(_TESTED, moment=stamp(datetime.fromisoformat(answer.tested_at)))
    if answer.found_by in _FOUND_BY:
        request.say(_FOUND_BY[answer.found_by])
    if len(answer.path) > 1:
        request.say(_WAY)
        for step, url in enumerate(answer.path):
            click.echo(f"{'  ' * step}  {printable(url, limit=_URL_LIMIT)}")
    return 0


def _of_newest_run(settings: Settings, folder: Path) -> Settings:
    """Take the site of the newest run where the settings name none, as with `audit URL`."""
    if settings.site.seeds:
        return settings
    seeds = [run.site for run in api.runs(folder)[-1:]]
    return settings_here({"site.seeds": seeds or None})[1].settings


def _runs(request: Request) -> int:
    runs = api.runs(folder_of(Path.cwd()))
    if not runs:
        request.say(_NO_RUNS)
        return 0
    rows = [_run_row(request, run) for run in runs]
    click.echo(table([request.in_(head) for head in _RUN_HEADS], rows, right=(0, 3, 4, 5)))
    return 0


def _run_row(request: Request, run: Run) -> tuple[str, ...]:
    totals = run.totals or {}
    counts = (number(totals[key]) if key in totals else "" for key in ("audited", "found", "failed_pages"))
    state = request.in_(_STATES[run.state])
    return (str(run.id), stamp(run.started_at), state, *counts, printable(run.site, limit=_URL_LIMIT))


def _rules_list(request: Request) -> int:
    wanted = request.values["criterion"]
    if wanted:
        standard("wcag22").get(wanted)
    chosen = [rule for rule in registry.rules() if not wanted or wanted in rule.criteria]
    rows = [(rule.id, " ".join(rule.criteria) or request.in_(_ADVICE), rule.title.in_(request.lang)) for rule in chosen]
    click.echo(table([request.in_(head) for head in _RULE_HEADS], rows, columns=columns_shown()))
    request.tell(_COUNT, count=number(len(rows)))
    return 0


def _rules_show(request: Request) -> int:
    lines = _told(request, registry.rule(request.values["rule"]))
    click.echo("\n".join(line for paragraph in lines for line in paragraph))
    return 0


def _told(request: Request, rule: Rule[Any]) -> Iterator[list[str]]:
    lang = request.lang
    known = {str(each.number): each for each in standard("wcag22")}
    titles = techniques()
    says = [
        f"{code} {request.in_(_HEADING, kind=reason.kind.heading.in_(lang))} {reason.text.in_(lang)}"
        for code, reason in rule.says.items()
    ]
    bodies = {
        "criteria": [f"{each} {known[each].name.in_(lang)}" if each in known else each for each in rule.criteria],
        "techniques": [
            f"{each} {titles[each].title.in_(lang)}" if each in titles else each for each in rule.techniques
        ],
        "why": [rule.why.in_(lang)],
        "cms": [rule.mend.cms.in_(lang)],
        "html": [rule.mend.html.in_(lang)],
        "says": says,
        "source": [rule.source],
    }
    yield [f"{rule.id}  v{rule.version}", *wrap(rule.title.in_(lang), width())]
    for name, body in bodies.items():
        if body:
            yield ["", f"{_SECTIONS[name].in_(lang)}:"]
            for words in body:
                first, *rest = wrap(words, width() - 4)
                indent = "    " if len(body) > 1 else "  "
                yield [f"  {first}", *(f"{indent}{line}" for line in rest)]


def _settings(request: Request) -> int:
    folder, loaded = settings_here({})
    if loaded.path:
        request.say(_FILE_READ, path=loaded.path)
    else:
        request.say(_NO_FILE, path=folder / FILE_NAME)
    rows = [
        (key, printable(_value(request, value), limit=_URL_LIMIT), request.in_(_ORIGINS[loaded.origins[key]]))
        for key, value in flat(loaded.settings).items()
    ]
    click.echo(table([request.in_(head) for head in _SETTING_HEADS], rows, columns=columns_shown()))
    return 0


def _value(request: Request, value: object) -> str:
    match value:
        case None:
            return request.in_(_UNSET)
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case tuple():
            return f"[{', '.join(_value(request, each) for each in value)}]"
        case Access() | Department() | Exclusion() | PolicyException() | RuleOff() | Waiver():
            return ", ".join(f"{key} = {_value(request, each)}" for key, each in value)
        case _:
            return str(value)


def _doctor(request: Request) -> int:
    folder, loaded = settings_here({})
    lines = run_apart(api.doctor(loaded.settings, folder))
    for line in lines:
        mark = "○" if line.ok else "×"
        click.echo(f"{mark} {request.in_(line.name)}: {printable(request.in_(line.detail), limit=_URL_LIMIT)}")
        if line.hint and not line.ok:
            click.echo(f"  → {request.in_(line.hint)}")
    return 0 if all(line.ok for line in lines) else AuditError.exit_code
