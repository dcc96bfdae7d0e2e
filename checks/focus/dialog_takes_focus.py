"""Rule: the focus goes into a dialog that opens, and comes back when it closes: tried out."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, likely, passed, review, rule


@rule(
    id="dialog-takes-focus",
    version=1,
    title=Text(
        "開いた小窓にキーボードの選択が移り、閉じると戻る",
        "The focus goes into a dialog, and comes back from it",
    ),
    criteria=["2.4.3"],
    techniques=["F85", "H102", "SCR26", "G59"],
    says={
        "focus_stays_behind": likely(
            ja="小窓が開いても、キーボードの選択が小窓に移らず、次の Tab キーでも入れません。",
            en="When this dialog opens, the focus stays behind it, and the next Tab does not lead into it.",
        ),
        "focus_leaves_dialog": review(
            ja="小窓が開いている間に、Tab キーで背後のページへ移ってしまいます。迷わず使えるか確かめてください。",
            en="While this dialog is open, Tab leads to the page behind it. See whether people lose their way.",
        ),
        "focus_does_not_return": review(
            ja="小窓を閉じると、キーボードの選択が元のボタンに戻らず、失われます。"
            "続きから操作できるか確かめてください。",
            en="When this dialog closes, the focus is lost instead of going back. See whether people can go on.",
        ),
        "no_key_closes": likely(
            ja="この小窓は、Esc キーでも、閉じるためのボタンでも、キーボードでは閉じられないようです。",
            en="Neither Escape nor a button seems to close this dialog by keyboard.",
        ),
        "focus_goes_in_and_back": passed(
            ja="小窓に選択が移り、閉じると戻ります。",
            en="The focus goes into the dialog and comes back.",
        ),
    },
    why=Text(
        "画面を見ずに使う人やキーボードで使う人が、小窓が開いたことに気づかず、背後のページを操作し続けてしまいます。",
        "People who can't see the screen, or use a keyboard, go on in the page behind without knowing of the dialog.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、開いたら小窓の中へ、閉じたら元のボタンへ選択を移すよう伝えてください。",
            "Ask the template's maker to move the focus into the dialog, and back to the button when it closes.",
        ),
        Text(
            "<dialog> と showModal() を使うと、どちらもブラウザーが行います。自作の場合は focus() で移します。",
            "Use <dialog> with showModal(), which does both; otherwise move it by focus().",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F85.html",
    needs="dialogs",
)
def dialog_takes_focus(page: Page) -> Iterator[Say]:
    """Judge dialogs that come up when a button is pressed by keyboard.

    Judged: elements that say they are dialogs. Whether the focus is in them after a quarter of a second, or with the
    next Tab; whether Tab leaves modal ones; whether Escape or a button closes them; where the focus is then.
    Left out: dialogs beyond the third; what says nowhere that it is a dialog; dialogs that the page opens by itself.
    Source: WCAG 2.0 F85, https://www.w3.org/TR/WCAG20-TECHS/F85.html
    """
    for each in page.evidence("dialogs").get("dialogs", ()):
        element = page.placed(each["place"]) or page.placed(each["opener"])
        if element is None:
            continue
        if not each["next"]:
            yield element.says("focus_stays_behind")
        elif not each["closed"] and each["modal"]:
            yield element.says("no_key_closes")
        elif each["modal"] and not each["stays"]:
            yield element.says("focus_leaves_dialog")
        elif each["closed"] and each["nowhere"]:
            yield element.says("focus_does_not_return")
        else:
            yield element.says("focus_goes_in_and_back")
