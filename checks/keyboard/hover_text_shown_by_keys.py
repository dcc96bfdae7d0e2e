"""Rule: what hovering shows is shown to the keyboard, too: tried out."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, likely, passed, rule


@rule(
    id="hover-text-shown-by-keys",
    version=1,
    title=Text("マウスを重ねて出る説明が、キーボードでも出る", "What hovering shows is shown to the keyboard, too"),
    criteria=["2.1.1"],
    techniques=["G90", "SCR2", "F54"],
    says={
        "only_hovering_shows": likely(
            ja="マウスを重ねると出る「{text}」が、キーボードでは出ません。ページのほかの所にも書かれていません。",
            en="Hovering shows “{text}”, but the keyboard does not, and the page says it nowhere else.",
        ),
        "keys_show": passed(ja="キーボードでも出ます。", en="The keyboard shows it, too."),
    },
    why=Text(
        "マウスを使えない人（キーボード、音声、スイッチで操作する人）は、その説明を読めません。",
        "People who can't use a mouse (who use a keyboard, speech or a switch) can't read it.",
    ),
    mend=Mend(
        Text(
            "大事な説明は、重ねなくても読める本文に書きます。部品の作成者に、キーボードでも出るようにしてもらいます。",
            "Write what matters into the text itself; ask the part's maker to show it for the keyboard as well.",
        ),
        Text(
            "出す所を button などキーボードで選べる要素にし、:hover と同じ指定を :focus にも書きます"
            "（スクリプトなら focus と blur でも動かします）。",
            "Make it a button, or another element that takes the focus; write :focus beside :hover, focus and blur "
            "beside mouseenter and mouseleave.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/SCR2.html",
    needs="pointer",
)
def hover_text_shown_by_keys(page: Page) -> Iterator[Say]:
    """Judge texts that come up while a pointer hovers over a part, and go when it leaves.

    Judged: whether the text comes up when the part, what takes the focus in it, or what it stands in, gets the focus,
    or, for a button, when Enter is pressed.
    Left out: menus of links, which have a rule of their own; texts that the page tells elsewhere, in an alternative or
    a name, too; title attributes, which browsers show; pages whose text changes by itself.
    Assumption: it comes up within a quarter of a second.
    Source: WCAG 2.0 SCR2, https://www.w3.org/TR/WCAG20-TECHS/SCR2.html
    """
    for tip in page.evidence("pointer").get("tips", ()):
        element = page.placed(tip["place"])
        if element is not None and tip["keyboard"]:
            yield element.says("keys_show")
        elif element is not None:
            yield element.says("only_hovering_shows", text=tip["text"][:60])
