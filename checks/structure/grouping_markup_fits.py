"""Rule: markup for groups of fields, quotations and headings is used for these, not for its looks."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, review, rule
from a11y_audit.text.blank import is_blank

_FIELDS = ("input", "select", "textarea", "button", "output", "meter", "progress", "object", "iframe", "fieldset", "a")
_WIDGETS = frozenset(
    {
        "button", "checkbox", "combobox", "listbox", "radio", "radiogroup", "slider", "spinbutton", "switch", "textbox",
        "searchbox", "tab", "tablist", "menu", "group", "grid", "application",
    }
)  # fmt: skip
_QUOTES = re.compile(
    r"[「『“”\"«]|引用|出典|より$|より）|によれば|によると|出所|抜粋|from|source|quoted", re.IGNORECASE
)
_OPEN = re.compile(r"[^\s。．.!?！？：:」』）)】…>〉》♪★☆◆■●※\-]\s*$")
_PARTICLE = re.compile(r"((?:[はがをにへ]|(?<!ま)で)|\b(at|to|of|in|the|and|or|for|with|by|on|an?|from))\s*$")
_LEAST = 10


@rule(
    id="grouping-markup-fits",
    version=1,
    title=Text(
        "入力欄の枠や引用の印を、見た目のために使っていない",
        "Markup for fields, quotations and headings is not used for its looks",
    ),
    criteria=["1.3.1"],
    techniques=["F43", "H49", "H71"],
    says={
        "fieldset_without_fields": failed(
            ja="入力欄のない所に、入力欄をまとめる枠（fieldset「{text}」）を使っています。",
            en="A group of fields (fieldset “{text}”) holds no field at all.",
        ),
        "quotation_may_indent": review(
            ja="引用（blockquote）になっている文章です。字下げのためでないか確かめてください。このページに{count}か所あります。",
            en="This text is marked up as a quotation. See whether it only indents; there are {count} on this page.",
        ),
        "heading_inside_sentence": review(
            ja="見出し「{text}」の前の文が途中で終わっています。文の一部を目立たせるための見出しでないか確かめてください。",
            en="The sentence before the heading “{text}” does not end. See whether the heading is a part of it.",
        ),
        "markup_fits_use": passed(
            ja="入力欄の枠と引用の印は、その用途で使われています。",
            en="Groups of fields and quotations are what they say.",
        ),
    },
    why=Text(
        "読み上げソフトは「グループ」「引用」「見出し」と伝えます。見た目のための印は、利用者を誤解させます。",
        "A screen reader announces a group, a quotation or a heading, and misleads people where there is none.",
    ),
    mend=Mend(
        Text(
            "枠や字下げは、編集画面の囲みや字下げの書式で付けます。引用の書式は、引用した文章だけに使います。",
            "Use the editor's box or indent styles; keep the quotation style for what is quoted.",
        ),
        Text(
            "fieldset は div と見出しに、字下げの blockquote は margin を付けた div や p に書き換えます。",
            "Write div with a heading instead of fieldset, and div or p with a margin instead of blockquote.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F43.html",
)
def grouping_markup_fits(page: Page) -> Iterator[Say]:
    """Judge groups without a field, quotations without a sign of one, and headings in the middle of a sentence.

    Judged: fieldset without any field, button, link, frame or widget role in it, hidden ones too, but with text;
    blockquote without cite, quotation marks or a word about its source in it or right before, told once a page; a
    heading whose paragraph before ends with a particle or without any end, and after which a paragraph follows.
    Left out: empty parts; fieldset with a role of its own; blockquote with a link, as services embed posts.
    Assumption: who quotes says whom.
    Source: WCAG 2.0 F43, https://www.w3.org/TR/WCAG20-TECHS/F43.html
    """
    groups = [each for each in page.tagged("fieldset") if each.exposed and not is_blank(each.base_text)]
    quotations = [each for each in page.tagged("blockquote") if each.exposed and not is_blank(each.base_text)]
    wrong = [each for each in groups if _has_no_field(each)]
    doubtful = [each for each in quotations if not _is_quotation(each)]
    for each in wrong:
        yield each.says("fieldset_without_fields", text=" ".join(each.base_text.split())[:40])
    if doubtful:
        yield doubtful[0].says("quotation_may_indent", count=len(doubtful))
    for heading in page.headings:
        if _is_inside_sentence(heading):
            yield heading.says("heading_inside_sentence", text=" ".join(heading.base_text.split())[:40])
    if (groups or quotations) and not wrong and not doubtful:
        yield Say("markup_fits_use", None, {})


def _has_no_field(group: Element) -> bool:
    if group.get("role") or group.inside(*_FIELDS):
        return False
    return not any(
        each.get("role") in _WIDGETS or each.get("contenteditable") is not None or "-" in each.name
        for each in group.inside()
    )


def _is_quotation(quotation: Element) -> bool:
    if quotation.get("cite") or quotation.get("class") or quotation.inside("cite", "q", "footer", "a"):
        return True
    before = quotation.tag.find_previous_sibling()
    said = Element(quotation.page, quotation.document, before).base_text if before else ""
    return bool(_QUOTES.search(quotation.base_text) or _QUOTES.search(said) or said.rstrip().endswith((":", "：")))


def _is_inside_sentence(heading: Element) -> bool:
    before, after = heading.tag.find_previous_sibling(), heading.tag.find_next_sibling()
    if before is None or after is None or before.name != "p" or after.name != "p":
        return False
    said = Element(heading.page, heading.document, before).base_text
    return len(said) >= _LEAST and bool(_OPEN.search(said)) and bool(_PARTICLE.search(said))
