"""Random documents for property tests, written with all end tags."""

import html as escaping

from hypothesis import strategies as st

NAMES = ["div", "p", "span", "a", "ul", "li", "section", "article", "header", "footer", "nav", "main", "b", "table", "td", "svg:g", "my-part", "svg"]
IDS = ["a", "b", "c", "目次", "1a", "a b", "-", "a\n", ""]
CLASSES = ["nav", "item-20240401", "x" * 3, "deadbeef01"]

texts = st.text(st.sampled_from("あい㈱<>&\"' \n\t\u3000\xa0abc1"), max_size=6)
attributes = st.fixed_dictionaries(
    {}, optional={"id": st.sampled_from(IDS), "class": st.sampled_from(CLASSES), "title": texts, "href": texts}
)


def _element(name: str, values: dict[str, str], inner: list[str]) -> str:
    written = "".join(f' {key}="{escaping.escape(value)}"' for key, value in values.items())
    return f"<{name}{written}>{''.join(inner)}</{name}>"


@st.composite
def documents(draw: st.DrawFn, names: tuple[str, ...] = ()) -> str:
    """Draw a document; `names` are further names of elements in its body."""
    element = st.sampled_from([*NAMES, *names])
    leaves = st.one_of(texts.map(escaping.escape), st.just("<br>"), st.builds(_element, element, attributes, st.just([])))
    inner = st.recursive(
        leaves, lambda within: st.builds(_element, element, attributes, st.lists(within, max_size=4)), max_leaves=15
    )
    return f"<html><head><title>題</title></head><body>{''.join(draw(st.lists(inner, max_size=4)))}</body></html>"
