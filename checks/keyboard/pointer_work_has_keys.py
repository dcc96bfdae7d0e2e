"""Rule: what a click brings about can be had by keyboard, too: tried out."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule


@rule(
    id="pointer-work-has-keys",
    version=2,
    title=Text(
        "クリックで動く部分を、キーボードでも使える（実際に操作）",
        "What a click does can be done by keyboard: tried out",
    ),
    criteria=["2.1.1", "4.1.2"],
    techniques=["F42", "F54", "F59", "G90", "G202"],
    barrier="control-without-role",
    says={
        "only_a_click_leads_there": failed(
            ja="クリックすると移る先（{address}）へ、キーボードで行く手段がありません。リンクとしても伝わりません。",
            en="A click here leads to {address}; no key does, no link leads there, and nothing says that this "
            "is a link.",
        ),
        "only_a_click_switches": failed(
            ja="クリックするたびに表示が切り替わりますが、キーボードでは選べず、ボタンであることも伝わりません。",
            en="Each click switches this part on or off, but no key reaches it, and nothing says that it is a button.",
        ),
        "only_a_click_works": likely(
            ja="クリックすると画面が変わりますが、キーボードでは選べません。ボタンであることも伝わりません。",
            en="A click changes the page, but no key reaches this part, and nothing says that it is a button.",
        ),
        "click_is_a_second_way": passed(
            ja="クリックで移る先へは、リンクでも行けます。", en="A link leads where the click does."
        ),
    },
    why=Text(
        "マウスを使えず、キーボードや音声、スイッチで操作する人は、この部分を使えません。",
        "People who use a keyboard, their voice or a switch instead of a mouse can't use this part.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せません。この箇所を示して、CMSの業者に修正を依頼してください。",
            "This cannot be repaired in the editor. Show the place to the CMS vendor and ask for a repair.",
        ),
        Text(
            "別のページへ移るなら <a href>、ほかは <button> に書き換えます。",
            "Use <a href> for what leads elsewhere, and <button> for all else.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F54.html",
    needs="pointer",
)
def pointer_work_has_keys(page: Page) -> Iterator[Say]:
    """Judge parts that listen to clicks, wherever their script is, and take no focus: what a click on them does.

    Judged: short texts and pictures that are no control, hold none and stand in none. Where a click leads to an address
    to which no link of the page leads, it is certain, and so it is where one click changes the part or the text of the
    page and the next one takes that back; where the text only changes, something else may do so.
    Left out: clicks without a visible effect; pages whose text changes by itself; more than two parts of one look.
    Assumption: the effect is there within a sixth of a second.
    Source: WCAG 2.0 F54 and F42, https://www.w3.org/TR/WCAG20-TECHS/F54.html
    """
    evidence = page.evidence("pointer")
    for part in evidence.get("parts", ()):
        element = page.placed(part["place"])
        if element is None or not part["bare"] or part["role"]:
            continue
        gone = part["click"]["gone"]
        if gone and not any(each in evidence["linked"] for each in gone):
            yield element.says("only_a_click_leads_there", address=gone[0][:120])
        elif gone:
            yield element.says("click_is_a_second_way")
        elif part.get("switches"):
            yield element.says("only_a_click_switches")
        elif part["click"]["text"] or part["click"]["opened"]:
            yield element.says("only_a_click_works")
