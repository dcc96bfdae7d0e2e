"""A run of a small city's site, with hostile text from its pages, as a view for the tests of reports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from a11y_audit.assess.criteria import CriterionOutcome
from a11y_audit.assess.defects import DefectState, State
from a11y_audit.assess.totals import Totals
from a11y_audit.assess.trend import Change, Mark, Night, Unit
from a11y_audit.assess.waivers import Waiver
from a11y_audit.core.criterion import Level
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Mend
from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.report.view import Change as Earlier
from a11y_audit.report.view import (
    Course,
    CriterionRow,
    DefectRow,
    FindingRow,
    PageRow,
    PictureView,
    Reach,
    ReportView,
    RuleView,
)
from a11y_audit.standards import Machine, standard
from a11y_audit.store.faults import explained

END = datetime(2026, 11, 22, 18, 42, tzinfo=UTC)
SITE = "https://www.city.hikari.example.jp"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% for x in y %}",
    "左\u202e右\u2066から",
    "\x1b[31m赤\x1b[0m\x00",
    "=HYPERLINK(1)",
    "長" * 1_000_000,
    "\ud800片割れ",
    "",
)
"""What a page may hold in its title, in the order in which the pages have it."""

# The head of a JPEG of 640 × 360 pixels: as much as is read of it.
JPEG = bytes.fromhex("ffd8 ffe0 0010 4a46494600010100000100010000 ffc0 0011 08 0168 0280 03 012200 021101 031101 ffd9")

_TOPICS = (
    "ごみの出し方",
    "子育て支援",
    "防災情報",
    "住民票の写し",
    "図書館の案内",
    "市税の納付",
    "入札情報",
    "議会中継",
)

_RULES = (
    RuleView(
        id="image-alt-not-file-name",
        version=1,
        title=Text("代替テキストがファイル名ではない", "A text alternative is not a file name"),
        criteria=("1.1.1",),
        techniques=("F30", "G94"),
        why=Text(
            "画像を見られない人に、何の画像か伝わりません。",
            "People who can't see the image do not learn what it shows.",
        ),
        mend=Mend(
            Text(
                "画像の「代替テキスト」欄に、画像が伝える内容を短い文で書きます。",
                "Write in short what the image tells.",
            ),
            Text(
                'alt 属性を内容に書き換えます。飾りなら alt="" にします。',
                'Rewrite the alt attribute; alt="" for decoration.',
            ),
        ),
        source="https://www.w3.org/TR/WCAG20-TECHS/F30.html",
    ),
    RuleView(
        id="axe/color-contrast",
        version=1,
        title=Text("文字と背景の色の差が十分にある", "Text stands out enough from its background"),
        criteria=("1.4.3",),
        techniques=("G18", "G145"),
        why=Text("視力の弱い人や、明るい屋外で見る人が読めません。", "People with low vision can't read it."),
        mend=Mend(
            Text("文字の色を濃くするか、背景を薄くします。", "Make the text darker or its background lighter."),
            Text(
                "color と background-color の比を 4.5 対 1 以上にします。",
                "Bring the ratio of the two colors to 4.5:1.",
            ),
        ),
        source="https://www.w3.org/TR/WCAG20-TECHS/G18.html",
    ),
    RuleView(
        id="link-text-tells-purpose",
        version=2,
        title=Text("リンクの文字から行き先が分かる", "The text of a link tells where it leads"),
        criteria=("2.4.4",),
        techniques=("H30", "F63"),
        why=Text(
            "リンクだけを読み上げて探す人に、行き先が分かりません。",
            "People who go from link to link do not learn its purpose.",
        ),
        mend=Mend(
            Text("「こちら」ではなく、行き先の題名をリンクの文字にします。", "Use the title of the place it leads to."),
            Text("a 要素の中身を、行き先が分かる文字にします。", "Give the a element a text that tells its purpose."),
        ),
        source="https://www.w3.org/TR/WCAG20-TECHS/F63.html",
    ),
    RuleView(
        id="text-in-plain-characters",
        version=1,
        title=Text("機種に依存する文字を使わない", "No characters that only some machines can show"),
        criteria=(),
        techniques=(),
        why=Text("読み上げられない、または文字化けすることがあります。", "They may not be read out, or look broken."),
        mend=Mend(
            Text("一般的な文字に書き換えます。", "Write it with common characters."),
            Text("同じ意味の一般的な文字にします。", "Use common characters of the same meaning."),
        ),
        source="",
    ),
)  # fmt: skip


def view(*, pages: int = 40, copies: int = 0, state: str = "complete") -> ReportView:
    """Return the example; `copies` adds that many defects of one page each behind the six that are told of."""
    missed = tuple(_missed())
    defects = (*_defects(), *(_copy(count) for count in range(copies)))
    return ReportView(
        run_id=12,
        state=state,
        site_name="ひかり市公式ホームページ",
        city="ひかり市",
        seeds=(f"{SITE}/",),
        contact="総務部 広報広聴課",
        started_at=END - timedelta(hours=1, minutes=37),
        finished_at=END,
        standard=standard("jis2016"),
        level="AA",
        totals=_totals(pages, defects),
        criteria=tuple(_criteria()),
        versions={"a11y-audit": "0.1.0", "axe-core": "4.10.3", "browser": "Chromium 140", "python": "3.11.9"},
        settings={"crawl.rate_per_s": "1.0", "crawl.parallel": "2", "render.viewport": "[1280, 900]", "site.name": ""},
        scope_exclusions=((f"{SITE}/gikai/kaigiroku/", "会議録の検索システムは議会事務局が別に管理しています。"),),
        notes=() if state == "complete" else ("limit", "seen_<b>later</b>"),
        rules=_RULES,
        history=tuple(_history(pages, defects)),
        defects=lambda: iter(defects),
        pages=lambda: (*_audited(pages), *missed),
        findings=_findings,
        window="",
        shown=pages - 8,
        standing=8,
        oldest_test=datetime(2026, 3, 28, 20, 0, tzinfo=UTC),
        again=False,
        unstable=lambda: list(_findings())[:1],
        blob=_blob,
        probes={"walk": Text("キーボード", "Keyboard"), "zoom": Text("拡大", "Magnification")},
        waivers=(
            Waiver(
                rule="image-alt-not-file-name",
                pages=("/kosodate/",),
                reason="年度末のシステム更新で直すため <b>",
                person="広報広聴課",
                since=date(2026, 4, 1),
                until=date(2027, 3, 31),
            ),
            Waiver(
                defect="a1" * 16,
                reason="業者の作業待ち",
                person="山田",
                since=date(2026, 4, 1),
                until=date(2026, 9, 30),
            ),
        ),
        reach=(Reach(example="https://city.example/", pages=1_204, probes={"walk": 3, "zoom": 2}),),
        unread=3,
        course=Course(
            unit=Unit.MONTH,
            nights=tuple(_nights(pages)),
            as_today=(41, 40, min(pages, 38)),
            goal=date(2028, 3, 31),
            marks=(Mark(run_id=11, day=date(2026, 10, 23), change=Change.RULES, before="rules 4", after="rules 5"),),
        ),
    )


def _nights(pages: int) -> Iterator[Night]:
    for run_id, failed in ((10, 39), (11, 40), (12, 38)):
        moment = END - timedelta(days=30 * (12 - run_id))
        yield Night(
            run_id=run_id, day=moment.date(), finished_at=moment, replay=False, complete=True, audited=pages,
            found=pages + 3, failed_pages=min(pages, failed), failed_criteria=2, states={State.PERSISTING: 203},
        )  # fmt: skip


def _blob(key: str) -> bytes:
    if key == "f" * 64:
        raise explained(f"No such file: {key}")
    return JPEG


def _defects() -> Iterator[DefectRow]:
    top = _defect(
        "a1", State.PERSISTING, Kind.FAILED, _RULES[1], "1.4.3", pages=38, findings=76, shared=True, region="header",
        words=Text("文字と背景の色の比が 2.8 対 1 です。", "The ratio of text to background is 2.8:1."),
        snippet='<a class="pankuzu" href="/kurashi/">くらし</a>', selector="#pankuzu > li:nth-child(1) > a",
    )  # fmt: skip
    yield replace(top, picture=PictureView("a1" * 32, Box(60, 80, 160, 32)))
    hostile = _defect(
        "b2", State.NEW, Kind.FAILED, _RULES[0], "1.1.1", pages=2, findings=2,
        words=Text(
            "代替テキスト「DSC_0123.jpg」がファイル名です。",
            "The text alternative “DSC_0123.jpg” is a file name.",
        ),
        snippet='<img src="x.jpg" alt="DSC_0123.jpg"\n onerror="alert(1)"></code></pre><script>alert(1)</script>\u202e',
        selector='img[alt="</code><script>"]',
    )  # fmt: skip
    yield replace(
        hostile,
        picture=PictureView("f" * 64, Box(0, 0, 1, 1)),
        pages=(("javascript:alert(1)", HOSTILE[0]), (f"{SITE}/kosodate/", HOSTILE[1])),
        owners=("こども課", HOSTILE[0]),
        line=128,
    )
    yield _defect(
        "c3", State.RETURNED, Kind.LIKELY, _RULES[2], "2.4.4 2.4.9", pages=1, findings=3,
        words=Text("リンクの文字「{text}」では行き先が分かりません。", "“{text}” does not tell where it leads."),
        text=HOSTILE[0],
        snippet='<a href="/bosai/">こちら</a>', selector="main > p:nth-of-type(2) > a",
    )  # fmt: skip
    yield _defect(
        "d4", State.NOT_RETESTED, Kind.FAILED, _RULES[0], "1.1.1", pages=1, findings=1,
        words=Text("代替テキスト「chizu.png」がファイル名です。", "The text alternative “chizu.png” is a file name."),
        snippet='<img src="chizu.png" alt="chizu.png">', selector="#chizu",
    )  # fmt: skip
    yield _defect(
        "e5", State.NEW, Kind.REVIEW, _RULES[1], "1.4.3", pages=6, findings=6, shared=True, region="main",
        words=Text(
            "画像の上の文字なので、色の比を測れません。",
            "The text is on an image, so its contrast can't be measured.",
        ),
        snippet='<h1 class="hero">暮らしの便利帳</h1>', selector="h1.hero",
    )  # fmt: skip
    yield _defect(
        "f6", State.NEW, Kind.ADVICE, _RULES[3], "", pages=1, findings=1,
        words=Text("機種に依存する文字「㈱」があります。", "There is the character “㈱”."),
        snippet="<p>㈱ひかり</p>", selector="main > p",
    )  # fmt: skip
    yield _defect(
        "07", State.FIXED, Kind.FAILED, _RULES[0], "1.1.1", pages=4, findings=4, shared=True, region="footer",
        words=Text("代替テキスト「logo.gif」がファイル名です。", "The text alternative “logo.gif” is a file name."),
        snippet='<img src="logo.gif" alt="logo.gif">', selector="footer img",
    )  # fmt: skip


def _defect(
    mark: str, state: State, kind: Kind, rule: RuleView, criteria: str, *, pages: int, findings: int, words: Text,
    snippet: str, selector: str, shared: bool = False, region: str = "main", text: str = "",
) -> DefectRow:  # fmt: skip
    return DefectRow(
        state=DefectState(
            defect=(mark * 16)[:32],
            state=state,
            kind=kind,
            rule=rule.id,
            reason="example",
            criteria=criteria,
            pages=pages,
            findings=findings,
            shared=shared,
            since_run_id=12 if state is not State.FIXED else 11,
            example=1,
        ),
        rule=rule,
        words=words,
        selector=selector,
        snippet=snippet,
        region=region,
        line=None,
        data={"text": text},
        picture=None,
        first_seen=END - timedelta(days=200),
        pages=tuple((f"{SITE}/{mark}/{count}/", f"{_TOPICS[count % 8]}（{count}）") for count in range(min(pages, 50))),
    )


def _copy(count: int) -> DefectRow:
    row = _defect(
        "99", State.NEW, Kind.LIKELY, _RULES[2], "2.4.4", pages=1, findings=1,
        words=Text(
            f"リンクの文字「詳細{count}」では行き先が分かりません。",
            f"“{count}” does not tell where it leads.",
        ),
        snippet="<a>詳細</a>", selector="a",
    )  # fmt: skip
    return replace(row, state=replace(row.state, defect=f"{count:032x}"[::-1]), owners=("税務課",))


def _audited(pages: int) -> Iterator[PageRow]:
    for count in range(pages):
        title = HOSTILE[count - 20] if 20 <= count < 20 + len(HOSTILE) else f"{_TOPICS[count % 8]}（{count}）"
        yield PageRow(
            url=f"{SITE}/kurashi/{count:04}/",
            title=title,
            final_url=f"{SITE}/kurashi/{count:04}/",
            not_audited=None,
            found_by="sitemap" if count % 2 else "link",
            found_on=f"{SITE}/",
            tested_at=END - timedelta(seconds=count),
            counts={Kind.FAILED: 2 if count < 38 else 0, Kind.LIKELY: count % 3, Kind.REVIEW: 1},
            owner=("こども課", "税務課", HOSTILE[0], "")[count % 4],
        )


def _missed() -> Iterator[PageRow]:
    for url, not_audited, found_on in (
        (f"{SITE}/old/index.html", NotAudited(Why.NOT_FOUND, "404"), f"{SITE}/kurashi/0001/"),
        (f"{SITE}/shisei/keikaku/2015/", NotAudited(Why.NOT_FOUND, "404"), f"{SITE}/kurashi/0007/"),
        (f"{SITE}/chizu/", NotAudited(Why.TIMEOUT, "120 s <b>late</b>"), f"{SITE}/"),
        (f"{SITE}/files/hoiku-annai.pdf", NotAudited(Why.DOCUMENT, "application/pdf"), f"{SITE}/kurashi/0003/"),
        (f"{SITE}/private/", NotAudited(Why.ROBOTS), None),
        ("javascript:void(0)//", NotAudited(Why.OUT_OF_SCOPE), f"{SITE}/"),
    ):
        yield PageRow(
            url=url,
            title="",
            final_url="",
            not_audited=not_audited,
            found_by="link",
            found_on=found_on,
            tested_at=None,
            counts={},
        )


def _findings() -> Iterator[FindingRow]:
    for count, title in enumerate(HOSTILE):
        yield FindingRow(
            url=f"{SITE}/kurashi/{count + 20:04}/",
            page_title=title,
            rule="axe/color-contrast",
            reason="too_low",
            kind=Kind.FAILED,
            criteria=("1.4.3",),
            defect="a1" * 16,
            message=Text(title, title),
            selector="\t=1+1",
            snippet="＝cmd\n|' /C calc'!A0",
            region="header",
            line=None if count else 12,
            techniques=("G18",),
            tested_at=END,
        )


def _criteria() -> Iterator[CriterionRow]:
    failed = {"1.1.1": (3, 0, 0, 2), "1.4.3": (76, 0, 6, 38)}
    for criterion in standard("jis2016").at(Level.AA):
        counts = failed.get(criterion.number, (0, 3, 0, 0) if criterion.number == "2.4.4" else (0, 0, 0, 0))
        clear = "passed" if criterion.machine is Machine.FULL else "manual"
        open_state = "untested" if criterion.number == "1.3.1" else clear
        state = "failed" if counts[0] else "likely" if counts[1] else open_state
        yield CriterionRow(
            criterion=criterion,
            outcome=CriterionOutcome(
                criterion=criterion.number,
                state=state,
                failed=counts[0],
                likely=counts[1],
                review=counts[2],
                failed_pages=counts[3],
                untested_pages=1 if state == "untested" else 0,
                defects=sum(map(bool, counts[:2])),
            ),
            failed_pages_before={"1.1.1": 6, "1.4.3": 37, "2.4.1": None}.get(criterion.number, 0),
            standing=2 if criterion.number == "2.4.7" else 0,
        )


def _totals(pages: int, defects: tuple[DefectRow, ...]) -> Totals:
    wanted = [row.state for row in defects if row.state.kind in (Kind.FAILED, Kind.LIKELY)]
    return Totals(
        found=pages + 3,
        audited=pages,
        not_audited={"not_found": 2, "timeout": 1},
        left_out={"document": 1, "robots": 1, "out_of_scope": 1},
        failed_pages=min(pages, 38),
        findings={"failed": 79, "likely": 3, "review": 6, "advice": 1},
        defects={"failed": 2, "likely": 1, "review": 1, "advice": 1},
        defect_states={state.value: sum(each.state is state for each in wanted) for state in State},
    )


def _history(pages: int, defects: tuple[DefectRow, ...]) -> Iterator[Earlier]:
    now = _totals(pages, defects)
    for run_id, failed in ((10, 39), (11, 40)):
        yield Earlier(
            run_id=run_id,
            finished_at=END - timedelta(days=30 * (12 - run_id)),
            totals=replace(now, failed_pages=min(pages, failed)),
        )
    yield Earlier(run_id=12, finished_at=END, totals=now)
