"""Rule: when a field is changed, the page stays, and no window opens: tried out."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule

from ._field import announced, labels


@rule(
    id="change-stays-when-tried",
    version=1,
    title=Text("入力や選択をしただけで、画面が移らない", "A change in a field does not lead elsewhere"),
    criteria=["3.2.2"],
    techniques=["F36", "F37", "G80", "G13", "H32", "H84"],
    barrier="value-change-does-not-jump",
    says={
        "change_leads_elsewhere": failed(
            ja="値を変えただけで、ほかのページへ移ります（{address}）。",
            en="A change of its value alone leads to another page ({address}).",
        ),
        "change_opens_window": failed(
            ja="値を変えただけで、新しい画面が開きます（{address}）。",
            en="A change of its value alone opens a new window ({address}).",
        ),
        "announced_change_leads_elsewhere": review(
            ja="値を変えるとほかの画面へ移りますが、前もって「{text}」とあります。操作の前に伝わるか確かめてください。",
            en="A change leads elsewhere, which “{text}” announces. See whether people learn of it before.",
        ),
        "entry_sends_focus_on": likely(
            ja="入力し終わると、次の欄へ自動的に移ります。前もって知らせていません。",
            en="When it is filled in, the focus moves on to the next field by itself, and nothing says so before.",
        ),
        "change_stays": passed(ja="値を変えても、画面は移りません。", en="A change of its value leads nowhere."),
    },
    why=Text(
        "キーボードや読み上げソフトで使う人は、選ぶ途中で画面が変わってしまい、目的のものを選べません。",
        "People who use a keyboard or a screen reader are taken away while they are still choosing.",
    ),
    mend=Mend(
        Text(
            "選択欄のそばに「移動」や「検索」のボタンを置き、ボタンを押したときだけ移るように、"
            "作成者に伝えてください。",
            "Ask the page's maker for a button beside the field, and to go on only when it is pressed.",
        ),
        Text(
            'onchange などから location や submit() を外し、<button type="submit"> で送ります。',
            'Remove location and submit() from onchange and the like; send with <button type="submit">.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F36.html",
    needs="changes",
)
def change_stays_when_tried(page: Page) -> Iterator[Say]:
    """Judge what the page does when a field is chosen, ticked or filled in, with all that it sends held back.

    Judged: addresses that the page goes to and windows that it opens, twice, on a page on which nothing else was done;
    whether the focus goes on to another field.
    Left out: pages that go elsewhere by themselves; requests that leave the page as it is; moves within the page.
    Assumption: a script that waits longer than a third of a second is not seen.
    Source: WCAG 2.0 F36 and F37, https://www.w3.org/TR/WCAG20-TECHS/F36.html
    """
    evidence = page.evidence("changes")
    if not evidence or evidence["restless"]:
        return
    by_id = labels(page)
    for each in evidence["change"]:
        field = page.placed(each["place"])
        if field is not None:
            yield _said(field, each["happened"][0], announced(field, by_id))
    for each in evidence["moved"]:
        field = page.placed(each["place"])
        if field is not None and not announced(field, by_id):
            yield field.says("entry_sends_focus_on")
    if evidence["tried"]["change"] and not evidence["change"] and not evidence["moved"]:
        yield Say("change_stays", None)


def _said(field: Element, happened: Mapping[str, Any], words: str) -> Say:
    address = str(happened["detail"])[:120]
    if words:
        return field.says("announced_change_leads_elsewhere", text=words[:80])
    reason = "change_opens_window" if happened["kind"] == "window" else "change_leads_elsewhere"
    return field.says(reason, address=address)
