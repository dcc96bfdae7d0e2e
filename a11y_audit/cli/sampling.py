"""The commands `sample`: propose, draw, show, replace the pages of a JIS test."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click

from a11y_audit import review
from a11y_audit.assess.sample import Pick, Replacement, Sample, SampledPage
from a11y_audit.audit.sampling import Shown
from a11y_audit.cli import options
from a11y_audit.cli.command import Command, Group, Request
from a11y_audit.cli.wrapping import columns_shown, table, width, wrap
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.choices import read_choices, write_choices
from a11y_audit.report.notation import JAPAN, number
from a11y_audit.review import Choice
from a11y_audit.settings import folder_of

_SAMPLE: Final = Text(
    "JIS の試験をするページを選びます（附属書JB.1.2）。", "Choose the pages of a JIS test (annex JB.1.2)."
)
_PROPOSE: Final = Text(
    "サイトを代表するページの候補を、種類ごとに示します。\n"
    "--output で一覧のファイルを作り、選ぶページに ○ を付けて sample draw --pages で使います。",
    "Propose pages that stand for the site, kind by kind.\n"
    "With --output they are written to a file, in which you mark those you choose for sample draw --pages.",
)
_DRAW: Final = Text(
    "代表のページを決め、残りからランダムに選んで、試験するページとして記録します。\n"
    "同じ検査からは、一度だけ選べます。",
    "Settle the representative pages, draw random ones from the rest, and record the sample.\n"
    "From one audit, pages are drawn once.",
)
_SHOW: Final = Text("試験するページと、選んだ方法を示します。", "Show the pages of the test and how they were chosen.")
_REPLACE: Final = Text(
    "検査できないページ（なくなった、ログインが要るなど）を入れ替えます。理由を記録します。",
    "Replace a page that can't be audited (gone, or behind a login); the reason is recorded.",
)
_OUTPUT: Final = Text(
    "候補の一覧を書くファイルです（.xlsx か .csv）。", "File for the list of proposals (.xlsx or .csv)."
)
_PAGES: Final = Text(
    "代表のページに ○ を付けた一覧です。省くと、候補をそのまま選びます。",
    "The list with the representative pages marked; as proposed unless given.",
)
_RANDOM: Final = Text(
    "ランダムに選ぶページの数です。省くと、合わせて40ページ以上、うちランダムは25ページ以上にします。",
    "Random pages; so many that there are 40 in all and 25 random ones at least, unless given.",
)
_SEED: Final = Text(
    "抽出の種です。ほかの機器で同じ抽出をし直すときに使います。ふつうは省きます。",
    "Seed of the draw, to draw the same again on another machine; usually left out.",
)
_PERSON: Final = Text("担当者の名前です。", "Who decides.")
_FRAME: Final = Text(
    "ランダムに選んだもとの一覧を、選ぶ順に1行に1つずつ書き出します。",
    "Write out the addresses out of which was drawn, one a line, in the order of the draw.",
)
_URL: Final = Text("入れ替えるページです。", "The page that leaves.")
_BY: Final = Text("代わりのページです（代表・プロセスのページのとき）。", "The page that comes (for chosen ones).")
_REASON: Final = Text("入れ替える理由です。", "Why.")
_ID: Final = Text("抽出の番号です。省くと最新です。", "Number of the sample; the newest unless given.")
_REASON_WORD: Final = Text("理由", "WHY")
_ID_WORD: Final = Text("抽出", "SAMPLE")

_HEADS: Final = (Text("種類", "Kind"), Text("アドレス", "Address"), Text("題名", "Title"))
_WRITTEN: Final = Text(
    "候補を書きました: {path}\n選ぶページに ○ を付けて、a11y-audit sample draw --pages {path} を実行してください。",
    "Written: {path}\nMark the pages that you choose, then run: a11y-audit sample draw --pages {path}",
)
_NEXT: Final = Text(
    "このまま選ぶなら a11y-audit sample draw、選び直すなら a11y-audit sample propose --output ページ.xlsx です。",
    "Take them as they are: a11y-audit sample draw. Choose yourself: a11y-audit sample propose --output pages.xlsx",
)
_SUMMARY: Final = Text(
    "抽出 {id}（{day}、検査 {run}）: {pages} ページ。代表 {chosen}、プロセス {steps}、ランダム {drawn}",
    "Sample {id} ({day}, run {run}): {pages} pages; {chosen} representative, {steps} in processes, {drawn} random",
)
_METHOD: Final = Text("選んだ方法: JB.1.2 {letter}) {method}", "Method: JB.1.2 {letter}) {method}")
_HOW: Final = Text(
    "抽出のもと: {size} ページ（ハッシュ {hash}）、種 {seed}、方式 {algorithm}",
    "Frame: {size} pages (hash {hash}), seed {seed}, algorithm {algorithm}",
)
_REPLACED: Final = Text(
    "入れ替え: {url} → {by}（{reason}。{person}、{day}）", "Replaced: {url} → {by} ({reason}; {person}, {day})"
)
_ATTENTION: Final = Text("注意: {words}", "Note: {words}")
_FORM: Final = Text(
    "申込みなどの続きの画面があるときは、一覧の「プロセス」の列に同じ名前を書くと、すべての手順が試験に入ります。",
    "Where a form has further steps, give them one name in the column of processes: all of them are tested.",
)
_LIMIT: Final = 400


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the group in one language."""
    file, count, name = options.FILE_WORD.in_(lang), options.NUMBER_WORD.in_(lang), options.NAME_WORD.in_(lang)
    person = options.option("--person", options.TEXT, shown=name, meaning=_PERSON.in_(lang))
    sample_id = options.Argument(
        "sample", options.number(1), shown=_ID_WORD.in_(lang), meaning=_ID.in_(lang), required=False
    )
    draw = (
        options.option("--pages", options.FILE, shown=file, meaning=_PAGES.in_(lang)),
        options.option("--random", options.number(0, 10_000), shown=count, meaning=_RANDOM.in_(lang)),
        options.option("--seed", options.TEXT, shown=name, meaning=_SEED.in_(lang)),
        person,
    )
    replace = (
        options.Argument("url", options.URL, shown="URL", meaning=_URL.in_(lang)),
        options.option("--by", options.URL, shown="URL", meaning=_BY.in_(lang)),
        options.required("--reason", options.TEXT, shown=_REASON_WORD.in_(lang), meaning=_REASON.in_(lang)),
        options.required("--person", options.TEXT, shown=name, meaning=_PERSON.in_(lang)),
    )
    output = options.option("--output", options.FILE, shown=file, meaning=_OUTPUT.in_(lang))
    group = Group("sample", lang=lang, help_text=_SAMPLE)
    group.add_command(Command("propose", lang=lang, help_text=_PROPOSE, run=_propose, params=(output,)))
    group.add_command(Command("draw", lang=lang, help_text=_DRAW, run=_draw, params=draw))
    shown = (sample_id, options.flag("--frame", _FRAME.in_(lang)))
    group.add_command(Command("show", lang=lang, help_text=_SHOW, run=_show, params=shown))
    group.add_command(Command("replace", lang=lang, help_text=_REPLACE, run=_replace, params=replace))
    return (group,)


