"""Words of the remarks on a published result."""

from a11y_audit.core.text import Text

QUESTIONS = frozenset(
    [
        "claim_missing",
        "excluded",
        "guidelines",
        "not_a_result",
        "note_missing",
        "old_numbers",
        "remark_missing",
        "repaired_pages",
        "result_missing",
        "standard_undated",
        "standards_mixed",
    ]
)
"""Codes of remarks that are no contradictions, but that a reader will ask about."""

ITEMS = {
    "date": Text("表明日", "date of the statement"),
    "standard": Text("規格の規格番号及び改正年", "number and year of the standard"),
    "level": Text("満たしている適合レベル", "conformance level satisfied"),
    "scope": Text("対象となるウェブページに関する簡潔な説明", "short description of the web pages"),
    "technologies": Text("依存したウェブコンテンツ技術のリスト", "list of technologies relied upon"),
    "selection": Text("試験対象のウェブページを選択した方法", "way of choosing the tested pages"),
    "pages": Text("試験を行ったウェブページのURI", "addresses of the tested pages"),
    "checklist": Text("達成基準チェックリスト", "checklist of success criteria"),
    "period": Text("試験実施期間", "period of the test"),
}
"""The nine items of a result, in their order (JIS X 8341-3:2016, annex JB.3.1)."""

