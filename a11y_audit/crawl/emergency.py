"""Notice that a city has other worries than its accessibility: its pages say so, or its servers no longer answer.

After an earthquake or a flood a city's site gets a hundred times its visitors, and often a light emergency page in
place of its own. An audit has to leave such a site alone. What follows from what is noticed, the caller decides.
"""

import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

_UNSEEN: Final = frozenset({"script", "style", "noscript", "template", "rp", "rt"})
"""What no visitor sees, and readings of 漢字 (`rt`), which would stand in the midst of a word."""
_INLINE: Final = _UNSEEN | {
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}  # fmt: skip
"""Elements that do not end a line of text; `br` does, but is also put into the midst of words of a banner."""
_TEXT_ATTRIBUTES: Final = ("alt", "title")
_HIDING: Final = ("display:none", "visibility:hidden")

REFUSALS: Final = 10
WINDOW: Final = 12
"""A host seems to be in an emergency when ten of its last twelve pages were refused.

Ten, because a restart of a server, or one of its parts being broken, refuses a few pages in a row but hardly ten.
Twelve, because an overloaded server still answers now and then: two of twelve may get through without hiding it.
"""


def shown(html: str, words: Iterable[str]) -> str | None:
    """Return the first of the words that a visitor could see in a page, None if there is none of them.

    Width of letters and blanks make no difference (`緊 急 情 報`), nor do inline elements within a word. Text that the
    page itself hides, by `hidden` or a `style` attribute, is left out: many templates keep an empty warning ready.

    Args:
        html: Decoded source of the page.
        words: In the order of preference; those that are blank are never found.
    """
    lines = [_plain(line) for line in _lines(html)]
    for word in words:
        plain = _plain(word)
        if plain and any(plain in line for line in lines):
            return word
    return None


class Storm:
    """Notice a host that refuses nearly all pages: by 5xx, 429, a time-out or a refused connection."""

    def __init__(self) -> None:
        self._refused: dict[str, deque[bool]] = {}

    def answered(self, host: str) -> None:
        """Take note of a page that the host gave, or said a lasting word about (404, for instance)."""
        self._note(host, is_refused=False)

    def refused(self, host: str) -> None:
        """Take note of a page that the host could not give."""
        self._note(host, is_refused=True)

    @property
    def over(self) -> str | None:
        """A host that seems to be in an emergency now, None if there is none; three answers in a row end it."""
        return next((host for host, pages in self._refused.items() if sum(pages) >= REFUSALS), None)

    def _note(self, host: str, *, is_refused: bool) -> None:
        self._refused.setdefault(host, deque(maxlen=WINDOW)).append(is_refused)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _lines(html: str) -> Iterator[str]:
    """Yield the texts between ends of lines, and those of attributes each by itself."""
    # As bytes, since lxml refuses text that begins with an XML declaration, as old XHTML pages do.
    source = html.replace("\0", "").encode("utf-8", "replace")
    root = etree.fromstring(source, etree.HTMLParser(encoding="utf-8", huge_tree=True)) if source.strip() else None
    if root is None:
        return
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    line: list[str] = []
    for event, node in walk:
        is_element = isinstance(node.tag, str)
        if is_element and node.tag not in _INLINE:
            yield "".join(line)
            line = []
        if event == "start":
            if _is_unseen(node):
                walk.skip_subtree()
                continue
            yield from filter(None, map(node.get, _TEXT_ATTRIBUTES))
            line.append(node.text or "")
        else:
            line.append(node.tail or "")
    yield "".join(line)


def _is_unseen(element: etree._Element) -> bool:
    style = "".join(element.get("style", "").lower().split())
    return element.tag in _UNSEEN or "hidden" in element.attrib or any(hiding in style for hiding in _HIDING)
