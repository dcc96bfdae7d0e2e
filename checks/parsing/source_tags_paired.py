"""Rule: elements have their start and end tags, one inside the other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule
from a11y_audit.core.finding import Datum
from a11y_audit.core.target import SNIPPET_LIMIT
from a11y_audit.dom.nesting import Flaw, Misplaced, misplaced
from a11y_audit.dom.place import element_of

_MOST = 50
_DOCTYPE = re.compile(r"\s*(?:<\?[^>]*>|<!--.*?-->|\s)*<!doctype\s+([^>]*)>", re.IGNORECASE | re.DOTALL)
_QUIRKY = re.compile(r"html (?:2|3)|html 4\.0[^\"']*(?:transitional|frameset)[^\"']*[\"']\s*$", re.IGNORECASE)
_HEAD = 2000
_REASONS = {
    Flaw.UNENDED: "end_tag_is_missing",
    Flaw.UNSTARTED: "start_tag_is_missing",
    Flaw.CROSSED: "elements_cross",
    Flaw.WITHIN: "element_within_its_own_kind",
}


@rule(
    id="source-tags-paired",
    version=1,
    title=Text("要素の開始タグと終了タグが、正しく入れ子になっている", "Start and end tags are paired and nested"),
    criteria=["4.1.1"],
    techniques=["F70", "H74", "G134"],
    says={
        "end_tag_is_missing": failed(
            ja="<{element}> に終了タグがありません（HTMLの{line}行目）。",
            en="<{element}> has no end tag (line {line} of the HTML).",
        ),
        "start_tag_is_missing": failed(
            ja="終了タグ </{element}> に、対になる開始タグがありません（HTMLの{line}行目）。",
            en="The end tag </{element}> has no start tag (line {line} of the HTML).",
        ),
        "elements_cross": failed(
            ja="<{element}> の始まりと終わりが、ほかの要素と入れ違いになっています（HTMLの{line}行目）。",
            en="<{element}> begins inside another element and ends outside it (line {line} of the HTML).",
        ),
        "element_within_its_own_kind": failed(
            ja="<{element}> の中に、もう一つ <{element}> があります（HTMLの{line}行目）。",
            en="A <{element}> stands inside another <{element}> (line {line} of the HTML).",
        ),
        "tags_are_paired": passed(
            ja="{count}個のタグは、正しく対になっています。", en="The {count} tags are paired and nested."
        ),
    },
    why=Text(
        "ブラウザーや読み上げソフトが足りない所を推測するため、文書の構造が作った人の意図と違って伝わることがあります。",
        "Browsers and screen readers guess what is missing, and may announce another structure than was meant.",
    ),
    mend=Mend(
        Text(
            "本文なら、HTMLの編集画面で余分なタグを消すか、足りないタグを補います。テンプレートなら、CMSの業者に依頼します。",
            "Delete or add the tag in the HTML view. If it belongs to the template, ask the CMS vendor.",
        ),
        Text(
            "終了タグを補うか消し、内側の要素を先に閉じます。p の中に div や表、リストは置けません。",
            "Add or delete the end tag and close inner elements first. A p holds no div, table or list.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F70.html",
)
def source_tags_paired(page: Page) -> Iterator[Say]:
    """Judge the tags of the document as it was sent, fifty places of a page at most.

    Judged: end tags that are missing where the HTML Standard does not let them be left out; end tags without a start
    tag; elements that begin inside another and end outside it; a, button and form within one of their own name.
    Left out: tags that may be left out (li, p, td and so on), in XHTML that is sent as HTML too; end tags of elements
    that have none, such as img, which change nothing; which element may stand in which, beyond these; SVG and MathML
    as far as they are paired; documents sent as XHTML, which a browser reads to the first fault only; frames.
    Source: WCAG 2.0 4.1.1 and F70; HTML Standard, optional tags
    """
    marks = page.source.marks
    if not marks or page.snapshot.content_type.strip().startswith("application/xhtml+xml"):
        return
    flaws = misplaced(marks, is_quirky=_is_quirky(page.source.text[:_HEAD]))
    for flaw in islice(sorted(flaws, key=lambda each: each.mark.start), _MOST):
        yield _told(page, flaw)
    if not flaws:
        yield Say("tags_are_paired", None, {"count": len(marks)})


def _is_quirky(head: str) -> bool:
    found = _DOCTYPE.match(head)
    return found is None or bool(_QUIRKY.search(found[1]))


def _told(page: Page, flaw: Misplaced) -> Say:
    mark, source = flaw.mark, page.source
    data: dict[str, Datum] = {"element": mark.name, "line": source.line(mark)}
    snippet = source.snippet(mark)[:SNIPPET_LIMIT]
    end = source.snippet(flaw.by) if flaw.by else ""
    key = f"{flaw.flaw} {snippet} {end}"
    say = page.says_of_source(_REASONS[flaw.flaw], line=source.line(mark), snippet=snippet, key=key, element=mark.name)
    say = replace(say, data=data)
    tag = source.tag_of(mark)
    found = element_of(page.trees[0], source, tag) if tag and page.trees else None
    if found is None:
        return say
    return replace(say, target=replace(Element(page, 0, found).target, line=source.line(mark), snippet=snippet))
