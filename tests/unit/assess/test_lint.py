"""What contradicts itself in a published result, on pages as cities write them."""

import pytest

from a11y_audit.assess import lint_texts
from a11y_audit.assess.checklist import Mark, mark
from a11y_audit.assess.lint import Remark, Weight, lint
from a11y_audit.core.criterion import Level
from a11y_audit.standards import standard

CRITERIA = standard("jis2016").at(Level.AA)
NOTE = (
    "本ページにおける「準拠」という表記は、情報通信アクセス協議会ウェブアクセシビリティ基盤委員会「ウェブコンテンツの"
    "JIS X 8341-3:2016 対応度表記ガイドライン - 2021年4月版」で定められた表記による。"
)
URLS = [f"https://www.city.hikari.lg.jp/{number}/" for number in range(40)]


def checklist(**odd: tuple[str, str, str]) -> str:
    """Return a checklist; `odd` has marks and remark of criteria, whose numbers are written c1_1_1."""
    rows = []
    for each in CRITERIA:
        applies, result, remark = odd.get("c" + each.number.replace(".", "_"), ("○", "○", ""))
        name = f"{each.number} {each.name.ja}"
        rows.append(
            f"<tr><th>{name}</th><td>{each.level}</td><td>{applies}</td><td>{result}</td><td>{remark}</td></tr>"
        )
    head = "<tr><th>達成基準</th><th>レベル</th><th>適用</th><th>結果</th><th>注記</th></tr>"
    return f"<table><caption>達成基準チェックリスト</caption>{head}{''.join(rows)}</table>"


def page(
    *,
    claim: str = "適合レベルAAに準拠",
    note: str = NOTE,
    stated: str = "令和7年1月28日",
    chosen: str = "代表的なページ10ページと、ランダムに選択した30ページの、合計40ページ",
    urls: list[str] = URLS,
    rows: str | None = None,
    period: str = "令和6年12月2日から令和7年1月20日まで",
    extra: str = "",
) -> str:
    links = "".join(f'<li><a href="{url}">{url}</a></li>' for url in urls)
    return f"""<!DOCTYPE html><html lang="ja"><body><header><nav>適合レベルAAAに準拠</nav></header><main>
<h1>JIS X 8341-3:2016 附属書JBに基づく試験結果表示</h1>
<h2>表明日</h2><p>{stated}</p>
<h2>規格の規格番号及び改正年</h2><p>JIS X 8341-3:2016</p>
<h2>満たしている適合レベル</h2><p>{claim}</p><p>{note}</p>
<h2>対象となるウェブページに関する簡潔な説明</h2><p>ひかり市公式ホームページ</p>
<h2>依存したウェブコンテンツ技術のリスト</h2><p>HTML、CSS、JavaScript</p>
<h2>試験対象のウェブページを選択した方法</h2><p>{chosen}</p>
<h2>試験を行ったウェブページのURI</h2><ul>{links}</ul>
<h2>達成基準チェックリスト</h2>{checklist() if rows is None else rows}
<h2>試験実施期間</h2><p>{period}</p>{extra}</main></body></html>"""


def codes(source: str) -> list[str]:
    return [each.code for each in lint(source)]


def test_a_sound_page_has_no_remark() -> None:
    assert [] == codes(page())


def test_a_sound_partial_conformance_has_no_remark() -> None:
    rows = checklist(c1_4_3=("○", "×", "3 ページで文字の色が薄い"), c1_2_1=("－", "－", "該当コンテンツなし"))

    assert [] == codes(page(claim="適合レベルAに準拠、AAに一部準拠", rows=rows))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("試験で見つかった問題を修正し、再試験を行いました。", True),
        ("令和6年12月の検査の結果、3ページを改修し、再検査を実施した。", True),
        ("選んだあとの検査で、不適合がなくなったページが 3 ページあります。", True),
        ("試験で見つかった問題は、年度内に修正し、再試験を行う予定です。", False),
        ("試験で見つかった問題を修正します。来年度に再試験を実施する予定です。", False),
        ("検査では問題が見つかりませんでした。", False),
    ],
)
def test_repairs_after_the_draw_are_asked_about_where_conformance_is_claimed(told: str, *, expected: bool) -> None:
    extra = f"<h2>備考</h2><p>{told}</p>"
    assert (["repaired_pages"] if expected else []) == codes(page(extra=extra))
    assert "repaired_pages" not in codes(page(claim="適合レベルAAに一部準拠", extra=extra))


