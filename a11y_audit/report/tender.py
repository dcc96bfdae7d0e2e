"""The pack for a tender: what bidders and officers need, in one folder and one archive, always to the same bytes.

It opens from a USB stick in any browser. What pages say of persons is masked before anything is written.
"""

import hashlib
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from a11y_audit.assess.defects import DefectState
from a11y_audit.core.finding import Datum
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang, Text
from a11y_audit.core.visit import Why
from a11y_audit.report.csv import write_csv, write_table
from a11y_audit.report.html import WHOLE, write_html
from a11y_audit.report.jis.document import (
    Address,
    Block,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Listed,
    Local,
    Para,
    Quoted,
)
from a11y_audit.report.notation import moment, number, share, stamp
from a11y_audit.report.paper import Heads, write_papers
from a11y_audit.report.requirements import KEY, as_text, requirements
from a11y_audit.report.view import PageRow, ReportView
from a11y_audit.report.xlsx import FILE as BOOK
from a11y_audit.report.xlsx import write_xlsx
from a11y_audit.settings import Settings
from a11y_audit.store.templates import Template

SUMS: Final = "SHA256SUMS.txt"
PDF: Final = "report.pdf"
REPORT: Final = "report"
_SHOWN: Final = 20
_FIRST: Final = 15
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")
_NODES = re.compile(rb"\(node\d{8}\)")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)

Print = Callable[[dict[Path, Path]], None]
"""Prints pages to PDF files: the page, the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a pack is made of.

    Attributes:
        view: the audit; already masked where that is asked for.
        settings: the effective settings of today: policy, acceptance.
        templates: the site's templates.
        shared: of defects by id: state, words of the message, and what fills them.
        masked, pictures: whether what pages say of persons is masked, whether pictures are shown.
        has_pdf: whether there is a PDF.
    """

    view: ReportView
    settings: Settings
    templates: tuple[Template, ...]
    shared: dict[str, tuple[DefectState, Text, Mapping[str, Datum]]]
    masked: bool
    pictures: bool
    has_pdf: bool


def write_pack(pack: Pack, out: Path, languages: Sequence[Lang], prints: Print | None) -> Path:
    """Write the pack into the folder `out`, the list of sums last; return its first page.

    Args:
        pack: what it is made of.
        out: an empty folder.
        languages: the first one at the top.
        prints: makes the PDF; None for a pack without.

    Raises:
        OSError: the folder can't be written.
    """
    _write_report(pack.view, out, languages, prints)
    for name, head, rows in _tables(pack):
        write_table(out / f"{name}.csv", head, rows)
    # A bidder writes with it: plain text, with the line ends and the mark that Windows' editor expects.
    text = as_text(requirements(pack.view, pack.settings, _main(pack, Lang.JA), Lang.JA))
    (out / f"{KEY}.txt").write_text("\ufeff" + text, encoding="utf-8", newline="")
    heads = Heads(site=pack.view.site_name, made=lambda lang: _made(pack, lang))
    write_papers(lambda lang: _papers(pack, lang, languages), out, languages, heads)
    _write_sums(out)
    return out / "index.html"


