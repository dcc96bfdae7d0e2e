"""Rule: no start tag has the same attribute twice."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule
from a11y_audit.core.target import SNIPPET_LIMIT
from a11y_audit.dom.place import element_of
from a11y_audit.dom.source import SourceTag

_NAME = re.compile(r"[a-z_@:*][\w:.@*-]*", re.ASCII)


@rule(
    id="source-attributes-unique",
    version=1,
    title=Text("一つのタグに同じ属性を二度書いていない", "No tag has the same attribute twice"),
    criteria=["4.1.1"],
    techniques=["F70", "H94"],
    says={
        "attribute_is_repeated": failed(
            ja="{element} 要素に、属性「{attribute}」が二度書かれています（HTMLの{line}行目）。",
            en="The {element} element has the attribute “{attribute}” twice (line {line} of the HTML).",
        ),
        "attributes_are_unique": passed(
            ja="{count}個のタグに、属性の重複はありません。", en="None of the {count} tags has an attribute twice."
        ),
    },
    why=Text(
        "ブラウザーは片方の属性しか使わないため、代替テキストや言語の指定などが失われることがあります。",
        "A browser keeps only one of the two, so that an alternative text or a language may get lost.",
    ),
    mend=Mend(
        Text(
            "部品を作り直すか、HTMLの編集画面で片方の属性を消します。テンプレートの部分なら、CMSの業者に依頼します。",
            "Make the part anew, or delete one of the two in the HTML view. For a template ask the CMS vendor.",
        ),
        Text(
            "正しい値の属性を一つだけ残します。class を二つ書いていたら、一つの属性に空白で区切って並べます。",
            "Keep the one attribute with the right value. Join two class attributes into one, with a space between.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F70.html",
)
def source_attributes_unique(page: Page) -> Iterator[Say]:
    """Judge every start tag of the document as it was sent.

    Judged: names of attributes, without regard to case, as in HTML.
    Left out: tags whose quotation marks are so broken that names can't be told; what stands in comments, templates and
    noscript; frames.
    Source: WCAG 2.0 F70, https://www.w3.org/TR/WCAG20-TECHS/F70.html
    """
    tags = [mark for mark in page.source.marks if not mark.is_end]
    is_sound = True
    for mark in tags:
        if len(mark.attributes) > 1 and len({name for name, _ in mark.attributes}) < len(mark.attributes):
            counts = Counter(name for name, _ in mark.attributes)
            tag = page.source.tag_of(mark)
            if tag and all(map(_NAME.fullmatch, counts)):
                is_sound = False
                yield _repeated(page, tag, next(name for name, count in counts.items() if count > 1))
    if tags and is_sound:
        yield Say("attributes_are_unique", None, {"count": len(tags)})


def _repeated(page: Page, tag: SourceTag, attribute: str) -> Say:
    snippet = tag.text[:SNIPPET_LIMIT]
    say = page.says_of_source(
        "attribute_is_repeated",
        line=tag.line,
        snippet=snippet,
        key=f"{tag.name} {attribute} {tag.text}",
        element=tag.name,
        attribute=attribute,
    )
    say = replace(say, data={**say.data, "line": tag.line})
    found = element_of(page.trees[0], page.source, tag)
    if found is None:
        return say
    return replace(say, target=replace(Element(page, 0, found).target, line=tag.line, snippet=snippet))
