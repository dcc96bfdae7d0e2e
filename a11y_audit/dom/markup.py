"""Read the tags of an HTML source as the HTML Standard's tokenizer does, with what is wrong in how they are written.

Tokenizing is linear: what never ends (a comment, a quotation, a script) is the rest of the source, as in a browser.
Source: HTML Standard, 13.2.5, https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"[A-Za-z][^\t\n\f\r />]*")
_GAP = re.compile(r"[\t\n\f\r /]*")
_BLANKS = re.compile(r"[\t\n\f\r ]*")
_ATTRIBUTE = re.compile(r"[^\t\n\f\r />][^\t\n\f\r />=]*")
_BARE = re.compile(r"[^\t\n\f\r >]+")
# A tag with nothing unusual in it, as nearly all are; and its attributes one by one.
_CLEAN = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9:-]*)"""
    r"""((?:[\t\n\f\r ]+[^\t\n\f\r "'<>/=]+(?:=(?:"[^"]*"|'[^']*'|[^\t\n\f\r "'=<>]+))?)*)"""
    r"""[\t\n\f\r ]*(/?)>"""
)
_PAIR = re.compile(r"""([^\t\n\f\r "'<>/=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r "'=<>]+)))?""")
_KEPT = 5_000
"""Tags that are remembered: most of a page's stand on it more than once, and pages share theirs."""
_SECTION = "<![CDATA["
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
_FOREIGN = frozenset({"svg", "math"})
_HTML_INSIDE = frozenset({"foreignobject", "desc", "annotation-xml"})
_TEXT_ONLY = frozenset({"style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea", "title", "script"})
_ENDS = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _TEXT_ONLY}


class Fault(StrEnum):
    """What is wrong in how a start tag is written."""

    QUOTE = "quote"
    OPEN = "open"
    SPACE = "space"


class Mark(NamedTuple):
    """A tag of the source.

    Attributes:
        name: lower case.
        is_end: whether it is an end tag.
        attributes: in order, doubles kept, names in lower case, references in values resolved; of an end tag none.
        start, stop: where it begins, and where the text after it does.
        is_closed: whether a slash stands before its ">".
        is_foreign: whether it is an element of SVG or MathML, which a slash does end.
        fault: a quotation mark inside an attribute's name, which one too few or too many leaves (`QUOTE`); a "<" there,
            which a tag without its ">" leaves (`OPEN`); attributes without space between them (`SPACE`); or None.
        is_bare: whether some value stands without quotation marks.
    """

    name: str
    is_end: bool
    attributes: tuple[tuple[str, str], ...]
    start: int
    stop: int
    is_closed: bool
    is_foreign: bool
    fault: Fault | None
    is_bare: bool


def marks(source: str) -> Iterator[Mark]:
    """Yield the tags of `source` in order: not those in comments, scripts, text fields and noscript."""
    place = 0
    around: list[str] = []
    while (start := source.find("<", place)) >= 0:
        is_foreign = bool(around) and around[-1] in _FOREIGN
        if clean := _CLEAN.match(source, start):
            mark = _clean(clean, is_foreign=is_foreign)
        elif place := _passed_over(source, start, is_foreign=is_foreign):
            continue
        elif unusual := _tag(source, start, is_foreign=is_foreign):
            mark = unusual
        else:
            return
        place = mark.stop
        _keep_track(around, mark)
        yield mark
        if mark.name in _TEXT_ONLY and not mark.is_end and not mark.is_foreign:
            place = _text_end(source, mark)


def _passed_over(source: str, start: int, *, is_foreign: bool) -> int:
    """Return where what begins with "<" and is no tag ends; 0 for a tag."""
    after = source[start + 1 : start + 3]
    if after[:1].isascii() and (
        after[:1].isalpha() or (after[:1] == "/" and after[1:].isascii() and after[1:].isalpha())
    ):
        return 0
    if source.startswith("<!--", start):
        return _comment_end(source, start)
    if is_foreign and source.startswith(_SECTION, start):
        end = source.find("]]>", start)
        return end + 3 if end >= 0 else len(source)
    if after[:1] in ("!", "?", "/") and after != "/>":
        end = source.find(">", start)
        return end + 1 if end >= 0 else len(source)
    return start + (3 if after == "/>" else 1)


def _comment_end(source: str, start: int) -> int:
    for short in ("<!-->", "<!--->"):
        if source.startswith(short, start):
            return start + len(short)
    end = _COMMENT_END.search(source, start + 4)
    return end.end() if end else len(source)


