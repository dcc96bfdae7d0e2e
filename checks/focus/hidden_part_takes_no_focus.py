"""Rule: the focus does not stop in a part that is hidden from assistive technology: tried out."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule


@rule(
    id="hidden-part-takes-no-focus",
    version=1,
    title=Text(
        "読み上げから隠した部分で、フォーカスが止まらない",
        "The focus does not stop in a part hidden from screen readers",
    ),
    criteria=["4.1.2"],
    techniques=["ARIA5", "G108"],
    barrier="hidden-but-focusable",
    says={
        "stops_in_hidden_part": failed(
            ja="読み上げから隠した部分（aria-hidden）にある「{text}」で、Tabキーのフォーカスが止まります。",
            en="The Tab key stops at “{text}”, in a part that is hidden from screen readers (aria-hidden).",
        ),
        "no_stop_is_hidden": passed(
            ja="フォーカスが止まる所は、どれも読み上げから隠れていません。",
            en="No stop of the focus is hidden from screen readers.",
        ),
    },
    why=Text(
        "読み上げで使う人には、何も読まれない所でキーが止まり、いまどこにいて何ができるのか分かりません。",
        "People who listen come to a place of which nothing is said, and don't know where they are.",
    ),
    mend=Mend(
        Text(
            "隠した部分が操作できるままになっている部品を、直すか取り替えるよう業者に伝えてください。",
            "Ask the vendor to mend or replace the part that is hidden and can be operated all the same.",
        ),
        Text(
            'aria-hidden="true" を外すか、使わせない間は hidden か inert で部分ごと止めます。',
            'Remove aria-hidden="true", or put the part away as a whole with hidden or inert.',
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/6cfa84/",
    needs="keyboard",
)
def hidden_part_takes_no_focus(page: Page) -> Iterator[Say]:
    """Judge each stop of the Tab key by whether aria-hidden hides it, or the frame that it is in.

    Left out: stops that a script sends on or that lose the focus at once, such as those before and behind a dialog;
    what a script hides or shows while the keys are pressed.
    Assumption: what is hidden when the page opens is hidden when the focus comes there.
    Source: ACT rule 6cfa84, https://www.w3.org/WAI/standards-guidelines/act/rules/6cfa84/
    """
    is_sound = False
    for stop in page.evidence("keyboard").get("stops", ()):
        element = page.placed(stop["place"])
        if element is None or stop["lost"] or stop.get("sent_from"):
            continue
        if _is_hidden(element):
            text = " ".join((element.text or element.get("aria-label") or element.name).split())
            yield element.says("stops_in_hidden_part", text=text[:60])
        else:
            is_sound = True
    if is_sound:
        yield Say("no_stop_is_hidden", None)


def _is_hidden(element: Element) -> bool:
    for each in (element, *element.ancestors):
        if (each.get("aria-hidden") or "").strip().lower() == "true":
            return True
    host = element.tree.record.host
    return host is not None and _is_hidden(element.page.element(*host))