def write_archive(folder: Path, place: Path) -> None:
    """Write the folder as a ZIP archive that depends on nothing but what is in it.

    Raises:
        OSError: it can't be written.
    """
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in _files(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as file, archive.open(entry, "w") as target:
                shutil.copyfileobj(file, target)


def _write_report(view: ReportView, out: Path, languages: Sequence[Lang], prints: Print | None) -> None:
    folder = out / REPORT
    folder.mkdir(parents=True)
    write_csv(view, folder)
    write_xlsx(view, folder)
    write_html(view, folder, languages, pdf=prints is not None)
    if prints is None:
        return
    places = [folder / ("" if lang is languages[0] else lang.value) for lang in languages]
    prints({place / WHOLE: place / PDF for place in places})
    for place in places:
        (place / WHOLE).unlink()
        _undate(place / PDF, view)


def _undate(path: Path, view: ReportView) -> None:
    """Give a PDF the time of the audit, and its nodes numbers from one on: those of its printing differ each time."""
    when = f"D:{view.finished_at:%Y%m%d%H%M%S}"

    def dated(found: re.Match[bytes]) -> bytes:
        # To the same length: the file tells where its parts lie.
        room = len(found[0]) - len(found[1]) - len("/ ()")
        return b"/%s (%s)" % (found[1], f"{when}+00'00'"[:room].ljust(room).encode())

    data = _DATES.sub(dated, path.read_bytes())
    # In their order, which the file's own index of them keeps, and to the same length.
    numbers = {name: b"(node%08d)" % place for place, name in enumerate(sorted(set(_NODES.findall(data))), 1)}
    path.write_bytes(_NODES.sub(lambda found: numbers[found[0]], data))


def _write_sums(out: Path) -> None:
    lines = []
    for path in _files(out):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.relative_to(out).as_posix()}\n")
    (out / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _files(folder: Path) -> list[Path]:
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def _main(pack: Pack, lang: Lang) -> tuple[Quoted, ...]:
    """Return the main defects of shared parts in words, the most frequent first."""
    ranked = sorted(pack.shared.values(), key=lambda each: (-each[0].pages, each[0].defect))
    sure = [each for each in ranked if each[0].kind in (Kind.FAILED, Kind.LIKELY)]
    pages = Text("（{n} ページ）", " ({n} pages)")
    return tuple(
        Quoted(words, data, lang, pages.fill({"n": number(state.pages)}).in_(lang))
        for state, words, data in sure[:_FIRST]
    )


def _made(pack: Pack, lang: Lang) -> str:
    version = pack.view.versions.get("a11y-audit", "")
    return Text(
        f"a11y-audit {version} が検査（第{pack.view.run_id}回）から作りました。",
        f"Made by a11y-audit {version} from run {pack.view.run_id}.",
    ).in_(lang)


def _papers(pack: Pack, lang: Lang, languages: Sequence[Lang]) -> list[Document]:
    return [
        _index(pack, lang, languages),
        requirements(pack.view, pack.settings, _main(pack, lang), lang),
    ]


Say = Callable[[str, str], str]


def _index(pack: Pack, lang: Lang, languages: Sequence[Lang]) -> Document:
    def say(ja: str, en: str) -> str:
        return Text(ja, en).in_(lang)

    site = pack.view.site_name
    return Document(
        key="index",
        title=say(f"{site} アクセシビリティ検査の資料（調達用）", f"{site}: accessibility audit, pack for a tender"),
        blocks=tuple(_index_blocks(pack, say, lang, "" if lang is languages[0] else "../")),
    )


def _index_blocks(pack: Pack, say: Say, lang: Lang, root: str) -> Iterator[Block]:
    view = pack.view
    yield Para(
        say(
            "機械で分かるのは不適合だけです。この資料だけで「適合」「準拠」とは言えません。",
            "A machine can prove failures only; nothing here says that the site conforms.",
        ),
        strong=True,
    )
    yield Facts(tuple(_facts(view, say, lang)))
    yield Heading(say("この資料の内容", "What is in this pack"))
    yield _contents(pack, say, lang, root)
    yield Heading(say("ファイルの種類", "Kinds of files"))
    yield Grid(
        key="kinds",
        caption=say("見つけたアドレスの種類", "What the addresses are that were found"),
        columns=(Column(say("種類", "Kind")), Column(say("数", "Number"), count=True)),
        rows=tuple((kind, count) for kind, count in _kinds(view, say)),
    )
    yield Heading(say("ひな形と共通部品の問題", "Templates and what is wrong in what they share"))
    yield _templates(pack, say, lang)
    yield Heading(say("対象から除いたもの", "What was left out"))
    if view.scope_exclusions:
        yield Listed(tuple(f"{pattern} – {reason}" for pattern, reason in view.scope_exclusions))
    else:
        yield Para(say("設定で除いたものはありません。", "Nothing was left out by the settings."))
    yield Heading(say("方法", "Method"))
    yield Listed(tuple(_method(pack, say)))
    yield Heading(say("ソフトウェアの版", "Versions of software"))
    yield Grid(
        key="versions",
        caption=say("検査に使ったもの", "What the audit used"),
        columns=(Column(say("名前", "Name")), Column(say("版", "Version"))),
        rows=tuple(sorted(view.versions.items())),
    )


def _facts(view: ReportView, say: Say, lang: Lang) -> Iterator[tuple[str, str]]:
    totals = view.totals
    yield say("検査を始めたページ", "Seeds"), ", ".join(view.seeds)
    yield say("検査した日時", "Audited"), f"{moment(view.started_at, lang)} – {moment(view.finished_at, lang)}"
    standard = view.standard.name.in_(lang)
    yield say("規格と目標", "Standard"), say(f"{standard} レベル {view.level}", f"{standard}, level {view.level}")
    yield (
        say("検査したページ", "Pages audited"),
        f"{number(totals.audited)} / {number(totals.found)} ({share(totals.coverage)})",
    )
    yield (
        say("「問題あり」のあるページ", "Pages with a failure"),
        f"{number(totals.failed_pages)} ({share(totals.failed_ratio)})",
    )


def _contents(pack: Pack, say: Say, lang: Lang, root: str) -> Grid:
    inner = "" if not root else f"{lang.value}/"
    files = [
        (f"{root}{REPORT}/{inner}index.html", say("検査報告書", "The report of the audit")),
        (f"{KEY}.html", say("調達仕様書に書く要件（案）", "Requirements for the specification (draft)")),
        (f"{root}{KEY}.txt", say("同じもの（文章だけ、日本語）", "The same as plain text, in Japanese")),
        (f"{root}page-findings.csv", say("ページ別指摘事項一覧", "Findings for each page")),
        (f"{root}{REPORT}/{BOOK}", say("検査報告書の表（Excel）", "The tables of the report (Excel)")),
        (f"{root}inventory.csv", say("ページとファイルの一覧", "Inventory of pages and files")),
        (f"{root}templates.csv", say("ひな形と共通部品の問題", "Templates and what is wrong in shared parts")),
        (f"{root}settings.csv", say("有効だった設定", "Effective settings")),
        (f"{root}versions.csv", say("ソフトウェアの版", "Versions of software")),
        (f"{root}{SUMS}", say("すべてのファイルの SHA-256", "SHA-256 of all files")),
    ]
    if pack.has_pdf:
        files.insert(1, (f"{root}{REPORT}/{inner}{PDF}", say("検査報告書（PDF）", "The report as PDF")))
    return Grid(
        key="contents",
        caption=say("ファイルと内容", "Files and what they are"),
        columns=(Column(say("内容", "Content")), Column(say("ファイル", "File"))),
        rows=tuple((what, Local(href, href.removeprefix("../"))) for href, what in files),
    )


def _method(pack: Pack, say: Say) -> Iterator[str]:
    view = pack.view
    yield say(
        "始めのページからリンクとサイトマップをたどり、見つけたページをブラウザー（Chromium）で表示して、"
        f"{len(view.rules)} の規則で判定しました。",
        f"From the seeds, links and sitemaps were followed; pages were shown in a browser (Chromium) and judged by "
        f"{len(view.rules)} rules.",
    )
    yield say(
        "結果は「問題あり」（確実）、「問題の可能性大」、「要判断」（人が確かめる）に分かれます。",
        "Results are failures (certain), likely problems, and what a person must judge.",
    )
    yield say(
        "検査できなかったページは、理由とともに検査報告書に示しています。",
        "Pages that could not be audited are told with their reasons in the report.",
    )
    if pack.masked:
        yield say(
            "ページから引用した文にあるメールアドレスと電話番号は、●に置き換えました（形で見分けられるもの）。",
            "Mail addresses and telephone numbers in what is quoted from pages were replaced by ●, as far as "
            "their form shows what they are.",
        )
    if not pack.pictures:
        yield say("画像は載せていません。", "Pictures are left out.")
    elif pack.masked:
        yield say(
            "画像に写っているメールアドレスと電話番号は、灰色で覆いました。写真や図など、何が書いてあるか"
            "記録で分からないものが写っている画像は、載せていません。",
            "Mail addresses and telephone numbers in pictures are covered with grey. Pictures that show photographs, "
            "drawings or others of which no record tells what is written in them are left out.",
        )
    if not pack.has_pdf:
        yield say("PDF の報告書は含みません。", "There is no report as PDF.")


def _kinds(view: ReportView, say: Say) -> list[tuple[str, int]]:
    # Other forms of pages (print, furigana) and redirects are no files of their own.
    counts = Counter(_kind(row) for row in view.pages() if _is_of_site(row))
    html = counts.pop("html", 0)
    return [
        (say("ウェブページ", "Web pages"), html),
        *((kind.upper(), count) for kind, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))),
    ]


