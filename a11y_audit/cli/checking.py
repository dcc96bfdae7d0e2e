"""The command `check`: just these pages, without crawl and history."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

import click

from a11y_audit import api
from a11y_audit.audit import baseline, gate
from a11y_audit.audit.entry import address
from a11y_audit.audit.judging import waivers_of
from a11y_audit.audit.owners import charges
from a11y_audit.cli import formats, options, refusal
from a11y_audit.cli.audits import settings_here
from a11y_audit.cli.command import Command, Request
from a11y_audit.cli.ending import GATE_FAILED
from a11y_audit.cli.progress import Display
from a11y_audit.cli.running import run_apart
from a11y_audit.cli.sampling import today
from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import AuditError, UsageError
from a11y_audit.settings import Render, Settings
from a11y_audit.standards import standard

_CHECK: Final = Text(
    "指定したページだけを検査します（サイトは巡らず、記録も残しません）。公開前の確認や、ビルドの自動検査に使います。\n"
    "設定 [gate] の条件を満たさないと終了コード 1、検査できないページがあると 3 で終わります。",
    "Audit just these pages, without crawl and history, such as before they are published, or in a build.\n"
    "Ends with 1 when a limit of [gate] of the settings is broken, with 3 when a page can't be audited.",
)
_PAGES: Final = Text("検査するページです。", "Pages to audit.")
_LIST: Final = Text(
    "ページの一覧のファイルです（1行に1つのアドレス。空の行と # で始まる行は読みません）。",
    "File with pages (an address a line; empty lines and lines that begin with # are passed over).",
)
_FORMAT: Final = Text(
    "結果の形式です。書かなければ text です。いくつも作るときはコンマで区切り、--output にフォルダーを指定します。",
    "Form of the results; text unless given. With commas between for several, which go into the folder of --output.",
)
_OUTPUT: Final = Text(
    "結果を書くファイルです（形式がいくつもあるときはフォルダー）。",
    "Write the results to this file (with several forms: into this folder).",
)
_BASELINE: Final = Text(
    "基準ファイルです。ここにある既知の箇所は数えず、ほかに1件でもあれば終了コード 1 で終わります。",
    "A baseline: what it lists counts nowhere, and anything else ends with exit code 1.",
)
_WRITE_BASELINE: Final = Text(
    "見つかった箇所を、既知のものとして基準ファイルに書きます。", "Write what is found to a baseline, as known."
)
_WRITTEN: Final = Text("結果を書きました: {path}", "The results were written: {path}")
_LISTED: Final = Text(
    "基準ファイルを作りました: {path}（{count} 件）", "The baseline was written: {path} ({count} findings)"
)
_GATE: Final = Text("条件を満たしません: {objection}", "Gate: {objection}")
_KNOWN: Final = Text("基準ファイルにある既知の箇所: {count} 件", "Findings that the baseline lists: {count}")
_SEVERAL: Final = Text("形式がいくつもあるときは、--output が要ります。", "Several forms need --output.")
_SEVERAL_HINT: Final = Text(
    "--output に、結果を入れるフォルダーを指定してください。", "Give the folder for the results with --output."
)
_AS_SITE: Final = Text(
    "指定したページを1つのサイトと見なし、ページどうしを比べる規則も使います。",
    "Take the pages as one site, so that the rules that compare pages judge too.",
)
_PROFILE: Final = Text("検査の基準です（例: jis2016）。", "What is audited against (such as jis2016).")
_RATE: Final = Text("1秒に開くページ数の上限です（0 は上限なし）。", "Pages opened in a second at most (0: no limit).")
_PARALLEL: Final = Text("同時に開くページ数です。", "Pages open at the same time.")
_RENDERER: Final = Text(
    "ページを表示する仕組みです。selenium は、別のブラウザーや Selenium Grid で確かめるときに使います。",
    "What shows the pages; selenium for a second opinion, in another browser or on a Selenium Grid.",
)
RENDERERS: Final = get_args(Render.model_fields["renderer"].annotation)
_NONE: Final = Text("検査するページがありません。", "There is no page to audit.")
_GIVE: Final = Text(
    "アドレスを並べるか、--list でファイルを指定してください。", "Give addresses, or a file with --list."
)
_BAD_LINES_SHOWN: Final = 10


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the command in one language."""
    file, count = options.FILE_WORD.in_(lang), options.NUMBER_WORD.in_(lang)
    params = (
        options.Argument("urls", options.URL, shown="URL...", meaning=_PAGES.in_(lang), required=False),
        options.option("--list", options.FILE, shown=file, meaning=_LIST.in_(lang)),
        options.option("--format", options.some_of(*formats.FILES), shown="text,sarif,...", meaning=_FORMAT.in_(lang)),
        options.option("--output", options.FILE, shown=file, meaning=_OUTPUT.in_(lang)),
        options.option("--baseline", options.FILE, shown=file, meaning=_BASELINE.in_(lang)),
        options.option("--write-baseline", options.FILE, shown=file, meaning=_WRITE_BASELINE.in_(lang)),
        options.flag("--as-site", _AS_SITE.in_(lang)),
        options.option("--profile", options.TEXT, shown=options.NAME_WORD.in_(lang), meaning=_PROFILE.in_(lang)),
        options.option("--rate", options.decimal(0, 1000), shown=count, meaning=_RATE.in_(lang)),
        options.option("--parallel", options.number(1, 64), shown=count, meaning=_PARALLEL.in_(lang)),
        options.option(
            "--renderer", options.one_of(*RENDERERS), shown="playwright|selenium", meaning=_RENDERER.in_(lang)
        ),
        options.probes(lang),
        options.quiet(lang),
    )
    return (Command("check", lang=lang, help_text=_CHECK, run=_check, params=params),)


