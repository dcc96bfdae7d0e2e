"""Proposed text for a specification (調達仕様書), by the ordering guideline of WAIC: scope, level, test, deliverables.

It is a draft for the officer who orders: what the audit knows is filled in, and what only people know is marked.
Source: ウェブアクセシビリティ対応発注ガイドライン, WAIC, February 2024 (https://waic.jp/docs/jis2016/order-guidelines/202402/).
"""

from collections.abc import Callable, Iterator
from typing import Final

from a11y_audit.core.text import Lang, Text
from a11y_audit.report.jis.document import Block, Document, Grid, Heading, Listed, Para, Quoted, Unfilled, plain
from a11y_audit.report.notation import number, share
from a11y_audit.report.view import ReportView
from a11y_audit.settings import Settings

KEY: Final = "requirements"
Say = Callable[[str, str], str]
SAMPLE: Final = 40
"""Pages of a test at least, by the test guideline of WAIC (an indication, no duty)."""

_DEGREES: Final = {
    "conforms": Text("準拠", "conform"),
    "partly": Text("一部準拠", "conform partly"),
    "considers": Text("配慮", "consider"),
}


def requirements(view: ReportView, settings: Settings, shared: tuple[Quoted, ...], lang: Lang) -> Document:
    """Return the draft in one language.

    Args:
        view: the audit that the order stands on.
        settings: the policy, exclusions and what is agreed for the acceptance.
        shared: defects of the template that must not be carried over, in words of `lang`.
        lang: language.
    """

    def say(ja: str, en: str) -> str:
        return Text(ja, en).in_(lang)

    return Document(
        key=KEY,
        title=say("調達仕様書に書く要件（案）", "Requirements for the specification (draft)"),
        blocks=(
            Para(
                say(
                    "検査の結果から作った案です。〔 〕の部分と全体を担当者が確かめ、仕様に合わせて書き換えてください。",
                    "A draft made from the audit. Look through all of it, fill in what is in brackets, and adapt it.",
                ),
                strong=True,
            ),
            *_scope(view, settings, say, lang),
            *_making(shared, say),
            *_test(view, say),
            *_deliverables(say),
            *_acceptance(settings, say),
        ),
    )


def as_text(document: Document) -> str:
    """Return the draft as plain text, to be pasted into a word processor."""
    lines = [document.title, ""]
    for block in document.blocks:
        match block:
            case Heading(text=text):
                lines += ["", text]
            case Para(text=text):
                lines.append(str(plain(text)))
            case Listed(items=items):
                lines += [f"・{plain(each)}" for each in items]
            case Grid(rows=rows):
                lines += ["\t".join(str(plain(each)) for each in row) for row in rows]
            case _:
                pass
    return "\r\n".join([*lines, ""])


def _scope(view: ReportView, settings: Settings, say: Say, lang: Lang) -> Iterator[Block]:
    policy = settings.policy
    degree = _DEGREES[policy.degree].in_(lang)
    standard = view.standard.name.in_(lang)
    yield Heading(say("1. 対象とする範囲", "1. Scope"))
    found = number(view.totals.found)
    yield Para(
        say(
            f"「{view.site_name}」（{view.seeds[0]}）のすべてのウェブページ（検査時点で {found} ページ）を対象とする。",
            f"All web pages of “{view.site_name}” ({view.seeds[0]}): {found} pages when it was audited.",
        )
    )
    excluded = [f"{pattern} – {reason}" for pattern, reason in view.scope_exclusions]
    excluded += [f"{each.what} – {each.reason}" for each in policy.exceptions]
    if excluded:
        yield Para(say("次のものは対象から除く。", "These are left out:"))
        yield Listed(tuple(excluded))
    else:
        yield Para(Unfilled(say("〔対象から除くものがあれば、理由とともに書く〕", "[What is left out, and why]")))
    yield Heading(say("2. 目標とする適合レベルと対応度", "2. Level and degree"))
    yield Para(
        say(
            f"{standard} の適合レベル{view.level}に{degree}すること。",
            f"It must {degree} to level {view.level} of {standard}.",
        )
    )
    yield Para(
        say(
            "本仕様書における「準拠」という表記は、情報通信アクセス協議会ウェブアクセシビリティ基盤委員会"
            "「ウェブコンテンツのJIS X 8341-3:2016 対応度表記ガイドライン"
            f" - {settings.result.notation_edition}」で定められた表記による。",
            "“Conform” is used as defined by WAIC's guideline on stating conformance to JIS X 8341-3:2016 "
            f"({settings.result.notation_edition}).",
        )
    )
    policy_place = policy.url or say("〔方針のアドレス〕", "[address of the policy]")
    yield Para(say(f"ウェブアクセシビリティ方針: {policy_place}", f"Policy: {policy_place}"))
    yield Heading(say("3. 使用する技術", "3. Technologies"))
    yield Para(", ".join(settings.result.technologies))


