"""Ways to name a place: a selector for people and tools, a fragment by which the same part is known elsewhere."""

import html
import re

from bs4.element import Tag

from a11y_audit.core.target import SELECTOR_LIMIT, SNIPPET_LIMIT
from a11y_audit.dom.tree import Tree, fold

_SIMPLE_ID = re.compile(r"[A-Za-z_][\w-]{0,99}")
_SIGN = re.compile(r"([:.])")
_LANDMARKS = {"header": "header", "nav": "nav", "main": "main", "aside": "aside", "footer": "footer"}
_SECTIONS = frozenset({"article", "section", "main", "aside", "nav"})
_ROLES = {
    "banner": "header",
    "navigation": "nav",
    "main": "main",
    "complementary": "aside",
    "contentinfo": "footer",
    "search": "header",
}
_VOLATILE = re.compile(r"[0-9a-f]{8,}|\d{4,}")
_DROPPED = frozenset({"style", "tabindex", "nonce", "integrity"})
_ADDRESSES = frozenset({"href", "src", "action", "srcset", "data"})
_VALUE_LIMIT = 500


def selector(tree: Tree, tag: Tag) -> str:
    """Return a CSS selector that finds just this element in its document; " >>> " enters a shadow root."""
    known = tree.selectors.get(id(tag))
    if known is None:
        whole = _selector(tree, tag)
        known = whole if len(whole) <= SELECTOR_LIMIT else f"…{whole[1 - SELECTOR_LIMIT :]}"
        tree.selectors[id(tag)] = known
    return known


def _selector(tree: Tree, tag: Tag) -> str:
    # A loop, not recursion: browsers nest elements deeper than Python nests calls.
    steps: list[str] = []
    here = tag
    while (known := tree.selectors.get(id(here))) is None:
        above = here.parent
        if own := _own_name(tree, here):
            above = here.find_parent("shadow-root") if "shadow-root" in tree.by_name else None
            steps.append(own)
        else:
            steps.append(_step(tree, here, above) if above is not None and above.parent is not None else ":root")
        if above is None or above.parent is None:
            return "".join(reversed(steps))
        inside = above.name == "shadow-root"
        steps.append(" >>> " if inside else " > ")
        here = above.parent if inside else above
    return "".join((known, *reversed(steps)))


def _own_name(tree: Tree, tag: Tag) -> str | None:
    """Return a selector that needs no path, or None."""
    identity = tag.get("id")
    if isinstance(identity, str) and _SIMPLE_ID.fullmatch(identity) and tree.id_counts[identity] == 1:
        return f"#{identity}"
    return tag.name if tag.name in ("html", "body") and len(tree.by_name[tag.name]) == 1 else None


def _step(tree: Tree, tag: Tag, above: Tag) -> str:
    places = tree.places(above)
    name = _SIGN.sub(r"\\\1", tag.name)
    place, many = places[id(tag)]
    return f"{name}:nth-of-type({place})" if many else name


def region(tag: Tag) -> str:
    """Return the landmark that the element sits in: header, nav, main, aside, footer or page."""
    for here in (tag, *tag.parents):
        if (role := here.get("role")) and str(role) in _ROLES:
            return _ROLES[str(role)]
        if here.name in _LANDMARKS and not role:
            # A header or footer inside an article or a section is no landmark.
            if here.name in ("header", "footer") and any(each.name in _SECTIONS for each in here.parents):
                continue
            return _LANDMARKS[here.name]
    return "page"


def snippet(tag: Tag) -> str:
    """Return the start of the element's HTML, at most `SNIPPET_LIMIT` characters."""
    start = start_tag(tag)
    if len(start) < SNIPPET_LIMIT:
        inner = "".join(
            _shallow(child) if isinstance(child, Tag) else html.escape(str(child), quote=False)
            for child in tag.contents[:20]
        )
        start += fold(inner).strip(" ")
        if not tag.is_empty_element:
            start += f"</{tag.name}>"
    return start if len(start) <= SNIPPET_LIMIT else start[: SNIPPET_LIMIT - 1] + "…"


def _shallow(tag: Tag) -> str:
    return start_tag(tag) + ("" if tag.is_empty_element else html.escape(tag.get_text()[:100]) + f"</{tag.name}>")


def start_tag(tag: Tag) -> str:
    """Return the element's start tag as HTML."""
    attributes = "".join(f' {name}="{html.escape(str(value))}"' for name, value in tag.attrs.items())
    return f"<{tag.name}{attributes}>"


def fragment(tag: Tag) -> str:
    """Return normalised HTML: where it sits, what it is and says, without what changes from page to page.

    Long numbers and hexadecimal runs in ids and classes become "#", addresses lose their query, inline styles go. Of
    html, head and body only the element itself counts: what is in them is the page.
    """
    path = "/".join(_kind(here) for here in reversed([tag, *list(tag.parents)[:3]]) if here.name != "[document]")
    inside = text = ""
    if tag.name not in ("html", "head", "body"):
        inside = "".join(" ".join((each.name, *_attributes(each))) for each in tag.find_all(["img", "input"], limit=5))
        text = " ".join(tag.get_text(" ").split())[:200]
    return "|".join((region(tag), path, ";".join(_attributes(tag)), _VOLATILE.sub("#", inside), text))


def _attributes(tag: Tag) -> list[str]:
    values = {name: str(tag[name])[:_VALUE_LIMIT] for name in sorted(tag.attrs) if name not in _DROPPED}
    return [f"{name}={_value(name, value)}" for name, value in values.items()]


def _kind(tag: Tag) -> str:
    classes = _value("class", str(tag.get("class") or "")).replace(" ", ".")
    return f"{tag.name}.{classes}" if classes else tag.name


def _value(name: str, value: str) -> str:
    if name == "class":
        return " ".join(sorted(_VOLATILE.sub("#", value).split()))
    if name in _ADDRESSES:
        return value.partition("?")[0]
    if name in ("id", "for", "name", "aria-labelledby", "aria-describedby", "aria-controls"):
        return _VOLATILE.sub("#", value)
    return value
