"""Rule: what says that it is a button or a link works by keyboard: tried out."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11y_audit.authoring import Mend, Page, Say, Text, advice, failed, passed, rule


@rule(
    id="control-role-works-by-keys",
    version=1,
    title=Text(
        "role でボタンやリンクとした部分が、キーボードで動く", "What has the role of a control works by keyboard"
    ),
    criteria=["2.1.1"],
    techniques=["F42", "SCR29", "G90"],
    says={
        "keys_do_nothing": failed(
            ja="{role} とされ、選ぶこともできますが、Enter キーでもスペースキーでも動きません。クリックでは動きます。",
            en="It says that it is a {role} and takes the focus, but neither Enter nor Space works. A click does.",
        ),
        "space_does_nothing": advice(
            ja="ボタンとされていますが、スペースキーでは動きません。ボタンはどちらのキーでも動くものです。",
            en="It says that it is a button, but Space does nothing. Buttons answer to both Enter and Space.",
        ),
        "keys_work": passed(ja="キーボードでも動きます。", en="Keys work it."),
    },
    why=Text(
        "読み上げソフトで「ボタン」と聞いた人や、キーボードで操作する人が、押しても何も起きません。",
        "People who hear “button”, or who use a keyboard, press it and nothing happens.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せません。この箇所を示して、CMSの業者に修正を依頼してください。",
            "This cannot be repaired in the editor. Show the place to the CMS vendor and ask for a repair.",
        ),
        Text(
            "<button> か <a href> に書き換えます。できないときは keydown で Enter とスペースも受け付けます。",
            "Use <button> or <a href>; where that cannot be, let keydown answer to Enter and Space.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/SCR29.html",
    needs="pointer",
)
def control_role_works_by_keys(page: Page) -> Iterator[Say]:
    """Judge elements that are a control by their role alone and take the focus: what Enter, Space and a click do.

    Judged: whether an address, a window or the page's text comes of it. A click that works where both keys do nothing
    is certain.
    Left out: what a click does not change either; pages whose text changes by itself, as far as the text goes.
    Assumption: the effect is there within a sixth of a second.
    Source: WCAG 2.0 SCR29, https://www.w3.org/TR/WCAG20-TECHS/SCR29.html
    """
    for part in page.evidence("pointer").get("parts", ()):
        element = page.placed(part["place"])
        if element is None or part["bare"] or not part["keys"]:
            continue
        by_enter, by_space = (_works(part["keys"][key]) for key in ("Enter", " "))
        if not by_enter and not by_space:
            if _works(part["click"]):
                yield element.says("keys_do_nothing", role=part["role"])
        elif part["role"] == "button" and not by_space and _works(part["click"]):
            yield element.says("space_does_nothing")
        else:
            yield element.says("keys_work")


def _works(done: Mapping[str, Any]) -> bool:
    return bool(done["text"] or done["gone"] or done["opened"])
