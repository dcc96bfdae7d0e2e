"""Rule: Tab or the arrow keys come to everything that takes the focus: tried out."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, likely, passed, review, rule


@rule(
    id="parts-reached-by-keys",
    version=1,
    title=Text("操作できる部分のすべてに、キーボードで移れる", "Tab or the arrow keys come to every part"),
    criteria=["2.1.1"],
    techniques=["G202", "G90"],
    says={
        "arrows_do_nothing": likely(
            ja="{items}個の項目のうち{left}個に、Tab キーでも矢印キーでも移れません（role={role}）。",
            en="Neither Tab nor arrows come to {left} of {items} items (role {role}).",
        ),
        "tab_passes_by": review(
            ja="キーボードで選択できるはずの場所ですが、Tab キーで移動しても通りませんでした。"
            "ほかの操作で移れるか確かめてください。",
            en="It should take the focus, but Tab never came here. See whether something else leads to it.",
        ),
        "everything_is_reached": passed(ja="操作できる部分に、キーボードで移れます。", en="Keys come to everything."),
    },
    why=Text(
        "マウスを使えない人が、その項目を選べません。",
        "People who can't use a mouse can't choose these items.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、矢印キーで項目を移れるようにするか、どの項目にも Tab "
            "キーで移れるようにするよう伝えてください。",
            "Ask the template's maker to let the arrow keys, or Tab, move from item to item.",
        ),
        Text(
            "WAI-ARIA の実践例にある矢印キーの操作を加えるか、項目を普通の <button> や <a href> にします。",
            "Add the arrow keys of the WAI-ARIA practices, or make the items plain <button> or <a href>.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G202.html",
    needs="keyboard",
)
def parts_reached_by_keys(page: Page) -> Iterator[Say]:
    """Judge what Tab did not come to on its way through the page.

    Judged: lists of tabs, menus, options and the like of which one item has the stop: whether an arrow key, Home or End
    moves in it. Other places that take the focus and were passed by are asked about.
    Left out: pages that Tab could not get through; radio buttons, of which a group has one stop.
    Source: WCAG 2.0 G202, https://www.w3.org/TR/WCAG20-TECHS/G202.html
    """
    evidence = page.evidence("keyboard")
    is_sound = evidence.get("end") == "page" and bool(evidence["stops"])
    for each in evidence.get("composites", ()):
        element = page.placed(each["place"])
        if element is not None and not each["moves"]:
            is_sound = False
            yield element.says("arrows_do_nothing", role=each["role"], items=each["items"], left=each["left"])
    for place in evidence.get("missed", ()):
        element = page.placed(place)
        if element is not None:
            is_sound = False
            yield element.says("tab_passes_by")
    if is_sound:
        yield Say("everything_is_reached", None)
