"""The words around a link that may tell where it leads."""

import re

from a11y_audit.authoring import Element
from a11y_audit.text.stock import tells

_BLOCKS = ("li", "dd", "dt", "td", "th", "p", "div", "figure", "article", "section")
_ITEMS = frozenset({"li", "tr", "td", "dd", "dt", "figure"})


def has_context(link: Element) -> bool:
    """Whether the item, cell, row or paragraph around the link has words beyond it that may tell where it leads.

    Links of another text are such words in an item or a row (H77), in a paragraph they are only its neighbours.
    """
    if link.get("title") or link.get("aria-describedby"):
        return True
    holder = link.closest(*_BLOCKS)
    own = " ".join(link.base_text.split())
    for here in (holder, holder.closest("tr", "li", "dl") if holder else None):
        if here is None or here.name in ("section", "article"):
            continue
        words = " ".join(here.base_text.split())
        for other in here.inside("a"):
            text = " ".join(other.base_text.split())
            if text == own or here.name not in _ITEMS:
                words = words.replace(text, " ", 1)
        # The link's own words beside it tell nothing more.
        words = re.sub(re.escape(own), " ", words, flags=re.IGNORECASE) if own else words
        if tells(words):
            return True
    return False
