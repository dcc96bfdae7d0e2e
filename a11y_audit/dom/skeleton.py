"""The skeleton of a page: what pages of one template share, whatever they say."""

import hashlib
import re
from collections.abc import Iterator

from bs4.element import Tag

from a11y_audit.dom.tree import Tree

DEPTH = 4
"""Levels below `body` that belong to a template; what editors write lies deeper, or in the main part."""
_NUMBERS = re.compile(r"\d+")
_MAIN = re.compile(r"^(main|contents?|honbun|article)([-_].*|$)", re.IGNORECASE)
"""How the main part is called where no `main` tells."""
_SHARED = ("header", "nav", "footer", "aside")
_SILENT = frozenset({"script", "style", "link", "meta", "noscript", "template", "br", "wbr"})
_KINDS = {
    "form": ("input", "select", "textarea", "button"),
    "media": ("video", "audio"),
    "frame": ("iframe", "frame", "object", "embed"),
    "fold": ("details", "dialog"),
}
"""What a main part may hold that pages are worked with; pages that differ in it don't share what is tried out."""


def skeleton(tree: Tree) -> str:
    """Return 16 hex digits that are equal for pages of one template with the same kinds of content.

    The template is the set of ways from `body` to the named elements (id, class, landmark) around the main part,
    numbers left out: a longer menu, or another order of blocks, is the same template.
    """
    body = next(iter(tree.by_name.get("body", ())), None)
    ways = set() if body is None else set(_ways(body, _look(body), 0))
    kinds = {
        kind for kind, names in _KINDS.items() if any(_is_own(tag) for name in names for tag in tree.by_name[name])
    }
    return hashlib.sha256("\n".join((*sorted(ways), *sorted(kinds))).encode("utf-8", "replace")).hexdigest()[:16]


def _ways(parent: Tag, way: str, depth: int) -> Iterator[str]:
    for child in parent.find_all(True, recursive=False):
        if child.name in _SILENT:
            continue
        inner = f"{way}>{_look(child)}"
        if child.get("id") or child.get("class") or child.name in _SHARED:
            yield inner
        if depth + 1 < DEPTH and not _is_main(child):
            yield from _ways(child, inner, depth + 1)


def _look(tag: Tag) -> str:
    names = sorted(set(_NUMBERS.sub("#", str(tag.get("class") or "")).split()))
    return f"{tag.name}#{_NUMBERS.sub('#', str(tag.get('id') or ''))}.{'.'.join(names)}"


def _is_main(tag: Tag) -> bool:
    named = any(_MAIN.match(str(tag.get(name) or "")) for name in ("id", "class"))
    return tag.name in ("main", "article") or tag.get("role") == "main" or named


def _is_own(tag: Tag) -> bool:
    return tag.find_parent(_SHARED) is None
