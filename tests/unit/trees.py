"""Random documents for property tests, written with all end tags."""

import html as escaping

from hypothesis import strategies as st

NAMES = [
    "div",
    "p",
    "span",
    "a",
    "ul",
    "li",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "main",
    "b",
    "table",
    "td",
    "svg:g",
    "my-part",
    "svg",
]
IDS = ["a", "b", "c", "目次", "1a", "a b", "-", "a\n", ""]
CLASSES = ["nav", "item-20240401", "x" * 3, "deadbeef01"]

texts = st.text(st.sampled_from("あい㈱<>&\"' \n\t\u3000\xa0abc1"), max_size=6)
attributes = st.fixed_dictionaries(
    {}, optional={"id": st.sampled_from(IDS), "class": st.sampled_from(CLASSES), "title": texts, "href": texts}
)


def _element(name: str, values: dict[str, str], inner: list[str]) -> str:
    written = "".join(f' {key}="{escaping.escape(value)}"' for key, value in values.items())
    return f"<{name}{written}>{''.join(inner)}</{name}>"


def _host(values: dict[str, str], shadow: list[str], light: list[str]) -> str:
    return _element("my-part", values, [_element("shadow-root", {}, shadow), *light])


@st.composite
def documents(draw: st.DrawFn, names: tuple[str, ...] = (), *, shadow: bool = False) -> str:
    """Draw a document; `names` are further names of elements in its body, `shadow` adds hosts of shadow roots."""
    element = st.sampled_from([*NAMES, *names])
    leaves = st.one_of(
        texts.map(escaping.escape), st.just("<br>"), st.builds(_element, element, attributes, st.just([]))
    )

    def grown(within: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(within, max_size=4)
        plain = st.builds(_element, element, attributes, several)
        return plain | st.builds(_host, attributes, several, several) if shadow else plain

    inner = st.recursive(leaves, grown, max_leaves=15)
    return f"<html><head><title>題</title></head><body>{''.join(draw(st.lists(inner, max_size=4)))}</body></html>"
