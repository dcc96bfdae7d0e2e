"""Pages as a gatherer would have recorded them, made by hand: all laid out, each element block or inline by its name.

HTML is written with all end tags, as the gatherer writes it. Two attributes stand for what only a browser knows:
`display` for an element's display ("none" for what is not laid out), `data-flags` for its bits.
"""

from collections.abc import Mapping
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from a11y_audit.core.snapshot import RENDERED, DocumentRecord, EngineResult, Snapshot, Style
from a11y_audit.dom.tree import Tree
from a11y_audit.subject import Page

URL = "https://www.city.example.jp/kurashi/"
_BLOCKS = frozenset(
    [
        "html",
        "body",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "section",
        "article",
        "div",
        "p",
        "pre",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "table",
        "tbody",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figure",
    ]
)
_UNSEEN = frozenset({"head", "title", "meta", "link", "script", "style", "template"})
_DISPLAYS = ("block", "inline", "inline-block", "contents", "ruby", "ruby-text")
_PLAIN = Style("", "normal", 16.0, 400, "rgb(0, 0, 0)", "rgb(255, 255, 255)", "", "none", "static", "disc")
STYLES = tuple(
    replace(_PLAIN, display=display, white_space=space)
    for space in ("normal", "pre", "pre-line", "break-spaces")
    for display in _DISPLAYS
)
BOX = (10.0, 20.0, 300.0, 40.0)

Names = Mapping[int, tuple[str | None, str | None]]


def record(html: str, *, names: Names | None = None, host: tuple[int, int] | None = None) -> DocumentRecord:
    """Return a document; what is inside an element that is not laid out is not laid out either."""
    tags = [tag for tag in BeautifulSoup(html, "html.parser").descendants if isinstance(tag, Tag)]
    styles = [_style(tag) for tag in tags]
    title = next((tag.get_text() for tag in tags if tag.name == "title"), "")
    return DocumentRecord(
        html=html,
        flags=tuple(_flags(tag, style) for tag, style in zip(tags, styles, strict=True)),
        boxes=tuple(BOX if style >= 0 else None for style in styles),
        styles=tuple(styles),
        names=names or {},
        title=title,
        language=None,
        host=host,
    )


def tree(html: str) -> Tree:
    """Return a document as a tree."""
    return Tree(record(html), STYLES)


def page(
    *documents: str | DocumentRecord,
    source: bytes = b"",
    content_type: str = "text/html",
    url: str = URL,
    engine: EngineResult | None = None,
) -> Page:
    """Return a page of these documents, its own first."""
    snapshot = Snapshot(
        url=url,
        final_url=url,
        status=200,
        content_type=content_type,
        source=source,
        documents=tuple(each if isinstance(each, DocumentRecord) else record(each) for each in documents),
        styles=STYLES,
        engine=engine,
    )
    return Page(snapshot)


def body(inner: str) -> str:
    """Return a document with that in its body."""
    return f"<html><head><title>題</title></head><body>{inner}</body></html>"


def first(within: Tree, name: str) -> Tag:
    """Return the first element of that name."""
    return within.by_name[name][0]


def _flags(tag: Tag, style: int) -> int:
    return int(str(tag.get("data-flags", "0"))) | (RENDERED if style >= 0 else 0)


def _style(tag: Tag) -> int:
    if any(_display(each) == "none" for each in (tag, *tag.parents)):
        return -1
    space = next((str(each["data-space"]) for each in (tag, *tag.parents) if each.get("data-space")), "normal")
    if any(each.name == "pre" for each in (tag, *tag.parents)):
        space = "pre"
    return next(i for i, each in enumerate(STYLES) if (each.display, each.white_space) == (_display(tag), space))


def _display(tag: Tag) -> str:
    if "display" in tag.attrs:
        return str(tag["display"])
    if tag.name in _UNSEEN:
        return "none"
    return {"rt": "ruby-text", "ruby": "ruby"}.get(tag.name, "block" if tag.name in _BLOCKS else "inline")