REMARKS = {
    "conforms_with_fail": Text(
        "「{level}に準拠」とありますが、{criteria} が不適合です。1つでも不適合があれば「準拠」とは書けません。"
        "「一部準拠」にするか、直して試験し直してください。",
        "It claims conformance to {level}, but {criteria} failed. With a single failure only partial conformance can "
        "be claimed.",
    ),
    "conforms_with_open": Text(
        "「{level}に準拠」とありますが、{criteria} の判定が終わっていません。",
        "It claims conformance to {level}, but {criteria} are not decided.",
    ),
    "whole_and_partly": Text(
        "同じレベルについて「{level}に準拠」と「{level}に一部準拠」（{other}）の両方があります。"
        "どちらか一方にしてください。",
        "It claims both conformance and partial conformance ({other}) to {level}. Only one can be true.",
    ),
    "criteria_missing": Text(
        "「{level}に準拠」とありますが、チェックリストに {count} の達成基準がありません（{criteria}）。",
        "It claims conformance to {level}, but {count} criteria are missing from the checklist ({criteria}).",
    ),
    "level_mix": Text(
        "「{level}」とありますが、チェックリストに AAA の達成基準がありません。AA の書き誤りではありませんか。",
        "It claims {level}, but its checklist has no criterion of level AAA. Should it say AA?",
    ),
    "declares_conformity": Text(
        "「適合」という宣言には、供給者適合宣言（JIS Q 17050-1、-2）が要ります。"
        "試験結果では「準拠」「一部準拠」「配慮」と書いてください。",
        "To declare 「適合」 needs a supplier's declaration (JIS Q 17050-1, -2). A test result says 準拠, 一部準拠 "
        "or 配慮.",
    ),
    "excluded": Text(
        "「対象外」が {count} か所にあります（{criteria}）。そのコンテンツがないなら「適用なし」とし、"
        "あるなら試験してください。対象から外すものは、達成基準ではなく方針の例外事項に書きます。",
        "「対象外」 stands at {count} criteria ({criteria}). Say 「適用なし」 if there is no such content, else test "
        "it. What is left out of the "
        "scope belongs into the policy's exceptions.",
    ),
    "absent_but_failed": Text(
        "適用なしなのに不適合の達成基準があります（{criteria}）。",
        "Criteria that do not apply can't fail ({criteria}).",
    ),
    "remark_missing": Text(
        "不適合の {count} の達成基準に注記がありません（{criteria}）。どこがどう不適合かを書いてください。",
        "{count} failed criteria have no note ({criteria}). Say where and how they fail.",
    ),
    "still_open": Text(
        "判定が終わっていない達成基準があります（{criteria}）。公開する結果には、"
        "適合・不適合・適用なしのどれかを書きます。",
        "Criteria are not decided ({criteria}). A published result says met, not met or not applicable.",
    ),
    "result_missing": Text(
        "結果を読み取れない達成基準があります（{criteria}）。",
        "The result of some criteria can't be read ({criteria}).",
    ),
    "guidelines": Text(
        "達成基準ではなくガイドラインの番号の行があります（{criteria}）。1.1 ではなく 1.1.1 のように、"
        "達成基準ごとに書いてください。",
        "Rows are numbered as guidelines ({criteria}). A checklist has a row for each criterion, such as 1.1.1.",
    ),
    "repaired_pages": Text(
        "「{level}に準拠」とあり、試験のあとで直して試験し直したようです。試験したページだけを直して準拠とすることは"
        "できません（総務省 2024年10月の通知）。原因をサイト全体で直し、ページを選び直しましたか。",
        "It claims conformance to {level} after pages were repaired and tested again. Repairing the tested pages alone "
        "supports no claim (the ministry's circular of October 2024). Was the cause mended on the whole site, and were "
        "the pages drawn anew?",
    ),
    "old_numbers": Text(
        "7.1.1.1 のような、2010年版の番号が使われています。2016年版では 1.1.1 のように書きます。",
        "The numbers are those of the 2010 edition (7.1.1.1). The 2016 edition has 1.1.1.",
    ),
    "level_wrong": Text(
        "適合レベルが規格と違う達成基準があります（{criteria}）。",
        "The level of some criteria is not that of the standard ({criteria}).",
    ),
    "row_twice": Text("{criteria} の行が2つあり、結果が違います。", "{criteria} stands twice, with different results."),
    "edition_wrong": Text(
        "対応度表記ガイドラインの版が違います。今の版は「{edition}」です。",
        "Another edition of the notation guideline is quoted. The current one is {edition}.",
    ),
    "note_missing": Text(
        "「準拠」などの言葉が、対応度表記ガイドライン（{edition}）によることの注記がありません。",
        "The note is missing that the wording follows the notation guideline ({edition}).",
    ),
    "standard_old": Text(
        "古い版の規格で書かれています。今の規格は JIS X 8341-3:2016 です。",
        "An old edition of the standard is named. The current one is JIS X 8341-3:2016.",
    ),
    "standards_mixed": Text(
        "2つの版の規格が書かれています。どちらの結果か、分かるようにしてください。",
        "Two editions of the standard are named. Say which the result is about.",
    ),
    "standard_undated": Text(
        "規格の改正年がありません。「JIS X 8341-3:2016」と書いてください。",
        "The year of the standard is missing. Write JIS X 8341-3:2016.",
    ),
    "claim_missing": Text(
        "「適合レベルAAに準拠」のような、満たしている適合レベルの表記が見つかりません。",
        "No claim such as 「適合レベルAAに準拠」 was found.",
    ),
    "item_missing": Text(
        "表示事項 {number}「{ja}」が見つかりません（JIS X 8341-3:2016 附属書JB.3.1）。",
        "Item {number}, {en}, was not found (JIS X 8341-3:2016, annex JB.3.1).",
    ),
    "not_a_result": Text(
        "試験結果のページではないようです。試験結果であれば、次の表示事項がありません: {ja}。",
        "This does not look like a test result. If it is one, these items are missing: {en}.",
    ),
    "sum_wrong": Text(
        "代表 {chosen} ページとランダム {drawn} ページで、合計 {total} ページになりません。",
        "{chosen} representative and {drawn} random pages are not {total} pages.",
    ),
    "pages_differ": Text(
        "試験したのは {total} ページとありますが、アドレスは {listed} 件です。"
        "試験したすべてのページのアドレスを示してください。",
        "{total} pages were tested, but {listed} addresses are listed. The addresses of all tested pages must be "
        "shown.",
    ),
    "summary_wrong": Text(
        "「{word} {number}」とありますが、チェックリストでは {seen} です。",
        "It counts 「{word}」 {number} times, but the checklist has {seen}.",
    ),
    "period_backwards": Text(
        "試験の終わり（{end}）が、始まり（{begin}）より前です。", "The test ends ({end}) before it begins ({begin})."
    ),
    "stated_before_test": Text(
        "表明日（{stated}）が、試験の終わり（{end}）より前です。",
        "The result was stated ({stated}) before the test ended ({end}).",
    ),
}