def _propose(request: Request) -> int:
    found = review.propose(folder_of(Path.cwd()))
    if path := request.values["output"]:
        write_choices(path, found)
        request.say(_WRITTEN, path=path)
        return 0
    rows = [(request.in_(each.kind.heading), _clean(each.page.url), _clean(each.page.title)) for each in found]
    click.echo(table([request.in_(head) for head in _HEADS], rows, columns=columns_shown()))
    request.tell(_NEXT)
    return 0


def _draw(request: Request) -> int:
    given = request.values
    chosen = read_choices(given["pages"]) if given["pages"] else None
    choice = Choice(
        pages=chosen.pages if chosen else None,
        processes=chosen.processes if chosen and chosen.processes else None,
        random=given["random"],
        seed=given["seed"] or "",
        person=given["person"] or "",
    )
    _tell(request, review.draw(folder_of(Path.cwd()), choice, day=today()))
    request.tell(_FORM)
    return 0


def _show(request: Request) -> int:
    folder = folder_of(Path.cwd())
    if request.values["frame"]:
        for url in review.frame(folder, request.values["sample"]):
            click.echo(_clean(url))
        return 0
    _tell(request, review.show(folder, request.values["sample"]))
    return 0


def _replace(request: Request) -> int:
    given = request.values
    sample, change = review.replace(
        folder_of(Path.cwd()),
        given["url"],
        by=given["by"],
        reason=given["reason"],
        person=given["person"],
        day=today(),
    )
    _tell_changes(request, [change])
    _summary(request, sample)
    return 0


def today() -> date:
    """Return the day in Japan."""
    return datetime.now(UTC).astimezone(JAPAN).date()


def _tell(request: Request, shown: Shown) -> None:
    sample = shown.sample
    _summary(request, sample)
    request.say(_METHOD, letter=sample.method.value, method=request.in_(sample.method.heading))
    if sample.picked(Pick.RANDOM):
        request.say(
            _HOW,
            size=number(sample.frame_size),
            hash=sample.frame_hash,
            seed=printable(sample.seed, limit=_LIMIT),
            algorithm=sample.algorithm,
        )
    rows = [(_kind(request, page), _clean(page.url), _clean(page.title)) for page in sample.pages]
    click.echo("\n" + table([request.in_(head) for head in _HEADS], rows, columns=columns_shown()) + "\n")
    _tell_changes(request, sample.replacements)
    for words in shown.chances:
        _lines(request.in_(words))
    for words in shown.warnings:
        _lines(request.in_(_ATTENTION, words=request.in_(words)))


def _summary(request: Request, sample: Sample) -> None:
    request.say(
        _SUMMARY,
        id=sample.id,
        day=sample.day.isoformat(),
        run=sample.run_id,
        pages=len(sample.pages),
        chosen=len(sample.picked(Pick.REPRESENTATIVE)),
        steps=len(sample.picked(Pick.PROCESS)),
        drawn=len(sample.picked(Pick.RANDOM)),
    )


def _tell_changes(request: Request, changes: Iterable[Replacement]) -> None:
    for change in changes:
        request.say(
            _REPLACED,
            url=_clean(change.url),
            by=_clean(change.by),
            reason=_clean(change.reason),
            person=_clean(change.person),
            day=change.day.isoformat(),
        )


def _kind(request: Request, page: SampledPage) -> str:
    own = request.in_(page.pick.heading)
    named = "、" if request.lang is Lang.JA else ", "
    kinds = named.join(request.in_(kind.heading) for kind in page.kinds)
    detail = kinds or printable(page.process, limit=_LIMIT)
    return f"{own}: {detail}" if detail else own


def _lines(words: str) -> None:
    for line in wrap(words, width()):
        click.echo(line)


def _clean(text: str) -> str:
    return printable(text, limit=_LIMIT)
