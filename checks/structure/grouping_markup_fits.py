"""Rule: markup for groups of fields, quotations and headings is used for these, not for its looks."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
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
# Words with which no sentence ends, behind one that has ended: no slogan.
_CUT = re.compile(r".[。.!?！？]\s*[^。.!?！？]+?(?:は|\s(?:at|of|the|and|or|with|from|an?))\s*$", re.DOTALL)
_LEAST = 10
_ITEMS = 2
_LISTS = ("ul", "ol", "dl")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_ROLE = ("presentation", "none")


@rule(
    id="grouping-markup-fits",
    version=3,
    title=Text(
        "入力欄の枠や引用の印を、見た目のために使っていない",
        "Markup for fields, quotations and headings is not used for its looks",
    ),
    criteria=["1.3.1"],
    techniques=["F43", "F92", "H49", "H71"],
    says={
        "fieldset_without_fields": failed(
            ja="入力欄のない所に、入力欄をまとめる枠（fieldset「{text}」）を使っています。",
            en="A group of fields (fieldset “{text}”) holds no field at all.",
        ),
        "heading_completes_sentence": failed(
            ja="「{before}」に続く文の一部（「{text}」）が、見出し（{element}）になっています。",
            en="The rest of the sentence “{before}” is marked up as a heading ({element} “{text}”).",
        ),
        "heading_is_presentation": likely(
            ja="見出し（{element}「{text}」）が、役割（{role}）により見出しでないものとして伝わります。",
            en="The heading “{text}” ({element}) is announced as plain text, for its role ({role}).",
        ),
        "list_is_presentation": review(
            ja="{count}項目の箇条書き（{element}）が、役割（{role}）により一覧でないものとして伝わります。飾りか確かめてください。",
            en="A list ({element}, items: {count}) is announced as none, for its role ({role}). See whether it is one.",
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
    heading whose paragraph before ends with a particle, and after which a paragraph follows: it is a part of that
    sentence for certain where another sentence has ended before, and no sentence ends with that word;
    headings with text and lists of two and more items whose role is presentation or none.
    Left out: empty parts; fieldset with a role of its own; blockquote with a link, as services embed posts; lists in
    menus and other parts with a role; roles that browsers pass over.
    Assumption: who quotes says whom.
    Source: WCAG 2.0 F43 and F92, https://www.w3.org/TR/WCAG20-TECHS/F43.html
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
        if before := _sentence_before(heading):
            text = " ".join(heading.base_text.split())[:40]
            if _CUT.search(before):
                yield heading.says("heading_completes_sentence", before=before[-40:], text=text, element=heading.name)
            else:
                yield heading.says("heading_inside_sentence", text=text)
    taken_back = list(_taken_back(page))
    yield from taken_back
    if (groups or quotations) and not wrong and not doubtful and not taken_back:
        yield Say("markup_fits_use", None, {})


def _has_no_field(group: Element) -> bool:
    if group.get("role") or group.inside(*_FIELDS):
        return False
    return not any(
        each.get("role") in _WIDGETS or each.get("contenteditable") is not None or "-" in each.name
        for each in group.inside()
    )


def _taken_back(page: Page) -> Iterator[Say]:
    """Yield what to say of headings and lists that a role of their own takes out of the structure."""
    for element in page.tagged(*_HEADINGS, *_LISTS):
        role = (element.get("role") or "").strip().lower()
        if role not in _NO_ROLE:
            continue
        text = " ".join(element.base_text.split())
        if not element.exposed or is_blank(text) or _keeps_its_role(element):
            continue
        if element.name not in _LISTS:
            yield element.says("heading_is_presentation", text=text[:40], element=element.name, role=role)
            continue
        items = [each for each in element.children("li", "dt") if each.rendered and each.get("role") is None]
        is_inside_other = any(each.get("role") for each in element.ancestors if each.name not in ("main", "nav"))
        if len(items) >= _ITEMS and not is_inside_other:
            yield element.says("list_is_presentation", count=len(items), element=element.name, role=role)


def _keeps_its_role(element: Element) -> bool:
    """Whether browsers pass over the role: the element takes the focus, or has a name."""
    return any(element.get(name) for name in ("tabindex", "aria-label", "aria-labelledby", "aria-describedby"))


def _is_quotation(quotation: Element) -> bool:
    if quotation.get("cite") or quotation.get("class") or quotation.inside("cite", "q", "footer", "a"):
        return True
    before = quotation.tag.find_previous_sibling()
    said = Element(quotation.page, quotation.document, before).base_text if before else ""
    return bool(_QUOTES.search(quotation.base_text) or _QUOTES.search(said) or said.rstrip().endswith((":", "：")))


def _sentence_before(heading: Element) -> str:
    """Return the paragraph before a heading if its last sentence does not end there, and a paragraph follows."""
    before, after = heading.tag.find_previous_sibling(), heading.tag.find_next_sibling()
    if before is None or after is None or before.name != "p" or after.name != "p":
        return ""
    said = " ".join(Element(heading.page, heading.document, before).base_text.split())
    return said if len(said) >= _LEAST and _OPEN.search(said) and _PARTICLE.search(said) else ""
