"""Rule: each id stands once in the document."""

from collections.abc import Iterator
from dataclasses import replace

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule
from a11y_audit.core.target import SNIPPET_LIMIT
from a11y_audit.dom.markup import Mark
from a11y_audit.dom.source import SourceTag


@rule(
    id="source-ids-unique",
    version=1,
    title=Text("同じ id を二度使っていない", "Each id stands once in the document"),
    criteria=["4.1.1"],
    techniques=["F77", "H93"],
    barrier="duplicate-id",
    says={
        "id_is_repeated": failed(
            ja="id「{id}」が、このページで{count}回使われています（HTMLの{lines}行目）。",
            en="The id “{id}” is used {count} times on this page (lines {lines} of the HTML).",
        ),
        "ids_are_unique": passed(
            ja="{count}個の id は、どれも一度だけ使われています。", en="All {count} ids are used only once."
        ),
    },
    why=Text(
        "ページ内リンクが別の場所に飛んだり、入力欄の名前が正しく読み上げられなかったりします。",
        "Links within the page may lead to the wrong place, and fields may be announced with the wrong name.",
    ),
    mend=Mend(
        Text(
            "同じ部品や表を二度貼り付けていないか見直します。テンプレートの部分なら、CMSの業者に依頼します。",
            "See whether a part or table was pasted twice. If it belongs to the template, ask the CMS vendor.",
        ),
        Text(
            "二つ目からの id を別の名前に変え、それを指す for や #… も直します。見た目のためなら class を使います。",
            "Rename the second and later ones, and what points to them (for, #…). For looks use class instead.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F77.html",
)
def source_ids_unique(page: Page) -> Iterator[Say]:
    """Judge the ids of the document as it was sent, each repeated id once, at its second use.

    Judged: the value of id on every start tag, letter by letter, so that "A" and "a" differ.
    Left out: empty ids; what stands in comments, templates and noscript, which is no part of a document that runs
    scripts; ids that scripts add, which axe judges; frames.
    Source: WCAG 2.0 F77, https://www.w3.org/TR/WCAG20-TECHS/F77.html
    """
    uses: dict[str, list[Mark]] = {}
    for mark in page.source.marks:
        value = next((value for name, value in mark.attributes if name == "id"), "")
        if value.strip():
            uses.setdefault(value, []).append(mark)
    repeated = {value: marks for value, marks in uses.items() if len(marks) > 1}
    for value, marks in repeated.items():
        yield _repeated(page, value, [tag for mark in marks if (tag := page.source.tag_of(mark))])
    if uses and not repeated:
        yield Say("ids_are_unique", None, {"count": len(uses)})


def _repeated(page: Page, value: str, tags: list[SourceTag]) -> Say:
    second = tags[1]
    say = page.says_of_source(
        "id_is_repeated",
        line=second.line,
        snippet=second.text[:SNIPPET_LIMIT],
        key=f"id={value}",
        id=value,
        count=len(tags),
        lines=", ".join(str(tag.line) for tag in tags[:10]),
    )
    element = _second(page, value, second)
    return say if element is None else replace(say, target=replace(element.target, line=second.line))


def _second(page: Page, value: str, tag: SourceTag) -> Element | None:
    """Return the second element with the id, if it is of the source's kind."""
    tree = page.trees[0]
    numbers = [number for number, each in enumerate(tree.tags) if each.get("id") == value][:2]
    if len(numbers) == 1 or not numbers or tree.tags[numbers[1]].name != tag.name:
        return None
    return page.element(0, numbers[1])
