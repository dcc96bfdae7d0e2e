"""What the rules about video share: the players of a page, and the words around a video."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from a11y_audit.authoring import Element, Page
from a11y_audit.text.player import Player, player, tells_live

_FRAMES = ("iframe", "frame", "embed", "object")
_LAZY = ("src", "data-src", "data-lazy-src", "data")
_NATIVE = ("video", "audio")


@dataclass(frozen=True, slots=True)
class Embed:
    """A player of a video service on the page, and the words around it."""

    element: Element
    player: Player
    words: str

    @property
    def is_live(self) -> bool:
        """Whether it broadcasts live, by its address or by the words around it."""
        return self.player.live or tells_live(self.words)


def embeds(page: Page) -> Iterator[Embed]:
    """Yield the players of video services that assistive technology meets, in document order."""
    for frame in page.tagged(*_FRAMES):
        found = _player(page, frame) if frame.exposed else None
        # Of an object with an embed inside, browsers show one: the outer one stands for both.
        if found is not None and frame.closest("object") is None:
            yield Embed(frame, found, words_around(frame))


def _player(page: Page, frame: Element) -> Player | None:
    for attribute in _LAZY:
        address = frame.get(attribute) or ""
        try:
            found = player(urljoin(page.snapshot.final_url, address)) if address else None
        except ValueError:  # such as "//[" in an editor's typing error
            continue
        if found is not None:
            return found
    return None


def words_around(medium: Element) -> str:
    """Return a video's or frame's title, the heading above it, and the lines up to the next heading or medium."""
    own = medium.number
    marks = [each for each in medium.page.headings if each.document == medium.document]
    others = [each for each in medium.page.tagged(*_NATIVE, *_FRAMES) if each.document == medium.document]
    start = max((number for each in marks if (number := each.number) < own), default=0)
    start = max((number for each in others if start < (number := each.number) < own), default=start)
    end = min((number for each in (*marks, *others) if (number := each.number) > own), default=len(medium.tree.tags))
    lines = [
        block.text
        for block in medium.page.blocks
        if block.element.document == medium.document and start <= block.element.number < end
    ]
    return "\n".join((medium.get("title") or "", medium.get("aria-label") or "", *lines))
