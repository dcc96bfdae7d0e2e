"""Rule: no style asks for text to blink."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, rule


@rule(
    id="text-not-set-to-blink",
    version=1,
    title=Text("文字を点滅させる指定がない", "No style asks for text to blink"),
    criteria=["2.2.2"],
    techniques=["F4"],
    says={
        "text_is_to_blink": likely(
            ja="「{text}」を点滅させる指定（text-decoration: blink）があります。今の多くのブラウザーでは点滅しません。",
            en="“{text}” is set to blink (text-decoration: blink), though most browsers of today don't do so.",
        ),
        "no_text_is_to_blink": passed(ja="文字を点滅させる指定はありません。", en="No style asks for text to blink."),
    },
    why=Text(
        "点滅する文字があると、気が散って本文を読めない人がいます。",
        "Some people cannot read a page on which something blinks.",
    ),
    mend=Mend(
        Text("点滅の指定を消し、太字などで目立たせます。", "Remove the blinking; make the text bold or the like."),
        Text("text-decoration から blink を取ります。", "Remove blink from text-decoration."),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F4.html",
)
def text_not_set_to_blink(page: Page) -> Iterator[Say]:
    """Judge texts whose computed style asks them to blink.

    Left out: the element blink, which axe judges; what a script makes blink, which is watched.
    Source: WCAG 2.0 F4, https://www.w3.org/TR/WCAG20-TECHS/F4.html
    """
    found = list(_blinking(page)) if any("blink" in each.text_decoration for each in page.snapshot.styles) else []
    for element in found:
        yield element.says("text_is_to_blink", text=" ".join(element.text.split())[:60])
    if not found and page.text.strip():
        yield Say("no_text_is_to_blink", None)


def _blinking(page: Page) -> Iterator[Element]:
    for index, tree in enumerate(page.trees):
        for tag in tree.tags:
            style = tree.style(tag)
            if style is None or "blink" not in style.text_decoration or tag.name == "blink":
                continue
            element = Element(page, index, tag)
            if element.rendered and element.text.strip():
                yield element