@pytest.mark.parametrize("sign", ["×", "✕", "不適合", "×（不適合）"])
def test_conformance_with_a_failure_is_a_contradiction(sign: str) -> None:
    remarks = lint(page(rows=checklist(c1_4_3=("○", sign, "色が薄い"))))

    assert ["conforms_with_fail"] == [each.code for each in remarks]
    assert Weight.CONTRADICTION is remarks[0].weight
    assert "「AAに準拠」とありますが、1.4.3 が不適合です。" in remarks[0].text.ja


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"claim": "適合レベルAAに準拠（一部準拠については下記）。AAに一部準拠しています"}, "whole_and_partly"),
        ({"note": ""}, "note_missing"),
        ({"note": NOTE.replace("2021年4月", "2021年12月")}, "edition_wrong"),
        ({"note": NOTE.replace("2021年4月", "2016年3月")}, "edition_wrong"),
        ({"claim": "適合レベルAAAに準拠"}, "criteria_missing"),
        ({"claim": "適合レベルAAAに一部準拠"}, "level_mix"),
        ({"claim": "適合レベルAAに適合しています"}, "declares_conformity"),
        ({"claim": "よくできました"}, "claim_missing"),
        ({"chosen": "代表10ページ、ランダム25ページ、合計40ページ"}, "sum_wrong"),
        ({"urls": URLS[:39]}, "pages_differ"),
        ({"stated": "令和7年1月10日"}, "stated_before_test"),
        ({"period": "2025年2月3日から2025年1月20日まで"}, "period_backwards"),
        ({"rows": checklist(c1_2_2=("対象外", "○", ""))}, "excluded"),
        ({"rows": checklist(c1_2_2=("－", "×", "なし"))}, "absent_but_failed"),
        ({"rows": checklist(c1_2_2=("○", "×", ""))}, "remark_missing"),
        ({"rows": checklist(c1_2_2=("○", "？", ""))}, "conforms_with_open"),
        ({"rows": checklist(c1_2_2=("○", "未確認", ""))}, "still_open"),
        ({"rows": checklist().replace("1.1.1 ", "7.1.1.1 ")}, "old_numbers"),
        ({"rows": checklist().replace("1.1.1 ", "1.1 ")}, "guidelines"),
        ({"rows": checklist().replace("<td>AA</td>", "<td>A</td>", 1)}, "level_wrong"),
        ({"rows": checklist().replace("1.4.5 文字画像", "1.4.4 文字画像")}, "criteria_missing"),
        ({"rows": checklist() + checklist(c3_1_1=("○", "×", "なし"))}, "row_twice"),
        ({"extra": "<p>適合 36項目、不適合 2項目</p>"}, "summary_wrong"),
    ],
)
def test_each_contradiction_is_found(changes: dict[str, object], code: str) -> None:
    assert code in codes(page(**changes))  # type: ignore[arg-type]  # the table gives only parameters of it


GONE = {
    "date": [("表明日", "日")],
    "standard": [("規格番号", ""), ("JIS X 8341-3:2016", "規格")],
    "level": [("適合レベル", "水準"), ("AAに準拠", "準拠")],
    "scope": [("対象となるウェブページ", "このサイト")],
    "technologies": [("依存したウェブコンテンツ技術", "技術")],
    "selection": [("選択した方法", "方法"), ("ランダムに選択", "ランダム")],
    "pages": [("試験を行ったウェブページのURI", "一覧")],
    "checklist": [(checklist(), ""), ("達成基準チェックリスト", "表")],
    "period": [("試験実施期間", "いつ")],
}
"""What has to be replaced so that an item is missing."""


@pytest.mark.parametrize("item", lint_texts.ITEMS)
def test_each_of_the_nine_items_is_asked_for(item: str) -> None:
    source = page()
    for old, new in GONE[item]:
        source = source.replace(old, new)

    name = lint_texts.ITEMS[item].ja
    assert [name] == [dict(each.values)["ja"] for each in lint(source) if each.code == "item_missing"]


def test_a_page_that_is_no_result_is_asked_about_in_one_remark() -> None:
    remarks = lint("<html><body><p>市長の部屋</p></body></html>")

    assert ["not_a_result"] == sorted(each.code for each in remarks)
    assert all(each.weight is Weight.QUESTION for each in remarks)


def test_an_aim_is_no_claim() -> None:
    aim = "<h2>目標とする適合レベル</h2><p>適合レベルAAに準拠</p>"
    rows = checklist(c1_4_3=("○", "×", "色"))

    assert [] == codes(
        page(claim="適合レベルAAに一部準拠。令和8年度までにAAに準拠することを目標とします。", rows=rows, extra=aim)
    )


def test_the_old_standard_is_told() -> None:
    assert "standard_old" in codes("JIS X 8341-3:2010 の等級AAに準拠しています。")


def test_a_checklist_in_plain_text_is_read() -> None:
    lines = "\n".join(
        f"{each.number} {each.name.ja} {each.level} ○ {'×' if each.number == '1.4.3' else '○'}" for each in CRITERIA
    )
    remarks = lint(f"JIS X 8341-3:2016 適合レベルAAに準拠しています。\n達成基準チェックリスト\n{lines}")

    assert (
        Remark(
            "conforms_with_fail",
            "JIS X 8341-3:2016 適合レベルAAに準拠しています。",
            (("level", "AA"), ("criteria", "1.4.3")),
        )
        in remarks
    )


def test_pages_tables_and_broken_markup_stop_nothing() -> None:
    assert lint("")
    assert lint("<table><tr><th>達成基準<th>結果<tr><td>1.1.1<td>×<tr><td>1.1.1<td><table></html>")
    assert lint("<div>" * 3_000 + "AAに準拠")


def test_every_remark_has_words_whose_gaps_are_filled() -> None:
    told = [each.text for changes in ({"urls": URLS[:3]}, {"note": ""}) for each in lint(page(**changes))]  # type: ignore[arg-type]

    assert told
    assert all("{" not in text.ja + text.en for text in told)
    assert lint_texts.QUESTIONS <= lint_texts.REMARKS.keys()


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("○", Mark.MET), ("◯（適合）", Mark.MET), ("適合", Mark.MET), ("×：不適合", Mark.NOT_MET), ("不適合", Mark.NOT_MET),
        ("適合（○）", Mark.MET), ("不適合（×）", Mark.NOT_MET), ("該当なし（－）", Mark.ABSENT), ("－", Mark.ABSENT), ("適用なし", Mark.ABSENT), ("― 該当なし", Mark.ABSENT), ("対象外", Mark.EXCLUDED),
        ("?", Mark.OPEN), ("未確認", Mark.OPEN), ("", None), ("別紙のとおり", None),
    ],
)  # fmt: skip
def test_marks_are_read_as_people_mean_them(word: str, meaning: Mark | None) -> None:
    assert meaning is mark(word)