def _is_of_site(row: PageRow) -> bool:
    missed = row.not_audited
    return missed is None or not missed.why.by_choice or missed.why in (Why.DOCUMENT, Why.NOT_HTML)


def _kind(row: PageRow) -> str:
    missed = row.not_audited
    if missed and missed.why in (Why.DOCUMENT, Why.NOT_HTML):
        # Of an address alone the ending is known; of what was asked for, its type.
        kind = missed.detail.partition(";")[0].rpartition("/")[2].strip() or missed.why.value
        return re.sub(r"[^\w.+-]", "", kind.casefold())[:40] or missed.why.value
    return "html"


def _templates(pack: Pack, say: Say, lang: Lang) -> Grid:
    rows = []
    for each in pack.templates[:_SHOWN]:
        known = [pack.shared[defect] for defect in each.defects if defect in pack.shared]
        first = max(known, key=lambda told: (told[0].kind is Kind.FAILED, told[0].pages, told[0].defect), default=None)
        rows.append((Address(each.example), each.pages, len(known), Quoted(first[1], first[2], lang) if first else "–"))
    return Grid(
        key="templates",
        caption=say("ページの作りが同じもの（多い順）", "Pages that are built alike, the most first"),
        columns=(
            Column(say("例", "Example")),
            Column(say("ページ", "Pages"), count=True),
            Column(say("共通部品の問題", "Defects in shared parts"), count=True),
            Column(say("主なもの", "The main one")),
        ),
        rows=tuple(rows),
    )


