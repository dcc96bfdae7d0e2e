"""Rule: links of one name that nothing tells apart lead to pages of one content."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, rule
from a11y_audit.text.stock import points_only, says_only_more

from ._context import has_context
from ._targets import ALIKE, UNLIKE, pairs


@rule(
    id="same-text-same-content",
    version=2,
    title=Text(
        "区別の付かないリンクが、同じ内容のページへ移る", "Links that nothing tells apart lead to the same content"
    ),
    criteria=["2.4.4"],
    techniques=["F63", "G91", "G53", "H30"],
    barrier="same-text-same-place",
    says={
        "pages_of_one_name_differ": failed(
            ja="「{text}」というリンクが並んでいますが、行き先は別の内容です（「{first}」と「{second}」）。",
            en="Links “{text}” side by side lead to pages of different content: “{first}” and “{second}”.",
        ),
        "pages_of_one_name_are_alike": passed(
            ja="並んだリンク「{text}」は、同じ内容のページへ移ります。",
            en="The links “{text}” side by side lead to the same content.",
        ),
    },
    why=Text(
        "同じ言葉が続けて聞こえるだけで、どちらが目的のページか、開くまで分かりません。",
        "People hear the same words twice and can't tell which page they want until they have opened both.",
    ),
    mend=Mend(
        Text(
            "リンクの文字に、違いが分かる言葉を足します。例:「申請書」→「申請書（法人用）」「申請書（個人用）」",
            "Add to each link text what tells it apart, e.g. “Form (companies)” and “Form (persons)”.",
        ),
        Text(
            "a 要素の文字を書き換えます。見た目を変えられないときは aria-labelledby で見出しと結び付けます。",
            "Rewrite the text of the a elements; where that can't be, tie them to a heading with aria-labelledby.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/fd3a94/",
    needs="targets",
)
def same_text_same_content(page: Page) -> Iterator[Say]:
    """Judge links of one name side by side by the pages to which they lead.

    Judged: pairs of links that share their name and their context: each is all that its item or block holds, nothing
    stands between them, neither has headers, a title or a description of its own. They fail where both pages were
    shown, are called differently by their first headings, neither name within the other, and their texts share hardly
    a word; or, under one heading, where the pages' own navigation calls them differently and less than half the words
    are shared.
    Left out: pages of other sites; files; links that act; stock phrases (こちら, 詳細), which another rule judges;
    pages of different languages, or with hardly any text.
    Assumption: pages without common words under different headings serve no common purpose. Titles are not compared:
    many a site has one for all pages.
    Source: ACT rule fd3a94, https://www.w3.org/WAI/standards-guidelines/act/rules/fd3a94/
    """
    for pair in pairs(page):
        text = " ".join((pair.first.accessible_name or pair.first.base_text).split())[:60]
        if points_only(text) or says_only_more(text):
            continue
        if pair.verdict == ALIKE:
            yield pair.first.says("pages_of_one_name_are_alike", text=text)
        elif pair.verdict == UNLIKE and not (has_context(pair.first) or has_context(pair.second)):
            first, second = (each[:40] for each in pair.names)
            yield pair.first.says("pages_of_one_name_differ", text=text, first=first, second=second)