def read_list(path: Path) -> list[str]:
    """Return the addresses in a file, in order; UTF-8 or the code page of Japanese Windows.

    Raises:
        UsageError: the file can't be read, or a line is no address; the lines are named.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(
            Text(f"一覧のファイルを読めません: {path}", f"The list can't be read: {path}"),
            Text("ファイルの名前と場所を確かめてください。", "See that the name and the folder are right."),
        ) from error
    urls: list[str] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(_decoded(raw, path).splitlines(), 1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        try:
            urls.append(address(word))
        except UsageError:
            wrong.append((number, printable(word, limit=80)))
    if wrong:
        raise _wrong_lines(path, wrong)
    return urls


def _check(request: Request) -> int:
    given = request.values
    urls = list(dict.fromkeys([*given["urls"], *(read_list(given["list"]) if given["list"] else ())]))
    if not urls:
        raise UsageError(_NONE, _GIVE)
    wanted: tuple[str, ...] = given["format"] or ("text",)
    _prepare(wanted, given["output"], given["write_baseline"])
    flags = {
        "crawl.parallel": given["parallel"],
        "crawl.rate_per_s": given["rate"],
        "rules.profile": given["profile"],
        "render.renderer": given["renderer"],
        "probes.on": False if given["no_probes"] else None,
        "gate.baseline": str(given["baseline"].absolute()) if given["baseline"] else None,
    }
    folder, loaded = settings_here(flags)
    settings = loaded.settings
    known = baseline.read(Path(settings.gate.baseline)) if settings.gate.baseline else None
    with Display(request.lang, quiet=given["quiet"]) as display:
        results = run_apart(api.check(settings, urls, folder=folder, as_site=given["as_site"], progress=display.show))
    results = _told(results)
    objections = gate.objections_to_pages(settings, results, known, charges(settings, folder), day=today())
    _write_all(request, settings, results, objections, known)
    return _conclude(request, results, objections, known)


def _prepare(wanted: tuple[str, ...], output: Path | None, listed: Path | None) -> None:
    # An hour of work should not be lost for a folder that does not exist.
    if len(wanted) > 1 and output is None:
        raise UsageError(_SEVERAL, _SEVERAL_HINT)
    if len(wanted) > 1 and output:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refusal.unwritable(output, error) from error
        output = output / formats.FILES[wanted[0]]
    for path in (output, listed):
        if path:
            _try_to_write(path)


def _write_all(
    request: Request,
    settings: Settings,
    results: list[api.Checked],
    objections: tuple[Text, ...],
    known: frozenset[str] | None,
) -> None:
    wanted: tuple[str, ...] = request.values["format"] or ("text",)
    output: Path | None = request.values["output"]
    limits = objections if known is not None or gate.has_limits(settings.gate) or settings.waiver else None
    waivers = [each for each in waivers_of(settings) if each.holds(today())]
    summary = formats.summary(results, standard(settings.rules.profile).name, limits, known, waivers)
    fresh = [_without(each, known) for each in results]
    for name in wanted:
        words = (
            formats.SHORT[name](summary, request.lang)
            if name in formats.SHORT
            else formats.WRITERS[name](fresh, request.lang, waivers)
        )
        _write(words, output / formats.FILES[name] if output and len(wanted) > 1 else output)
    if output:
        request.tell(_WRITTEN, path=output)
    if path := request.values["write_baseline"]:
        found = [each for page in results for each in page.findings if each.kind in baseline.COUNTED]
        request.tell(_LISTED, path=path, count=baseline.write(path, map(baseline.entry_of, found)))


def _without(page: api.Checked, known: frozenset[str] | None) -> api.Checked:
    kept = (each for each in page.findings if known is None or baseline.entry_of(each).key not in known)
    return replace(page, findings=tuple(kept))


def _conclude(
    request: Request, results: list[api.Checked], objections: tuple[Text, ...], known: frozenset[str] | None
) -> int:
    if known is not None:
        listed = sum(baseline.entry_of(each).key in known for page in results for each in page.findings)
        request.tell(_KNOWN, count=listed)
    for each in objections:
        request.tell(_GATE, objection=request.in_(each))
    if any(each.not_audited for each in results):
        return AuditError.exit_code
    return GATE_FAILED if objections else 0


def _told(results: Iterable[api.Checked]) -> list[api.Checked]:
    """Leave out what is sound: it is counted in runs, and nothing has to be done about it."""
    return [
        replace(each, findings=tuple(finding for finding in each.findings if finding.kind is not Kind.PASSED))
        for each in results
    ]


def _try_to_write(path: Path) -> None:
    try:
        path.open("ab").close()
    except OSError as error:
        raise refusal.unwritable(path, error) from error


def _write(words: str, path: Path | None) -> None:
    if path is None:
        click.echo(words, nl=False)
        return
    try:
        path.write_text(words, encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise refusal.unwritable(path, error) from error


def _decoded(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(
        Text(f"一覧のファイルの文字コードが分かりません: {path}", f"The encoding of the list is not known: {path}"),
        Text("UTF-8 で保存し直してください。", "Save it again as UTF-8."),
    )


def _wrong_lines(path: Path, wrong: list[tuple[int, str]]) -> UsageError:
    shown = wrong[:_BAD_LINES_SHOWN]
    ja = "\n".join(f"・{number}行目: {word}" for number, word in shown)
    en = "\n".join(f"- line {number}: {word}" for number, word in shown)
    return UsageError(
        Text(
            f"一覧のファイルに、ウェブページのアドレスではない行が{len(wrong)}行あります: {path}\n{ja}",
            f"{len(wrong)} lines of the list are not addresses of web pages: {path}\n{en}",
        ),
        Text(
            "1行に1つ、https://www.example.jp/ のように書いてください。",
            "Write one address a line, such as https://www.example.jp/",
        ),
    )