Table = tuple[str, tuple[str, ...], Iterator[tuple[str | int | None, ...]]]


def _tables(pack: Pack) -> list[Table]:
    view = pack.view
    return [
        (
            "page-findings",
            (
                "番号", "アドレス", "ページの題名", "判定", "達成基準", "指摘事項", "共通部品", "該当箇所", "HTML",
                "行", "直し方（CMS）",
                "直し方（HTML）", "規則", "検査日時",
            ),
            _findings(pack),
        ),
        ("inventory", ("アドレス", "種類", "題名", "結果", "理由", "検査日時"), _inventory(view)),
        ("templates", ("ひな形", "例", "ページ数", "要修正箇所", "判定", "内容", "そのページ数"), _template_rows(pack)),
        ("settings", ("項目", "値"), ((key, value) for key, value in view.settings.items())),
        ("versions", ("名前", "版"), iter(sorted(view.versions.items()))),
    ]  # fmt: skip


def _findings(pack: Pack) -> Iterator[tuple[str | int | None, ...]]:
    rules = {rule.id: rule for rule in pack.view.rules}
    counted = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.UNTESTED)
    for place, row in enumerate((each for each in pack.view.findings() if each.kind in counted), 1):
        rule = rules.get(row.rule)
        yield (
            place, row.url, row.page_title, row.kind.heading.ja, " ".join(row.criteria), row.message.ja,
            "共通部品" if row.defect in pack.shared else "", row.selector, row.snippet, row.line,
            rule.mend.cms.ja if rule else "", rule.mend.html.ja if rule else "", row.rule, stamp(row.tested_at),
        )  # fmt: skip


def _inventory(view: ReportView) -> Iterator[tuple[str | int | None, ...]]:
    for row in view.pages():
        missed = row.not_audited
        state = "検査済み" if missed is None else "対象外" if missed.why.by_choice else "検査できず"
        yield (row.url, _kind(row), row.title, state, missed.why.cause.ja if missed else "", stamp(row.tested_at))


def _template_rows(pack: Pack) -> Iterator[tuple[str | int | None, ...]]:
    for place, each in enumerate(pack.templates, 1):
        if not each.defects:
            yield (place, each.example, each.pages, "", "", "", "")
        for defect, pages in each.defects.items():
            if defect in pack.shared:
                state, words, data = pack.shared[defect]
                yield (place, each.example, each.pages, defect[:12], state.kind.heading.ja, words.fill(data).ja, pages)
