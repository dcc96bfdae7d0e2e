"""Rule: no part of the page holds the keyboard's focus."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, review, rule


@rule(
    id="no-keyboard-trap",
    version=2,
    title=Text("キーボードの操作が閉じ込められない", "The keyboard can leave every part of the page"),
    criteria=["2.1.2"],
    techniques=["F10", "G21"],
    says={
        "focus_is_held": failed(
            ja="ここからキーボードで抜け出せません。Tab、Shift+Tab、Esc、矢印キー、画面に書かれたキー、"
            "中のボタンのどれでも出られませんでした。",
            en="The keyboard can't get out of here: not by Tab, Shift+Tab, Escape, arrows, keys that the page "
            "tells, or its buttons.",
        ),
        "window_holds_focus": likely(
            ja="この小窓からキーボードで抜け出せないようです。Esc でも中のボタンでも閉じません。",
            en="The keyboard can't seem to leave this window: neither Escape nor its buttons close it.",
        ),
        "page_holds_focus": review(
            ja="Tab キーがページの中を回り続け、ブラウザーの操作部へ出られません。意図したものか確かめてください。",
            en="Tab goes round within the page and never gets to the browser's own controls. See whether that "
            "is meant.",
        ),
        "way_back_is_held": review(
            ja="Tab で先へは進めますが、Shift+Tab で前へ戻ると、ここから出られません。意図したものか確かめてください。",
            en="Tab goes on from here, but Shift+Tab does not get back beyond it. See whether that is meant.",
        ),
        "loop_can_be_left": passed(
            ja="選択が一周しますが、抜け出せます（{exit}）。", en="The focus goes round here, but can leave ({exit})."
        ),
        "focus_leaves": passed(
            ja="最後まで移動でき、ページの外へ出られます。", en="Tab gets through the page and out of it."
        ),
    },
    why=Text(
        "キーボードだけで操作する人が、そこから先へ進めず、ページを閉じるしかなくなります。",
        "People who use a keyboard alone can't go on from there; all that they can do is close the page.",
    ),
    mend=Mend(
        Text(
            "その部品を外すか、テンプレートの作成者に、Tab キーで抜け出せるよう直してもらってください。",
            "Remove the part, or have the template's maker correct it so that Tab leaves it.",
        ),
        Text(
            "blur で選択を戻す処理や、keydown で Tab キーを無効にする処理を外します。小窓は Esc "
            "キーと閉じるボタンで閉じられるようにします。",
            "Remove scripts that take the focus back on blur, or that swallow Tab on keydown. Let Escape and "
            "a button close windows.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/80af7b/",
    needs="keyboard",
)
def no_keyboard_trap(page: Page) -> Iterator[Say]:
    """Judge stops that come again before the focus has left the page.

    Judged: whether Tab, Shift+Tab, Escape, arrows, every key that the page's text tells, and Enter on what is in there
    bring the focus out for good, tried from each of its stops.
    Left out: what lies behind a trap; frames of other origins, whose inside can't be seen. A page of which all stops go
    round is asked about, and so is a stop from which only Shift+Tab does not lead on.
    Assumption: a script takes the focus back within a tenth of a second.
    Source: ACT rules 80af7b and its parts, https://www.w3.org/WAI/standards-guidelines/act/rules/80af7b/
    """
    evidence = page.evidence("keyboard")
    for loop in evidence.get("loops", ()):
        element = page.placed(loop["stops"][0])
        if element is None:
            continue
        if loop["exit"] not in ("", "all"):
            yield element.says("loop_can_be_left", exit=loop["told"] or loop["exit"])
        elif loop["dialog"]:
            yield element.says("window_holds_focus", picture="keyboard trail")
        elif loop["exit"] == "all" or loop["others"] <= 0:
            yield element.says("page_holds_focus", picture="keyboard trail")
        else:
            yield element.says("focus_is_held", picture="keyboard trail")
    looped = [each["at"] for loop in evidence.get("loops", ()) for each in loop["stops"]]
    back = evidence.get("back_held")
    held = page.placed(back) if back and back["at"] not in looped else None
    if held is not None:
        yield held.says("way_back_is_held", picture="keyboard trail")
    elif evidence.get("end") == "page" and evidence["stops"]:
        yield Say("focus_leaves", None)