def _making(shared: tuple[Quoted, ...], say: Say) -> Iterator[Block]:
    yield Heading(say("4. 制作", "4. Making"))
    yield Listed(
        (
            say(
                "ページのひな形（テンプレート）と共通部品は、コンテンツを入れる前にツールと人の目で検査し、結果を報告すること。"
                "使ったツールの名前と版を記録すること。",
                "Templates and shared parts must be checked by tools and by people before content is put in; the tools "
                "and their versions must be recorded.",
            ),
            say(
                "移行するページは、旧サイトの要修正箇所（別添の一覧）を引き継がないこと。",
                "Pages that are moved must not carry over the defects of the old site (list attached).",
            ),
            say(
                "CMS は、画像の代替テキスト、見出し、表の見出しセル、題名を職員が正しく入力できるものとすること。",
                "The CMS must let officers enter alternatives of images, headings, header cells of tables and titles.",
            ),
        )
    )
    if shared:
        yield Para(
            say(
                "今のサイトの共通部品にある問題（主なもの）:",
                "Problems in shared parts of the present site (the main ones):",
            )
        )
        yield Listed(shared)


def _test(view: ReportView, say: Say) -> Iterator[Block]:
    yield Heading(say("5. 試験", "5. Test"))
    yield Listed(
        (
            say(
                "納品の前に、JIS X 8341-3:2016 附属書JB に基づく試験を行うこと。その前に計画の承認を得ること。",
                "Before delivery, a test by JIS X 8341-3:2016, annex JB, must be made; its plan is approved first.",
            ),
            say(
                f"対象のページは、代表的なページと無作為に選んだページを合わせ、{SAMPLE} ページ以上を目安とすること。"
                "選び方と、すべてのアドレスを示すこと。",
                f"Pages: representative ones and ones drawn at random, {SAMPLE} or more as a guide; how they were "
                "chosen, and all addresses, must be told.",
            ),
            say(
                f"全ページを自動で検査し、{len(view.criteria)} の達成基準で機械に分からないものは人が確認すること。",
                f"All pages must be checked automatically; of the {len(view.criteria)} criteria, what a machine can't "
                "decide must be judged by people.",
            ),
            say(
                "問題が見つかったときは、同じ種類のページにも同じ問題がないかを確かめて修正すること。",
                "Where a problem is found, pages of the same kind must be looked at and mended, too.",
            ),
            say("結果を説明し、承認を得ること。", "The result must be explained and approved."),
        )
    )


def _deliverables(say: Say) -> Iterator[Block]:
    yield Heading(say("6. 成果物", "6. Deliverables"))
    yield Listed(
        (
            say("試験の計画書", "Plan of the test"),
            say("試験の対象としたページの一覧", "List of the pages tested"),
            say(
                "実装チェックリスト（達成方法と検証方法）",
                "Implementation checklist (techniques and how they were verified)",
            ),
            say("達成基準チェックリスト", "Checklist of success criteria"),
            say("ページ別指摘事項一覧（データ）", "Findings for each page (data)"),
            say("試験結果の公開用ページ", "The page that publishes the result"),
            say("旧サイトと新サイトのアドレスの対応表（CSV）", "Table of old and new addresses (CSV)"),
            Unfilled(
                say("〔職員研修、利用者による評価を求める場合は書く〕", "[Training, evaluation by users, if wanted]")
            ),
        )
    )


def _acceptance(settings: Settings, say: Say) -> Iterator[Block]:
    agreed = settings.acceptance
    yield Heading(say("7. 検収", "7. Acceptance"))
    items = []
    if agreed.min_coverage is not None:
        part = share(agreed.min_coverage)
        items.append(
            say(f"対象ページのうち {part} 以上を検査できること。", f"At least {part} of the pages can be audited.")
        )
    for limit, ja, en in (
        (agreed.failed_pages, "「問題あり」のあるページ", "Pages with a failure"),
        (agreed.carried_over, "旧サイトから引き継がれた要修正箇所", "Defects carried over from the old site"),
        (agreed.missing_pages, "旧サイトにあって対応するページがないもの", "Old pages without a counterpart"),
    ):
        if limit is not None:
            items.append(say(f"{ja}: {number(limit)} 以下", f"{en}: at most {number(limit)}"))
    items.append(
        say(
            "機械で判定できない達成基準は、試験の結果と人の確認による。",
            "Criteria that a machine can't decide are settled by the test and by people.",
        )
    )
    yield Listed(tuple(items))
