"""Rule: what gets the keyboard's focus keeps it."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, rule


@rule(
    id="focus-stays-when-tried",
    version=1,
    title=Text("キーボードで選択した場所から、選択が外されない", "What gets the keyboard's focus keeps it"),
    criteria=["2.1.1", "2.4.7", "3.2.1"],
    techniques=["F55"],
    barrier="focus-is-kept",
    says={
        "focus_is_taken_away": failed(
            ja="キーボードで選択すると、すぐに選択が外され、操作できません。",
            en="It loses the keyboard's focus as soon as it gets it, and can't be worked.",
        ),
        "focus_stays": passed(ja="選択した場所にとどまります。", en="What gets the focus keeps it."),
    },
    why=Text(
        "キーボードだけで操作する人が、そのリンクやボタンを使えません。",
        "People who use a keyboard alone can't use that link or button.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、選択を外す処理（blur）を取り除くよう伝えてください。",
            "Ask the template's maker to remove the script that takes the focus away (blur).",
        ),
        Text(
            "onfocus の blur() を削除します。枠線が気になる場合は CSS の :focus-visible で見た目を整えます。",
            "Delete blur() from onfocus; to change the outline, style :focus-visible instead.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F55.html",
    needs="keyboard",
)
def focus_stays_when_tried(page: Page) -> Iterator[Say]:
    """Judge each stop of the Tab key: whether nothing at all has the focus right after it got it.

    Judged: twice, first after Tab, then after the focus was given to it again.
    Left out: places that go away or are switched off when they get the focus; scripts that send the focus elsewhere.
    Assumption: none.
    Source: WCAG 2.0 F55, https://www.w3.org/TR/WCAG20-TECHS/F55.html
    """
    for stop in page.evidence("keyboard").get("stops", ()):
        element = page.placed(stop["place"])
        if element is not None:
            yield element.says("focus_is_taken_away" if stop["lost"] else "focus_stays")
