"""Find tags of an HTML source that lack their partner or cross another element, by the rules for leaving tags out.

An end tag may be missing where the HTML Standard lets it be left out (li, p, td and so on), and html, head, body, tbody
and colgroup may stand without any tag. All else needs both tags, and what begins inside an element ends inside it.
Source: HTML Standard, 13.1.2.4 optional tags, https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.dom.markup import Mark

_WORDS = {
    "void": "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr",
    "unsaid": "html head body li dt dd p rb rt rtc rp optgroup option thead tbody tfoot tr td th colgroup caption",
    "ends p": "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr listing main menu nav ol p plaintext pre search section summary "
    "table ul xmp",
    "headings": "h1 h2 h3 h4 h5 h6",
    "scope": "html table td th caption template object marquee applet",
}
_VOID, _MAY_END_UNSAID, _ENDS_P, _HEADINGS, _SCOPE = (frozenset(each.split()) for each in _WORDS.values())
_ROWS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_ONCE = frozenset({"html", "head", "body"})
_ALONE = frozenset({"a", "button", "form"})
"""What the start of an element ends unsaid: name → (what it ends, where the search for that stops)."""
_ENDS_OTHERS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "option": (frozenset({"option"}), frozenset({"select", "optgroup", "datalist"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "rb": (frozenset({"rb", "rt", "rtc", "rp"}), frozenset({"ruby"})),
    "rt": (frozenset({"rb", "rt", "rp"}), frozenset({"ruby", "rtc"})),
    "rp": (frozenset({"rb", "rt", "rp"}), frozenset({"ruby", "rtc"})),
    "rtc": (frozenset({"rb", "rt", "rtc", "rp"}), frozenset({"ruby"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr", "caption", "colgroup"}), frozenset({"table", *_ROWS})),
    "thead": (frozenset({*_ROWS, "caption", "colgroup"}), frozenset({"table"})),
    "tbody": (frozenset({*_ROWS, "caption", "colgroup"}), frozenset({"table"})),
    "tfoot": (frozenset({*_ROWS, "caption", "colgroup"}), frozenset({"table"})),
    "colgroup": (frozenset({"caption", "colgroup"}), frozenset({"table"})),
    "body": (frozenset({"head"}), frozenset({"html"})),
}


class Flaw(StrEnum):
    """What is wrong with a tag: no end or no start tag, it crosses another, or stands in one of its own name."""

    UNENDED = "unended"
    UNSTARTED = "unstarted"
    CROSSED = "crossed"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A tag with a flaw, and the tag that shows it, before which it was to end; None at the end of the source."""

    mark: Mark
    flaw: Flaw
    by: Mark | None


def misplaced(found: Iterable[Mark], *, is_quirky: bool = False) -> list[Misplaced]:
    """Return the tags that lack their partner or cross another element, in the order in which they come to light.

    `is_quirky` says that the browser keeps a table inside a paragraph, as it does in pages without a full doctype.
    """
    stack = _Stack(is_quirky=is_quirky)
    for mark in found:
        if mark.is_end:
            stack.end(mark)
        else:
            stack.start(mark)
    stack.finish()
    return stack.flaws


class _Stack:
    """The elements that are open, from the outside in."""

    def __init__(self, *, is_quirky: bool) -> None:
        self.open: list[Mark] = []
        self.flaws: list[Misplaced] = []
        self._is_quirky = is_quirky
        # Elements that another's end cut off, each with the place of its flaw: its own end tag may still come.
        self._cut: dict[str, list[int]] = {}
        # Elements that hold one of their own name, by their place in the source, with the place of that flaw.
        self._holders: dict[int, int] = {}

    def start(self, mark: Mark) -> None:
        """Take in a start tag."""
        name = mark.name
        if mark.is_foreign:
            if not mark.is_closed:
                self.open.append(mark)
            return
        if name in _ENDS_P and not (name == "table" and self._is_quirky):
            self._end_unsaid(frozenset({"p"}), _SCOPE | {"button"}, mark)
        if name in _HEADINGS and self.open and self.open[-1].name in _HEADINGS:
            self._pop(len(self.open) - 1, mark, is_own=False)
        if name in _ENDS_OTHERS:
            ended, bound = _ENDS_OTHERS[name]
            self._end_unsaid(ended, bound | (frozenset() if name in ("td", "th", "tr", *_ROWS) else _SCOPE), mark)
        if name in _ALONE:
            self._see_alone(mark)
        if name not in _VOID and not (name in _ONCE and any(each.name == name for each in self.open)):
            self.open.append(mark)

    def end(self, mark: Mark) -> None:
        """Take in an end tag."""
        name = mark.name
        if name in _VOID:
            # Such an end tag is wrong, but it changes nothing; that of br makes another line end.
            if name == "br":
                self.flaws.append(Misplaced(mark, Flaw.UNSTARTED, None))
            return
        bound = frozenset({"table"}) if name in ("table", "tr", *_ROWS, *_CELLS, "caption") else _SCOPE
        for index in range(len(self.open) - 1, -1, -1):
            each = self.open[index]
            if each.name == name:
                self._pop(index, mark, is_own=True)
                return
            if each.name in bound and name not in _ONCE:
                break
        self._unstarted(mark)

    def finish(self) -> None:
        """Take in the end of the source."""
        self._pop(0, None, is_own=False)

    def _end_unsaid(self, names: frozenset[str], bound: frozenset[str], by: Mark) -> None:
        """End the innermost open elements of these names, up to one that bounds the search."""
        while True:
            for index in range(len(self.open) - 1, -1, -1):
                if self.open[index].name in names:
                    self._pop(index, by, is_own=True)
                    break
                if self.open[index].name in bound:
                    return
            else:
                return

    def _see_alone(self, mark: Mark) -> None:
        """Note an element that stands in one of its own name, where a browser ends the outer one or drops the inner."""
        for each in reversed(self.open):
            if each.name == mark.name:
                self._holders[each.start] = len(self.flaws)
                self.flaws.append(Misplaced(mark, Flaw.WITHIN, each))
                return
            if each.name in _SCOPE and mark.name != "form":
                return

    def _pop(self, index: int, by: Mark | None, *, is_own: bool) -> None:
        """Take away all from `index` on; the first has its end if `is_own`, the others must be such as may lack one."""
        for number, each in enumerate(self.open[index:]):
            if (is_own and not number) or (each.name in _MAY_END_UNSAID and not each.is_foreign):
                continue
            flaw = Misplaced(each, Flaw.UNENDED, by)
            if each.start in self._holders:
                # It holds one of its own name only because its end is missing.
                self.flaws[self._holders[each.start]] = flaw
            else:
                self._cut.setdefault(each.name, []).append(len(self.flaws))
                self.flaws.append(flaw)
        del self.open[index:]

    def _unstarted(self, mark: Mark) -> None:
        if mark.name in _ONCE:
            # Their start tags may be left out.
            return
        cut = self._cut.get(mark.name)
        if cut:
            number = cut.pop()
            self.flaws[number] = Misplaced(self.flaws[number].mark, Flaw.CROSSED, self.flaws[number].by)
        else:
            self.flaws.append(Misplaced(mark, Flaw.UNSTARTED, None))
