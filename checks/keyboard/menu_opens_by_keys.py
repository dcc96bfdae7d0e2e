"""Rule: menus that hovering opens are opened by the keyboard, too: tried out."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, likely, passed, rule


@rule(
    id="menu-opens-by-keys",
    version=1,
    title=Text(
        "マウスを重ねて開くメニューが、キーボードでも開く", "Menus that hovering opens are opened by keyboard, too"
    ),
    criteria=["2.1.1"],
    techniques=["G90", "SCR2", "SCR20", "F54"],
    says={
        "only_hovering_opens": likely(
            ja="マウスを重ねると開くメニューですが、キーボードでは開けません。",
            en="Hovering opens this menu, but no key does.",
        ),
        "keys_open": passed(ja="キーボードでも開くメニューです。", en="The keyboard opens this menu, too."),
    },
    why=Text(
        "マウスを使えない人は、その中のリンクを見ることも選ぶこともできません。",
        "People who can't use a mouse neither see nor reach the links in it.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、キーボードで選んだときにも開くようにするよう伝えてください。",
            "Ask the template's maker to open it for the keyboard as well.",
        ),
        Text(
            ":hover と同じ指定を :focus-within にも書くか、開閉する <button aria-expanded> を置きます。",
            "Write :focus-within beside :hover, or give it a <button aria-expanded> that opens it.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/SCR20.html",
    needs="pointer",
)
def menu_opens_by_keys(page: Page) -> Iterator[Say]:
    """Judge items whose links come up when the pointer hovers over them.

    Judged: whether they come up when the item gets the focus, or by ArrowDown, Enter or Space, or when the links
    themselves get it.
    Left out: menus that stay open once the pointer is gone; whether the same links are elsewhere, for which reason this
    is only likely.
    Assumption: the menu opens within a sixth of a second.
    Source: WCAG 2.0 SCR20, https://www.w3.org/TR/WCAG20-TECHS/SCR20.html
    """
    for menu in page.evidence("pointer").get("menus", ()):
        element = page.placed(menu["place"])
        if element is not None:
            yield element.says("keys_open" if menu["keyboard"] else "only_hovering_opens")
