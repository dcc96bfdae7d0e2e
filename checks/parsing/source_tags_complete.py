"""Rule: start tags are written to their end, with quotation marks in pairs and blanks between attributes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, takewhile

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, review, rule
from a11y_audit.core.target import SNIPPET_LIMIT
from a11y_audit.dom.markup import Fault, Mark
from a11y_audit.dom.place import element_of

_MOST = 50
_REASONS = {
    Fault.QUOTE: "quotation_mark_is_unpaired",
    Fault.OPEN: "tag_does_not_end",
    Fault.SPACE: "attributes_run_together",
}
# Attributes that are written without a value.
_WORDS = """
allowfullscreen alt async autofocus autoplay border checked class compact contenteditable controls crossorigin default
defer disabled download draggable formnovalidate frameborder height hidden href id inert ismap itemscope lang loop
multiple muted name nohref nomodule noresize noshade novalidate nowrap open playsinline popover readonly required
reversed selected spellcheck src style tabindex target title translate typemustmatch value width
"""
_ALONE = frozenset(_WORDS.split())
# What is written for people: its rest is what stands bare behind it.
_PROSE = frozenset({"alt", "title", "placeholder", "summary", "aria-label", "content"})
_LEAST_CUT = 2


@rule(
    id="source-tags-complete",
    version=2,
    title=Text("タグが最後まで正しく書かれている", "Start tags are written to their end"),
    criteria=["4.1.1"],
    techniques=["F70", "H88"],
    says={
        "quotation_mark_is_unpaired": failed(
            ja="<{element}> の引用符の数が合っていません（HTMLの{line}行目）。",
            en="A quotation mark in <{element}> has no partner (line {line} of the HTML).",
        ),
        "tag_does_not_end": failed(
            ja="<{element}> が「>」で閉じられていません（HTMLの{line}行目）。",
            en="The tag <{element}> is not closed by “>” (line {line} of the HTML).",
        ),
        "attributes_run_together": failed(
            ja="<{element}> の属性の間に空白がありません（HTMLの{line}行目）。",
            en="No space stands between attributes of <{element}> (line {line} of the HTML).",
        ),
        "value_lacks_quotation_marks": failed(
            ja="<{element}> の {attribute} の値に引用符がなく、「{words}」が値から外れています（HTMLの{line}行目）。",
            en="The value of {attribute} in <{element}> has no quotation marks and lost “{words}” (line {line}).",
        ),
        "value_may_lack_quotation_marks": review(
            ja="<{element}> の属性「{words}」に値がありません。引用符の忘れがないか見てください（HTMLの{line}行目）。",
            en="<{element}> has the bare attributes “{words}”. See whether quotation marks are missing (line {line}).",
        ),
        "tags_are_complete": passed(
            ja="{count}個のタグは、最後まで正しく書かれています。", en="The {count} tags are written to their end."
        ),
    },
    why=Text(
        "ブラウザーが属性を読み違え、代替テキストや部品の名前、リンク先などが失われることがあります。",
        "Browsers misread the attributes, so that an alternative, a name or an address may get lost.",
    ),
    mend=Mend(
        Text(
            "HTMLの編集画面で、そのタグの引用符や「>」を補います。テンプレートなら、CMSの業者に依頼します。",
            "Add the quotation mark or “>” in the HTML view. If it belongs to the template, ask the CMS vendor.",
        ),
        Text(
            '属性は name="value" の形で、空白で区切って書きます。',
            'Write attributes as name="value", with a space between them.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F70.html",
)
def source_tags_complete(page: Page) -> Iterator[Say]:
    """Judge how each start tag of the document is written, fifty places of a page at most.

    Judged: a quotation mark in the name of an attribute or element, which one too few or too many leaves behind; a "<"
    there, which a tag without its ">" leaves; attributes without a blank between them. Words without values in a tag
    with an unquoted value may be the rest of that value, which a person sees; two and more right behind an unquoted
    value of what is written for people (alt, title, placeholder), one of them no attribute of HTML, are that rest.
    Left out: what stands in comments, templates and noscript; tags that never end, which no browser shows; frames.
    Source: WCAG 2.0 4.1.1, note on complete tags, and F70, https://www.w3.org/TR/WCAG20-TECHS/F70.html
    """
    starts = [mark for mark in page.source.marks if not mark.is_end]
    found = [(mark, reason, data) for mark in starts for reason, data in _flaws(page, mark)]
    for mark, reason, data in islice(found, _MOST):
        yield _told(page, mark, reason, data)
    if starts and not found:
        yield Say("tags_are_complete", None, {"count": len(starts)})


def _flaws(page: Page, mark: Mark) -> Iterator[tuple[str, dict[str, str]]]:
    if mark.fault:
        yield _REASONS[mark.fault], {}
    elif mark.is_bare and not mark.is_foreign and "-" not in mark.name:
        words = [name for name, value in mark.attributes if not value and name.isalpha() and name not in _ALONE]
        attribute, rest = _cut_value(mark, page.source.snippet(mark)) if words else ("", "")
        if rest:
            yield "value_lacks_quotation_marks", {"attribute": attribute, "words": rest[:60]}
        elif words:
            yield "value_may_lack_quotation_marks", {"words": " ".join(words)[:60]}


def _cut_value(mark: Mark, written: str) -> tuple[str, str]:
    """Return an attribute of prose whose value has no quotation marks, and the words that its first blank cut off."""
    for place, (name, value) in enumerate(mark.attributes):
        if name not in _PROSE or not value or not re.search(rf"\s{name}\s*=\s*[^\s\"'>]", written, re.IGNORECASE):
            continue
        behind = takewhile(lambda each: not each[1] and each[0].isalpha(), mark.attributes[place + 1 :])
        rest = [each for each, _ in behind]
        if len(rest) >= _LEAST_CUT and not _ALONE.issuperset(rest):
            return name, " ".join(rest)
    return "", ""


def _told(page: Page, mark: Mark, reason: str, facts: Mapping[str, str]) -> Say:
    source = page.source
    line, snippet = source.line(mark), source.snippet(mark)[:SNIPPET_LIMIT]
    data = {"element": mark.name[:20], **facts}
    say = page.says_of_source(reason, line=line, snippet=snippet, key=snippet, **data)
    say = replace(say, data={**data, "line": line})
    tag = source.tag_of(mark)
    element = element_of(page.trees[0], source, tag) if tag and page.trees else None
    if element is None:
        return say
    return replace(say, target=replace(Element(page, 0, element).target, line=line, snippet=snippet))
