"""Rule: no script takes the focus away as soon as something receives it."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule

_ITSELF = r"(?:this|self|event\.(?:target|currentTarget|srcElement)|document\.activeElement)"
_ALWAYS = rf"(?:if\s*\(\s*{_ITSELF}\.blur\s*\)\s*)?"
_AT_ONCE = re.compile(
    rf"\s*(?:javascript:)?\s*(?:return\s+)?{_ALWAYS}{_ITSELF}\.blur\(\s*\)\s*;?\s*(?:return\s+(?:true|false)\s*;?)?\s*"
)
_SOMETIMES = re.compile(rf"(?<![\w.])(?:{_ITSELF}\.)?blur\(\s*\)")
_FOCUSED = frozenset({"a", "area", "button", "input", "select", "textarea", "summary", "iframe"})


@rule(
    id="focus-is-kept",
    version=1,
    title=Text("フォーカスを受けた部分から、フォーカスを外さない", "What receives the focus keeps it"),
    criteria=["2.1.1", "2.4.7", "3.2.1"],
    techniques=["F55"],
    says={
        "focus_is_thrown_away": failed(
            ja="{element}要素がフォーカスを受けると、スクリプト（{script}）がすぐに外します。",
            en="As soon as this {element} element receives the focus, a script ({script}) takes it away.",
        ),
        "focus_may_be_thrown_away": likely(
            ja="{element}要素がフォーカスを受けたとき、スクリプト（{script}）が外すことがあります。",
            en="When this {element} element receives the focus, a script ({script}) may take it away.",
        ),
        "focus_is_kept": passed(
            ja="フォーカスを受けたときのスクリプトは、フォーカスを外しません。",
            en="No script that runs on focus takes the focus away.",
        ),
    },
    why=Text(
        "キーボードで操作する人は、この部分を選べません。今どこにいるかも分からなくなり、先へ進めなくなることもあります。",
        "People who use a keyboard cannot select this part. They lose their place, and may not get any further.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せないことが多いので、この箇所を示して、CMSの業者に修正を依頼してください。",
            "This can rarely be repaired in the editor. Show the place to the CMS vendor and ask for a repair.",
        ),
        Text(
            "onfocus から blur() を取り除きます。リンクの枠線が気になる場合は、:focus-visible の見た目を整えます。",
            "Remove blur() from onfocus. If the frame around links disturbs, style :focus-visible instead.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F55.html",
)
def focus_is_kept(page: Page) -> Iterator[Say]:
    """Judge what inline handlers do when their element receives the focus.

    Judged: onfocus of elements that can be focused. A handler that does nothing but blur its element is certain; one
    that calls blur among other things may do so only sometimes.
    Left out: disabled and hidden elements; handlers that scripts add, which the markup does not show; blur on other
    events, such as a click.
    Assumption: no other script stops the handler.
    Source: WCAG 2.0 F55, https://www.w3.org/TR/WCAG20-TECHS/F55.html
    """
    is_sound = False
    for element in page.tagged(*_FOCUSED):
        script = element.get("onfocus")
        if not script or not element.exposed or element.get("disabled") is not None or element.get("tabindex") == "-1":
            continue
        if element.name in ("a", "area") and element.get("href") is None:
            continue
        if _AT_ONCE.fullmatch(script):
            yield element.says("focus_is_thrown_away", element=element.name, script=script.strip()[:80])
        elif _SOMETIMES.search(script):
            yield element.says("focus_may_be_thrown_away", element=element.name, script=script.strip()[:80])
        else:
            is_sound = True
    if is_sound:
        yield Say("focus_is_kept", None, {})
