"""Rule: what gets the focus does not lead elsewhere by that alone."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, rule


@rule(
    id="focus-sets-nothing-off",
    version=1,
    title=Text("選択しただけで、画面が移ったり開いたりしない", "Focus alone does not lead elsewhere"),
    criteria=["3.2.1"],
    techniques=["G107", "G200"],
    says={
        "focus_leads_elsewhere": failed(
            ja="キーボードで選択しただけで、ほかのページへ移ります（{address}）。",
            en="Focus alone leads to another page ({address}).",
        ),
        "focus_opens_window": failed(
            ja="キーボードで選択しただけで、新しい画面が開きます（{address}）。",
            en="Focus alone opens a new window ({address}).",
        ),
        "focus_sets_nothing_off": passed(ja="選択しただけでは、画面は移りません。", en="Focus alone leads nowhere."),
    },
    why=Text(
        "キーボードで先へ進もうとするだけで別の画面に移ってしまい、ページを読み進められません。",
        "People who go through the page by keyboard are taken away from it without having chosen anything.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、選択しただけで動く処理を外し、押したときに動くようにするよう伝えてください。",
            "Ask the template's maker to act when something is pressed, not when it gets the focus.",
        ),
        Text(
            "onfocus や focus イベントから location、submit()、window.open() を外し、click で行います。",
            "Move location, submit() and window.open() from focus to click.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G107.html",
    needs="changes",
)
def focus_sets_nothing_off(page: Page) -> Iterator[Say]:
    """Judge what the page does when a control gets the focus, with all that it sends held back.

    Judged: addresses that the page goes to and windows that it opens, twice, on a page on which nothing else was done.
    Left out: pages that go elsewhere by themselves; the focus sent on to another control.
    Assumption: a script that waits longer than a third of a second is not seen.
    Source: WCAG 2.0 G107, https://www.w3.org/TR/WCAG20-TECHS/G107.html
    """
    evidence = page.evidence("changes")
    if not evidence or evidence["restless"]:
        return
    for each in evidence["focus"]:
        element = page.placed(each["place"])
        if element is None:
            continue
        happened = each["happened"][0]
        reason = "focus_opens_window" if happened["kind"] == "window" else "focus_leads_elsewhere"
        yield element.says(reason, address=str(happened["detail"])[:120])
    if evidence["tried"]["focus"] and not evidence["focus"]:
        yield Say("focus_sets_nothing_off", None)