def _tag(source: str, start: int, *, is_foreign: bool) -> Mark | None:
    """Read the tag that begins there; None if it never ends."""
    is_end = source[start + 1] == "/"
    named = _NAME.match(source, start + 1 + is_end)
    if named is None:
        return None
    name = named[0].lower()
    reader = _Attributes(source, named.end())
    if not reader.read():
        return None
    own = is_foreign or (name in _FOREIGN and not is_end)
    return Mark(
        name=name,
        is_end=is_end,
        attributes=() if is_end else tuple(reader.found),
        start=start,
        stop=reader.place,
        is_closed=reader.is_closed,
        is_foreign=own,
        fault=_name_fault(named[0]) or reader.fault,
        is_bare=reader.is_bare,
    )


def _clean(found: re.Match[str], *, is_foreign: bool) -> Mark:
    name, is_end, attributes, is_closed, is_bare = _parts(*found.groups())
    start, stop = found.span()
    own = is_foreign or (name in _FOREIGN and not is_end)
    return Mark(name, is_end, attributes, start, stop, is_closed, own, None, is_bare)


@lru_cache(_KEPT)
def _parts(
    slash: str, written: str, inside: str, closed: str
) -> tuple[str, bool, tuple[tuple[str, str], ...], bool, bool]:
    """Return what a tag says wherever it stands: name, whether it ends, attributes, whether it is closed and bare."""
    pairs = _PAIR.findall(inside) if inside and not slash else ()
    attributes = tuple([(key.lower(), _resolved(one or two or bare)) for key, one, two, bare in pairs])
    return written.lower(), bool(slash), attributes, bool(closed), any(bare for _, _, _, bare in pairs)


def _resolved(value: str) -> str:
    return unescape(value) if "&" in value else value


def _name_fault(name: str) -> Fault | None:
    if "<" in name:
        return Fault.OPEN
    return Fault.QUOTE if '"' in name or "'" in name else None


class _Attributes:
    """The attributes of one tag, read from `place` on; then `place` is where the text after the tag begins."""

    def __init__(self, source: str, place: int) -> None:
        self.source = source
        self.place = place
        self.found: list[tuple[str, str]] = []
        self.fault: Fault | None = None
        self.is_closed = False
        self.is_bare = False

    def read(self) -> bool:
        """Read up to the tag's end; False if it has none."""
        while True:
            gap = _GAP.match(self.source, self.place)
            blank = gap[0] if gap else ""
            self.place += len(blank)
            if self.place >= len(self.source):
                return False
            if self.source[self.place] == ">":
                self.is_closed = blank.endswith("/")
                self.place += 1
                return True
            if self.found and not blank:
                self.fault = self.fault or Fault.SPACE
            if not self._one():
                return False

    def _one(self) -> bool:
        named = _ATTRIBUTE.match(self.source, self.place)
        name = named[0] if named else ""
        self.fault = _name_fault(name) or self.fault
        self.place += len(name)
        equals = self._after_blanks(self.place)
        if self.source[equals : equals + 1] != "=":
            self.found.append((name.lower(), ""))
            return True
        self.place = self._after_blanks(equals + 1)
        value = self._value()
        if value is None:
            return False
        self.found.append((name.lower(), unescape(value)))
        return True

    def _value(self) -> str | None:
        """Return the value that begins here; None if its quotation never ends."""
        mark = self.source[self.place : self.place + 1]
        if mark and mark in "\"'":
            end = self.source.find(mark, self.place + 1)
            value = self.source[self.place + 1 : end] if end >= 0 else None
            self.place = end + 1
            return value
        bare = _BARE.match(self.source, self.place)
        value = bare[0] if bare else ""
        self.place += len(value)
        self.is_bare = True
        return value

    def _after_blanks(self, place: int) -> int:
        found = _BLANKS.match(self.source, place)
        return found.end() if found else place


def _keep_track(around: list[str], mark: Mark) -> None:
    """Remember which SVG, MathML, or HTML in them, the next tag stands in."""
    if mark.name not in _FOREIGN and (mark.name not in _HTML_INSIDE or not around):
        return
    if not mark.is_end and not mark.is_closed:
        around.append(mark.name)
    elif mark.is_end and mark.name in around:
        while around.pop() != mark.name:
            continue


def _text_end(source: str, mark: Mark) -> int:
    """Return where the end tag of an element begins that holds text only."""
    if mark.name == "script":
        return _script_end(source, mark.stop)
    end = _ENDS[mark.name].search(source, mark.stop)
    return end.start() if end else len(source)


def _script_end(source: str, place: int) -> int:
    """Return where a script's end tag begins; one in a comment in the script, after a start tag there, is text."""
    is_comment = is_nested = False
    for found in _SCRIPT.finditer(source, place):
        if found[0] == "<!--":
            is_comment = True
        elif found[0] == "-->":
            is_comment = is_nested = False
        elif not found[1]:
            is_nested = is_comment
        elif not is_nested:
            return found.start()
        else:
            is_nested = False
    return len(source)
