"""A test of a small city's site, as a view for the tests of the pages to publish."""

from collections.abc import Mapping
from datetime import date

from a11y_audit.assess.claims import Degree, decide, strongest
from a11y_audit.assess.combining import grounds as grounds_of
from a11y_audit.assess.judgement import CellState, JudgementTable
from a11y_audit.assess.sample import PageKind, Pick, Replacement, Sample, SampledPage
from a11y_audit.core.criterion import Level
from a11y_audit.report.jis.view import JisView, Month
from a11y_audit.settings import Policy, PolicyException, Result
from a11y_audit.standards import Method, situations, standard
from tests.unit.assess.tables import SITE, grounds, table
from tests.unit.report.example import HOSTILE

TOPICS = ("トップページ", "くらし", "子育て", "防災", "お問い合わせ", "入札情報")
POLICY = Policy(
    scope="ひかり市公式ホームページ（https://www.city.hikari.lg.jp/）の全てのページ",
    deadline="令和9年3月31日",
    exceptions=(
        PolicyException(
            what="地図", reason="場所を言葉で伝えるページを別に用意しています。", plan="住所と道順を加えます。"
        ),
    ),
    additional=("2.4.8",),
    department="総務部 広報広聴課",
    contact="電話 0000-00-0000",
    published=date(2026, 4, 1),
    url=f"{SITE}/accessibility.html",
)
RESULT = Result(
    stated=date(2026, 11, 28),
    tested_from=date(2026, 11, 1),
    tested_until=date(2026, 11, 20),
    testers="広報広聴課の職員2名",
    environments=("iPhone の Safari と音声読み上げ",),
    next_steps="文字の色を、令和9年3月までに直します。",
    url=f"{SITE}/result.html",
)


def sample() -> Sample:
    """Return a sample with pages of each kind, one of them with a hostile title."""
    urls = [f"{SITE}/{number}/" for number in range(len(TOPICS))]
    picks = (Pick.REPRESENTATIVE, Pick.REPRESENTATIVE, Pick.REPRESENTATIVE, Pick.PROCESS, Pick.RANDOM, Pick.RANDOM)
    pages = [
        SampledPage(url=url, title=title, pick=pick, kinds=(PageKind.TOP,))
        for url, title, pick in zip(urls, TOPICS, picks, strict=True)
    ]
    pages[4] = SampledPage(url=urls[4], title=HOSTILE[0], pick=Pick.RANDOM)
    gone = Replacement(
        url=f"{SITE}/gone/",
        by=urls[5],
        pick=Pick.RANDOM,
        reason="404 になったため",
        person="山田",
        day=date(2026, 11, 2),
    )
    return Sample(
        id=1,
        site=SITE,
        run_id=3,
        day=date(2026, 10, 30),
        pages=tuple(pages),
        seed="20261030",
        frame_size=5180,
        frame_hash="ab" * 32,
        algorithm="sha256-rank",
        inventory=5200,
        replacements=(gone,),
    )


USED = frozenset({"1.1.1-A", "H37", "H25", "H57", "H69", "G130"})
ODD: Mapping[tuple[str, int], CellState] = {
    ("1.4.3", 1): CellState.FAILED,
    ("1.4.3", 4): CellState.FAILED,
    **{("1.2.4", number): CellState.INAPPLICABLE for number in range(len(TOPICS))},
    ("3.3.1", 0): CellState.INAPPLICABLE,
}


def view(
    odd: Mapping[tuple[str, int], CellState] = ODD, *, policy: Policy = POLICY, result: Result = RESULT
) -> JisView:
    """Return the view of a test with these odd cells."""
    chosen = sample()
    judged: JudgementTable = table(odd, pages=chosen.urls)
    found = grounds(
        judged,
        policy_scope=policy.scope,
        policy_url=policy.url,
        tested_from=result.tested_from,
        tested_until=result.tested_until,
        result_url=result.url,
        next_steps=result.next_steps,
    )
    wished = None if result.claim == "strongest" else decide(found, Degree(result.claim), Level.AA)
    return JisView(
        site_name="ひかり市公式ホームページ",
        city="ひかり市",
        sites=(f"{SITE}/",),
        policy=policy,
        result=result,
        exclusions=(("/gikai/kaigiroku/", "会議録の検索システムは議会事務局が別に管理しています。"),),
        glyphs=("○", "×", "－"),
        standard=standard("jis2016"),
        sample=chosen,
        table=judged,
        decision=wished,
        conformance=decide(found, Degree.CONFORMS, Level.AA),
        claim=wished.claim if wished else strongest(found, Level.AA),
        repaired=0,
        grounds=grounds_of(situations(), judged, dict.fromkeys(chosen.urls, USED), {}),
        techniques={"H37": (Method.AC, Method.AF), "G94": (Method.AF, Method.HC)},
        months=tuple(months()),
        departments=4,
        today=date(2026, 11, 29),
        versions={"a11y-audit": "0.1.0", "axe-core": "4.10.3", "browser": "Chromium 140"},
    )


def months() -> list[Month]:
    """Return fourteen months with falling numbers."""
    return [
        Month(
            month=date(2025 + number // 12, number % 12 + 1, 1),
            day=date(2025 + number // 12, number % 12 + 1, 27),
            audited=5_200 + number,
            failed_pages=1_700 - number * 90,
            not_audited=number % 3,
            open_defects=320 - number * 12,
            repaired=number * 7,
        )
        for number in range(14)
    ]
